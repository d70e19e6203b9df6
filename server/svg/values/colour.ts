import { codeAt, isHexDigit, isLetter } from "../characters.ts";
import { COLOUR_NAMES } from "./colour-names.ts";
import { keywords, WIDE_KEYWORDS } from "./keywords.ts";
import { scanNumber } from "./numbers.ts";

const NAMES = keywords([...COLOUR_NAMES, ...WIDE_KEYWORDS].join(" "), true);
const ANGLES = /^(?:deg|grad|rad|turn)$/i;

/** Whether it is a colour as browsers take it, in one of the common forms: hexadecimal, a name, `rgb()`, `hsl()`. */
export function isColour(value: string): boolean {
  const first = codeAt(value, 0);
  if (first === 35) return isHex(value);
  if (codeAt(value, value.length - 1) === 41)
    return /^(?:rgb|hsl)a?\($/i.test(functionHead(value)) && countParts(value) > 0;
  return NAMES.has(value);
}

function isHex(value: string): boolean {
  const { length } = value;
  if (length !== 4 && length !== 7 && length !== 9 && length !== 5) return false;
  for (let at = 1; at < length; at += 1) if (!isHexDigit(codeAt(value, at))) return false;
  return true;
}

function functionHead(value: string): string {
  return value.slice(0, value.indexOf("(") + 1);
}

/**
 * The numbers of `rgb(…)` or `hsl(…)`, 3 or 4, all separated by commas or by spaces with a `/` before the last one;
 * -1 when it is not written so. Angles and percentages stand where they like: what a browser refuses here shows
 * no more than a wrong colour.
 */
function countParts(value: string): number {
  const end = value.length - 1;
  let at = value.indexOf("(") + 1;
  let count = 0;
  let separators = "";
  while (at < end) {
    const code = codeAt(value, at);
    if (code === 32) at += 1;
    else if (code === 44 || code === 47) {
      separators += value.charAt(at);
      at += 1;
      if (separators.length > 3) return -1;
    } else {
      const numberEnd = scanNumber(value, at);
      if (numberEnd < 0 || numberEnd > end) return -1;
      at = numberEnd;
      count += 1;
      if (codeAt(value, at) === 37) at += 1;
      else if (isLetter(codeAt(value, at))) {
        const unitFrom = at;
        while (isLetter(codeAt(value, at))) at += 1;
        if (!ANGLES.test(value.slice(unitFrom, at))) return -1;
      }
    }
  }
  if (count === 3) return separators === "" || separators === ",," ? 3 : -1;
  return count === 4 && (separators === "/" || separators === ",,,") ? 4 : -1;
}

/**
 * The colour that a damaged one was meant to be: a hexadecimal one with `#` too many or missing, the letter O for
 * a zero, or 5 or 7 digits (cut to 3 or 6); a name with a hyphen or space, or one letter off; `rgb()` and
 * `hsl()` with all their numbers, whatever stands between.
 */
export function mendColour(value: string): string | undefined {
  if (value.length > 100) return undefined;
  const hash = value.search(/[#\uff03]/);
  const bare = value.replace(/[^0-9a-zA-Z]/g, "");
  const digits = hash < 0 ? bare : bare.replace(/[oO]/g, "0");
  if (/^[0-9a-f]+$/i.test(digits) && !value.includes("(")) {
    if (hash >= 0 || bare.length === 3 || bare.length === 6 || bare.length === 8) return mendHex(digits);
  }
  if (hash >= 0) return NAMES.has(bare) ? bare : undefined;
  const head = /^(?:rgb|hsl)a?\s*\(/i.exec(value)?.[0];
  if (head === undefined) return NAMES.has(bare) ? bare : NAMES.mend(value);
  const parts = value.slice(head.length).match(/[-+]?(?:\d+\.?\d*|\.\d+)(?:%|deg|turn|rad)?/gi) ?? [];
  if (parts.length !== 3 && parts.length !== 4) return undefined;
  const numbers = parts.map((part) => part.replace(/\.(?=\D|$)/, ""));
  return `${head.slice(0, 3).toLowerCase()}${parts.length === 4 ? "a" : ""}(${numbers.join(", ")})`;
}

function mendHex(digits: string): string | undefined {
  const { length } = digits;
  if (length < 3) return undefined;
  if (length > 8) return `#${digits.slice(0, 6)}`;
  return `#${digits.slice(0, length === 5 ? 3 : length === 7 ? 6 : length)}`;
}
