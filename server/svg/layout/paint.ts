import type { SvgElement } from "../tree.ts";
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
   * What is painted at a point of root space before the shape numbered `before`: fills over fills over the canvas.
   * `null` when a picture or a paint that is not known lies there.
   */
  beneath(x: number, y: number, before: number): Color | null;
}

const WHITE: Color = { red: 255, green: 255, blue: 255, alpha: 1 };
const OPAQUE = 0.99;
/** Translucent layers looked through. */
const LAYERS = 12;
/** Shapes tried in all; after them colours are no longer known, so that many labels on many shapes cost a bounded time. */
const TRIES = 2_000_000;

/** `null` marks a shape that draws nothing. */
type Places = (PlacedShape | null | undefined)[];

export function createPainter(scene: Scene, survey: Survey): Painter {
  const gradients = new Map<string, Color | null>();
  const places: Places = new Array(scene.shapes.length);
  const colorOf = (paint: string, style: Style) => paintColor(paint, style, survey, gradients);
  const canvas = canvasColor(scene.rootStyle);
  let tries = TRIES;
  return {
    colorOf,
    beneath(x, y, before) {
      const layers: Color[] = [];
      for (let index = before - 1; index >= 0; index -= 1) {
        tries -= 1;
        if (tries < 0) return null;
        let place = places[index];
        if (place === undefined) place = places[index] = placeAt(scene.shapes[index]);
        if (place === null || !isUnder(place, x, y)) continue;
        const { style, opacity, element } = place.painted;
        const color = element.name === "image" ? null : colorOf(style.fill, style);
        if (color === null) return null;
        const layer = fade(color, opacity * style.fillOpacity);
        if (layer.alpha > 0) layers.push(layer);
        if (layer.alpha >= OPAQUE || layers.length >= LAYERS) break;
      }
      let color = canvas;
      for (let layer = layers.pop(); layer; layer = layers.pop()) color = flatten(layer, color);
      return color;
    },
  };
}

function placeAt(painted: Painted | undefined): PlacedShape | null {
  return painted ? placeShape(painted) : null;
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
