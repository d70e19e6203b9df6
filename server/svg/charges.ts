import { TokenType, tokenize } from "@csstools/css-tokenizer";
import { type CostlyRule, costlyRules, mayMatch } from "./css/costly-rules.ts";
import type { SheetRule } from "./css/rules.ts";
import type { ElementRule } from "./elements.ts";
import type { Expansion } from "./expansion.ts";
import { type SvgElement, walk } from "./tree.ts";

/** A paint or marker that what is in an element inherits. */
export interface Inherited {
  id: string;
  property: string;
}

/** Charges a drawing for what its elements make a browser paint more than once, or paint slowly. */
export interface Charges {
  /**
   * An element whose tag is over: for what it refers to, what it inherits, its filters and animations, by attributes,
   * style and the sheets so far. Its attributes are looked at when one of them `mayRefer`. Returns what is inherited from
   * it. A reference of a `use` that leads back is taken away.
   */
  element(
    element: SvgElement,
    rule: ElementRule,
    inherited: readonly Inherited[],
    mayRefer: boolean,
  ): readonly Inherited[];
  /** A rule of a sheet: for all elements before it, and from now on for those after it. */
  rule(root: SvgElement, rule: SheetRule): void;
}

const BRINGS_FORTH: ReadonlySet<string> = new Set(["use", "pattern", "feImage"]);
/** What they refer to is a path that is measured once more. */
const GOES_ALONG: ReadonlySet<string> = new Set(["mpath", "textPath"]);
/** What is in an element is painted with, when it says nothing itself. */
export const INHERITED: ReadonlySet<string> = new Set([
  "fill",
  "stroke",
  "marker",
  "marker-start",
  "marker-mid",
  "marker-end",
]);
/** What a layer of its own costs, in elements: a mask, a filter, each of its functions; and each pixel of their reach. */
const LAYER = 10;
const REACH = 4;
const ANIMATION = 25;
/** Characters of path data that count as one more element. */
const LONG_PATH = 1_000;
/** Stops that a gradient may have at no cost. */
const FREE_STOPS = 64;
const PRIMITIVES: Readonly<Record<string, number>> = {
  feTurbulence: 50,
  feMorphology: 20,
  feConvolveMatrix: 20,
  feDiffuseLighting: 10,
  feSpecularLighting: 10,
  feDisplacementMap: 10,
  feGaussianBlur: 15,
  feDropShadow: 15,
};
/** Elements tried against rules, in one drawing. */
const TRIES = 500_000;

/** @param expansion adds the charges up, and says when they are too many */
export function createCharges(expansion: Expansion): Charges {
  const rules: CostlyRule[] = [];
  let tries = TRIES;

  /** Charges for one property of an element; what is in a container inherits some of them instead. */
  function charge(
    element: SvgElement,
    property: string,
    value: string,
    from?: string | null,
  ): readonly Inherited[] {
    if (property === "animation" || property === "animation-name") {
      if (value !== "none") expansion.spend(ANIMATION * listLength(value), from);
      return NONE;
    }
    if (property === "filter") {
      const functions = count(value, "(") - count(value, "url(");
      if (functions > 0) expansion.spend(functions * (LAYER + REACH * reachOf(value)), from);
    }
    if (!value.includes("url(")) return NONE;
    if (property === "mask" || property === "filter") expansion.spend(LAYER, from);
    const references = idsOf(value).map((id): Inherited => ({ id, property }));
    if (INHERITED.has(property) && isContainer(element)) return references;
    for (const reference of references) refer(element, reference, from);
    return NONE;
  }

  function refer(element: SvgElement, { id, property }: Inherited, from?: string | null): void {
    let times = 1;
    if (property === "marker" || property === "marker-mid") times = cornersOf(element);
    if (element.name === "use")
      times = Math.max(1, expansion.sizeOf((element.attributes.href ?? "").slice(1)));
    expansion.refer(id, times, from);
  }

  /** What an element itself says; what is in it inherits what is returned. */
  function own(element: SvgElement, mayRefer: boolean): readonly Inherited[] {
    let inherited = NONE;
    const add = (property: string, value: string) => {
      const more = charge(element, property, value);
      if (more.length > 0) inherited = inherited.concat(more);
    };
    if (mayRefer) {
      const { attributes } = element;
      for (const name in attributes) {
        const value = attributes[name] ?? "";
        if (name === "href") referBy(element, value);
        else if (name !== "style" && (name === "filter" || value.includes("url("))) add(name, value);
      }
    }
    for (const { property, value } of element.declarations ?? NO_DECLARATIONS) {
      if (COSTLY.has(property)) add(property, value);
    }
    for (const rule of rules) {
      tries -= 1;
      if (tries < 0) expansion.spend(Number.POSITIVE_INFINITY);
      else if (mayMatch(rule, element)) add(rule.property, rule.value);
    }
    return inherited;
  }

  function referBy({ name, attributes }: SvgElement, href: string): void {
    // Browsers go through a chain of gradients again for each new one in it.
    if (name.endsWith("Gradient")) expansion.spend(LAYER);
    const id = href.slice(1);
    if (GOES_ALONG.has(name)) expansion.refer(id);
    if (BRINGS_FORTH.has(name) && !expansion.refer(id)) delete attributes.href;
  }

  return {
    element(element, rule, inherited, mayRefer) {
      expansion.add(weightOf(rule, element));
      if (rule.kind === "stop" && (element.parent?.children.length ?? 0) >= FREE_STOPS)
        expansion.spend(LAYER);
      if (inherited.length > 0 && isPainted(element)) {
        for (const reference of inherited) refer(element, reference);
      }
      if (!mayRefer && !element.declarations && rules.length === 0) return NONE;
      return own(element, mayRefer);
    },
    rule(root, sheetRule) {
      for (const rule of costlyRules(sheetRule, COSTLY)) {
        rules.push(rule);
        for (const element of walk(root)) {
          tries -= 1;
          if (tries < 0) expansion.spend(Number.POSITIVE_INFINITY);
          if (expansion.isOver()) return;
          if (!mayMatch(rule, element)) continue;
          const inherited = charge(element, rule.property, rule.value, placeOf(element));
          if (inherited.length === 0) continue;
          for (const inside of walk(element)) {
            tries -= 1;
            if (isPainted(inside))
              for (const reference of inherited) refer(inside, reference, placeOf(inside));
          }
        }
      }
    },
  };
}

const NONE: readonly Inherited[] = [];
const NO_DECLARATIONS: NonNullable<SvgElement["declarations"]> = [];
/** What may refer to something, or cost by itself. */
const COSTLY: ReadonlySet<string> = new Set([
  ...INHERITED,
  "filter",
  "mask",
  "clip-path",
  "animation",
  "animation-name",
]);
const CONTAINERS: ReadonlySet<string> = new Set([
  "svg",
  "g",
  "defs",
  "symbol",
  "marker",
  "pattern",
  "clipPath",
  "mask",
  "switch",
  "text",
]);
const PAINTED: ReadonlySet<string> = new Set([
  "path",
  "rect",
  "circle",
  "ellipse",
  "line",
  "polyline",
  "polygon",
  "use",
  "tspan",
  "text",
]);

/** Whether what is in an element inherits its paint: groups and the like, and `text` for its spans. */
export const isContainer = ({ name }: SvgElement) => CONTAINERS.has(name);
const isPainted = ({ name }: SvgElement) => PAINTED.has(name);

function weightOf({ name, kind }: ElementRule, { attributes }: SvgElement): number {
  if (kind === "words" || kind === "stop") return 0;
  if (name === "path") return 1 + Math.floor((attributes.d?.length ?? 0) / LONG_PATH);
  return kind === "primitive" ? (PRIMITIVES[name] ?? 1) : 1;
}

/** The id of the nearest element around (or at) this one that has one; null when only the root is. */
function placeOf(element: SvgElement): string | null {
  for (let at: SvgElement | null = element; at?.parent; at = at.parent) {
    if (at.attributes.id !== undefined) return at.attributes.id;
  }
  return null;
}

/** Corners that a marker may stand at: about a pair of numbers each. */
function cornersOf({ attributes }: SvgElement): number {
  const data = attributes.d ?? attributes.points ?? "";
  return Math.max(2, Math.ceil(data.length / 4));
}

/** How many items a list in CSS has; commas in functions part none. */
function listLength(value: string): number {
  return count(value.replace(/\([^()]*\)/g, ""), ",") + 1;
}

/** The longest length in a filter, in pixels. */
function reachOf(value: string): number {
  let longest = 0;
  for (const [length] of value.matchAll(/[\d.]+(?=px)/g)) longest = Math.max(longest, Number(length) || 0);
  return longest;
}

function count(text: string, part: string): number {
  return text.split(part).length - 1;
}

/** The ids in the `url(#id)`s of a clean value. */
function idsOf(value: string): string[] {
  if (value.startsWith("url(#") && value.indexOf(")") === value.length - 1 && !/["'\s\\]/.test(value)) {
    return [value.slice(5, -1)];
  }
  const ids: string[] = [];
  for (const token of tokenize({ css: value })) {
    if (token[0] !== TokenType.URL && token[0] !== TokenType.String) continue;
    if (token[4].value.startsWith("#")) ids.push(token[4].value.slice(1));
  }
  return ids;
}
