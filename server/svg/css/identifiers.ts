/** Identifiers and strings that may be written as they are, and how the others are escaped. */

const NAME = 1;
const START = 2;

/** By character code below 128: whether it may stand in an identifier, and at its start. */
const KINDS = new Uint8Array(128);
for (const character of "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_") {
  KINDS[character.charCodeAt(0)] = NAME | START;
}
for (const character of "0123456789-") KINDS[character.charCodeAt(0)] = NAME;

function isNameCode(code: number): boolean {
  return code < 128 ? KINDS[code] !== 0 : isLetterBeyondAscii(code);
}

/**
 * The code points that CSS Syntax 3 (section 4.2) takes for letters beyond ASCII, without joiners and the
 * replacement character. Halves of surrogate pairs are let through here and refused by `isWellFormed`.
 */
function isLetterBeyondAscii(code: number): boolean {
  return (
    (code >= 0xc0 && code <= 0x1fff && code !== 0xd7 && code !== 0xf7 && code !== 0x37e) ||
    (code >= 0x2070 && code <= 0x218f) ||
    (code >= 0x2c00 && code <= 0x2fef) ||
    (code >= 0x3001 && code <= 0xdfff) ||
    (code >= 0xf900 && code <= 0xfdcf) ||
    (code >= 0xfdf0 && code < 0xfffd && code !== 0xfeff)
  );
}

/** Whether a name can be written as an identifier without escapes. */
export function isPlainIdentifier(name: string): boolean {
  const first = name.charCodeAt(0);
  let index = 0;
  if (first === 45 /* - */) {
    const second = name.charCodeAt(1);
    if (second === 45) index = 2;
    else if (!isStart(second)) return false;
  } else if (!isStart(first)) return false;
  return isPlainName(name, index);
}

function isStart(code: number): boolean {
  return code < 128 ? (KINDS[code] ?? 0) >= START : isLetterBeyondAscii(code);
}

/** Whether every character of a name, from an index on, may stand in an identifier. */
export function isPlainName(name: string, from = 0): boolean {
  let ascii = true;
  for (let index = from; index < name.length; index += 1) {
    const code = name.charCodeAt(index);
    if (!isNameCode(code)) return false;
    if (code > 127) ascii = false;
  }
  return ascii || name.isWellFormed();
}

/** Characters that no name or string of a drawing needs, and that a parser might take for structure. */
const RISKY = new Uint8Array(128);
RISKY.fill(1, 0, 32);
for (const character of "\"'()<>;{}@\\!*`\u007f") RISKY[character.charCodeAt(0)] = 1;

/** Whether a string may stand between double quotes as it is. */
export function isPlainString(text: string): boolean {
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code < 128) {
      if (RISKY[code] === 1) return false;
    } else if (code <= 0xa0 || code === 0x2028 || code === 0x2029 || code === 0xfeff || code >= 0xfff0) {
      return false;
    }
  }
  return text.isWellFormed();
}

const ESCAPED = /[ #$%&+,./:=?[\]^|~]/g;

/** A name as an identifier, escaped where it must be; undefined when it holds risky characters. */
export function writeIdentifier(name: string): string | undefined {
  if (isPlainIdentifier(name)) return name;
  if (name === "" || name === "-" || !isPlainString(name)) return undefined;
  const start = /^-?[0-9]/.exec(name)?.[0].length ?? 0;
  const lead = start === 0 ? "" : `${name.slice(0, start - 1)}\\3${name.charAt(start - 1)} `;
  const written = lead + name.slice(start).replace(ESCAPED, (it) => (it === " " ? "\\20 " : `\\${it}`));
  return isPlainName(name.replace(ESCAPED, "")) ? written : undefined;
}

/** An id as it stands in `url(#id)` without quotes; undefined when it holds risky characters. */
export function writeFragment(id: string): string | undefined {
  if (isPlainName(id)) return id === "" ? undefined : id;
  if (!isPlainString(id)) return undefined;
  return id.replaceAll(" ", "\\20 ");
}
