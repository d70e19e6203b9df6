import type { SvgElement } from "../tree.ts";
import { styleOf } from "./cascade.ts";
import { IDENTITY, type Matrix, multiply, readTransform, translation } from "./matrix.ts";
import { readLength } from "./numbers.ts";
import { SHAPES } from "./shapes.ts";
import { INITIAL_STYLE, type Style } from "./style.ts";
import { fadesBy, referenceOf, type Survey, urlTarget } from "./survey.ts";
import { canvasOf, openViewport, type Viewport } from "./viewports.ts";

/** Something painted, or a group of what is painted. */
export interface Painted {
  element: SvgElement;
  style: Style;
  /** From the element's space to that of the root. */
  matrix: Matrix;
  viewport: Viewport;
  /** Opacity of the element and of all groups around it, 0–1. */
  opacity: number;
  /** What it and the groups around it are clipped by; `null` for nothing. */
  clips: Clips | null;
  /** It, or a group around it, has a mask: what of it is seen is not known. */
  masked: boolean;
  /** It, or a group around it, is shown or hidden by an animation. */
  fades: boolean;
  /** It, or a group around it, moves along a path. */
  moves: boolean;
  /** How many uses brought it forth, one inside the other. */
  uses: number;
}

/** A clip path where it applies, and those of the groups around. */
export interface Clips {
  clipPath: SvgElement;
  /** What has the clip, its matrix and viewport. */
  owner: SvgElement;
  matrix: Matrix;
  viewport: Viewport;
  outer: Clips | null;
}

/** A `text` element where it is painted. */
export interface PlacedText extends Painted {
  /** How many shapes are painted before it. */
  after: number;
}

export interface Scene {
  canvas: Viewport;
  rootStyle: Style;
  /** In the order of painting, as are the texts. */
  shapes: Painted[];
  texts: PlacedText[];
}

/** Elements looked at, those that `use` brings forth counted each time: no chain of uses costs more. */
const VISITS = 15_000;
/** Uses inside uses are followed this deep. */
const USES = 4;
/** Below this nothing is seen. */
const INVISIBLE = 0.02;

const CONTAINERS: ReadonlySet<string> = new Set([
  "g",
  "a",
  "switch",
  "svg",
  "use",
  "text",
  "image",
  "symbol",
]);

/** An element to be looked at. */
interface Frame {
  element: SvgElement;
  /** What it is painted in: the group around it, or the `use`. */
  within: Painted;
  /** The `use` that brings it forth, when there is one. */
  user: SvgElement | null;
}

/** Everything that is painted, in order, with its style and place. Iterative and bounded. */
export function buildScene(root: SvgElement, survey: Survey): Scene {
  const canvas = canvasOf(root);
  const rootStyle = styleOf(root, INITIAL_STYLE, survey.rules);
  const scene: Scene = { canvas, rootStyle, shapes: [], texts: [] };
  const stack: Frame[] = [];
  pushChildren(stack, {
    element: root,
    style: rootStyle,
    matrix: IDENTITY,
    viewport: canvas,
    opacity: rootStyle.opacity <= INVISIBLE ? 1 : rootStyle.opacity,
    clips: null,
    masked: false,
    fades: false,
    moves: false,
    uses: 0,
  });
  let visits = 0;
  for (let frame = stack.pop(); frame; frame = stack.pop()) {
    visits += 1;
    if (visits > VISITS) break;
    place(frame, scene, survey, stack);
  }
  return scene;
}

function pushChildren(stack: Frame[], within: Painted): void {
  const { children } = within.element;
  for (let index = children.length - 1; index >= 0; index -= 1) {
    const child = children[index];
    if (typeof child !== "object") continue;
    if (!SHAPES.has(child.name) && !CONTAINERS.has(child.name)) continue;
    if (child.name === "symbol") continue;
    stack.push({ element: child, within, user: null });
  }
}

function place(frame: Frame, scene: Scene, survey: Survey, stack: Frame[]): void {
  const { element, within } = frame;
  const style = styleOf(element, within.style, survey.rules);
  const ownFade =
    survey.faders.has(element) || (style.animation !== null && fadesBy(style.animation, survey));
  if (ownFade) {
    // An animation will show it: it is taken as it is when shown.
    style.displayed = true;
    style.visible = true;
    if (style.opacity <= INVISIBLE) style.opacity = 1;
    if (style.fillOpacity <= INVISIBLE) style.fillOpacity = 1;
  }
  const opacity = within.opacity * style.opacity;
  if (!style.displayed || opacity <= INVISIBLE) return;
  const fades = within.fades || ownFade;
  const moves = within.moves || survey.movers.has(element);
  const { viewport, uses } = within;
  let { matrix, clips } = within;
  if (style.transform !== null && element.name !== "symbol")
    matrix = multiply(matrix, ownTransform(style, viewport));
  const masked = within.masked || style.mask !== null;
  if (style.clip !== null) {
    const clipPath = urlTarget(style.clip, survey.ids);
    if (clipPath?.name === "clipPath") clips = { clipPath, owner: element, matrix, viewport, outer: clips };
  }
  const painted: Painted = { element, style, matrix, viewport, opacity, clips, masked, fades, moves, uses };
  switch (element.name) {
    case "g":
    case "a":
    case "switch":
      pushChildren(stack, painted);
      return;
    case "svg":
    case "symbol": {
      const opened = openViewport(element, sizeOf(element, frame.user, viewport, style.fontSize));
      pushChildren(stack, {
        ...painted,
        matrix: multiply(matrix, opened.matrix),
        viewport: opened.viewport,
      });
      return;
    }
    case "use": {
      const target = referenceOf(element, survey.ids);
      if (!target || uses >= USES) return;
      if (!SHAPES.has(target.name) && !CONTAINERS.has(target.name)) return;
      const x = readLength(element.attributes.x, 0, style.fontSize, viewport.width);
      const y = readLength(element.attributes.y, 0, style.fontSize, viewport.height);
      const brought = { ...painted, matrix: multiply(matrix, translation(x, y)), uses: uses + 1 };
      stack.push({ element: target, within: brought, user: element });
      return;
    }
    case "text":
      scene.texts.push({ ...painted, after: scene.shapes.length });
      return;
    default:
      if (style.visible && (style.fill !== "none" || style.stroke !== "none" || element.name === "image"))
        scene.shapes.push(painted);
  }
}

function ownTransform(style: Style, viewport: Viewport): Matrix {
  const matrix = readTransform(style.transform ?? "");
  if (style.transformOrigin === null || matrix === IDENTITY) return matrix;
  const [across = "0", down] = style.transformOrigin.trim().split(/\s+/);
  const x = originAlong(across, viewport.x, viewport.width, style.fontSize);
  const y = originAlong(down ?? "center", viewport.y, viewport.height, style.fontSize);
  return multiply(multiply(translation(x, y), matrix), translation(-x, -y));
}

/** Keywords and percentages are of the view box: what `transform-box` is unless it is set. */
function originAlong(word: string, start: number, whole: number, fontSize: number): number {
  if (word === "left" || word === "top") return start;
  if (word === "center") return start + whole / 2;
  if (word === "right" || word === "bottom") return start + whole;
  const length = readLength(word, 0, fontSize, whole);
  return word.endsWith("%") ? start + length : length;
}

function sizeOf(element: SvgElement, user: SvgElement | null, viewport: Viewport, fontSize: number) {
  const own = element.attributes;
  const width = user?.attributes.width ?? own.width;
  const height = user?.attributes.height ?? own.height;
  const isSvg = element.name === "svg";
  return {
    x: isSvg ? readLength(own.x, 0, fontSize, viewport.width) : 0,
    y: isSvg ? readLength(own.y, 0, fontSize, viewport.height) : 0,
    width: readLength(width, viewport.width, fontSize, viewport.width),
    height: readLength(height, viewport.height, fontSize, viewport.height),
  };
}
