import type { SvgElement } from "../tree.ts";
import type { Selector, SheetRule } from "./rules.ts";

/** One declaration of a sheet that may cost a browser much, and what the last compound of its selector asks for. */
export interface CostlyRule {
  type: string | undefined;
  id: string | undefined;
  /** With a blank on each side. */
  className: string | undefined;
  property: string;
  value: string;
}

/** What a rule of a sheet says of `properties`, for each of its selectors. */
export function costlyRules(rule: SheetRule, properties: ReadonlySet<string>): CostlyRule[] {
  if (rule.kind === "media") return rule.rules.flatMap((inner) => costlyRules(inner, properties));
  if (rule.kind === "keyframes") return [];
  const costly = rule.declarations.filter(({ property }) => properties.has(property));
  if (costly.length === 0) return [];
  return rule.selectors.flatMap((selector) =>
    costly.map(({ property, value }) => ({ ...keysOf(selector), property, value })),
  );
}

function keysOf({ compounds }: Selector): Pick<CostlyRule, "type" | "id" | "className"> {
  const keys: Pick<CostlyRule, "type" | "id" | "className"> = {
    type: undefined,
    id: undefined,
    className: undefined,
  };
  for (const simple of compounds.at(-1)?.simple ?? []) {
    if (simple.kind === "type") keys.type = simple.name;
    else if (simple.kind === "id") keys.id = simple.name;
    else if (simple.kind === "class") keys.className = ` ${simple.name} `;
  }
  return keys;
}

/**
 * Whether a rule may be for an element: by type, id and a class of its last compound alone. What else it asks for is
 * taken to be so: rather too many than too few.
 */
export function mayMatch({ type, id, className }: CostlyRule, { name, attributes }: SvgElement): boolean {
  if (type !== undefined && type !== name) return false;
  if (id !== undefined && id !== attributes.id) return false;
  if (className === undefined) return true;
  return attributes.class !== undefined && ` ${attributes.class} `.includes(className);
}
