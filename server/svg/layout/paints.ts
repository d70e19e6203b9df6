import { type Color, readColor } from "./colors.ts";
import { type Gradient, readGradient } from "./gradients.ts";
import type { Style } from "./style.ts";
import { type Survey, urlTarget } from "./survey.ts";

/** What a `fill` or `stroke` comes to; `null` when it cannot be known (patterns, colour spaces not read here). */
export type Paint = { kind: "color"; color: Color } | { kind: "gradient"; gradient: Gradient } | null;

export interface Paints {
  read(paint: string, style: Style): Paint;
}

const INK: Color = { red: 0, green: 0, blue: 0, alpha: 1 };
const NOTHING: Color = { red: 0, green: 0, blue: 0, alpha: 0 };

/** Reads paints, and each gradient once. */
export function createPaints(survey: Survey): Paints {
  const servers = new Map<string, Paint>();
  const read = (paint: string, style: Style): Paint => {
    const color = readColor(paint);
    if (color) return { kind: "color", color };
    if (paint.startsWith("url(")) {
      const known = servers.get(paint);
      if (known !== undefined) return known;
      const found = readServer(paint, survey);
      servers.set(paint, found);
      return found;
    }
    const word = paint.toLowerCase();
    if (word === "currentcolor") return { kind: "color", color: readColor(style.color) ?? INK };
    return word === "none" ? { kind: "color", color: NOTHING } : null;
  };
  return { read };
}

/** `url(#gradient)`, or the colour after it when there is no such element. */
function readServer(paint: string, survey: Survey): Paint {
  const server = urlTarget(paint, survey.ids);
  if (server) {
    const gradient = readGradient(server, survey);
    return gradient && { kind: "gradient", gradient };
  }
  const fallback = paint.slice(paint.indexOf(")") + 1).trim();
  const color = fallback === "none" || fallback === "" ? NOTHING : readColor(fallback);
  return color && { kind: "color", color };
}

export function meanColor(paint: Paint): Color | null {
  if (paint === null) return null;
  return paint.kind === "color" ? paint.color : paint.gradient.mean;
}
