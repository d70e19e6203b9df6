import type { LabelProblem, SvgReport } from "../report.ts";
import type { SvgElement } from "../tree.ts";
import { findCollisions } from "./collisions.ts";
import { createPainter } from "./paint.ts";
import { type Polygon, sharedArea } from "./quads.ts";
import { labelContrast, neededContrast } from "./readability.ts";
import { buildScene } from "./scene.ts";
import { surveyDrawing } from "./survey.ts";
import { type Label, layLabel } from "./texts.ts";
import type { Viewport } from "./viewports.ts";

/** What a look at the layout tells. */
export interface Measured {
  /** In root user space: the view box, else the size. */
  canvas: SvgReport["canvas"];
  /** At most 50 problems of a kind, in the order of painting. */
  layout: SvgReport["layout"];
  /** Labels that are painted, those of `use` counted each time, without shadows of others. */
  read: number;
  /** For each kind of problem: how many labels have it, and the sum of how bad it is for each, 0–1. */
  burden: Record<keyof SvgReport["layout"], { labels: number; weight: number }>;
}

/** The stage that text sizes are judged on: the drawing is taken to be shown as large as fits it, in pixels. */
const STAGE_WIDTH = 800;
const STAGE_HEIGHT = 600;
/** Letters shown smaller than this are hard to read. */
const SMALLEST = 9;
/** A label may reach out of the canvas by this share: side bearings and rounding. */
const OUTSIDE_TOLERANCE = 0.03;
/** Problems listed of each kind. */
const LISTED = 50;
/** Labels looked at. */
const LABELS = 5_000;

/**
 * Lays out the drawing as a browser would and says which labels are outside the canvas, under other labels, too
 * little in contrast or too small.
 *
 * A still look at the drawing as it is when its animations have shown everything. Not modelled: clipped and
 * masked text, filters, outlines of shapes as a background, text along a path, vertical text. Costs about linear time, within
 * fixed bounds for every tree; never throws.
 */
export function measureLayout(root: SvgElement): Measured {
  const survey = surveyDrawing(root);
  const scene = buildScene(root, survey);
  const { canvas } = scene;
  const labels: Label[] = [];
  for (const text of scene.texts) {
    if (labels.length >= LABELS) break;
    const label = layLabel(text, survey.rules);
    if (label) labels.push(label);
  }
  const measured: Measured = {
    canvas,
    layout: { outside: [], overlapping: [], lowContrast: [], small: [] },
    read: 0,
    burden: {
      outside: { labels: 0, weight: 0 },
      overlapping: { labels: 0, weight: 0 },
      lowContrast: { labels: 0, weight: 0 },
      small: { labels: 0, weight: 0 },
    },
  };
  const { found, echoes } = findCollisions(labels);
  for (const { label, share } of found) note(measured, "overlapping", label, share, 2 * share);
  const painter = createPainter(scene, survey);
  const stage = Math.min(STAGE_WIDTH / canvas.width, STAGE_HEIGHT / canvas.height);
  const frame = frameOf(canvas);
  for (const label of labels) {
    if (echoes.has(label)) continue;
    measured.read += 1;
    const outside = label.placed.moves ? 0 : shareOutside(label, canvas, frame);
    if (outside > OUTSIDE_TOLERANCE) note(measured, "outside", label, outside, 2 * outside + 0.25);
    const shown = label.fontSize * stage;
    if (shown < SMALLEST) note(measured, "small", label, shown, 1);
    const ratio = labelContrast(label, painter);
    const needed = neededContrast(label, shown);
    if (ratio !== null && ratio < needed)
      note(measured, "lowContrast", label, ratio, (needed - ratio) / (needed - UNREADABLE));
  }
  return measured;
}

/** At this ratio and below, text cannot be read. */
const UNREADABLE = 2;

function note(
  measured: Measured,
  kind: keyof SvgReport["layout"],
  label: Label,
  value: number,
  weight: number,
): void {
  const burden = measured.burden[kind];
  burden.labels += 1;
  burden.weight += Math.min(1, weight);
  const problem: LabelProblem = { node: label.placed.element.node, text: label.text, value: round(value) };
  if (measured.layout[kind].length < LISTED) measured.layout[kind].push(problem);
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}

function frameOf(canvas: Viewport): Polygon {
  const { x, y, width, height } = canvas;
  return [x, y, x + width, y, x + width, y + height, x, y + height];
}

/** Share of a label's ink that is not on the canvas, 0–1. */
function shareOutside(label: Label, canvas: Viewport, frame: Polygon): number {
  let whole = 0;
  let inside = 0;
  for (const { ink, bounds, area } of label.lines) {
    whole += area;
    const fits =
      bounds.left >= canvas.x &&
      bounds.top >= canvas.y &&
      bounds.right <= canvas.x + canvas.width &&
      bounds.bottom <= canvas.y + canvas.height;
    inside += fits ? area : sharedArea(ink, frame);
  }
  return whole > 0 ? Math.max(0, 1 - inside / whole) : 0;
}
