import type { Declaration, SheetRule } from "../css/rules.ts";
import { elementsOf, type SvgElement } from "../tree.ts";
import { addRules, createRuleIndex, type RuleIndex } from "./rule-index.ts";

/** What has to be known of the whole drawing before any of it can be laid out. */
export interface Survey {
  ids: ReadonlyMap<string, SvgElement>;
  rules: RuleIndex;
  /** Elements that an animation shows or hides. */
  faders: ReadonlySet<SvgElement>;
  /** Elements that `animateMotion` carries along a path: where they stand is not known. */
  movers: ReadonlySet<SvgElement>;
  /** Names of keyframes that show or hide. */
  fadingFrames: ReadonlySet<string>;
  /** Values of `animation` that were looked at. */
  fading: Map<string, boolean>;
}

const SHOWS = new Set(["opacity", "fill-opacity", "visibility", "display"]);

export function surveyDrawing(root: SvgElement): Survey {
  const ids = new Map<string, SvgElement>();
  const rules = createRuleIndex();
  const fadingFrames = new Set<string>();
  const animations: SvgElement[] = [];
  let order = 0;
  for (const element of elementsOf(root)) {
    const { id } = element.attributes;
    if (id !== undefined && !ids.has(id)) ids.set(id, element);
    if (element.rules) {
      order = addRules(rules, element.rules, order);
      addFadingFrames(fadingFrames, element.rules);
    }
    if (isShowing(element) || element.name === "animateMotion") animations.push(element);
  }
  const faders = new Set<SvgElement>();
  const movers = new Set<SvgElement>();
  for (const animation of animations) {
    const target = referenceOf(animation, ids) ?? animation.parent;
    if (target) (animation.name === "animateMotion" ? movers : faders).add(target);
  }
  return { ids, rules, faders, movers, fadingFrames, fading: new Map() };
}

function isShowing(element: SvgElement): boolean {
  if (element.name !== "animate" && element.name !== "set") return false;
  return SHOWS.has(element.attributes.attributeName ?? "");
}

function addFadingFrames(names: Set<string>, rules: readonly SheetRule[]): void {
  for (const rule of rules) {
    if (rule.kind === "media") addFadingFrames(names, rule.rules);
    else if (
      rule.kind === "keyframes" &&
      rule.frames.some(({ declarations }) => declarations.some(showsOrHides))
    )
      names.add(rule.name);
  }
}

function showsOrHides(declaration: Declaration): boolean {
  return SHOWS.has(declaration.property);
}

/** The element that `href` names, if it is in the drawing. */
export function referenceOf(
  element: SvgElement,
  ids: ReadonlyMap<string, SvgElement>,
): SvgElement | undefined {
  const href = element.attributes.href ?? element.attributes["xlink:href"];
  return href?.startsWith("#") ? ids.get(href.slice(1)) : undefined;
}

/** The element that `url(#id)` at the start of `value` names, if it is in the drawing. */
export function urlTarget(value: string, ids: ReadonlyMap<string, SvgElement>): SvgElement | undefined {
  if (!value.startsWith("url(")) return undefined;
  const close = value.indexOf(")");
  const hash = value.indexOf("#");
  if (hash < 0 || close < hash) return undefined;
  const last = value.charCodeAt(close - 1);
  return ids.get(value.slice(hash + 1, last === 34 || last === 39 ? close - 1 : close).trimEnd());
}

/** Whether a value of `animation` plays keyframes that show or hide. */
export function fadesBy(animation: string, survey: Survey): boolean {
  const { fadingFrames, fading } = survey;
  if (fadingFrames.size === 0) return false;
  let fades = fading.get(animation);
  if (fades === undefined) {
    fades = animation
      .slice(0, 1000)
      .split(/[\s,]+/)
      .some((word) => fadingFrames.has(word));
    fading.set(animation, fades);
  }
  return fades;
}
