import type { SvgElement } from "../tree.ts";
import { type Box, emptyBox, includePoint } from "./boxes.ts";
import { styleOf } from "./cascade.ts";
import { type Color, fade, flatten, readColor } from "./colors.ts";
import { isUnder, type Painted, type PlacedShape, placeShape, type Scene } from "./scene.ts";
import { INITIAL_STYLE, type Style } from "./style.ts";
import { referenceOf, type Survey } from "./survey.ts";

/** Answers what colour things are; remembers gradients and the places of shapes. */
export interface Painter {
  /** The colour of a `fill` or `stroke`; `null` when it cannot be known (patterns, colour spaces not read here). */
  colorOf(paint: string, style: Style): Color | null;
  /**
   * What is painted at points of root space (x and y in turn) before the shape numbered `before`: fills over fills
   * over the canvas. `null` where a picture or a paint that is not known lies.
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
  const gradients = new Map<string, Color | null>();
  const colorOf = (paint: string, style: Style) => paintColor(paint, style, survey, gradients);
  const canvas = canvasColor(scene.rootStyle);
  const cover = createCover(scene.shapes);
  let tries = TRIES;
  return {
    colorOf,
    beneath(points, before) {
      const columns: Column[] = [];
      for (let at = 0; at + 1 < points.length; at += 2)
        columns.push({ x: points[at] ?? 0, y: points[at + 1] ?? 0, layers: [], end: "open" });
      let open = columns.length;
      const area = areaAround(points);
      for (let index = before - 1; index >= 0 && open > 0; index -= 1) {
        tries -= 1;
        if (tries < 0) return columns.map(() => null);
        const place = cover.meets(index, area);
        if (place === null) continue;
        const color = fillOf(place.painted, colorOf);
        for (const column of columns) {
          if (column.end !== "open" || !isUnder(place, column.x, column.y)) continue;
          addLayer(column, color);
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
  layers: Color[];
  end: "open" | "opaque" | "unknown";
}

function addLayer(column: Column, color: Color | null): void {
  if (color === null) column.end = "unknown";
  else if (color.alpha > 0) {
    column.layers.push(color);
    if (color.alpha >= OPAQUE || column.layers.length >= LAYERS) column.end = "opaque";
  }
}

function flattenColumn({ layers, end }: Column, canvas: Color): Color | null {
  if (end === "unknown") return null;
  let color = canvas;
  for (let index = layers.length - 1; index >= 0; index -= 1) {
    const layer = layers[index];
    if (layer) color = flatten(layer, color);
  }
  return color;
}

function fillOf({ element, style, opacity }: Painted, colorOf: Painter["colorOf"]): Color | null {
  const color = element.name === "image" ? null : colorOf(style.fill, style);
  return color && fade(color, opacity * style.fillOpacity);
}

function areaAround(points: readonly number[]): Box {
  const area = emptyBox();
  for (let at = 0; at + 1 < points.length; at += 2) includePoint(area, points[at] ?? 0, points[at + 1] ?? 0);
  return area;
}

/** The places of shapes by number, worked out when first asked for; their edges close together, to be passed over fast. */
function createCover(shapes: readonly Painted[]) {
  const places: (PlacedShape | null)[] = [];
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
    const { left, top, right, bottom } = place ? place.box : emptyBox();
    edges.set([left, top, right, bottom], index * 4);
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

const INK: Color = { red: 0, green: 0, blue: 0, alpha: 1 };

function paintColor(
  paint: string,
  style: Style,
  survey: Survey,
  gradients: Map<string, Color | null>,
): Color | null {
  const color = readColor(paint);
  if (color) return color;
  if (paint.startsWith("url(")) {
    const close = paint.indexOf(")");
    const id = close < 0 ? "" : paint.slice(4, close).replace(/["'#\s]/g, "");
    const server = survey.ids.get(id);
    if (server) return gradientColor(server, survey, gradients);
    const fallback = paint.slice(close + 1).trim();
    if (close < 0 || fallback === "" || fallback.startsWith("url(")) return null;
    return fallback === "none" ? null : paintColor(fallback, style, survey, gradients);
  }
  const word = paint.toLowerCase();
  if (word === "currentcolor") return readColor(style.color) ?? INK;
  if (word === "none") return { red: 0, green: 0, blue: 0, alpha: 0 };
  return null;
}

/** Gradients that take their stops from others are followed this far. */
const TEMPLATES = 5;
const STOPS = 100;

/** The mean of a gradient's stops: of the colours as much as they are opaque, and of how opaque they are. */
function gradientColor(
  server: SvgElement,
  survey: Survey,
  gradients: Map<string, Color | null>,
): Color | null {
  const key = server.attributes.id ?? "";
  const known = gradients.get(key);
  if (known !== undefined) return known;
  let gradient: SvgElement | undefined = server;
  let color: Color | null = null;
  for (let count = 0; gradient && color === null && count < TEMPLATES; count += 1) {
    if (gradient.name !== "linearGradient" && gradient.name !== "radialGradient") break;
    color = meanOfStops(gradient, survey);
    gradient = referenceOf(gradient, survey.ids);
  }
  gradients.set(key, color);
  return color;
}

function meanOfStops(gradient: SvgElement, survey: Survey): Color | null {
  let red = 0;
  let green = 0;
  let blue = 0;
  let alpha = 0;
  let count = 0;
  const parent = styleOf(gradient, INITIAL_STYLE, survey.rules);
  for (const stop of gradient.children) {
    if (typeof stop !== "object" || stop.name !== "stop" || count >= STOPS) continue;
    const style = styleOf(stop, parent, survey.rules);
    const word = style.stopColor.toLowerCase() === "currentcolor" ? style.color : style.stopColor;
    const color = readColor(word);
    if (!color) return null;
    const share = color.alpha * style.stopOpacity;
    red += color.red * share;
    green += color.green * share;
    blue += color.blue * share;
    alpha += share;
    count += 1;
  }
  if (count === 0) return null;
  if (alpha === 0) return { red: 0, green: 0, blue: 0, alpha: 0 };
  return { red: red / alpha, green: green / alpha, blue: blue / alpha, alpha: alpha / count };
}
