import { isSpace } from "../characters.ts";
import { prefixId } from "../ids.ts";
import { readPlainAnimation } from "./plain-animation.ts";
import { isPlainValue, plainReference } from "./plain-value.ts";
import { propertyRule } from "./properties.ts";
import type { Declaration } from "./rules.ts";

/** What is left of a `style` attribute: its declarations, and the text that they make. */
export interface CleanStyle {
  text: string;
  declarations: readonly Declaration[];
}

/** Declarations in one block; the rest is dropped. */
export const MAX_DECLARATIONS = 200;

/**
 * The fast way for a block of plain declarations, cut by hand at its `;` and `:`. Undefined for any block that has
 * something to look at more closely; the slow way then starts from the beginning.
 */
export function readPlainStyle(text: string, idPrefix: string): Declaration[] | undefined {
  const declarations: Declaration[] = [];
  const { length } = text;
  let index = 0;
  while (index < length) {
    const code = text.charCodeAt(index);
    if (code === 59 || isSpace(code)) {
      index += 1;
      continue;
    }
    const colon = text.indexOf(":", index);
    if (colon < 0 || declarations.length === MAX_DECLARATIONS) return undefined;
    let nameEnd = colon;
    while (nameEnd > index && isSpace(text.charCodeAt(nameEnd - 1))) nameEnd -= 1;
    const property = text.slice(index, nameEnd);
    const rule = propertyRule(property);
    if (!rule) return undefined;

    let from = colon + 1;
    while (from < length && isSpace(text.charCodeAt(from))) from += 1;
    const semicolon = text.indexOf(";", from);
    const end = semicolon < 0 ? length : semicolon;
    let to = end;
    while (to > from && isSpace(text.charCodeAt(to - 1))) to -= 1;
    if (rule.keyframes) {
      const value = readPlainAnimation(text, from, to, rule.keyframes, idPrefix);
      if (value === undefined) return undefined;
      declarations.push({ property, value, important: false });
    } else if (rule.plain && isPlainValue(text, from, to, rule.plain)) {
      declarations.push({ property, value: text.slice(from, to), important: false });
    } else {
      const id = rule.references ? plainReference(text, from, to) : undefined;
      if (id === undefined) return undefined;
      declarations.push({ property, value: `url(#${prefixId(id, idPrefix)})`, important: false });
    }
    index = end + 1;
  }
  return declarations;
}
