import type { Box } from "./boxes.ts";
import type { Matrix } from "./matrix.ts";

/** A convex polygon: x and y of its corners in turn. */
export type Polygon = readonly number[];

/** The four corners of `box` after `matrix`. */
export function quadOf(box: Box, matrix: Matrix): Polygon {
  const { a, b, c, d, e, f } = matrix;
  const { left, top, right, bottom } = box;
  return [
    a * left + c * top + e,
    b * left + d * top + f,
    a * right + c * top + e,
    b * right + d * top + f,
    a * right + c * bottom + e,
    b * right + d * bottom + f,
    a * left + c * bottom + e,
    b * left + d * bottom + f,
  ];
}

/** Twice the area inside, negative when the corners run the other way round (shoelace formula). */
function signedArea(polygon: Polygon): number {
  let sum = 0;
  for (let index = 0; index < polygon.length; index += 2) {
    const next = index + 2 < polygon.length ? index + 2 : 0;
    sum +=
      (polygon[index] ?? 0) * (polygon[next + 1] ?? 0) - (polygon[next] ?? 0) * (polygon[index + 1] ?? 0);
  }
  return sum;
}

export function polygonArea(polygon: Polygon): number {
  return Math.abs(signedArea(polygon)) / 2;
}

/** The area that two convex polygons share: one is cut along each side of the other (Sutherland and Hodgman 1974). */
export function sharedArea(first: Polygon, second: Polygon): number {
  let rest: Polygon = first;
  const turn = Math.sign(signedArea(second));
  for (let index = 0; index < second.length && rest.length > 0; index += 2) {
    const next = index + 2 < second.length ? index + 2 : 0;
    const x = second[index] ?? 0;
    const y = second[index + 1] ?? 0;
    rest = cut(rest, x, y, ((second[next] ?? 0) - x) * turn, ((second[next + 1] ?? 0) - y) * turn);
  }
  return polygonArea(rest);
}

/** What of `polygon` lies to the inner side of the line through (x, y) along (dx, dy). */
function cut(polygon: Polygon, x: number, y: number, dx: number, dy: number): Polygon {
  const kept: number[] = [];
  const last = polygon.length - 2;
  let fromX = polygon[last] ?? 0;
  let fromY = polygon[last + 1] ?? 0;
  let from = dx * (fromY - y) - dy * (fromX - x);
  for (let index = 0; index < polygon.length; index += 2) {
    const toX = polygon[index] ?? 0;
    const toY = polygon[index + 1] ?? 0;
    const to = dx * (toY - y) - dy * (toX - x);
    if (from >= 0 !== to >= 0) {
      const share = from / (from - to);
      kept.push(fromX + (toX - fromX) * share, fromY + (toY - fromY) * share);
    }
    if (to >= 0) kept.push(toX, toY);
    fromX = toX;
    fromY = toY;
    from = to;
  }
  return kept;
}
