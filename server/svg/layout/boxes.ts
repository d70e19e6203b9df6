import type { Matrix } from "./matrix.ts";

/** An upright box, in user units; empty when its right is left of its left. */
export interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

export function emptyBox(): Box {
  return { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity };
}

export function isEmpty(box: Box): boolean {
  return !(box.right >= box.left && box.bottom >= box.top);
}

/** Widens `box` so that it holds the point. */
export function includePoint(box: Box, x: number, y: number): void {
  if (x < box.left) box.left = x;
  if (x > box.right) box.right = x;
  if (y < box.top) box.top = y;
  if (y > box.bottom) box.bottom = y;
}

export function includeBox(box: Box, other: Box): void {
  if (isEmpty(other)) return;
  includePoint(box, other.left, other.top);
  includePoint(box, other.right, other.bottom);
}

export function areaOf(box: Box): number {
  return isEmpty(box) ? 0 : (box.right - box.left) * (box.bottom - box.top);
}

/** The upright box around `box` after `matrix`. */
export function transformBox(box: Box, matrix: Matrix): Box {
  if (isEmpty(box)) return box;
  const { a, b, c, d, e, f } = matrix;
  const width = box.right - box.left;
  const height = box.bottom - box.top;
  const x = a * box.left + c * box.top + e;
  const y = b * box.left + d * box.top + f;
  const left = x + Math.min(0, a * width) + Math.min(0, c * height);
  const top = y + Math.min(0, b * width) + Math.min(0, d * height);
  return {
    left,
    top,
    right: left + Math.abs(a * width) + Math.abs(c * height),
    bottom: top + Math.abs(b * width) + Math.abs(d * height),
  };
}
