import type { SvgElement } from "../tree.ts";
import { type Box, emptyBox, includePoint } from "./boxes.ts";
import { type NumberReader, readLength, readNumber } from "./numbers.ts";
import { flattenPath, pathBox } from "./path.ts";
import type { Viewport } from "./viewports.ts";

/** A basic shape or path in its own user space. */
export type Shape =
  | { kind: "rect"; box: Box; radiusX: number; radiusY: number }
  | { kind: "ellipse"; box: Box }
  | { kind: "outline"; box: Box; outlines: number[][] | null; data: string };

export const SHAPES: ReadonlySet<string> = new Set([
  "circle",
  "ellipse",
  "line",
  "path",
  "polygon",
  "polyline",
  "rect",
]);

/** The shape of an element, percentages taken of `viewport`; `null` for one that draws nothing. */
export function shapeOf(element: SvgElement, viewport: Viewport, fontSize: number): Shape | null {
  const { attributes } = element;
  const { width, height } = viewport;
  const across = (name: string) => readLength(attributes[name], 0, fontSize, width);
  const down = (name: string) => readLength(attributes[name], 0, fontSize, height);
  switch (element.name) {
    case "rect":
      return rectOf(element, across("x"), down("y"), across("width"), down("height"), viewport, fontSize);
    case "circle": {
      const radius = readLength(attributes.r, 0, fontSize, diagonal(viewport));
      return ellipseOf(across("cx"), down("cy"), radius, radius);
    }
    case "ellipse": {
      const rx = across("rx");
      const ry = down("ry");
      return ellipseOf(
        across("cx"),
        down("cy"),
        attributes.rx === undefined ? ry : rx,
        attributes.ry === undefined ? rx : ry,
      );
    }
    case "line": {
      const box = emptyBox();
      includePoint(box, across("x1"), down("y1"));
      includePoint(box, across("x2"), down("y2"));
      return { kind: "outline", box, outlines: [], data: "" };
    }
    case "path": {
      const data = attributes.d;
      if (data === undefined || data === "") return null;
      return { kind: "outline", box: pathBox(data), outlines: null, data };
    }
    case "polygon":
    case "polyline": {
      const data = attributes.points;
      if (data === undefined || data === "") return null;
      const outline = readPoints(data);
      const box = emptyBox();
      for (let index = 0; index + 1 < outline.length; index += 2)
        includePoint(box, outline[index] ?? 0, outline[index + 1] ?? 0);
      return { kind: "outline", box, outlines: [outline], data };
    }
    default:
      return null;
  }
}

/** What percentages are of that belong to neither axis (SVG 2, section 8.9). */
function diagonal(viewport: Viewport): number {
  return Math.sqrt((viewport.width * viewport.width + viewport.height * viewport.height) / 2);
}

function rectOf(
  element: SvgElement,
  left: number,
  top: number,
  width: number,
  height: number,
  viewport: Viewport,
  fontSize: number,
): Shape | null {
  if (!(width > 0 && height > 0)) return null;
  const { rx, ry } = element.attributes;
  const ownX = readLength(rx, -1, fontSize, viewport.width);
  const ownY = readLength(ry, -1, fontSize, viewport.height);
  const radiusX = Math.min(width / 2, Math.max(0, ownX < 0 ? ownY : ownX));
  const radiusY = Math.min(height / 2, Math.max(0, ownY < 0 ? ownX : ownY));
  return { kind: "rect", box: { left, top, right: left + width, bottom: top + height }, radiusX, radiusY };
}

function ellipseOf(x: number, y: number, radiusX: number, radiusY: number): Shape | null {
  if (!(radiusX > 0 && radiusY > 0)) return null;
  return {
    kind: "ellipse",
    box: { left: x - radiusX, top: y - radiusY, right: x + radiusX, bottom: y + radiusY },
  };
}

const POINTS = 4000;

function readPoints(data: string): number[] {
  const reader: NumberReader = { text: data, at: 0 };
  const points: number[] = [];
  while (points.length < POINTS * 2) {
    const value = readNumber(reader);
    if (value === null) break;
    points.push(value);
  }
  if (points.length % 2 === 1) points.pop();
  return points;
}

/** Whether the fill of a shape covers the point, in the shape's own space. */
export function covers(shape: Shape, x: number, y: number, evenOdd: boolean): boolean {
  const { left, top, right, bottom } = shape.box;
  if (!(x >= left && x <= right && y >= top && y <= bottom)) return false;
  if (shape.kind === "ellipse") {
    return inEllipse(x, y, (left + right) / 2, (top + bottom) / 2, (right - left) / 2, (bottom - top) / 2);
  }
  if (shape.kind === "rect") {
    const { radiusX, radiusY } = shape;
    if (radiusX === 0 || radiusY === 0) return true;
    const dx = x < left + radiusX ? left + radiusX : Math.min(x, right - radiusX);
    const dy = y < top + radiusY ? top + radiusY : Math.min(y, bottom - radiusY);
    return dx === x || dy === y || inEllipse(x, y, dx, dy, radiusX, radiusY);
  }
  shape.outlines ??= flattenPath(shape.data);
  const winding = windingNumber(shape.outlines, x, y);
  return evenOdd ? winding.crossings % 2 === 1 : winding.turns !== 0;
}

function inEllipse(x: number, y: number, cx: number, cy: number, rx: number, ry: number): boolean {
  const dx = (x - cx) / rx;
  const dy = (y - cy) / ry;
  return dx * dx + dy * dy <= 1;
}

/** How often the outlines go round the point, and how many of their sides a ray from it to the right crosses. */
function windingNumber(
  outlines: readonly number[][],
  x: number,
  y: number,
): { turns: number; crossings: number } {
  let turns = 0;
  let crossings = 0;
  for (const outline of outlines) {
    let fromX = outline[outline.length - 2] ?? 0;
    let fromY = outline[outline.length - 1] ?? 0;
    for (let index = 0; index + 1 < outline.length; index += 2) {
      const toX = outline[index] ?? 0;
      const toY = outline[index + 1] ?? 0;
      if (fromY <= y !== toY <= y) {
        const at = fromX + ((y - fromY) / (toY - fromY)) * (toX - fromX);
        if (at > x) {
          crossings += 1;
          turns += toY > fromY ? 1 : -1;
        }
      }
      fromX = toX;
      fromY = toY;
    }
  }
  return { turns, crossings };
}
