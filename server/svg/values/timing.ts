import { codeAt, isDigit, isLetter, isSpace, skipSpaces } from "../characters.ts";
import { isPlainString } from "../css/identifiers.ts";
import { prefixId } from "../ids.ts";
import type { CheckContext } from "../ledger.ts";
import type { ValueCheck } from "./check.ts";
import { nearestName } from "./nearest.ts";
import { countList } from "./numbers.ts";

const EVENTS = new Set(
  (
    "click mousedown mouseup mouseover mouseout mouseenter mouseleave focusin focusout beginEvent endEvent " +
    "repeatEvent"
  ).split(" "),
);
/** Parts of a `begin`; more say nothing that a drawing needs. */
const MOST_PARTS = 50;

/** A clock value (SMIL 3, section 5.4): `02:30:03`, `01:33.5`, `1.5s`, `250ms`, `.5`; no sign. */
function isClock(text: string): boolean {
  let at = 0;
  while (isDigit(codeAt(text, at))) at += 1;
  if (at > 0 && codeAt(text, at) === 58) return /^\d+(?::[0-5]\d){1,2}(?:\.\d+)?$/.test(text.slice(0, 40));
  const whole = at;
  if (codeAt(text, at) === 46) {
    at += 1;
    while (isDigit(codeAt(text, at))) at += 1;
    if (at === whole + 1) return false;
  }
  if (at === 0 || at > 20) return false;
  const unit = text.length - at;
  if (unit === 0) return true;
  const first = codeAt(text, at);
  if (unit === 1) return first === 115 || first === 104;
  return unit === 2 ? text.endsWith("ms") : unit === 3 && text.endsWith("min");
}

/** The clock value that was meant: a space before the unit, a unit written out, a comma for the point. */
function mendClock(text: string): string | undefined {
  const match = /^(\d{0,12})[.,]?(\d{0,12})\s{0,9}([a-zA-Z]{0,12})$/.exec(text.slice(0, 60));
  if (!match || text.length > 60) return undefined;
  const [, whole = "", fraction = "", word = ""] = match;
  if (whole === "" && fraction === "") return undefined;
  const unit = CLOCK_UNITS.get(word.toLowerCase());
  return unit === undefined ? undefined : `${whole}${fraction === "" ? "" : `.${fraction}`}${unit}`;
}

const CLOCK_UNITS = new Map<string, string>();
for (const [unit, words] of [
  ["", ""],
  ["s", "s sec secs second seconds"],
  ["ms", "ms msec millisecond milliseconds"],
  ["min", "min m mins minute minutes"],
  ["h", "h hour hours"],
] as const)
  for (const word of words.split(" ")) CLOCK_UNITS.set(word, unit);

/** Less than a frame: hundreds of animations that begin each other a thousand times a second stop a browser. */
const SHORTEST = "10ms";

/** A duration: a clock value, or one of the words that this attribute may be. */
export function durationCheck(...words: string[]): ValueCheck {
  return (value, context) => {
    if (isClock(value) || words.includes(value)) return lengthened(value, context);
    const text = value.trim().replace(/^["'+]+|["';]+$/g, "");
    if (isClock(text) || words.includes(text)) return lengthened(mended(text, value, context), context);
    const lower = text.toLowerCase();
    const word = words.includes(lower) ? lower : nearestName(lower, words);
    return lengthened(mended(mendClock(text) ?? word, value, context), context);
  };
}

/** A duration that is not shorter than the shortest; 0 means another thing and stays. */
function lengthened(text: string | undefined, context: CheckContext): string | undefined {
  // Of durations that begin with 1–9, only those in milliseconds can be too short.
  if (text === undefined || (codeAt(text, 0) > 48 && !text.endsWith("ms"))) return text;
  const amount = text.split(":").reduce((sum, part) => sum * 60 + Number.parseFloat(part), 0);
  const seconds = text.endsWith("ms") ? amount / 1_000 : text.endsWith("h") ? amount * 3_600 : amount;
  if (!(seconds > 0 && seconds < 0.01) || text.endsWith("min")) return text;
  context.repair("clamped");
  return SHORTEST;
}

/** Mended text, counted unless only the space around it went. */
function mended(text: string | undefined, value: string, context: CheckContext): string | undefined {
  if (text !== undefined && text !== value.trim()) context.repair("bad-value");
  return text;
}

/** A time that another animation gives. */
const CHAINED = /\.(?:begin|end|repeat)/;

/**
 * `begin` and `end`: a list of offsets, of times of other animations (`id.end+1s`; ids prefixed), of events from a
 * list, of repeats, and `indefinite`. Keys and wall clocks are refused; a list keeps the parts that can stay, and of times
 * that other animations give the first: two that begin each other twice are 2^n begins after n turns.
 */
export const checkTimes: ValueCheck = (value, context) => {
  if (isClock(value) || value === "indefinite") return value;
  const parts = value.split(";", MOST_PARTS);
  const kept: string[] = [];
  let changed = parts.length === MOST_PARTS;
  let isChained = false;
  for (const part of parts) {
    const text = part.trim();
    if (text === "") continue;
    let time = checkTime(text, context);
    if (time !== undefined && CHAINED.test(time)) {
      if (isChained) time = undefined;
      isChained = true;
    }
    if (time === undefined) {
      context.drop("value begin or end");
      changed = true;
    } else {
      if (time !== text) changed = true;
      kept.push(time);
    }
  }
  if (kept.length === 0) return undefined;
  return changed ? kept.join(";") : value;
};

function checkTime(text: string, context: CheckContext): string | undefined {
  if (isClock(text) || text === "indefinite") return text;
  const first = codeAt(text, 0);
  if (first === 43 || first === 45 || isDigit(first) || first === 46) {
    const offset = checkOffset(text);
    if (offset !== undefined && offset !== text) context.repair("bad-value");
    return offset;
  }
  return checkEvent(text, context);
}

/** `+1s`, `- 1s`, `1s`; a sign and its number may have spaces between. */
function checkOffset(text: string): string | undefined {
  const signed = codeAt(text, 0) === 43 || codeAt(text, 0) === 45;
  const clock = signed ? text.slice(skipSpaces(text, 1)) : text;
  if (isClock(clock)) return text;
  const meant = mendClock(clock);
  return meant === undefined ? undefined : (signed ? text.charAt(0) : "") + meant;
}

/** `id.end`, `id.click+1s`, `click`, `id.repeat(2)-1s`, with `\` before `-` and `.` of the id or not. */
function checkEvent(text: string, context: CheckContext): string | undefined {
  const { id, end } = readBase(text);
  const nameFrom = id === "" ? 0 : end + 1;
  let nameEnd = nameFrom;
  while (isLetter(codeAt(text, nameEnd))) nameEnd += 1;
  const written = text.slice(nameFrom, nameEnd);
  const name = eventNamed(written, id !== "");
  if (name === undefined || (id !== "" && !isPlainString(id))) return undefined;
  const repeat = name === "repeat" ? /^\(\d{1,9}\)/.exec(text.slice(nameEnd, nameEnd + 12))?.[0] : "";
  if (repeat === undefined) return undefined;
  const rest = text.slice(nameEnd + repeat.length);
  const offset = spread(checkSignedOffset(rest.trim()));
  if (offset === undefined) return undefined;
  if (name !== written || offset !== rest.trim()) context.repair("bad-value");
  const shown = offset === rest.trim() ? rest : offset;
  return id === "" ? name + repeat + shown : writeTime(prefixId(id, context.idPrefix), name + repeat, shown);
}

/** The id before the first `.` that is not escaped, and where that is; no id when there is none. */
function readBase(text: string): { id: string; end: number } {
  let id = "";
  for (let at = 0; at < text.length; at += 1) {
    const code = codeAt(text, at);
    if (code === 46) return { id, end: at };
    if (isSpace(code) || code === 40) break;
    if (code === 92) at += 1;
    id += text.charAt(at);
  }
  return { id: "", end: 0 };
}

/**
 * Chromium and WebKit know no escapes, and take the first `+` (else the first `-`) for the beginning of the offset:
 * an id with a hyphen works there when an offset with `+` follows (`my-id.end+0s`, `my-id.end+-1s`).
 */
function writeTime(id: string, name: string, offset: string): string {
  const base = `${id.replaceAll(".", "\\.")}.${name}`;
  const bare = offset.trim();
  if (!id.includes("-") || bare.startsWith("+")) return base + offset;
  return `${base}+${bare === "" ? "0s" : bare}`;
}

/** An offset after the name of an event: with a sign, `+-1s` included, or none at all. */
function checkSignedOffset(text: string): string | undefined {
  if (text === "") return text;
  if (codeAt(text, 0) === 45) return checkOffset(text);
  if (codeAt(text, 0) !== 43) return undefined;
  const inner = text.slice(1).trim();
  if (inner.charCodeAt(0) !== 45) return checkOffset(text);
  const offset = checkOffset(inner);
  return offset === undefined || offset === inner ? offset && text : `+${offset}`;
}

/** An offset that is not nearly none: animations that begin each other by less would never rest. */
function spread(offset: string | undefined): string | undefined {
  const milliseconds = /^[+-]{1,2}\s*(?:0*\.00\d*s?|0*\d(?:\.\d*)?ms)$/.exec(offset ?? "");
  return milliseconds && /[1-9]/.test(offset ?? "") ? `+${SHORTEST}` : offset;
}

function eventNamed(word: string, ofElement: boolean): string | undefined {
  if (EVENTS.has(word)) return word;
  if (ofElement && (word === "begin" || word === "end" || word === "repeat")) return word;
  const names = ofElement ? [...EVENTS, "begin", "end"] : EVENTS;
  const lower = word.toLowerCase();
  for (const name of names) if (name.toLowerCase() === lower) return name;
  return undefined;
}

/** `keyTimes` and `keyPoints`: numbers from 0 to 1 between `;`. `keySplines`: four of them in each part. */
export function keysCheck(numbers: number): ValueCheck {
  return (value, context) => {
    const parts = value.split(";");
    if (parts.at(-1)?.trim() === "") parts.pop();
    let changed = false;
    for (const [index, part] of parts.entries()) {
      if (countList(part, false) === numbers) continue;
      const found = part.match(/[-+]?(?:\d+\.?\d*|\.\d+)/g) ?? [];
      if (found.length < numbers || part.length > 200) return undefined;
      parts[index] = found
        .slice(0, numbers)
        .map((number) => number.replace(/\.$/, ""))
        .join(" ");
      changed = true;
    }
    if (parts.length === 0) return undefined;
    if (changed) context.repair("bad-value");
    return changed ? parts.join(";") : value;
  };
}

/** `repeatCount`: a number above 0, or `indefinite`. */
export const checkRepeatCount: ValueCheck = (value, context) => {
  if (value === "indefinite" || (countList(value, false) === 1 && Number(value) > 0)) return value;
  const text = value.trim().toLowerCase();
  if (/^(?:indefinite|infinite|infinity|forever|loop)$/.test(text) || nearestName(text, ["indefinite"])) {
    context.repair("bad-value");
    return "indefinite";
  }
  const number = /^\d{1,9}(?:\.\d{1,9})?/.exec(text)?.[0];
  if (number === undefined || Number(number) <= 0) return undefined;
  context.repair("bad-value");
  return number;
};
