export { settle } from "./at-rest/operations.ts";
export { REPAIRS, type Repair } from "./ledger.ts";
export { type LimitName, SVG_LIMITS, type SvgLimits } from "./limits.ts";
export type { SvgOperation } from "./operations.ts";
export type { LabelProblem, ScoreReason, SvgReport } from "./report.ts";
export {
  createSvgStream,
  type FinishedDrawing,
  type ResumePoint,
  type SvgStream,
  type SvgStreamOptions,
} from "./stream.ts";
