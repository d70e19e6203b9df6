import type { SvgElement } from "../tree.ts";
import { IDENTITY, type Matrix, translation } from "./matrix.ts";
import { type NumberReader, readLength, readNumber } from "./numbers.ts";

/** The rectangle of user space that an `svg` or `symbol` shows; percentages are shares of it. */
export interface Viewport {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** The size of an `svg` that says nothing (CSS 2, replaced elements). */
const DEFAULT_WIDTH = 300;
const DEFAULT_HEIGHT = 150;

export function readViewBox(text: string | undefined): Viewport | null {
  if (text === undefined) return null;
  const reader: NumberReader = { text, at: 0 };
  const [x, y, width, height] = [
    readNumber(reader),
    readNumber(reader),
    readNumber(reader),
    readNumber(reader),
  ];
  if (x === null || y === null || width === null || height === null) return null;
  return width > 0 && height > 0 ? { x, y, width, height } : null;
}

/** The canvas of a drawing in root user space: its view box, else its size in pixels. */
export function canvasOf(root: SvgElement): Viewport {
  const viewBox = readViewBox(root.attributes.viewBox);
  if (viewBox) return viewBox;
  const width = readLength(root.attributes.width, DEFAULT_WIDTH, 16, DEFAULT_WIDTH);
  const height = readLength(root.attributes.height, DEFAULT_HEIGHT, 16, DEFAULT_HEIGHT);
  return {
    x: 0,
    y: 0,
    width: width > 0 ? width : DEFAULT_WIDTH,
    height: height > 0 ? height : DEFAULT_HEIGHT,
  };
}

/** Where the content of a nested `svg` or a used `symbol` comes to stand: from its own space to that of its parent. */
export function openViewport(
  element: SvgElement,
  place: { x: number; y: number; width: number; height: number },
): { matrix: Matrix; viewport: Viewport } {
  const viewBox = readViewBox(element.attributes.viewBox);
  const inner = { x: 0, y: 0, width: place.width, height: place.height };
  if (!viewBox || !(place.width > 0 && place.height > 0)) {
    return {
      matrix: place.x === 0 && place.y === 0 ? IDENTITY : translation(place.x, place.y),
      viewport: inner,
    };
  }
  const align = element.attributes.preserveAspectRatio ?? "xMidYMid meet";
  let scaleX = place.width / viewBox.width;
  let scaleY = place.height / viewBox.height;
  if (!align.includes("none")) {
    scaleX = align.includes("slice") ? Math.max(scaleX, scaleY) : Math.min(scaleX, scaleY);
    scaleY = scaleX;
  }
  const restX = place.width - viewBox.width * scaleX;
  const restY = place.height - viewBox.height * scaleY;
  const shareX = align.includes("xMin") ? 0 : align.includes("xMax") ? 1 : 0.5;
  const shareY = align.includes("YMin") ? 0 : align.includes("YMax") ? 1 : 0.5;
  return {
    matrix: {
      a: scaleX,
      b: 0,
      c: 0,
      d: scaleY,
      e: place.x + restX * shareX - viewBox.x * scaleX,
      f: place.y + restY * shareY - viewBox.y * scaleY,
    },
    viewport: viewBox,
  };
}
