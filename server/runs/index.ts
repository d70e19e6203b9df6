export { ADMISSION_LIMITS, type AdmissionLimits, RUNS_PER_WORKER } from "./admission.ts";
export {
  type AnyPipeline,
  definePipeline,
  type PartialResult,
  type Pipeline,
  partial,
} from "./define-pipeline.ts";
export type { CreateRunRequest, EventReader, Runs } from "./interface.ts";
export { createLiveBatches } from "./live-batches.ts";
export { openRunQueue, type RunQueue } from "./queue.ts";
export { createRuns } from "./runs.ts";
export type { Observation, Observer, RunContext, RunFlags, Step, StepOptions } from "./types.ts";
export { createWorker, type Worker, type WorkerOptions } from "./worker.ts";
