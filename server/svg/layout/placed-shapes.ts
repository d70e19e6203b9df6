import type { SvgElement } from "../tree.ts";
import { type Box, transformBox } from "./boxes.ts";
import { IDENTITY, invert, type Matrix, multiply, readTransform, translation } from "./matrix.ts";
import { readLength } from "./numbers.ts";
import type { Clips, Painted } from "./scene.ts";
import { covers, SHAPES, type Shape, shapeOf } from "./shapes.ts";
import { referenceOf } from "./survey.ts";
import type { Viewport } from "./viewports.ts";

/** A painted shape with its box in root space, worked out when it is first asked for. */
export interface PlacedShape {
  painted: Painted;
  shape: Shape;
  box: Box;
  /** From root space to its own, `null` when there is no way back; worked out for the first point in its box. */
  inverse: Matrix | null | undefined;
}

export function placeShape(painted: Painted): PlacedShape | null {
  const { element, matrix, viewport, style } = painted;
  const shape =
    element.name === "image"
      ? imageShape(element, viewport, style.fontSize)
      : shapeOf(element, viewport, style.fontSize);
  if (!shape) return null;
  const box = matrix === IDENTITY ? shape.box : transformBox(shape.box, matrix);
  return { painted, shape, box, inverse: matrix === IDENTITY ? IDENTITY : undefined };
}

function imageShape(element: SvgElement, viewport: Viewport, fontSize: number): Shape {
  const { attributes } = element;
  const left = readLength(attributes.x, 0, fontSize, viewport.width);
  const top = readLength(attributes.y, 0, fontSize, viewport.height);
  const right = left + readLength(attributes.width, 0, fontSize, viewport.width);
  const bottom = top + readLength(attributes.height, 0, fontSize, viewport.height);
  return { kind: "rect", box: { left, top, right, bottom }, radiusX: 0, radiusY: 0 };
}

/** A point of root space in the space of a shape. */
export interface Point {
  x: number;
  y: number;
}

/** The point in the shape's own space, where its fill covers it; else `null`. */
export function pointUnder(placed: PlacedShape, x: number, y: number): Point | null {
  const { box, shape, painted } = placed;
  if (x < box.left || x > box.right || y < box.top || y > box.bottom) return null;
  if (placed.inverse === undefined) placed.inverse = invert(painted.matrix);
  const { inverse } = placed;
  if (inverse === null) return null;
  const point = transformPoint(inverse, x, y);
  return covers(shape, point.x, point.y, painted.style.evenOdd) ? point : null;
}

function transformPoint(matrix: Matrix, x: number, y: number): Point {
  if (matrix === IDENTITY) return { x, y };
  const { a, b, c, d, e, f } = matrix;
  return { x: a * x + c * y + e, y: b * x + d * y + f };
}

/** A clip path of more shapes than this is taken to let everything through. */
const CLIP_SHAPES = 40;

interface ClipShape {
  shape: Shape;
  inverse: Matrix;
}

/** Remembers what each clip lets through; `null` for one that cannot be known. */
export type ClipMemory = Map<Clips, readonly ClipShape[] | null>;

/** Whether clips let the point of root space through. */
export function passesClips(
  clips: Clips | null,
  x: number,
  y: number,
  ids: ReadonlyMap<string, SvgElement>,
  memory: ClipMemory,
): boolean {
  for (let clip = clips; clip; clip = clip.outer) {
    let shapes = memory.get(clip);
    if (shapes === undefined) {
      shapes = readClip(clip, ids);
      memory.set(clip, shapes);
    }
    if (shapes === null) continue;
    const passes = shapes.some(({ shape, inverse }) => {
      const point = transformPoint(inverse, x, y);
      return covers(shape, point.x, point.y, false);
    });
    if (!passes) return false;
  }
  return true;
}

function readClip(clips: Clips, ids: ReadonlyMap<string, SvgElement>): ClipShape[] | null {
  const { clipPath, owner, viewport } = clips;
  let matrix = multiply(clips.matrix, readTransform(clipPath.attributes.transform ?? ""));
  if (clipPath.attributes.clipPathUnits === "objectBoundingBox") {
    const box = shapeOf(owner, viewport, FONT_SIZE)?.box;
    if (!box) return null;
    const { left, top, right, bottom } = box;
    matrix = multiply(matrix, { a: right - left, b: 0, c: 0, d: bottom - top, e: left, f: top });
  }
  const shapes: ClipShape[] = [];
  for (const child of clipPath.children) {
    if (typeof child === "string") continue;
    if (child.name === "text" || shapes.length >= CLIP_SHAPES) return null;
    const target = child.name === "use" ? referenceOf(child, ids) : child;
    if (!target || !SHAPES.has(target.name)) continue;
    const shape = shapeOf(target, viewport, FONT_SIZE);
    const inverse = invert(multiply(matrix, placeOf(child, target, viewport)));
    if (shape && inverse) shapes.push({ shape, inverse });
  }
  return shapes;
}

/** Lengths in em are too rare in clips to look the font up. */
const FONT_SIZE = 16;

function placeOf(child: SvgElement, target: SvgElement, viewport: Viewport): Matrix {
  const own = readTransform(child.attributes.transform ?? "");
  if (child === target) return own;
  const x = readLength(child.attributes.x, 0, FONT_SIZE, viewport.width);
  const y = readLength(child.attributes.y, 0, FONT_SIZE, viewport.height);
  return multiply(multiply(own, translation(x, y)), readTransform(target.attributes.transform ?? ""));
}
