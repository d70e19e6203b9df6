import type { Declaration } from "../css/rules.ts";
import { resolveVariables } from "../layout/cascade.ts";
import { type RuleIndex, rulesFor } from "../layout/rule-index.ts";
import type { Style } from "../layout/style.ts";
import type { SvgElement } from "../tree.ts";

/**
 * What sheets and the `style` attribute come to say of one element, by property: the winners of the cascade, variables
 * put in, `font` and `marker` taken apart.
 */
export function declaredOf(
  element: SvgElement,
  index: RuleIndex,
  variables: Style["custom"],
): Map<string, string> {
  const lists: (readonly Declaration[])[] = rulesFor(index, element).map(({ declarations }) => declarations);
  if (element.declarations) lists.push(element.declarations);
  const declared = new Map<string, string>();
  for (const important of [false, true])
    for (const list of lists)
      for (const one of list) if (one.important === important) declare(declared, one, variables);
  return declared;
}

function declare(declared: Map<string, string>, one: Declaration, variables: Style["custom"]): void {
  const { property } = one;
  if (property.startsWith("--")) return;
  const value = one.value.includes("var(") ? resolveVariables(one.value, variables) : one.value;
  if (value === null) return;
  if (property === "font") for (const [name, part] of fontParts(value)) declared.set(name, part);
  else if (property === "marker")
    for (const place of ["start", "mid", "end"]) declared.set(`marker-${place}`, value);
  else declared.set(property, value);
}

const SIZE = /^(?:[\d.]+(?:[a-z]+|%)|(?:xx?-|xxx-)?(?:small|large)|medium|smaller|larger)(?:\/\S*)?$/i;

/** The shorthand (`italic 600 14px/1.2 Arial, sans-serif`) as longhands; what it does not say is reset. */
function fontParts(value: string): [property: string, value: string][] {
  const words = value.slice(0, 500).split(" ");
  const at = words.findIndex((word) => SIZE.test(word));
  // Without a size it is no font.
  if (at < 0 || at + 1 >= words.length) return [];
  const before = words.slice(0, at);
  const find = (pattern: RegExp) => before.find((word) => pattern.test(word)) ?? "normal";
  return [
    ["font-style", find(/^(italic|oblique)$/i)],
    ["font-variant", find(/^small-caps$/i)],
    ["font-weight", find(/^(bold|bolder|lighter|[1-9]\d{0,3})$/i)],
    ["font-stretch", find(/(condensed|expanded)$/i)],
    ["font-size", words[at]?.split("/", 1)[0] ?? ""],
    ["font-family", words.slice(at + 1).join(" ")],
  ];
}
