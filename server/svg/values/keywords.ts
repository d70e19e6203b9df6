import { isSpace } from "../characters.ts";
import type { ValueCheck } from "./check.ts";
import { nearestName } from "./nearest.ts";

/** What every CSS property may be. */
export const WIDE_KEYWORDS = ["inherit", "initial", "unset", "revert", "revert-layer"];

/** Words of a list, as a set: in their own case, which CSS and mending ignore. */
export interface Keywords {
  /** Whether it is one of them as written, or (for CSS) in any case. */
  has(value: string): boolean;
  /** The one that is meant: other case, spaces or underscores for hyphens, or one letter off. */
  mend(value: string): string | undefined;
}

/** @param list words between single spaces; @param anyCase whether they are words of CSS */
export function keywords(list: string, anyCase: boolean): Keywords {
  const names = new Map(list.split(" ").map((name) => [name.toLowerCase(), name]));
  const exact = new Set(names.values());
  return {
    has: (value) => exact.has(value) || (anyCase && names.has(value.toLowerCase())),
    mend(value) {
      if (value.length > 40) return undefined;
      const word = value.toLowerCase().replace(/[\s_]+/g, "-");
      const meant = names.get(word) ?? names.get(word.replaceAll("-", ""));
      if (meant !== undefined || word.length < 4) return meant;
      return names.get(nearestName(word, names.keys()) ?? "");
    },
  };
}

/** An attribute that has one of the words, exactly (they are no CSS). */
export function keywordCheck(list: string): ValueCheck {
  const words = keywords(list, false);
  return (value, context) => {
    if (words.has(value)) return value;
    const mended = words.mend(stripStray(value));
    if (mended !== undefined) context.repair("bad-value");
    return mended;
  };
}

/** Without what is often left around a value: spaces, quotes, `;`, `,` and `!important`. */
export function stripStray(value: string): string {
  let from = 0;
  let to = value.length;
  while (from < to && isStray(value.charCodeAt(from))) from += 1;
  while (to > from && isStray(value.charCodeAt(to - 1))) to -= 1;
  const text = from === 0 && to === value.length ? value : value.slice(from, to);
  return text.endsWith("!important") ? stripStray(text.slice(0, -10)) : text;
}

/** Space, `;`, `,`, and quotes that are not a pair inside. */
function isStray(code: number): boolean {
  return isSpace(code) || code === 59 || code === 44 || code === 34 || code === 39 || code === 96;
}
