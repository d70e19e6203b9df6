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
  /** It looks at nothing but the name and the classes of one element. */
  plain: boolean;
}

export interface RuleIndex {
  byId: Map<string, IndexedRule[]>;
  byClass: Map<string, IndexedRule[]>;
  byType: Map<string, IndexedRule[]>;
  others: IndexedRule[];
  empty: boolean;
  /** How many more selectors may be tried; at 0 rules count no more, so that a bomb of rules costs a bounded time. */
  tries: number;
  /** Whether any rule sets a custom property. */
  hasCustom: boolean;
  /** Rules by class attribute and name, for elements that only plain rules can match: most are alike. */
  alike: Map<string, Map<string, readonly IndexedRule[] | null>>;
}

const TRIES = 200_000;
/** A selector with combinators looks at more elements than one: so many tries is each of its own. */
const CHAIN_TRIES = 20;

export function createRuleIndex(): RuleIndex {
  return {
    byId: new Map(),
    byClass: new Map(),
    byType: new Map(),
    others: [],
    empty: true,
    tries: TRIES,
    hasCustom: false,
    alike: new Map(),
  };
}

/**
 * Adds the style rules of one sheet. Media rules count when they are about screens of any kind, not about
 * preferences or paper. Of what they declare, `keeps` says what is looked at.
 */
export function addRules(
  index: RuleIndex,
  rules: readonly SheetRule[],
  order: number,
  keeps: (property: string) => boolean = isLaidOut,
): number {
  let next = order;
  for (const rule of rules) {
    if (rule.kind === "style") {
      const declarations = rule.declarations.filter((declaration) => keeps(declaration.property));
      if (declarations.length === 0) continue;
      for (const selector of rule.selectors) addSelector(index, selector, declarations, next++);
    } else if (rule.kind === "media" && !/prefers|print|hover/i.test(rule.condition)) {
      next = addRules(index, rule.rules, next, keeps);
    }
  }
  return next;
}

const PLAIN: ReadonlySet<string> = new Set(["type", "universal", "class"]);

function addSelector(
  index: RuleIndex,
  selector: Selector,
  declarations: readonly Declaration[],
  order: number,
) {
  const [ids, classes, types] = selector.specificity;
  const { compounds } = selector;
  const rule = {
    selector,
    declarations,
    weight: (ids * 1000 + classes) * 1000 + types,
    order,
    plain: compounds.length === 1 && compounds[0]?.simple.every(({ kind }) => PLAIN.has(kind)) === true,
  };
  index.empty = false;
  if (declarations.some(({ property }) => property.startsWith("--"))) index.hasCustom = true;
  const last = compounds[compounds.length - 1]?.simple ?? [];
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
/** Kinds of elements remembered. */
const KINDS = 1_000;

/** The rules that match `element`, weakest first. */
export function rulesFor(
  index: RuleIndex,
  element: SvgElement,
): readonly { declarations: readonly Declaration[] }[] {
  if (index.empty) return NONE;
  const { id, class: classes = "" } = element.attributes;
  if (id !== undefined && index.byId.size > 0 && index.byId.has(id)) return findRules(index, element);
  let byName = index.alike.get(classes);
  const known = byName?.get(element.name);
  if (known) return known;
  const found = findRules(index, element);
  if (known === undefined && index.alike.size < KINDS) {
    if (!byName) {
      byName = new Map();
      index.alike.set(classes, byName);
    }
    byName.set(element.name, candidatesArePlain(index, element) ? found : null);
  }
  return found;
}

function candidatesArePlain(index: RuleIndex, element: SvgElement): boolean {
  return candidatesOf(index, element).every((rules) => rules.every((rule) => rule.plain));
}

function findRules(index: RuleIndex, element: SvgElement): readonly IndexedRule[] {
  const found: IndexedRule[] = [];
  for (const rules of candidatesOf(index, element)) {
    for (const rule of rules) {
      index.tries -= rule.selector.compounds.length > 1 ? CHAIN_TRIES : 1;
      if (index.tries < 0) return found;
      if (matches(rule.selector, element)) found.push(rule);
    }
  }
  if (found.length > 1) found.sort((one, two) => one.weight - two.weight || one.order - two.order);
  return found.length === 0 ? NONE : found;
}

/** The rules whose last compound has the element's name, id or one of its classes, or none of these. */
function candidatesOf(index: RuleIndex, element: SvgElement): IndexedRule[][] {
  const { id, class: classes } = element.attributes;
  const candidates: (IndexedRule[] | undefined)[] = [index.others, index.byType.get(element.name)];
  if (classes !== undefined && index.byClass.size > 0) {
    const names = classes.indexOf(" ") < 0 ? [classes] : new Set(classes.split(/\s+/));
    for (const name of names) candidates.push(index.byClass.get(name));
  }
  if (id !== undefined) candidates.push(index.byId.get(id));
  return candidates.filter((rules) => rules !== undefined);
}
