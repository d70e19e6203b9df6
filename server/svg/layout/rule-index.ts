import { matches } from "../css/matching.ts";
import type { Declaration, Selector, SheetRule } from "../css/rules.ts";
import type { SvgElement } from "../tree.ts";
import { isLaidOut } from "./properties.ts";

/** A selector of a rule and what the rule says about looks. */
interface IndexedRule {
  selector: Selector;
  declarations: readonly Declaration[];
  /** Specificity as one number, then its place in the sheets. */
  weight: number;
  order: number;
}

export interface RuleIndex {
  byId: Map<string, IndexedRule[]>;
  byClass: Map<string, IndexedRule[]>;
  byType: Map<string, IndexedRule[]>;
  others: IndexedRule[];
  empty: boolean;
  /** How many more selectors may be tried; at 0 rules count no more, so that a bomb of rules costs a bounded time. */
  tries: number;
}

const TRIES = 200_000;
/** A selector with combinators looks at more elements than one: so many tries is each of its own. */
const CHAIN_TRIES = 20;

export function createRuleIndex(): RuleIndex {
  return { byId: new Map(), byClass: new Map(), byType: new Map(), others: [], empty: true, tries: TRIES };
}

/**
 * Adds the style rules of one sheet. Media rules count when they are about screens of any kind, not about
 * preferences or paper.
 */
export function addRules(index: RuleIndex, rules: readonly SheetRule[], order: number): number {
  let next = order;
  for (const rule of rules) {
    if (rule.kind === "style") {
      const declarations = rule.declarations.filter((declaration) => isLaidOut(declaration.property));
      if (declarations.length === 0) continue;
      for (const selector of rule.selectors) addSelector(index, selector, declarations, next++);
    } else if (rule.kind === "media" && !/prefers|print|hover/i.test(rule.condition)) {
      next = addRules(index, rule.rules, next);
    }
  }
  return next;
}

function addSelector(
  index: RuleIndex,
  selector: Selector,
  declarations: readonly Declaration[],
  order: number,
) {
  const [ids, classes, types] = selector.specificity;
  const rule = { selector, declarations, weight: (ids * 1000 + classes) * 1000 + types, order };
  index.empty = false;
  const last = selector.compounds[selector.compounds.length - 1]?.simple ?? [];
  let key: "byId" | "byClass" | "byType" | undefined;
  let name = "";
  for (const simple of last) {
    if (simple.kind === "id") {
      key = "byId";
      name = simple.name;
    } else if (simple.kind === "class" && key !== "byId") {
      key = "byClass";
      name = simple.name;
    } else if (simple.kind === "type" && key === undefined) {
      key = "byType";
      name = simple.name;
    }
  }
  if (key === undefined) index.others.push(rule);
  else {
    const rules = index[key].get(name);
    if (rules) rules.push(rule);
    else index[key].set(name, [rule]);
  }
}

const NONE: readonly IndexedRule[] = [];

/** The rules that match `element`, weakest first. */
export function rulesFor(
  index: RuleIndex,
  element: SvgElement,
): readonly { declarations: readonly Declaration[] }[] {
  if (index.empty || index.tries <= 0) return NONE;
  const found: IndexedRule[] = [];
  const { id, class: classes } = element.attributes;
  collect(index, index.byType.get(element.name), element, found);
  if (classes !== undefined && index.byClass.size > 0) {
    if (classes.indexOf(" ") < 0) collect(index, index.byClass.get(classes), element, found);
    else
      for (const name of new Set(classes.split(/\s+/)))
        collect(index, index.byClass.get(name), element, found);
  }
  if (id !== undefined) collect(index, index.byId.get(id), element, found);
  if (index.others.length > 0) collect(index, index.others, element, found);
  if (found.length > 1) found.sort((one, two) => one.weight - two.weight || one.order - two.order);
  return found.length === 0 ? NONE : found;
}

function collect(
  index: RuleIndex,
  rules: readonly IndexedRule[] | undefined,
  element: SvgElement,
  found: IndexedRule[],
): void {
  if (rules === undefined) return;
  for (const rule of rules) {
    index.tries -= rule.selector.compounds.length > 1 ? CHAIN_TRIES : 1;
    if (index.tries < 0) return;
    if (matches(rule.selector, element)) found.push(rule);
  }
}
