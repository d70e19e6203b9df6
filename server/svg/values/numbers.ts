import { codeAt, isDigit, isLetter, isSpace, skipSpaces } from "../characters.ts";
import type { CheckContext } from "../ledger.ts";
import type { ValueCheck } from "./check.ts";
import { checkGroups } from "./points.ts";

/** Units of length (CSS Values 4) and `%`; angles for `hue-rotate` and the like are not lengths. */
const UNITS = new Set(
  "px em rem ex rex ch rch cap ic lh rlh vw vh vi vb vmin vmax svw svh lvw lvh dvw dvh cm mm q in pt pc".split(
    " ",
  ),
);
/** A browser keeps numbers as 32-bit floats and refuses what does not fit. */
const MOST = 3.4e38;
const NOT_A_NUMBER = /nan|undefined|null|infinity|object/i;

/** The position after the number that begins at `at` (SVG 2 and CSS: digits on both sides of a point), or -1. */
export function scanNumber(text: string, at: number): number {
  let next = at;
  const first = codeAt(text, next);
  if (first === 43 || first === 45) next += 1;
  const digitsFrom = next;
  while (isDigit(codeAt(text, next))) next += 1;
  let length = next - digitsFrom;
  if (codeAt(text, next) === 46 && isDigit(codeAt(text, next + 1))) {
    next += 2;
    while (isDigit(codeAt(text, next))) next += 1;
    length += 1;
  }
  if (length === 0) return -1;
  if ((codeAt(text, next) | 32) === 101) {
    const code = codeAt(text, next + 1);
    const exponentFrom = code === 43 || code === 45 ? next + 2 : next + 1;
    if (isDigit(codeAt(text, exponentFrom))) {
      next = exponentFrom;
      while (isDigit(codeAt(text, next))) next += 1;
      length = 39;
    }
  }
  if (length > 38 && !(Math.abs(Number(text.slice(at, next))) <= MOST)) return -1;
  return next;
}

/** The position after the unit or `%` at `at` (the same position when there is none), or -1 for an unknown one. */
function scanUnit(text: string, at: number): number {
  const code = codeAt(text, at);
  if (code === 37) return at + 1;
  let next = at;
  while (isLetter(codeAt(text, next))) next += 1;
  if (next === at) return at;
  return UNITS.has(text.slice(at, next).toLowerCase()) ? next : -1;
}

/** Whether it is one number, with space around it or not. */
export function isNumber(text: string): boolean {
  const end = scanNumber(text, skipSpaces(text, 0));
  return end > 0 && (end === text.length || skipSpaces(text, end) === text.length);
}

/** Whether it is one number with `%` or without. */
export function isNumberOrPercentage(text: string): boolean {
  const end = scanNumber(text, skipSpaces(text, 0));
  if (end <= 0) return false;
  const next = codeAt(text, end) === 37 ? end + 1 : end;
  return next === text.length || skipSpaces(text, next) === text.length;
}

/** Whether it is one number with a unit of length, `%` or nothing. */
export function isLength(text: string): boolean {
  const end = scanNumber(text, skipSpaces(text, 0));
  if (end <= 0) return false;
  if (end === text.length) return true;
  const next = scanUnit(text, end);
  return next > 0 && (next === text.length || skipSpaces(text, next) === text.length);
}

/** How many numbers (with units, when allowed) a list has that is written as browsers accept it, or -1. */
export function countList(text: string, units: boolean): number {
  let at = skipSpaces(text, 0);
  let count = 0;
  while (at < text.length) {
    at = scanNumber(text, at);
    if (at >= 0 && units) at = scanUnit(text, at);
    if (at < 0) return -1;
    count += 1;
    const end = at;
    at = skipSpaces(text, at);
    if (at === text.length) break;
    if (codeAt(text, at) === 44) {
      at = skipSpaces(text, at + 1);
      if (at === text.length) return -1;
    } else if (at === end && units) return -1;
  }
  return count > 0 ? count : -1;
}

/**
 * One number out of a damaged one: the letter O beside digits is a zero, a lone comma between digits is a point,
 * a unit stands where it is known (`units`), and everything else around the first number is dropped.
 */
export function mendNumber(value: string, units: boolean): string | undefined {
  if (value.length > 200 || NOT_A_NUMBER.test(value)) return undefined;
  let text = "";
  let points = 0;
  let commas = 0;
  for (let at = 0; at < value.length; at += 1) {
    const code = codeAt(value, at);
    if (code === 0x2212 || code === 0x2013) text += "-";
    else if ((code | 32) === 111 && isZero(value, at)) text += "0";
    else if (isDigit(code) || isLetter(code) || isSpace(code) || code === 37 || code === 43 || code === 45)
      text += value.charAt(at);
    else if (code === 46) {
      points += 1;
      text += ".";
    } else if (code === 44) {
      commas += 1;
      text += ",";
    }
  }
  if (commas === 1 && points === 0) text = text.replace(",", ".");
  for (let at = 0; at < text.length; at += 1) {
    const end = scanNumber(text, at);
    // What begins with a digit and is none is too great.
    if (end < 0 && isDigit(codeAt(text, at))) return undefined;
    if (end < 0) continue;
    const unitFrom = skipSpaces(text, codeAt(text, end) === 46 ? end + 1 : end);
    const unitEnd = units ? scanUnit(text, unitFrom) : -1;
    return text.slice(at, end) + (unitEnd > unitFrom ? text.slice(unitFrom, unitEnd) : "");
  }
  return undefined;
}

/** Whether the letter O at a position is a zero: after a digit, or no part of a word. */
function isZero(value: string, at: number): boolean {
  const before = codeAt(value, at - 1);
  return isDigit(before) || (!isLetter(before) && !isLetter(codeAt(value, at + 1)));
}

/** A mended list of lengths, when every part of it has a number. */
export function mendLengths(value: string): string | undefined {
  const parts = value.replaceAll(",", " ").trim().split(/\s+/);
  const mended: string[] = [];
  for (const part of parts) {
    const number = mendNumber(part, true);
    if (number === undefined) return undefined;
    mended.push(number);
  }
  return mended.join(" ");
}

/** One number; above `most` it is lowered to it. */
export function numberCheck(most = Number.POSITIVE_INFINITY): ValueCheck {
  return (value, context) => {
    const clean = isNumber(value);
    const text = clean ? value : mendNumber(value, false);
    if (text === undefined) return undefined;
    if (Number(text) > most) {
      context.repair("clamped");
      return String(most);
    }
    if (!clean) context.repair("bad-value");
    return text;
  };
}

/** One number with a unit or without. */
export const checkLength: ValueCheck = (value, context) => {
  if (isLength(value)) return value;
  const mended = mendNumber(value, true);
  if (mended !== undefined) context.repair("bad-value");
  return mended;
};

/** One number with `%` or without. */
export const checkNumberOrPercentage: ValueCheck = (value, context) => {
  if (isNumberOrPercentage(value)) return value;
  const mended = mendNumber(value, true);
  if (mended === undefined) return undefined;
  context.repair("bad-value");
  return mended.endsWith("%") ? mended : mendNumber(mended, false);
};

/** Lengths, separated by spaces or commas. */
export const checkLengths: ValueCheck = (value, context) => {
  if (isLength(value) || countList(value, true) > 0) return value;
  const mended = mendLengths(value);
  if (mended !== undefined) context.repair("bad-value");
  return mended;
};

/** Numbers, separated by spaces or commas: at most `count`, each at most `most` (`most` may depend on the limits). */
export function numbersCheck(
  count = Number.POSITIVE_INFINITY,
  most?: (context: CheckContext) => number,
): ValueCheck {
  return (value, context) => {
    const found = countList(value, false);
    const text = found < 0 ? checkGroups(value, 1, context) : value;
    if (text === undefined) return undefined;
    if (!most && (found < 0 ? countList(text, false) : found) <= count) return text;
    return fitNumbers(text, count, most ? most(context) : Number.POSITIVE_INFINITY, context);
  };
}

function fitNumbers(text: string, count: number, most: number, context: CheckContext): string {
  const kept: string[] = [];
  let clamped = false;
  let more = false;
  for (let at = 0; at < text.length; ) {
    const end = scanNumber(text, at);
    if (end < 0) at += 1;
    else {
      const number = text.slice(at, end);
      at = end;
      if (kept.length === count) more = true;
      else if (Number(number) > most) {
        clamped = true;
        kept.push(String(most));
      } else kept.push(number);
    }
  }
  if (clamped) context.repair("clamped");
  if (more) context.repair("bad-value");
  return clamped || more ? kept.join(" ") : text;
}
