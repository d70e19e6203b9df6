/** Reads numbers one after another out of `text`, without regular expressions or copies. */
export interface NumberReader {
  text: string;
  at: number;
}

/** Greater numbers are lowered to this, so that sums and products of a few stay finite. */
const LARGEST = 1e12;

/**
 * The next number, past white space and commas; `null`, with the reader where it was stuck, when there is none.
 * Exponents are read; what follows the number (a unit) is left.
 */
export function readNumber(reader: NumberReader): number | null {
  const { text } = reader;
  let at = reader.at;
  let code = text.charCodeAt(at);
  while (code === 32 || code === 44 || code === 10 || code === 9 || code === 13) {
    at += 1;
    code = text.charCodeAt(at);
  }
  const start = at;
  const negative = code === 45;
  if (negative || code === 43) {
    at += 1;
    code = text.charCodeAt(at);
  }
  let value = 0;
  let digits = 0;
  while (code >= 48 && code <= 57) {
    value = value * 10 + code - 48;
    digits += 1;
    at += 1;
    code = text.charCodeAt(at);
  }
  if (code === 46) {
    at += 1;
    code = text.charCodeAt(at);
    let scale = 1;
    while (code >= 48 && code <= 57) {
      if (scale < 1e15) {
        value = value * 10 + code - 48;
        scale *= 10;
      }
      digits += 1;
      at += 1;
      code = text.charCodeAt(at);
    }
    value /= scale;
  }
  if (digits === 0) {
    reader.at = start;
    return null;
  }
  reader.at = at;
  if (code === 101 || code === 69) {
    reader.at = exponentEnd(text, at);
    if (reader.at > at) value = Math.abs(Number(text.slice(start, reader.at))) || 0;
  }
  if (value > LARGEST) value = LARGEST;
  return negative ? -value : value;
}

/** The end of an exponent at `at`, or `at` when it is none (`2em`). */
function exponentEnd(text: string, at: number): number {
  let end = at + 1;
  const sign = text.charCodeAt(end);
  if (sign === 43 || sign === 45) end += 1;
  const digits = end;
  while (text.charCodeAt(end) >= 48 && text.charCodeAt(end) <= 57) end += 1;
  return end > digits ? end : at;
}

const ROOT_FONT_SIZE = 16;

/**
 * A length in user units: a number, px, pt, pc, in, cm, mm, em, rem, ex, ch, %; the first one of a list. `fallback`
 * for anything else.
 */
export function readLength(
  text: string | undefined,
  fallback: number,
  fontSize: number,
  whole: number,
): number {
  if (text === undefined) return fallback;
  const reader: NumberReader = { text, at: 0 };
  const value = readNumber(reader);
  if (value === null) return fallback;
  if (reader.at === text.length) return value;
  const result = value * unitSize(text, reader.at, fontSize, whole);
  return Number.isFinite(result) ? result : fallback;
}

function unitSize(text: string, at: number, fontSize: number, whole: number): number {
  const first = text.charCodeAt(at) | 32;
  const second = text.charCodeAt(at + 1) | 32;
  // p, e, r, c, m, i, %; the second letter tells pt from px and cm from ch.
  if (text.charCodeAt(at) === 37) return whole / 100;
  if (first === 112) return second === 116 ? 4 / 3 : second === 99 ? 16 : 1;
  if (first === 101) return second === 109 ? fontSize : second === 120 ? fontSize * 0.52 : 1;
  if (first === 114) return second === 101 ? ROOT_FONT_SIZE : 1;
  if (first === 99) return second === 109 ? 96 / 2.54 : second === 104 ? fontSize * 0.556 : 1;
  if (first === 109) return second === 109 ? 96 / 25.4 : 1;
  if (first === 105) return second === 110 ? 96 : 1;
  return 1;
}

/** A number or a percentage as a share of one, kept within 0–1. */
export function readShare(text: string, fallback: number): number {
  const reader: NumberReader = { text, at: 0 };
  const value = readNumber(reader);
  if (value === null) return fallback;
  const share = text.charCodeAt(reader.at) === 37 ? value / 100 : value;
  return share < 0 ? 0 : Math.min(share, 1);
}
