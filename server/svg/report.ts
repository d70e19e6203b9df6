import type { Repair } from "./ledger.ts";
import type { LimitName } from "./limits.ts";

/** One label (a `text` element) and what is wrong with it. */
export interface LabelProblem {
  node: number;
  /** The first 80 characters of the label. */
  text: string;
  /**
   * The size of the problem: the share of the label that is outside the canvas or under another (0–1), the contrast
   * ratio (1–21), or, of small text, its size in pixels on a stage of 800 by 600.
   */
  value: number;
}

/** Why points were taken; `layout/score.ts` says how many for what. */
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
  /** Basic shapes, paths and uses that are painted. */
  shapes: number;
  /** `text` elements with something to read. */
  labels: number;
  /** SMIL elements, and style rules and `style` attributes with an animation. */
  animations: number;
  /** Characters of the drawing as the model wrote it. */
  size: number;
  hasTitle: boolean;
  hasDescription: boolean;
  /** In user units: the view box, else the size. */
  canvas: { x: number; y: number; width: number; height: number };
  /** How often, by what it was: `element script`, `attribute onclick`, `property position`, `reference fill`. */
  dropped: Record<string, number>;
  repaired: Partial<Record<Repair, number>>;
  /** Labels with a problem, at most 50 of each kind. */
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
