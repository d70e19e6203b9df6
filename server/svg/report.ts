import type { Drawing } from "./drawing.ts";
import { countDrawing } from "./layout/counts.ts";
import { measureLayout } from "./layout/measure.ts";
import { scoreDrawing } from "./layout/score.ts";
import type { Repair } from "./ledger.ts";
import type { LimitName } from "./limits.ts";

/** One label (a `text` element) and what is wrong with it. */
export interface LabelProblem {
  node: number;
  /** The first 80 characters of the label. */
  text: string;
  /** The size of the problem: share of the label outside the canvas or under another (0–1), or the contrast ratio (1–21). */
  value: number;
}

export interface ScoreReason {
  code:
    | "incomplete"
    | "no-shapes"
    | "few-shapes"
    | "no-animation"
    | "no-labels"
    | "few-labels"
    | "no-title"
    | "no-description"
    | "labels-outside"
    | "labels-overlap"
    | "low-contrast"
    | "small-text"
    | "too-large"
    | "dropped"
    | "repaired";
  /** Points taken from 100. */
  points: number;
  /** How many places it is about. */
  count: number;
}

/** What is known about a drawing when its text has ended. */
export interface SvgReport {
  /** Whether the drawing was there to its closing tag. */
  complete: boolean;
  /** How many drawings the text held; the report is about the one that was kept. */
  drawings: number;
  /** The limit at which the drawing was ended. */
  limit: LimitName | null;
  elements: number;
  shapes: number;
  labels: number;
  animations: number;
  /** Characters of the drawing as the model wrote it. */
  size: number;
  hasTitle: boolean;
  hasDescription: boolean;
  canvas: { x: number; y: number; width: number; height: number };
  dropped: Record<string, number>;
  repaired: Partial<Record<Repair, number>>;
  layout: {
    outside: LabelProblem[];
    overlapping: LabelProblem[];
    lowContrast: LabelProblem[];
    small: LabelProblem[];
  };
  /** 0–100. */
  score: number;
  reasons: ScoreReason[];
}

/** The report of the drawing that was kept, the only one or the best of several; of none, when the text held none. */
export function writeReport(drawing: Drawing | null, drawings: number): SvgReport {
  const root = drawing?.root;
  if (!root) return { ...NOTHING, drawings };
  const counts = countDrawing(root);
  const { canvas, layout, read, burden } = measureLayout(root);
  const facts = {
    ...counts,
    complete: drawing.isComplete,
    size: drawing.source.length,
    dropped: Object.fromEntries(drawing.ledger.dropped),
    repaired: Object.fromEntries(drawing.ledger.repaired),
  };
  return {
    ...facts,
    drawings,
    limit: drawing.limit,
    canvas,
    layout,
    ...scoreDrawing({ ...facts, read, burden }),
  };
}

const NOTHING: Omit<SvgReport, "drawings"> = {
  complete: false,
  limit: null,
  elements: 0,
  shapes: 0,
  labels: 0,
  animations: 0,
  size: 0,
  hasTitle: false,
  hasDescription: false,
  canvas: { x: 0, y: 0, width: 0, height: 0 },
  dropped: {},
  repaired: {},
  layout: { outside: [], overlapping: [], lowContrast: [], small: [] },
  score: 0,
  reasons: [{ code: "no-shapes", points: 100, count: 0 }],
};
