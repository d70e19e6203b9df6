import type { SvgElement } from "../tree.ts";
import { type Box, emptyBox, includeBox, isEmpty } from "./boxes.ts";
import { placeShape } from "./placed-shapes.ts";
import { buildScene } from "./scene.ts";
import { surveyDrawing } from "./survey.ts";
import { layLabel } from "./texts.ts";

/** The box, in root user space, around everything that is painted; without the width of strokes. Null when nothing is. */
export function paintedBox(root: SvgElement): Box | null {
  const survey = surveyDrawing(root);
  const scene = buildScene(root, survey);
  const box = emptyBox();
  for (const painted of scene.shapes) {
    const placed = placeShape(painted);
    if (placed) includeBox(box, placed.box);
  }
  for (const text of scene.texts) {
    const label = layLabel(text, survey.rules);
    if (label) includeBox(box, label.box);
  }
  return isEmpty(box) ? null : box;
}
