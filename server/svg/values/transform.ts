import { codeAt, isLetter, skipSpaces } from "../characters.ts";
import type { CheckContext } from "../ledger.ts";
import { scanNumber } from "./numbers.ts";

/** How many numbers a function may take, from most to least. */
const COUNTS: Readonly<Record<string, readonly number[]>> = {
  translate: [2, 1],
  scale: [2, 1],
  rotate: [3, 1],
  skewX: [1],
  skewY: [1],
  matrix: [6],
};
const NAMES = new Map(Object.entries(COUNTS));
/** Functions of CSS for one axis, as functions of SVG. */
const AXES = new Map<string, (number: string) => string>([
  ["translatex", (x) => `translate(${x} 0)`],
  ["translatey", (y) => `translate(0 ${y})`],
  ["scalex", (x) => `scale(${x} 1)`],
  ["scaley", (y) => `scale(1 ${y})`],
]);
/** Functions mended in one value; more say nothing. */
const MOST_FUNCTIONS = 100;

/** A list of transforms by the grammar of SVG (CSS Transforms 1, section 8). Undefined when it cannot be mended. */
export function checkTransform(value: string, context: CheckContext): string | undefined {
  if (isTransform(value)) return value;
  const mended = mendTransform(value);
  if (mended !== undefined) context.repair("bad-value");
  return mended;
}

function isTransform(value: string): boolean {
  let at = skipSpaces(value, 0);
  if (at === value.length) return false;
  if (value === "none") return true;
  while (at < value.length) {
    const from = at;
    while (isLetter(codeAt(value, at))) at += 1;
    const counts = NAMES.get(value.slice(from, at));
    at = skipSpaces(value, at);
    if (!counts || codeAt(value, at) !== 40) return false;
    at = skipSpaces(value, at + 1);
    let count = 0;
    let comma = false;
    while (at < value.length && codeAt(value, at) !== 41) {
      at = scanNumber(value, at);
      if (at < 0) return false;
      count += 1;
      at = skipSpaces(value, at);
      comma = codeAt(value, at) === 44;
      if (comma) at = skipSpaces(value, at + 1);
    }
    if (at === value.length || comma || !counts.includes(count)) return false;
    at = skipSpaces(value, at + 1);
    if (codeAt(value, at) === 44) {
      at = skipSpaces(value, at + 1);
      if (at === value.length) return false;
    }
  }
  return true;
}

function mendTransform(value: string): string | undefined {
  const functions: string[] = [];
  let at = 0;
  while (at < value.length) {
    const code = codeAt(value, at);
    if (!isLetter(code)) {
      // A second bracket, a comma or a stray character between functions; numbers of no function are lost.
      at += 1;
      continue;
    }
    const from = at;
    while (isLetter(codeAt(value, at))) at += 1;
    const name = value.slice(from, at);
    at = skipSpaces(value, at);
    if (codeAt(value, at) === 40) at += 1;
    else if (!NAMES.has(name)) return undefined;
    const close = value.indexOf(")", at);
    const end = endOfArguments(value, at, close < 0 ? value.length : close);
    const written = writeFunction(name.toLowerCase(), value.slice(at, end));
    if (written === undefined || functions.length === MOST_FUNCTIONS) return undefined;
    functions.push(written);
    at = end;
  }
  return functions.length > 0 ? functions.join(" ") : undefined;
}

/** Where the arguments end: at the bracket, or before the next function when the bracket is missing. */
function endOfArguments(value: string, from: number, close: number): number {
  const open = value.indexOf("(", from);
  if (open < 0 || open > close) return close;
  let at = open;
  while (at > from && !isLetter(codeAt(value, at - 1))) at -= 1;
  while (at > from && isLetter(codeAt(value, at - 1))) at -= 1;
  return at > from ? at : close;
}

function writeFunction(name: string, text: string): string | undefined {
  const numbers = readNumbers(text.replaceAll("\u2212", "-"));
  if (!numbers) return undefined;
  const axis = AXES.get(name);
  if (axis) return numbers[0] === undefined ? undefined : axis(numbers[0]);
  for (const [known, counts] of NAMES) {
    if (known.toLowerCase() !== name) continue;
    const count = counts.find((most) => most <= numbers.length);
    return count === undefined ? undefined : `${known}(${numbers.slice(0, count).join(" ")})`;
  }
  return undefined;
}

/** The numbers in a text, angles in degrees; undefined when one has a unit that cannot be converted. */
export function readNumbers(text: string): string[] | undefined {
  const numbers: string[] = [];
  for (let at = 0; at < text.length; ) {
    const end = scanNumber(text, at);
    if (end < 0) {
      if (isLetter(codeAt(text, at)) && !/[oO]/.test(text.charAt(at))) return undefined;
      at += 1;
      continue;
    }
    let number = text.slice(at, end);
    at = end;
    while ((codeAt(text, at) | 32) === 111) {
      number += "0";
      at += 1;
    }
    let unitEnd = at;
    while (isLetter(codeAt(text, unitEnd)) || codeAt(text, unitEnd) === 37) unitEnd += 1;
    const scale = SCALES.get(text.slice(at, unitEnd).toLowerCase());
    if (scale === undefined) return undefined;
    at = unitEnd;
    numbers.push(scale === 1 ? number : String(Math.round(Number(number) * scale * 1e6) / 1e6));
  }
  return numbers;
}

const SCALES = new Map([
  ["", 1],
  ["px", 1],
  ["deg", 1],
  ["turn", 360],
  ["rad", 180 / Math.PI],
  ["grad", 0.9],
]);
