/**
 * The elements that a drawing may have, and what each may hold. What is not here is not in a drawing: no scripts,
 * no foreign content, no links, no views, no cursors, no fonts.
 */
export type ElementKind =
  /** May hold anything that is painted. */
  | "container"
  /** Painted, and holds only its animations and descriptions. */
  | "shape"
  | "text"
  /** Text inside `text`. */
  | "span"
  /** Holds nothing but characters. */
  | "words"
  | "gradient"
  | "stop"
  | "filter"
  | "primitive"
  /** What primitives are made of: merge nodes, transfer functions, lights. */
  | "part"
  | "animation"
  | "motion"
  | "path-of-motion";

/** An element that a drawing may have. */
export interface ElementRule {
  name: string;
  kind: ElementKind;
  /** The attribute that is shown while it still grows. */
  grows?: "d" | "points";
}

const NAMES: Record<ElementKind, string> = {
  container: "svg g defs symbol marker pattern clipPath mask switch",
  shape: "path rect circle ellipse line polyline polygon use image",
  text: "text",
  span: "tspan textPath",
  words: "title desc style",
  gradient: "linearGradient radialGradient",
  stop: "stop",
  filter: "filter",
  primitive:
    "feBlend feColorMatrix feComponentTransfer feComposite feConvolveMatrix feDiffuseLighting feDisplacementMap " +
    "feDropShadow feFlood feGaussianBlur feImage feMerge feMorphology feOffset feSpecularLighting feTile feTurbulence",
  part: "feMergeNode feFuncR feFuncG feFuncB feFuncA feDistantLight fePointLight feSpotLight",
  animation: "animate animateTransform set",
  motion: "animateMotion",
  "path-of-motion": "mpath",
};

const RULES = new Map<string, ElementRule>();
for (const [kind, names] of Object.entries(NAMES) as [ElementKind, string][]) {
  for (const name of names.split(" ")) RULES.set(name, { name, kind });
}
RULES.set("path", { name: "path", kind: "shape", grows: "d" });
RULES.set("polyline", { name: "polyline", kind: "shape", grows: "points" });
RULES.set("polygon", { name: "polygon", kind: "shape", grows: "points" });

/** Every name an element may have. */
export const ELEMENT_NAMES: readonly string[] = [...RULES.keys()];

const ANIMATIONS: ReadonlySet<string> = new Set([...NAMES.animation.split(" "), NAMES.motion]);

/** Whether an element of this name is an animation (SMIL). */
export function isAnimation(name: string): boolean {
  return ANIMATIONS.has(name);
}

/** The rule of an allowed element, by its exact name. */
export function findElement(name: string): ElementRule | undefined {
  return RULES.get(name);
}

/** What is dropped with all that is in it, and never taken for a misspelling of something else. */
const REFUSED = new Set(
  (
    "script foreignobject metadata iframe object embed audio video canvas html head body base link meta form input " +
    "button textarea select option template slot noscript noembed noframes frame frameset applet portal dialog " +
    "details math mglyph annotation-xml mtext mi div span p br hr img table tr td th ul ol li h1 h2 h3 h4 h5 h6 b i " +
    "u em strong small sub sup code pre section article header footer main nav label font center marquee picture " +
    "source track view cursor discard handler listener prefetch tbreak solidcolor mesh hatch hatchpath " +
    "font-face font-face-src font-face-uri glyph glyphref missing-glyph altglyph altglyphdef altglyphitem hkern vkern " +
    "color-profile unknown animation tref fontface"
  ).split(" "),
);

/** Whether a name is that of something else than a drawing's element, in any case of its letters. */
export function isRefused(name: string): boolean {
  return REFUSED.has(name.toLowerCase());
}

/** What an element of one kind may hold; descriptions, styles and animations fit in most. */
export function mayHold(parent: ElementRule, child: ElementRule): boolean {
  switch (parent.kind) {
    case "container":
      return IN_CONTAINER.has(child.kind);
    case "shape":
    case "stop":
      return child.kind === "animation" || child.kind === "motion" || isDescription(child);
    case "text":
    case "span":
      return (
        child.kind === "span" || child.kind === "animation" || child.kind === "motion" || isDescription(child)
      );
    case "gradient":
      return child.kind === "stop" || child.kind === "animation" || child.kind === "words";
    case "filter":
      return child.kind === "primitive" || child.kind === "animation" || isDescription(child);
    case "primitive":
      return child.kind === "part" || child.kind === "animation";
    case "part":
      return child.kind === "animation";
    case "motion":
      return child.kind === "path-of-motion" || isDescription(child);
    case "animation":
      return isDescription(child);
    default:
      return false;
  }
}

const IN_CONTAINER: ReadonlySet<ElementKind> = new Set<ElementKind>([
  "container",
  "shape",
  "text",
  "words",
  "gradient",
  "filter",
  "animation",
  "motion",
]);

const isDescription = (rule: ElementRule) => rule.name === "title" || rule.name === "desc";
