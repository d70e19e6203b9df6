/**
 * The fast way for values that are plain to see: words, numbers, colours and calls of simple functions. What it
 * takes, the check by tokens takes too, unchanged (a property test holds the two together); what it does not
 * take is not wrong, only not plain.
 */

const ORDINARY = 1;
const OPEN = 2;
const CLOSE = 3;
const SLASH = 4;

/** By character code below 128; 0 for what is not plain. */
const KINDS = new Uint8Array(128);
for (const character of "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.,#%+ \t\n\r\f") {
  KINDS[character.charCodeAt(0)] = ORDINARY;
}
KINDS[40] = OPEN;
KINDS[41] = CLOSE;
KINDS[47] = SLASH;

/** Functions inside each other. */
export const MAX_NESTING = 16;

/** Whether the characters from `from` up to `to` are a plain value that calls none but the given functions. */
export function isPlainValue(
  text: string,
  from: number,
  to: number,
  functions: ReadonlySet<string>,
): boolean {
  let depth = 0;
  for (let index = from; index < to; index += 1) {
    const code = text.charCodeAt(index);
    const kind = code < 128 ? KINDS[code] : 0;
    if (kind === ORDINARY) continue;
    if (kind === OPEN) {
      depth += 1;
      if (depth > MAX_NESTING || !functions.has(nameBefore(text, from, index))) return false;
    } else if (kind === CLOSE) {
      depth -= 1;
      if (depth < 0) return false;
    } else if (kind !== SLASH || text.charCodeAt(index + 1) === 42 /* a comment */) {
      return false;
    }
  }
  return depth === 0 && to > from;
}

function nameBefore(text: string, from: number, to: number): string {
  let start = to;
  while (start > from && isWordCode(text.charCodeAt(start - 1))) start -= 1;
  // `#name(` is a hash and a parenthesis, not a function.
  return start > from && text.charCodeAt(start - 1) === 35 ? "" : text.slice(start, to);
}

/** Letters, digits, `-` and `_` of ASCII. */
export function isWordCode(code: number): boolean {
  return (
    (code >= 97 && code <= 122) ||
    (code >= 65 && code <= 90) ||
    (code >= 48 && code <= 57) ||
    code === 45 ||
    code === 95
  );
}

/** The id in `url(#id)` when that is all there is, in plain characters; undefined for anything else. */
export function plainReference(text: string, from: number, to: number): string | undefined {
  if (to - from < 7 || !text.startsWith("url(#", from) || text.charCodeAt(to - 1) !== 41) return undefined;
  for (let index = from + 5; index < to - 1; index += 1) {
    if (!isWordCode(text.charCodeAt(index))) return undefined;
  }
  return text.slice(from + 5, to - 1);
}
