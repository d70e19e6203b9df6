import { type Box, emptyBox, includePoint } from "./boxes.ts";
import { type Color, fade, flatten, readColor } from "./colors.ts";
import { gradientAt } from "./gradients.ts";
import { createPaints, meanColor, type Paints } from "./paints.ts";
import {
  type ClipMemory,
  type PlacedShape,
  type Point,
  passesClips,
  placeShape,
  pointUnder,
} from "./placed-shapes.ts";
import type { Painted, Scene } from "./scene.ts";
import type { Style } from "./style.ts";
import type { Survey } from "./survey.ts";

/** Answers what colour things are; remembers gradients and the places of shapes. */
export interface Painter {
  /** The colour of a `fill` or `stroke`, of a gradient the mean; `null` when it cannot be known (patterns, colour spaces not read here). */
  colorOf(paint: string, style: Style): Color | null;
  /**
   * What is painted at points of root space (x and y in turn) before the shape numbered `before`: fills over fills
   * over the canvas. `null` where a picture, a mask or a paint that is not known lies.
   */
  beneath(points: readonly number[], before: number): (Color | null)[];
}

const WHITE: Color = { red: 255, green: 255, blue: 255, alpha: 1 };
const OPAQUE = 0.99;
/** Translucent layers looked through. */
const LAYERS = 12;
/** Shapes tried in all; after them colours are no longer known, so that many labels on many shapes cost a bounded time. */
const TRIES = 2_000_000;

export function createPainter(scene: Scene, survey: Survey): Painter {
  const paints = createPaints(survey);
  const clips: ClipMemory = new Map();
  const canvas = canvasColor(scene.rootStyle);
  const cover = createCover(scene.shapes);
  let tries = TRIES;
  return {
    colorOf: (paint, style) => meanColor(paints.read(paint, style)),
    beneath(points, before) {
      const columns: Column[] = [];
      for (let at = 0; at + 1 < points.length; at += 2)
        columns.push({ x: points[at] ?? 0, y: points[at + 1] ?? 0, layers: null, end: "open" });
      let open = columns.length;
      const area = areaAround(points);
      for (let index = before - 1; index >= 0 && open > 0; index -= 1) {
        tries -= 1;
        if (tries < 0) return columns.map(() => null);
        const place = cover.meets(index, area);
        if (place === null) continue;
        const { painted } = place;
        for (const column of columns) {
          if (column.end !== "open") continue;
          const point = pointUnder(place, column.x, column.y);
          if (point === null) continue;
          if (painted.clips) {
            tries -= 1;
            if (!passesClips(painted.clips, column.x, column.y, survey.ids, clips)) continue;
          }
          addLayer(column, fillAt(place, point, paints));
          if (column.end !== "open") open -= 1;
        }
      }
      return columns.map((column) => flattenColumn(column, canvas));
    },
  };
}

/** A point and what lies beneath it, from the top. */
interface Column {
  x: number;
  y: number;
  /** From the top; most columns have one. */
  layers: Color[] | null;
  end: "open" | "opaque" | "unknown";
}

function addLayer(column: Column, color: Color | null): void {
  if (color === null) column.end = "unknown";
  else if (color.alpha > 0) {
    if (column.layers === null) column.layers = [color];
    else column.layers.push(color);
    if (color.alpha >= OPAQUE || column.layers.length >= LAYERS) column.end = "opaque";
  }
}

function flattenColumn({ layers, end }: Column, canvas: Color): Color | null {
  if (end === "unknown") return null;
  let color = canvas;
  if (layers === null) return color;
  for (let index = layers.length - 1; index >= 0; index -= 1) {
    const layer = layers[index];
    if (layer) color = flatten(layer, color);
  }
  return color;
}

/** The colour of a shape at a point of its own space. */
function fillAt({ painted, shape }: PlacedShape, point: Point, paints: Paints): Color | null {
  const { element, style, opacity, masked, viewport } = painted;
  if (masked || element.name === "image") return null;
  const paint = paints.read(style.fill, style);
  if (paint === null) return null;
  const color =
    paint.kind === "color" ? paint.color : gradientAt(paint.gradient, shape.box, viewport, point.x, point.y);
  return fade(color, opacity * style.fillOpacity);
}

function areaAround(points: readonly number[]): Box {
  const area = emptyBox();
  for (let at = 0; at + 1 < points.length; at += 2) includePoint(area, points[at] ?? 0, points[at + 1] ?? 0);
  return area;
}

const NOWHERE = emptyBox();

/** The places of shapes by number, worked out when first asked for; their edges close together, to be passed over fast. */
function createCover(shapes: readonly Painted[]) {
  const places = new Array<PlacedShape | null>(shapes.length).fill(null);
  const edges = new Float64Array(shapes.length * 4);
  const known = new Uint8Array(shapes.length);
  const work = (index: number) => {
    known[index] = 1;
    const painted = shapes[index];
    // An outline alone is no ground for letters.
    const fills =
      painted !== undefined && (painted.style.fill !== "none" || painted.element.name === "image");
    const place = fills ? placeShape(painted) : null;
    places[index] = place;
    const { left, top, right, bottom } = place ? place.box : NOWHERE;
    const at = index * 4;
    edges[at] = left;
    edges[at + 1] = top;
    edges[at + 2] = right;
    edges[at + 3] = bottom;
  };
  return {
    /** The shape, if its box meets `area`. */
    meets(index: number, area: Box): PlacedShape | null {
      if (known[index] === 0) work(index);
      const at = index * 4;
      if ((edges[at] ?? 0) > area.right || (edges[at + 2] ?? 0) < area.left) return null;
      if ((edges[at + 1] ?? 0) > area.bottom || (edges[at + 3] ?? 0) < area.top) return null;
      return places[index] ?? null;
    },
  };
}

/** The root's `background`, when it names a colour; else the white of the page. */
function canvasColor(rootStyle: Style): Color {
  if (rootStyle.background === null) return WHITE;
  const color = readColor(rootStyle.background);
  return color ? flatten(color, WHITE) : WHITE;
}
