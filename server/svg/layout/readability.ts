import { fade, flatten } from "./colors.ts";
import { contrastRatio } from "./contrast.ts";
import type { Painter } from "./paint.ts";
import type { Label, Line } from "./texts.ts";

/** What WCAG 2.2 (success criterion 1.4.3) asks of text, and of large text. */
export const CONTRAST = 4.5;
export const LARGE_CONTRAST = 3;
/** Large is 18pt, or 14pt when bold, as shown. */
const LARGE = 24;
const LARGE_BOLD = 18.66;

/** The ratio that a label needs when its letters are `shown` pixels high. */
export function neededContrast(label: Label, shown: number): number {
  return shown >= (label.style.bold ? LARGE_BOLD : LARGE) ? LARGE_CONTRAST : CONTRAST;
}

/** Where along its longest line a label is looked at: the middle decides, unless both sides agree on another ratio. */
const PLACES = [0.5, 0.2, 0.8];

/**
 * The contrast between a label and what is painted beneath its longest line, 1–21: the middle one of the ratios at
 * three places, so that neither an edge under one end nor a gap under the other decides alone. `null` when colours
 * are not known at most of them.
 *
 * The colour is that of the fill, or of the outline where there is no fill. An outline that is painted first
 * (`paint-order: stroke`) is a halo: letters that stand out against it can be read on anything.
 */
export function labelContrast(label: Label, painter: Painter): number | null {
  const { style, placed } = label;
  const fill = style.fill === "none" ? style.stroke : style.fill;
  const strength = style.fill === "none" ? style.strokeOpacity : style.fillOpacity;
  const color = painter.colorOf(fill, style);
  if (color === null) return null;
  const ink = fade(color, strength * placed.opacity);
  const halo = style.strokeFirst && style.stroke !== "none" && style.strokeWidth > 1;
  const haloColor = halo ? painter.colorOf(style.stroke, style) : null;
  const line = longestLine(label);
  if (!line) return null;
  let highest = 0;
  let second = 0;
  for (const below of painter.beneath(pointsOf(line), placed.after)) {
    if (below === null) continue;
    const plain = contrastRatio(flatten(ink, below), below);
    const rim = haloColor ? flatten(fade(haloColor, style.strokeOpacity * placed.opacity), below) : null;
    const ratio = rim ? Math.max(plain, contrastRatio(flatten(ink, rim), rim)) : plain;
    if (ratio > highest) {
      second = highest;
      highest = ratio;
    } else if (ratio > second) second = ratio;
  }
  // Of three the middle one, of two the lower one; every ratio is at least 1.
  return second > 0 ? second : null;
}

function longestLine(label: Label): Line | undefined {
  let longest: Line | undefined;
  for (const line of label.lines) {
    if (!longest || line.box.right - line.box.left > longest.box.right - longest.box.left) longest = line;
  }
  return longest;
}

/** Half the height of the line, at each of `PLACES`: x and y in turn. */
function pointsOf(line: Line): number[] {
  // The corners run from the top left along the first side; the last one is below the first.
  const [x1 = 0, y1 = 0, x2 = 0, y2 = 0, , , x4 = 0, y4 = 0] = line.ink;
  const points: number[] = [];
  for (const along of PLACES)
    points.push(x1 + (x2 - x1) * along + (x4 - x1) / 2, y1 + (y2 - y1) * along + (y4 - y1) / 2);
  return points;
}
