import { type Box, emptyBox, includeBox, isEmpty } from "../layout/boxes.ts";
import { IDENTITY, type Matrix, multiply, readTransform, translation } from "../layout/matrix.ts";
import { readLength } from "../layout/numbers.ts";
import { placeShape } from "../layout/placed-shapes.ts";
import { buildScene, type Painted } from "../layout/scene.ts";
import type { Survey } from "../layout/survey.ts";
import { layLabel } from "../layout/texts.ts";

/** The properties that move an element, besides `transform`: CSS Transforms 2 applies them first, in this order. */
const SINGLE = ["translate", "rotate", "scale"] as const;

/**
 * What moves an element, as one matrix: `translate`, `rotate`, `scale` and `transform`, around `transform-origin` in
 * the box that `transform-box` names. `null` when the attribute `transform` alone says it all.
 */
export function wholeTransform(
  painted: Painted,
  declared: ReadonlyMap<string, string>,
  survey: Survey,
): Matrix | null {
  const { element, style } = painted;
  const singles = SINGLE.filter((name) => declared.has(name));
  const origin = style.transformOrigin;
  const box = declared.get("transform-box");
  if (!declared.has("transform") && singles.length === 0 && origin === null) return null;
  let matrix = IDENTITY;
  for (const name of singles) matrix = multiply(matrix, readTransform(`${name}(${declared.get(name)})`));
  matrix = multiply(matrix, readTransform(style.transform ?? ""));
  // In a drawing, what is not said is the corner; in the view box that moves nothing.
  const isOwnBox = box === "fill-box" || box === "stroke-box" || box === "content-box";
  if (matrix === IDENTITY || (origin === null && !isOwnBox)) return matrix;
  const { x, y, width, height } = isOwnBox ? boxOf(painted, survey) : painted.viewport;
  const [across, down] = originWords(origin ?? "0 0");
  const left = along(across, x, width, style.fontSize, isOwnBox);
  const top = along(down, y, height, style.fontSize, isOwnBox);
  if (element.name === "svg" && element.parent === null) return matrix;
  return multiply(multiply(translation(left, top), matrix), translation(-left, -top));
}

/** The words for across and down: `top left` has them the other way round, and one that is not said is the middle. */
function originWords(origin: string): [across: string, down: string] {
  const [first = "center", second = "center"] = origin.trim().split(/\s+/);
  const isTurned = /^(top|bottom)$/.test(first) || /^(left|right)$/.test(second);
  return isTurned ? [second, first] : [first, second];
}

function along(word: string, start: number, whole: number, fontSize: number, isOwnBox: boolean): number {
  if (word === "left" || word === "top") return start;
  if (word === "center") return start + whole / 2;
  if (word === "right" || word === "bottom") return start + whole;
  const length = readLength(word, 0, fontSize, whole);
  // Lengths count from the corner of the box; that of the view box is where its coordinates begin.
  return word.endsWith("%") || isOwnBox ? start + length : length;
}

/** The box around what is painted of an element, in its own space, without strokes. */
function boxOf(painted: Painted, survey: Survey) {
  const { left, top, right, bottom } = painted.element.name === "text" ? textBox() : shapeBox();
  return { x: left, y: top, width: right - left, height: bottom - top };

  function textBox(): Box {
    return layLabel({ ...painted, matrix: IDENTITY, after: 0 }, survey.rules)?.box ?? NOWHERE;
  }

  function shapeBox(): Box {
    const own = placeShape({ ...painted, matrix: IDENTITY });
    if (own) return own.box;
    const box = emptyBox();
    // As the root of a scene an element is not moved itself, which is what its own space means.
    for (const shape of buildScene(painted.element, survey).shapes) {
      const placed = placeShape(shape);
      if (placed) includeBox(box, placed.box);
    }
    return isEmpty(box) ? NOWHERE : box;
  }
}

const NOWHERE: Box = { left: 0, top: 0, right: 0, bottom: 0 };

/** A matrix as the attribute writes it. */
export function matrixText({ a, b, c, d, e, f }: Matrix): string {
  return `matrix(${[a, b, c, d, e, f].map((value) => Number(value.toPrecision(9))).join(" ")})`;
}
