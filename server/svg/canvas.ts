import { instanceClass, scopeClass } from "./ids.ts";
import { paintedBox } from "./layout/bounds.ts";
import type { CheckContext } from "./ledger.ts";
import type { SvgElement } from "./tree.ts";

const PIXELS = /^\s*\+?(\d+(?:\.\d+)?|\.\d+)(?:px)?\s*$/;
/** Share of the painted box that is kept free around it, for strokes. */
const MARGIN = 0.04;

/**
 * What the root of a drawing must have from the beginning: the class that its sheets are scoped by, and a canvas if its
 * size tells one.
 */
export function settleRoot(root: SvgElement, context: CheckContext): void {
  const { attributes } = root;
  const scope = scopeClass(context.idPrefix);
  const part = instanceClass(context.idPrefix);
  const classes =
    attributes.class?.split(/\s+/).filter((name) => name !== "" && name !== scope && name !== part) ?? [];
  attributes.class = [scope, ...classes].join(" ");
  if (attributes.viewBox !== undefined) return;
  const width = pixels(attributes.width);
  const height = pixels(attributes.height);
  if (width === undefined || height === undefined) return;
  attributes.viewBox = `0 0 ${width} ${height}`;
  context.repair("missing-view-box");
}

function pixels(value: string | undefined): number | undefined {
  const size = Number(PIXELS.exec(value ?? "")?.[1]);
  return size > 0 ? size : undefined;
}

/**
 * The `viewBox` of a finished drawing that has neither one nor a size in pixels: around what is painted. Undefined when
 * it has a canvas, or paints nothing.
 */
export function missingViewBox(root: SvgElement): string | undefined {
  if (root.attributes.viewBox !== undefined) return undefined;
  const box = paintedBox(root);
  if (!box) return undefined;
  const margin = Math.max(box.right - box.left, box.bottom - box.top) * MARGIN;
  const sides = [
    box.left - margin,
    box.top - margin,
    box.right - box.left + 2 * margin,
    box.bottom - box.top + 2 * margin,
  ];
  return sides.every((side) => Number.isFinite(side))
    ? sides.map((side) => Number(side.toFixed(2))).join(" ")
    : undefined;
}
