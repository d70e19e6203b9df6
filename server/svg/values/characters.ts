/** The whitespace of SVG and CSS: space, tab, line feed, form feed, carriage return. */
export function isSpace(code: number): boolean {
  return code === 32 || (code <= 13 && code >= 9 && code !== 11);
}

export function isDigit(code: number): boolean {
  return code <= 57 && code >= 48;
}

export function isLetter(code: number): boolean {
  const lower = code | 32;
  return lower >= 97 && lower <= 122;
}

export function isHexDigit(code: number): boolean {
  const lower = code | 32;
  return (code <= 57 && code >= 48) || (lower >= 97 && lower <= 102);
}

/** The next position at or after `at` that is not whitespace. */
export function skipSpaces(text: string, at: number): number {
  let next = at;
  while (next < text.length && isSpace(text.charCodeAt(next))) next += 1;
  return next;
}

/** The character code at a position; 0 behind the end (`charCodeAt` would give NaN there, which makes code slow). */
export function codeAt(text: string, at: number): number {
  return at < text.length ? text.charCodeAt(at) : 0;
}
