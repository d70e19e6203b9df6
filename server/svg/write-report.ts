import type { Drawing } from "./drawing.ts";
import { countDrawing } from "./layout/counts.ts";
import { measureLayout } from "./layout/measure.ts";
import { scoreDrawing } from "./layout/score.ts";
import type { SvgReport } from "./report.ts";

/** The report of the drawing that was kept, the only one or the best of several; of none, when the text held none. */
export function writeReport(drawing: Drawing | null, drawings: number): SvgReport {
  const root = drawing?.root();
  if (!drawing || !root) return { ...NOTHING, drawings };
  const counts = countDrawing(root);
  const { canvas, layout, read, burden } = measureLayout(root);
  const facts = {
    ...counts,
    complete: drawing.isComplete(),
    size: drawing.source().length,
    dropped: Object.fromEntries(drawing.ledger.dropped),
    repaired: Object.fromEntries(drawing.ledger.repaired),
  };
  return {
    ...facts,
    drawings,
    limit: drawing.limit(),
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
