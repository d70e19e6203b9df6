import type { ValueCheck } from "./check.ts";
import { keywordCheck, keywords } from "./keywords.ts";
import { checkLength, countList, isNumber, mendNumber } from "./numbers.ts";
import { createScanner } from "./scanner.ts";

/** `viewBox`: four numbers, the last two above 0. */
export const checkViewBox: ValueCheck = (value, context) => {
  let text = value;
  const count = countList(value, false);
  if (count !== 4) {
    const scanner = createScanner(4);
    const numbers =
      (scanner.push(value) + scanner.finish()).match(/[-+]?(?:\d+(?:\.\d+)?|\.\d+)(?:e[-+]?\d+)?/gi) ?? [];
    if (numbers.length < 4) return undefined;
    text = numbers.slice(0, 4).join(" ");
  }
  const [, , width, height] = text.trim().split(/[\s,]+/);
  // Numbers may touch (`0-5`); what is parted wrongly here is a size below 0 and not worth more.
  if (width !== undefined && height !== undefined && !(Number(width) > 0 && Number(height) > 0))
    return undefined;
  if (text !== value) context.repair("bad-value");
  return text;
};

const ALIGNMENTS = ["none"];
for (const x of ["Min", "Mid", "Max"]) for (const y of ["Min", "Mid", "Max"]) ALIGNMENTS.push(`x${x}Y${y}`);
const ALIGNMENT = keywords(ALIGNMENTS.join(" "), false);
const FIT = keywords("meet slice", false);

/** `preserveAspectRatio`: an alignment, and `meet` or `slice`. */
export const checkAspectRatio: ValueCheck = (value, context) => {
  if (ALIGNMENT.has(value)) return value;
  const [first = "", second = "", more] = value
    .trim()
    .replace(/^defer\s+/, "")
    .split(/[\s,;]+/);
  if (ALIGNMENT.has(first) && more === undefined && (second === "" || FIT.has(second))) {
    const text = second === "" ? first : `${first} ${second}`;
    return text === value.trim().replace(/\s+/g, " ") ? value : text;
  }
  const alignment = ALIGNMENT.mend(first);
  if (alignment === undefined) return undefined;
  context.repair("bad-value");
  const fit = FIT.mend(second);
  return fit === undefined ? alignment : `${alignment} ${fit}`;
};

/** An angle, `auto` or `auto-start-reverse` on a marker, `auto-reverse` on a motion. */
export const checkOrient: ValueCheck = (value, context, element) => {
  if (value === "auto" || isNumber(value) || /^[-+.\d]{1,20}(?:deg|g?rad|turn)$/.test(value)) return value;
  const words = keywordCheck(element === "animateMotion" ? "auto auto-reverse" : "auto auto-start-reverse");
  const word = words(value, context, element);
  if (word !== undefined) return word;
  const number = mendNumber(value, false);
  if (number !== undefined) context.repair("bad-value");
  return number;
};

/** `refX` and `refY`: a length or a side. */
export function referencePointCheck(list: string): ValueCheck {
  const sides = keywordCheck(list);
  return (value, context, element) => sides(value, context, element) ?? checkLength(value, context, element);
}

/** A filter is computed for every pixel of its region: ten times the shape is enough. */
const WIDEST_REGION = 1000;

/** A side of a filter's region: a length; a percentage is kept within the widest. */
export const checkRegion: ValueCheck = (value, context, element) => {
  const cleaned = checkLength(value, context, element);
  if (!cleaned?.trimEnd().endsWith("%") || !(Math.abs(Number.parseFloat(cleaned)) > WIDEST_REGION))
    return cleaned;
  context.repair("clamped");
  return `${Number.parseFloat(cleaned) < 0 ? "-" : ""}${WIDEST_REGION}%`;
};
