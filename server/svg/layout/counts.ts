import type { Declaration, SheetRule } from "../css/rules.ts";
import { elementsOf, type SvgElement } from "../tree.ts";
import { SHAPES } from "./shapes.ts";
import { isLabel } from "./texts.ts";

/** What is in a drawing. */
export interface DrawingCounts {
  elements: number;
  /** Basic shapes, paths and uses that are painted: not what only waits in `defs`, clips, masks and the like. */
  shapes: number;
  /** `text` elements with something to read. */
  labels: number;
  /** SMIL elements, style rules and `style` attributes with an animation. */
  animations: number;
  hasTitle: boolean;
  hasDescription: boolean;
}

const SMIL: ReadonlySet<string> = new Set(["animate", "animateMotion", "animateTransform", "set"]);
/** What is in these is painted only where something refers to it. */
const HIDDEN: ReadonlySet<string> = new Set(["clipPath", "defs", "marker", "mask", "pattern", "symbol"]);

/** Counts a drawing in one walk. A title or description counts when it is the drawing's own, by element or ARIA label. */
export function countDrawing(root: SvgElement): DrawingCounts {
  const counts: DrawingCounts = {
    elements: 0,
    shapes: 0,
    labels: 0,
    animations: 0,
    hasTitle: (root.attributes["aria-label"] ?? "").trim() !== "",
    hasDescription: (root.attributes["aria-description"] ?? "").trim() !== "",
  };
  const hidden = new Set<SvgElement>();
  for (const element of elementsOf(root)) {
    const { name, parent } = element;
    counts.elements += 1;
    if (HIDDEN.has(name) || (parent !== null && hidden.size > 0 && hidden.has(parent))) hidden.add(element);
    else if (SHAPES.has(name) || name === "use") counts.shapes += 1;
    else if (name === "text" && isLabel(element)) counts.labels += 1;
    else if (name === "title" && parent === root) counts.hasTitle ||= hasText(element);
    else if (name === "desc" && parent === root) counts.hasDescription ||= hasText(element);
    if (SMIL.has(name)) counts.animations += 1;
    if (element.declarations?.some(animates)) counts.animations += 1;
    if (element.rules) counts.animations += countAnimated(element.rules);
  }
  return counts;
}

function hasText(element: SvgElement): boolean {
  return element.children.some((child) => typeof child === "string" && child.trim() !== "");
}

function countAnimated(rules: readonly SheetRule[]): number {
  let count = 0;
  for (const rule of rules) {
    if (rule.kind === "style") count += rule.declarations.some(animates) ? 1 : 0;
    else if (rule.kind === "media") count += countAnimated(rule.rules);
  }
  return count;
}

function animates(declaration: Declaration): boolean {
  const { property, value } = declaration;
  return (property === "animation" || property === "animation-name") && value.trim() !== "none";
}
