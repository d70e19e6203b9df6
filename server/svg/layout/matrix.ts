import { type NumberReader, readNumber } from "./numbers.ts";

/** x' = a·x + c·y + e, y' = b·x + d·y + f. */
export interface Matrix {
  a: number;
  b: number;
  c: number;
  d: number;
  e: number;
  f: number;
}

export const IDENTITY: Matrix = { a: 1, b: 0, c: 0, d: 1, e: 0, f: 0 };

/** First `inner`, then `outer`. */
export function multiply(outer: Matrix, inner: Matrix): Matrix {
  if (outer === IDENTITY) return inner;
  if (inner === IDENTITY) return outer;
  return {
    a: outer.a * inner.a + outer.c * inner.b,
    b: outer.b * inner.a + outer.d * inner.b,
    c: outer.a * inner.c + outer.c * inner.d,
    d: outer.b * inner.c + outer.d * inner.d,
    e: outer.a * inner.e + outer.c * inner.f + outer.e,
    f: outer.b * inner.e + outer.d * inner.f + outer.f,
  };
}

export function translation(x: number, y: number): Matrix {
  return x === 0 && y === 0 ? IDENTITY : { a: 1, b: 0, c: 0, d: 1, e: x, f: y };
}

/** `null` for a matrix that flattens everything onto a line or a point. */
export function invert(matrix: Matrix): Matrix | null {
  const { a, b, c, d, e, f } = matrix;
  const determinant = a * d - b * c;
  if (!(Math.abs(determinant) > 1e-12)) return null;
  return {
    a: d / determinant,
    b: -b / determinant,
    c: -c / determinant,
    d: a / determinant,
    e: (c * f - d * e) / determinant,
    f: (b * e - a * f) / determinant,
  };
}

/** By how much lengths grow on average: the square root of the growth of areas. */
export function scaleOf(matrix: Matrix): number {
  return Math.sqrt(Math.abs(matrix.a * matrix.d - matrix.b * matrix.c));
}

/** Whether boxes stay upright boxes (turned by quarters, mirrored, moved, scaled). */
export function isUpright(matrix: Matrix): boolean {
  return (matrix.b === 0 && matrix.c === 0) || (matrix.a === 0 && matrix.d === 0);
}

const RADIANS = Math.PI / 180;
/** More functions than this in one list are not read. */
const FUNCTIONS = 64;

/**
 * The matrix of a `transform`, as the attribute writes it (`rotate(45 50 50)`) or as CSS does (`rotate(0.5turn)
 * translateX(10px)`). Units of length are taken for user units; functions of three dimensions and percentages are
 * passed over.
 */
export function readTransform(text: string): Matrix {
  const reader: NumberReader = { text, at: 0 };
  let matrix = IDENTITY;
  for (let count = 0; count < FUNCTIONS; count += 1) {
    const open = text.indexOf("(", reader.at);
    if (open < 0) break;
    const name = nameBefore(text, open);
    reader.at = open + 1;
    const next = readFunction(name, readArguments(reader));
    if (next) matrix = multiply(matrix, next);
    const close = text.indexOf(")", reader.at);
    if (close < 0) break;
    reader.at = close + 1;
  }
  return allFinite(matrix) ? matrix : IDENTITY;
}

function allFinite(matrix: Matrix): boolean {
  return Number.isFinite(matrix.a + matrix.b + matrix.c + matrix.d + matrix.e + matrix.f);
}

function nameBefore(text: string, end: number): string {
  let start = end;
  while (start > 0) {
    const code = text.charCodeAt(start - 1) | 32;
    if (code < 97 || code > 122) break;
    start -= 1;
  }
  return text.slice(start, end);
}

/** Up to six numbers; angles in turns, radians or gradians become degrees, percentages become 0. */
function readArguments(reader: NumberReader): number[] {
  const values: number[] = [];
  while (values.length < 6) {
    const value = readNumber(reader);
    if (value === null) break;
    const { text } = reader;
    const unit = text.charCodeAt(reader.at);
    let factor = 1;
    if (unit === 37) factor = 0;
    else if (unit === 116) factor = 360;
    else if (unit === 103) factor = 0.9;
    else if (unit === 114 && text.charCodeAt(reader.at + 1) === 97) factor = 1 / RADIANS;
    while (isUnit(text.charCodeAt(reader.at))) reader.at += 1;
    values.push(value * factor);
  }
  return values;
}

function isUnit(code: number): boolean {
  return code === 37 || (code >= 97 && code <= 122) || (code >= 65 && code <= 90);
}

function readFunction(name: string, values: readonly number[]): Matrix | null {
  const [first = 0, second = 0, third = 0] = values;
  if (values.length === 0) return null;
  switch (name) {
    case "translate":
      return translation(first, second);
    case "translateX":
      return translation(first, 0);
    case "translateY":
      return translation(0, first);
    case "scale":
      return { a: first, b: 0, c: 0, d: values.length > 1 ? second : first, e: 0, f: 0 };
    case "scaleX":
      return { a: first, b: 0, c: 0, d: 1, e: 0, f: 0 };
    case "scaleY":
      return { a: 1, b: 0, c: 0, d: first, e: 0, f: 0 };
    case "rotate":
      return rotation(first, second, third);
    case "skewX":
      return { a: 1, b: 0, c: Math.tan(first * RADIANS), d: 1, e: 0, f: 0 };
    case "skewY":
      return { a: 1, b: Math.tan(first * RADIANS), c: 0, d: 1, e: 0, f: 0 };
    case "matrix": {
      const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = values;
      return values.length === 6 ? { a, b, c, d, e, f } : null;
    }
    default:
      return null;
  }
}

function rotation(degrees: number, x: number, y: number): Matrix {
  // Quarters are written out, so that boxes turned by them stay exactly upright.
  const quarters = degrees / 90;
  const whole = Number.isInteger(quarters);
  const turn = ((quarters % 4) + 4) % 4;
  const cos = whole ? (turn === 0 ? 1 : turn === 2 ? -1 : 0) : Math.cos(degrees * RADIANS);
  const sin = whole ? (turn === 1 ? 1 : turn === 3 ? -1 : 0) : Math.sin(degrees * RADIANS);
  return { a: cos, b: sin, c: -sin, d: cos, e: x - cos * x + sin * y, f: y - sin * x - cos * y };
}
