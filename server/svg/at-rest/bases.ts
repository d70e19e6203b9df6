import { matches } from "../css/matching.ts";
import type { Selector, SheetRule, SimpleSelector, StyleRule } from "../css/rules.ts";
import { type SvgElement, walk } from "../tree.ts";
import { HIDING, visibilityOf } from "./visibility.ts";

/** Selectors tried on elements, for a whole drawing: rules by the thousand may all be about all elements. */
const MOST_MATCHES = 5_000;

/** What properties are when nothing moves. */
export interface Bases {
  /** Whether a rule of any sheet sets the property: then only a `style` declaration wins over it. */
  isInSheets(property: string): boolean;
  ofElement(element: SvgElement, property: string): string | undefined;
  /** The elements that a rule selects and that a property hides, wherever that is said. */
  hiddenElements(rule: StyleRule, property: string): SvgElement[];
}

/** Values by property and by simple selector (`#id`, `.class`, `type`), one in the other. */
type ValuesByKey = Map<string, Map<string, string>>;

/**
 * Looks values up without a full cascade: `style` declarations, then rules that select by one id, class or type
 * alone (ids before classes before types, later before earlier), then attributes, then the few initial values
 * that hide. Everything is indexed once; a look-up is about as long as the element's list of classes.
 */
export function createBases(root: SvgElement, rules: readonly SheetRule[]): Bases {
  const inSheets = new Set<string>();
  const fromRules: ValuesByKey = new Map();
  for (const rule of rules) indexRule(rule, inSheets, fromRules);
  const hidden = new Map<string, Map<string, SvgElement[]>>();
  const keys = new Map<SvgElement, readonly string[]>();

  const keysOf = (element: SvgElement): readonly string[] => {
    const known = keys.get(element) ?? readKeys(element);
    keys.set(element, known);
    return known;
  };

  const ofElement = (element: SvgElement, property: string): string | undefined => {
    const own = element.declarations?.findLast((declaration) => declaration.property === property);
    if (own) return own.value;
    if (inSheets.has(property)) {
      for (const key of keysOf(element)) {
        const value = fromRules.get(key)?.get(property);
        if (value !== undefined) return value;
      }
    }
    return element.attributes[property] ?? initialValue(element.name, property);
  };

  /** The elements that a property hides, by key; `*` is all of them. */
  const hiddenBy = (property: string): ReadonlyMap<string, readonly SvgElement[]> => {
    const known = hidden.get(property);
    if (known) return known;
    const elements = new Map<string, SvgElement[]>();
    hidden.set(property, elements);
    for (const element of walk(root)) {
      const value = ofElement(element, property);
      if (value === undefined) continue;
      const dashes = property === "stroke-dashoffset" ? ofElement(element, "stroke-dasharray") : undefined;
      if (visibilityOf(property, value, dashes) !== 0) continue;
      for (const key of [...keysOf(element), "*"]) {
        const same = elements.get(key);
        if (same) same.push(element);
        else elements.set(key, [element]);
      }
    }
    return elements;
  };

  let left = MOST_MATCHES;
  return {
    isInSheets: (property) => inSheets.has(property),
    ofElement,
    hiddenElements(rule, property) {
      const found: SvgElement[] = [];
      const elements = hiddenBy(property);
      for (const selector of elements.size === 0 ? [] : rule.selectors) {
        for (const element of elements.get(keyOfSubject(selector)) ?? []) {
          left -= 1;
          if (left < 0) return found;
          if (matches(selector, element)) found.push(element);
        }
      }
      return found;
    },
  };
}

function indexRule(rule: SheetRule, inSheets: Set<string>, fromRules: ValuesByKey): void {
  if (rule.kind === "media") {
    for (const inner of rule.rules) indexRule(inner, inSheets, fromRules);
  } else if (rule.kind === "style") {
    for (const { property } of rule.declarations) inSheets.add(property);
    for (const { compounds } of rule.selectors) {
      const simple = compounds.length === 1 ? compounds[0]?.simple : undefined;
      const only = simple?.length === 1 ? keyOf(simple[0]) : null;
      if (only === null) continue;
      const values = fromRules.get(only) ?? new Map<string, string>();
      fromRules.set(only, values);
      for (const { property, value } of rule.declarations)
        if (HIDING.has(property)) values.set(property, value);
    }
  }
}

/** Something that everything selected has: an id, a class or a type of the last compound. */
function keyOfSubject({ compounds }: Selector): string {
  for (const simple of compounds.at(-1)?.simple ?? []) {
    const key = keyOf(simple);
    if (key !== null) return key;
  }
  return "*";
}

function keyOf(simple: SimpleSelector | undefined): string | null {
  switch (simple?.kind) {
    case "id":
      return `#${simple.name}`;
    case "class":
      return `.${simple.name}`;
    case "type":
      return simple.name;
    default:
      return null;
  }
}

/** Those of an element, the strongest first. */
function readKeys({ name, attributes }: SvgElement): string[] {
  const keys = attributes.id === undefined ? [] : [`#${attributes.id}`];
  for (const className of attributes.class?.split(/\s+/) ?? []) if (className) keys.push(`.${className}`);
  keys.push(name);
  return keys;
}

function initialValue(name: string, property: string): string | undefined {
  if (property === "r") return name === "circle" ? "0" : undefined;
  if (property === "width" || property === "height") return name === "rect" ? "0" : undefined;
  return property === "d" && name === "path" ? "" : undefined;
}
