import { isDigit, isLetter, isSpace } from "../characters.ts";
import { createKeyframeNames } from "./keyframe-names.ts";
import { isWordCode } from "./plain-value.ts";

/**
 * The fast way for `animation` and `animation-name`: words and numbers with white space or commas between. Gives
 * the value with its names prefixed, as the check by tokens does; undefined for any other value.
 */
export function readPlainAnimation(
  text: string,
  from: number,
  to: number,
  where: "names" | "shorthand",
  idPrefix: string,
): string | undefined {
  const names = createKeyframeNames(where, idPrefix);
  let written = "";
  let copied = from;
  let index = from;
  while (index < to) {
    const code = text.charCodeAt(index);
    if (isSpace(code)) index += 1;
    else if (code === 44) {
      names.comma();
      index += 1;
    } else if (isLetter(code) || code === 95 /* _ */) {
      let end = index + 1;
      while (end < to && isWordCode(text.charCodeAt(end))) end += 1;
      const name = names.word(text.slice(index, end));
      if (name === undefined || !endsAt(text, end, to)) return undefined;
      written += text.slice(copied, index) + name;
      copied = end;
      index = end;
    } else {
      const end = endOfNumber(text, index, to);
      if (end < 0 || !endsAt(text, end, to)) return undefined;
      index = end;
    }
  }
  return to > from ? written + text.slice(copied, to) : undefined;
}

/** The end of `-1.5s`, `.3`, `50%`; -1 when there is no number. */
function endOfNumber(text: string, from: number, to: number): number {
  let index = text.charCodeAt(from) === 45 /* - */ ? from + 1 : from;
  let digits = 0;
  for (; index < to && isDigit(text.charCodeAt(index)); index += 1) digits += 1;
  if (text.charCodeAt(index) === 46 /* . */) {
    index += 1;
    digits = 0;
    for (; index < to && isDigit(text.charCodeAt(index)); index += 1) digits += 1;
  }
  if (digits === 0) return -1;
  if (text.charCodeAt(index) === 37 /* % */) return index + 1;
  while (index < to && isLetter(text.charCodeAt(index))) index += 1;
  return index;
}

function endsAt(text: string, index: number, to: number): boolean {
  if (index >= to) return true;
  const code = text.charCodeAt(index);
  return code === 44 || isSpace(code);
}
