/** No name in markup is longer; what is, is none. */
export const LONGEST_NAME = 200;

/** Character codes that markup is made of. */
export const SLASH = 47;
export const LESS = 60;
export const EQUALS = 61;
export const GREATER = 62;

/** The white space of XML, SVG and CSS: space, tab, line feed, form feed, carriage return. */
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

/** The next position at or after `at` that is not white space. */
export function skipSpaces(text: string, at: number): number {
  let next = at;
  while (next < text.length && isSpace(text.charCodeAt(next))) next += 1;
  return next;
}

/** The character code at a position; 0 behind the end (`charCodeAt` would give NaN there, which makes code slow). */
export function codeAt(text: string, at: number): number {
  return at < text.length ? text.charCodeAt(at) : 0;
}

/** Whether `text` is blank from `start` on. */
export function isBlank(text: string, start: number): boolean {
  for (let at = start; at < text.length; at += 1) if (!isSpace(text.charCodeAt(at))) return false;
  return true;
}

/** The name in what stands between `</` and `>`: its first word, without a `/`. */
export function closingName(text: string): string {
  const start = skipSpaces(text, 0);
  let end = start;
  while (end < text.length && !endsName(text.charCodeAt(end))) end += 1;
  return text.slice(start, end);
}

/** What ends the name of a tag: a space, `/`, `>` or `<`. */
export const endsName = (code: number) => code === 62 || code === 47 || code === 60 || isSpace(code);

/** What ends the name of an attribute: also `=` and quotes. */
export const endsAttributeName = (code: number) =>
  code === 61 || code === 34 || code === 39 || code === 62 || code === 47 || code === 60 || isSpace(code);

/** What may follow `<` in a tag's name; `/` only at its beginning. */
export function isNamePart(code: number, index: number): boolean {
  if (isLetter(code)) return index < LONGEST_NAME;
  if (index === 0) return code === SLASH;
  return index < LONGEST_NAME && (code === 58 || code === 45 || (code >= 48 && code <= 57));
}

/** The character that closes a value opened by this one: also typographic quotes and the backtick; 0 for none. */
export function quoteOf(code: number): number {
  if (code === 34 || code === 39) return code;
  if (code < 96) return 0;
  if (code === 96) return 96;
  if (code === 0x201c || code === 0x201d) return 0x201d;
  if (code === 0x2018 || code === 0x2019) return 0x2019;
  return 0;
}

/** What XML 1.0 forbids in text: control characters, halves of surrogate pairs, two non-characters. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones to find.
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones to remove.
const ALL_FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;

/** Text as XML may hold it: without forbidden characters, lines ended by a line feed. */
export function cleanText(text: string): string {
  let clean = text;
  if (FORBIDDEN.test(clean)) clean = clean.replace(ALL_FORBIDDEN, "");
  if (clean.includes("\r")) clean = clean.replace(/\r\n?/g, "\n");
  return clean.isWellFormed() ? clean : clean.toWellFormed();
}
