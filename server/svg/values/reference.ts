import { isDigit, isLetter, isSpace } from "../characters.ts";
import { isPlainString } from "../css/identifiers.ts";
import { idOfFragment, prefixId } from "../ids.ts";
import type { CheckContext } from "../ledger.ts";

/** Letters, digits, `-`, `_`, `.` and `:` of ASCII. */
function isSimple(text: string, from: number, to: number): boolean {
  for (let at = from; at < to; at += 1) {
    const code = text.charCodeAt(at);
    if (!isLetter(code) && !isDigit(code) && code !== 45 && code !== 95 && code !== 46 && code !== 58)
      return false;
  }
  return to > from;
}

/** An id, prefixed. One with characters that a parser might take for structure is refused. */
export function checkId(value: string, context: CheckContext): string | undefined {
  if (isSimple(value, 0, value.length)) return prefixId(value, context.idPrefix);
  const id = value.trim();
  if (id === "" || !isPlainString(id)) return undefined;
  if (id !== value) context.repair("bad-value");
  return prefixId(id, context.idPrefix);
}

/** A list of ids (ARIA), prefixed. */
export function checkIds(value: string, context: CheckContext): string | undefined {
  const ids = value
    .trim()
    .split(/\s+/)
    .filter((id) => id !== "" && isPlainString(id));
  const cleaned = ids.map((id) => prefixId(id, context.idPrefix)).join(" ");
  return cleaned === "" ? undefined : cleaned;
}

/** `#id` and nothing else, prefixed. */
export function checkFragment(value: string, context: CheckContext): string | undefined {
  let from = 0;
  while (value.charCodeAt(from) === 32) from += 1;
  if (value.charCodeAt(from) !== 35) return undefined;
  const fragment = from === 0 ? value.slice(1) : value.slice(from + 1).trimEnd();
  const isPlain = isSimple(fragment, 0, fragment.length);
  const id = isPlain ? fragment : idOfFragment(fragment)?.trim();
  if (!id || (!isPlain && !isPlainString(id))) return undefined;
  const prefixed = prefixId(id, context.idPrefix);
  return from === 0 && prefixed === fragment ? value : `#${prefixed}`;
}

/** `url(#id)` in plain characters, prefixed; undefined for every other value, a url or not. */
export function checkPlainUrl(value: string, context: CheckContext): string | undefined {
  if (!value.startsWith("url(#") || value.charCodeAt(value.length - 1) !== 41) return undefined;
  if (!isSimple(value, 5, value.length - 1)) return undefined;
  return value.startsWith(context.idPrefix, 5) ? value : `url(#${context.idPrefix}${value.slice(5)}`;
}

const IMAGE = /^data:image\/(?:png|jpeg|jpg|gif|webp);base64,/i;

/** The picture of an `image`: a raster picture inside the drawing, never an address. */
export function checkImage(value: string): string | undefined {
  const head = IMAGE.exec(value.slice(0, 40))?.[0];
  if (head === undefined) return undefined;
  let spaced = false;
  for (let at = head.length; at < value.length; at += 1) {
    const code = value.charCodeAt(at);
    if (isLetter(code) || isDigit(code) || code === 43 || code === 47 || code === 61) continue;
    if (!isSpace(code)) return undefined;
    spaced = true;
  }
  const lower = head.toLowerCase();
  const data = spaced ? value.slice(head.length).replace(/\s/g, "") : value.slice(head.length);
  if (data === "") return undefined;
  return lower === head && !spaced ? value : lower + data;
}
