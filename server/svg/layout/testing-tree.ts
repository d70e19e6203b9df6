import { createDrawing } from "../drawing.ts";
import { SVG_LIMITS } from "../limits.ts";
import type { SvgElement } from "../tree.ts";

/** The checked tree of a drawing written as markup. */
export function readTree(text: string): SvgElement {
  const drawing = createDrawing("", SVG_LIMITS);
  drawing.push(text.slice(Math.max(0, text.indexOf("<svg"))));
  drawing.finish();
  const root = drawing.root();
  if (!root) throw new Error("There is no drawing.");
  return root;
}

/** A drawing of 400 × 300 with `content`. */
export function drawingOf(content: string): SvgElement {
  return readTree(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 300">${content}</svg>`);
}
