import type { Drawing } from "./drawing.ts";
import type { Ledger } from "./ledger.ts";
import type { SvgOperation } from "./operations.ts";
import type { SvgReport } from "./report.ts";
import type { SvgElement } from "./tree.ts";

export function settleCanvas(root: SvgElement, ledger: Ledger | undefined): SvgOperation[] {
  return [];
}
export function writeReport(drawing: Drawing | null, drawings: number): SvgReport {
  return {
    complete: drawing?.isComplete ?? false,
    drawings,
    limit: drawing?.limit ?? null,
    elements: 0,
    shapes: 0,
    labels: 0,
    animations: 0,
    size: drawing?.source.length ?? 0,
    hasTitle: false,
    hasDescription: false,
    canvas: { x: 0, y: 0, width: 0, height: 0 },
    dropped: Object.fromEntries(drawing?.ledger.dropped ?? []),
    repaired: Object.fromEntries(drawing?.ledger.repaired ?? []),
    layout: { outside: [], overlapping: [], lowContrast: [], small: [] },
    score: 0,
    reasons: [],
  };
}
