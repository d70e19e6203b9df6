import { isDigit } from "../characters.ts";

/** The first and the last point of a path. */
export interface PathEnds {
  start: readonly [x: number, y: number];
  end: readonly [x: number, y: number];
}

/** How many numbers one segment of each command takes. */
const NUMBERS: Readonly<Record<string, number>> = {
  m: 2,
  l: 2,
  h: 1,
  v: 1,
  c: 6,
  s: 4,
  q: 4,
  t: 2,
  a: 7,
  z: 0,
};

/**
 * Where path data begins and ends, in its own user units: the commands of SVG 2 (9.3), absolute and relative,
 * one after the other. Null when there is no whole first command. Data after a mistake is not read. Linear.
 */
export function pathEnds(d: string): PathEnds | null {
  const next = scan(d);
  let start: readonly [number, number] | null = null;
  let [x, y, startX, startY] = [0, 0, 0, 0];
  let command = "";
  for (let token = next(false); token !== null; token = next(false)) {
    if (typeof token === "string") command = token;
    const kind = command.toLowerCase();
    const relative = kind === command;
    const count = NUMBERS[kind];
    if (count === undefined) break;
    if (count === 0) {
      // A number after a closed sub-path belongs to no command.
      if (typeof token === "number") break;
      [x, y] = [startX, startY];
      continue;
    }
    const numbers = typeof token === "number" ? [token] : [];
    while (numbers.length < count) {
      const number = next(kind === "a" && (numbers.length === 3 || numbers.length === 4));
      if (typeof number !== "number") break;
      numbers.push(number);
    }
    if (numbers.length < count) break;
    const last = numbers[count - 1] ?? 0;
    const beforeLast = numbers[count - 2] ?? 0;
    if (kind !== "v") x = (relative ? x : 0) + (kind === "h" ? last : beforeLast);
    if (kind !== "h") y = (relative ? y : 0) + last;
    if (kind === "m") {
      [startX, startY] = [x, y];
      start ??= [x, y];
      // More pairs after a moveto are lines.
      command = relative ? "l" : "L";
    }
    if (start === null) return null;
  }
  return start && { start, end: [x, y] };
}

/** Gives the next number, or the next letter, or null at the end; an arc's flags are single digits. */
function scan(d: string): (flag: boolean) => number | string | null {
  let index = 0;
  const digits = () => {
    while (isDigit(d.charCodeAt(index))) index += 1;
  };
  return (flag) => {
    while (index < d.length && isSeparator(d.charCodeAt(index))) index += 1;
    if (index >= d.length) return null;
    const start = index;
    const first = d.charAt(index);
    if (flag) {
      index += 1;
      return first === "0" ? 0 : first === "1" ? 1 : first;
    }
    if (first === "+" || first === "-") index += 1;
    digits();
    if (d.charAt(index) === ".") {
      index += 1;
      digits();
    }
    if (index > start && /^e[+-]?\d/i.test(d.slice(index, index + 3))) {
      index += 2;
      digits();
    }
    if (index === start) index += 1;
    const number = Number(d.slice(start, index));
    return Number.isNaN(number) ? first : number;
  };
}

function isSeparator(code: number): boolean {
  return code === 0x20 || code === 0x2c || (code >= 0x09 && code <= 0x0d);
}
