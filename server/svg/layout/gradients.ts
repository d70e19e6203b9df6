import type { SvgElement } from "../tree.ts";
import type { Box } from "./boxes.ts";
import { styleOf } from "./cascade.ts";
import { type Color, readColor } from "./colors.ts";
import { IDENTITY, invert, type Matrix, readTransform } from "./matrix.ts";
import { readLength, readShare } from "./numbers.ts";
import { INITIAL_STYLE } from "./style.ts";
import { referenceOf, type Survey } from "./survey.ts";
import type { Viewport } from "./viewports.ts";

interface Stop {
  offset: number;
  color: Color;
}

export interface Gradient {
  /** Of the stops: of their colours as much as they are opaque, and of how opaque they are. */
  mean: Color;
  stops: readonly Stop[];
  /** An attribute, its own or of the gradients it is made after. */
  attribute(name: string): string | undefined;
  /** From the space of its user to that before `gradientTransform`; `null` when all is flattened. */
  inverse: Matrix | null;
  radial: boolean;
}

/** Gradients made after others are followed this far. */
const TEMPLATES = 5;
const STOPS = 100;

/** Reads a gradient; `null` for anything else, and for one whose stops are missing or not all known. */
export function readGradient(server: SvgElement, survey: Survey): Gradient | null {
  const chain: SvgElement[] = [];
  let next: SvgElement | undefined = server;
  while (
    next &&
    chain.length < TEMPLATES &&
    (next.name === "linearGradient" || next.name === "radialGradient")
  ) {
    chain.push(next);
    next = referenceOf(next, survey.ids);
  }
  const holder = chain.find(({ children }) =>
    children.some((child) => typeof child === "object" && child.name === "stop"),
  );
  const stops = holder ? readStops(holder, survey) : null;
  if (!stops || stops.length === 0) return null;
  const attribute = (name: string) =>
    chain.find(({ attributes }) => attributes[name] !== undefined)?.attributes[name];
  const transform = attribute("gradientTransform");
  const inverse = transform === undefined ? IDENTITY : invert(readTransform(transform));
  return { mean: meanOf(stops), stops, attribute, inverse, radial: server.name === "radialGradient" };
}

function readStops(gradient: SvgElement, survey: Survey): Stop[] | null {
  const stops: Stop[] = [];
  const parent = styleOf(gradient, INITIAL_STYLE, survey.rules);
  let offset = 0;
  for (const stop of gradient.children) {
    if (typeof stop !== "object" || stop.name !== "stop" || stops.length >= STOPS) continue;
    const style = styleOf(stop, parent, survey.rules);
    const isInk = style.stopColor.toLowerCase() === "currentcolor";
    const color = readColor(isInk ? style.color : style.stopColor);
    if (!color) return null;
    offset = Math.max(offset, readShare(stop.attributes.offset ?? "0", 0));
    stops.push({ offset, color: { ...color, alpha: color.alpha * style.stopOpacity } });
  }
  return stops;
}

function meanOf(stops: readonly Stop[]): Color {
  const mean: Color = { red: 0, green: 0, blue: 0, alpha: 0 };
  for (const { color } of stops) {
    mean.red += color.red * color.alpha;
    mean.green += color.green * color.alpha;
    mean.blue += color.blue * color.alpha;
    mean.alpha += color.alpha;
  }
  const { alpha } = mean;
  if (alpha === 0) return mean;
  return {
    red: mean.red / alpha,
    green: mean.green / alpha,
    blue: mean.blue / alpha,
    alpha: alpha / stops.length,
  };
}

/**
 * The colour at a point of a shape with box `box`, both in the shape's own space (SVG 2, chapter 14.2). Beyond the
 * ends the last colour goes on; the focus of a radial gradient is taken for its centre.
 */
export function gradientAt(gradient: Gradient, box: Box, viewport: Viewport, x: number, y: number): Color {
  const { inverse, attribute } = gradient;
  const width = box.right - box.left;
  const height = box.bottom - box.top;
  if (inverse === null) return gradient.mean;
  const byBox = attribute("gradientUnits") !== "userSpaceOnUse";
  if (byBox && !(width > 0 && height > 0)) return gradient.mean;
  const u = byBox ? (x - box.left) / width : x;
  const v = byBox ? (y - box.top) / height : y;
  const px = inverse.a * u + inverse.c * v + inverse.e;
  const py = inverse.b * u + inverse.d * v + inverse.f;
  const wholeX = byBox ? 1 : viewport.width;
  const wholeY = byBox ? 1 : viewport.height;
  const read = (name: string, share: number, whole: number) =>
    readLength(attribute(name), share * whole, FONT_SIZE, whole);
  if (gradient.radial) {
    const radius = read("r", 0.5, byBox ? 1 : Math.sqrt((wholeX * wholeX + wholeY * wholeY) / 2));
    const distance = Math.hypot(px - read("cx", 0.5, wholeX), py - read("cy", 0.5, wholeY));
    return colorAt(gradient.stops, radius > 0 ? distance / radius : 1);
  }
  const x1 = read("x1", 0, wholeX);
  const y1 = read("y1", 0, wholeY);
  const dx = read("x2", 1, wholeX) - x1;
  const dy = read("y2", 0, wholeY) - y1;
  const length = dx * dx + dy * dy;
  return colorAt(gradient.stops, length > 0 ? ((px - x1) * dx + (py - y1) * dy) / length : 1);
}

const FONT_SIZE = 16;

function colorAt(stops: readonly Stop[], along: number): Color {
  let before = stops[0];
  for (const stop of stops) {
    if (before && stop.offset > along) {
      const span = stop.offset - before.offset;
      return span > 0 && along > before.offset
        ? mix(before.color, stop.color, (along - before.offset) / span)
        : before.color;
    }
    before = stop;
  }
  return before ? before.color : { red: 0, green: 0, blue: 0, alpha: 0 };
}

function mix(one: Color, two: Color, share: number): Color {
  const between = (from: number, to: number) => from + (to - from) * share;
  return {
    red: between(one.red, two.red),
    green: between(one.green, two.green),
    blue: between(one.blue, two.blue),
    alpha: between(one.alpha, two.alpha),
  };
}
