import type { Declaration, MediaRule, SheetRule, StyleRule } from "../css/rules.ts";
import { type CssAnimation, isOfMotion, readAnimations } from "./css-animations.ts";
import { withValues } from "./edits.ts";
import type { KeyframeEnds } from "./keyframes.ts";
import { HIDING, visibilityOf } from "./visibility.ts";

/**
 * Values written over the whole drawing: rules by the thousand that all use keyframes with a thousand properties
 * would otherwise make a still much larger than its drawing.
 */
const MOST_VALUES = 20_000;

/** Takes motion out of declarations and rules, and leaves what it ends in; the rules are those of `stillOf`. */
export interface CssEnds {
  /** The very same list when nothing in it moves. `baseOf` gives what a property is without the animation. */
  still(declarations: readonly Declaration[], baseOf: BaseOf): readonly Declaration[];
  /**
   * The very same list when there is nothing to change. `show` is called for a value that shows what the rule
   * selects, when it may be hidden by something else than the rule.
   */
  stillRules(rules: readonly SheetRule[], show: Show): readonly SheetRule[];
}

type BaseOf = (property: string) => string | undefined;
type Show = (rule: StyleRule, property: string, value: string) => void;

/** @param shared as for `readAnimations` */
export function createCssEnds(
  keyframes: ReadonlyMap<string, KeyframeEnds>,
  shared: readonly Declaration[],
): CssEnds {
  let left = MOST_VALUES;

  const endOf = (declarations: readonly Declaration[], baseOf: BaseOf, show?: Show, rule?: StyleRule) => {
    const kept = declarations.filter(({ property }) => !isOfMotion(property));
    const values = new Map<string, string>();
    if (left < 0) return kept;
    for (const [ends, animation] of named(readAnimations(declarations, shared), keyframes)) {
      const end = animation.endsAtStart ? ends.first : ends.last;
      const found = animation.holds ? end : shownValues(ends, baseOf);
      for (const [property, value] of found) {
        // The later one of two animations wins.
        values.delete(property);
        values.set(property, value);
      }
      left -= found.size;
      if (show && rule) showOthers(rule, animation.holds ? end : ends.shown, found, animation.holds, show);
      if (left < 0) return kept;
    }
    return withValues(kept, values, true);
  };

  const still = (declarations: readonly Declaration[], baseOf: BaseOf): readonly Declaration[] =>
    declarations.some(({ property }) => isOfMotion(property)) ? endOf(declarations, baseOf) : declarations;

  const stillRules: CssEnds["stillRules"] = (rules, show) => {
    let changed = false;
    const result: SheetRule[] = [];
    for (const rule of rules) {
      const after = rule.kind === "media" ? stillMedia(rule, show) : stillRule(rule, show);
      if (after !== rule) changed = true;
      if (after !== null) result.push(after);
    }
    return changed ? result : rules;
  };

  const stillRule = <Rule extends SheetRule>(rule: Rule, show: Show): Rule | null => {
    if (rule.kind === "keyframes") return null;
    if (rule.kind !== "style") return rule;
    if (!rule.declarations.some(({ property }) => isOfMotion(property))) return rule;
    const own = (name: string) => rule.declarations.findLast(({ property }) => property === name)?.value;
    const declarations = endOf(rule.declarations, own, show, rule);
    return declarations.length === 0 ? null : { ...rule, declarations };
  };

  const stillMedia = (media: MediaRule, show: Show): MediaRule | null => {
    const whole = isForReducedMotion(media.condition);
    const rules: MediaRule["rules"][number][] = [];
    let changed = false;
    for (const rule of media.rules) {
      const after = whole && rule.kind === "style" ? rule : stillRule(rule, show);
      if (after !== rule) changed = true;
      if (after !== null) rules.push(after);
    }
    if (!changed) return media;
    return rules.length === 0 ? null : { ...media, rules };
  };

  return { still, stillRules };
}

/** The declarations that say how animations run, of all rules that name none. */
export function sharedDeclarations(rules: readonly SheetRule[]): Declaration[] {
  const shared: Declaration[] = [];
  const collect = (rule: SheetRule): void => {
    if (rule.kind === "media") for (const inner of rule.rules) collect(inner);
    if (rule.kind !== "style") return;
    if (rule.declarations.some(({ property }) => property === "animation" || property === "animation-name"))
      return;
    for (const declaration of rule.declarations) if (HOW.has(declaration.property)) shared.push(declaration);
  };
  for (const rule of rules) collect(rule);
  // Only the last of each counts, and there are many rules that would read them.
  return [...new Map(shared.map((declaration) => [declaration.property, declaration])).values()];
}

const HOW = new Set(["animation-fill-mode", "animation-iteration-count", "animation-direction"]);

/** Those whose keyframes there are; each keyframes once, for the last animation that names them. */
function named(
  animations: readonly CssAnimation[],
  keyframes: ReadonlyMap<string, KeyframeEnds>,
): Map<KeyframeEnds, CssAnimation> {
  const found = new Map<KeyframeEnds, CssAnimation>();
  for (const animation of animations) {
    const name = animation.names.find((word) => keyframes.has(word));
    const ends = name === undefined ? undefined : keyframes.get(name);
    if (ends === undefined) continue;
    found.delete(ends);
    found.set(ends, animation);
  }
  return found;
}

/** For the properties whose base hides what they are set on: the values that show it. */
function shownValues(ends: KeyframeEnds, baseOf: BaseOf): Map<string, string> {
  const values = new Map<string, string>();
  for (const [property, value] of ends.shown) {
    const base = baseOf(property);
    if (base === undefined) continue;
    const dashes = property === "stroke-dashoffset" ? baseOf("stroke-dasharray") : undefined;
    if (visibilityOf(property, base, dashes) === 0) values.set(property, value);
  }
  return values;
}

/** Values that show something and that the rule itself does not give to what it hides. */
function showOthers(
  rule: StyleRule,
  values: ReadonlyMap<string, string>,
  inRule: ReadonlyMap<string, string>,
  holds: boolean,
  show: Show,
): void {
  for (const [property, value] of values) {
    if (!HIDING.has(property)) continue;
    const own = rule.declarations.some((declaration) => declaration.property === property);
    if (holds ? !own && visibilityOf(property, value) !== 0 : !inRule.has(property))
      show(rule, property, value);
  }
}

function isForReducedMotion(condition: string): boolean {
  const lower = condition.toLowerCase();
  return lower.includes("prefers-reduced-motion") && !lower.includes("no-preference");
}
