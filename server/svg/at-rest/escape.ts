const TAB = 0x09;
const NEW_LINE = 0x0a;
const RETURN = 0x0d;
const QUOTE = 0x22;
const AMPERSAND = 0x26;
const LESS = 0x3c;
const GREATER = 0x3e;
const FIRST_SURROGATE = 0xd800;
const FIRST_LOW_SURROGATE = 0xdc00;
const LAST_SURROGATE = 0xdfff;
const FIRST_NON_CHARACTER = 0xfffe;

/**
 * Text as XML 1.0 and HTML both read it back: `&`, `<` and `>` become entities (so that neither `]]>` nor an end
 * tag can be written), a carriage return becomes a reference (parsers turn a bare one into a line feed). What XML
 * forbids even as a reference (most control characters, lone surrogates, U+FFFE, U+FFFF) is left out.
 */
export function escapeText(text: string): string {
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code > GREATER ? code >= FIRST_SURROGATE : TEXT_SPECIAL[code] === 1)
      return escapeFrom(text, index, TEXT_SPECIAL);
  }
  return text;
}

/** Like `escapeText`, for a value between double quotes: also `"`, tab and line feed, which XML turns into spaces. */
export function escapeAttribute(value: string): string {
  for (let index = 0; index < value.length; index += 1) {
    const code = value.charCodeAt(index);
    if (code > GREATER ? code >= FIRST_SURROGATE : ATTRIBUTE_SPECIAL[code] === 1) {
      return escapeFrom(value, index, ATTRIBUTE_SPECIAL);
    }
  }
  return value;
}

/** 1 for every character up to `>` that cannot be written as it is. */
function specials(others: readonly number[]): Uint8Array {
  const table = new Uint8Array(GREATER + 1);
  for (let code = 0; code < 0x20; code += 1) table[code] = 1;
  table[TAB] = 0;
  table[NEW_LINE] = 0;
  for (const code of [AMPERSAND, LESS, GREATER, ...others]) table[code] = 1;
  return table;
}

const TEXT_SPECIAL = specials([]);
const ATTRIBUTE_SPECIAL = specials([QUOTE, TAB, NEW_LINE]);

/** The rest of the work, from the first character that may need it. */
function escapeFrom(text: string, start: number, special: Uint8Array): string {
  let out = "";
  let written = 0;
  for (let index = start; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code > GREATER ? code < FIRST_SURROGATE : special[code] === 0) continue;
    if (code >= FIRST_SURROGATE) {
      if (code > LAST_SURROGATE && code < FIRST_NON_CHARACTER) continue;
      if (isPair(text, index, code)) {
        index += 1;
        continue;
      }
    }
    out += text.slice(written, index) + reference(code);
    written = index + 1;
  }
  return written === 0 ? text : out + text.slice(written);
}

function isPair(text: string, index: number, code: number): boolean {
  if (code >= FIRST_LOW_SURROGATE || index + 1 >= text.length) return false;
  const next = text.charCodeAt(index + 1);
  return next >= FIRST_LOW_SURROGATE && next <= LAST_SURROGATE;
}

function reference(code: number): string {
  switch (code) {
    case AMPERSAND:
      return "&amp;";
    case LESS:
      return "&lt;";
    case GREATER:
      return "&gt;";
    case QUOTE:
      return "&quot;";
    case TAB:
    case NEW_LINE:
    case RETURN:
      return `&#${code};`;
    default:
      return "";
  }
}
