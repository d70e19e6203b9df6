import type { KeyframesRule, SheetRule } from "../css/rules.ts";
import { isOfMotion } from "./css-animations.ts";
import { HIDING, visibilityOf } from "./visibility.ts";

/** What a still needs to know of keyframes. Read once, however many rules use them. */
export interface KeyframeEnds {
  first: ReadonlyMap<string, string>;
  last: ReadonlyMap<string, string>;
  /** For every property that hides: its most visible value. */
  shown: ReadonlyMap<string, string>;
}

/** The keyframes of all sheets by name, also of those in media rules; the last of a name counts, as in CSS. */
export function readKeyframes(rules: readonly SheetRule[]): Map<string, KeyframeEnds> {
  const byName = new Map<string, KeyframesRule>();
  const collect = (rule: SheetRule): void => {
    if (rule.kind === "keyframes") byName.set(rule.name, rule);
    else if (rule.kind === "media") for (const inner of rule.rules) collect(inner);
  };
  for (const rule of rules) collect(rule);
  return new Map([...byName].map(([name, rule]) => [name, endsOf(rule)]));
}

function endsOf(rule: KeyframesRule): KeyframeEnds {
  const first = new Map<string, string>();
  const last = new Map<string, string>();
  const shown = new Map<string, string>();
  const most = new Map<string, number>();
  for (const { offsets, declarations } of rule.frames) {
    for (const { property, value, important } of declarations) {
      // Important declarations in keyframes are void.
      if (important || isOfMotion(property)) continue;
      if (offsets.includes(0)) first.set(property, value);
      if (offsets.includes(1)) last.set(property, value);
      if (!HIDING.has(property)) continue;
      const visibility = visibilityInKeyframes(property, value);
      if (visibility > (most.get(property) ?? 0)) {
        most.set(property, visibility);
        shown.set(property, value);
      }
    }
  }
  return { first, last, shown };
}

/** Of dash offsets, the one nearest to 0 shows most, whatever the dashes are. */
function visibilityInKeyframes(property: string, value: string): number {
  return property === "stroke-dashoffset"
    ? 1 / (1 + Math.abs(Number.parseFloat(value)))
    : visibilityOf(property, value);
}
