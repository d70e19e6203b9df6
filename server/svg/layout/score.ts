import type { ScoreReason, SvgReport } from "../report.ts";
import type { Measured } from "./measure.ts";

/** What a drawing is scored by. */
export type ScoreFacts = Pick<
  SvgReport,
  | "complete"
  | "shapes"
  | "labels"
  | "animations"
  | "size"
  | "hasTitle"
  | "hasDescription"
  | "dropped"
  | "repaired"
> &
  Pick<Measured, "read" | "burden">;

const INCOMPLETE = 25;
const FEW_SHAPES = 5;
const NO_ANIMATION = 10;
/** By the number of labels: none, one, two. */
const LABEL_POINTS = [20, 12, 6];
const ENOUGH_LABELS = 3;
const MANY_LABELS = 6;
const NO_TITLE = 3;
const NO_DESCRIPTION = 3;
/** Where every label has the problem at its worst. */
const WORST = { outside: 60, overlapping: 60, lowContrast: 60, small: 15 } as const;
const LARGE_SIZE = 100_000;
const SIZE_STEP = 20_000;
const MOST_FOR_SIZE = 10;
const MOST_FOR_DROPPED = 10;
const REPAIRS_A_POINT = 5;
const MOST_FOR_REPAIRS = 5;

/**
 * How good a drawing is by what can be counted: 100 is complete, animated, labelled, named, its labels inside, apart
 * and readable. Points are taken, and each taking is a reason:
 *
 * - No shape: nothing is there to see, the score is 0.
 * - Cut off: 25; the rest may be fine, but it is not what was asked for.
 * - Labels outside, under each other, without contrast: up to 60 each. A drawing that teaches fails when its words
 *   cannot be read, so half of the labels spoiled is enough to bring it below 60. Of a share s (weighed by how bad
 *   each is) it is 60 · (1 − (1 − s)²): the first bad labels cost most. Too small: up to 15 in the same way.
 * - Labels: none 20, one 12, two 6; from three on they explain a drawing, and one point is kept for six and more.
 * - No animation 10: the product shows how things move, but a still drawing can be good.
 * - Fewer than five shapes: 3 for each that is missing; this is a sign rather than a drawing.
 * - No title 3, no description 3: only those who cannot see the drawing miss them, yet nothing else tells them.
 * - More than 100 KB: a point for each 20 KB, up to 10: slow to stream. Dropped parts: a point each, up to 10: a
 *   hand that writes scripts does not draw well. Repairs: a point for five, up to 5: the result is whole.
 */
export function scoreDrawing(facts: ScoreFacts): { score: number; reasons: ScoreReason[] } {
  if (facts.shapes === 0) return { score: 0, reasons: [{ code: "no-shapes", points: 100, count: 0 }] };
  const reasons: ScoreReason[] = [];
  const take = (code: ScoreReason["code"], points: number, count: number) => {
    if (points > 0) reasons.push({ code, points, count });
  };
  const { shapes, labels, size } = facts;
  if (!facts.complete) take("incomplete", INCOMPLETE, 1);
  if (shapes < FEW_SHAPES) take("few-shapes", (FEW_SHAPES - shapes) * 3, shapes);
  if (facts.animations === 0) take("no-animation", NO_ANIMATION, 0);
  if (labels === 0) take("no-labels", LABEL_POINTS[0] ?? 0, 0);
  else if (labels < MANY_LABELS)
    take("few-labels", labels < ENOUGH_LABELS ? (LABEL_POINTS[labels] ?? 0) : 1, labels);
  if (!facts.hasTitle) take("no-title", NO_TITLE, 1);
  if (!facts.hasDescription) take("no-description", NO_DESCRIPTION, 1);
  takeForLabels(facts, take);
  if (size > LARGE_SIZE)
    take("too-large", Math.min(MOST_FOR_SIZE, Math.ceil((size - LARGE_SIZE) / SIZE_STEP)), size);
  const dropped = sum(facts.dropped);
  take("dropped", Math.min(MOST_FOR_DROPPED, dropped), dropped);
  const repaired = sum(facts.repaired);
  take("repaired", Math.min(MOST_FOR_REPAIRS, Math.floor(repaired / REPAIRS_A_POINT)), repaired);
  const taken = reasons.reduce((points, reason) => points + reason.points, 0);
  return { score: Math.max(0, 100 - taken), reasons };
}

const CODES = {
  outside: "labels-outside",
  overlapping: "labels-overlap",
  lowContrast: "low-contrast",
  small: "small-text",
} as const;

function takeForLabels(
  facts: ScoreFacts,
  take: (code: ScoreReason["code"], points: number, count: number) => void,
): void {
  for (const kind of ["outside", "overlapping", "lowContrast", "small"] as const) {
    const { labels, weight } = facts.burden[kind];
    const share = facts.read > 0 ? Math.min(1, weight / facts.read) : 0;
    if (labels > 0) take(CODES[kind], Math.max(1, Math.round(WORST[kind] * (1 - (1 - share) ** 2))), labels);
  }
}

function sum(counts: Record<string, number>): number {
  let total = 0;
  for (const count of Object.values(counts)) total += count;
  return total;
}
