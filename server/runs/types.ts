import type { z } from "zod";
import type { TelemetryData, TelemetryName } from "../contracts/telemetry.ts";
import type { FlagName, FlagValues } from "../flags/index.ts";
import type { Llm } from "../llm/index.ts";

/** An event that a step emits; the engine adds `step`, `generation` and `attempt`. */
export type Emitted<E> = E extends { step: string; generation: number; attempt: number }
  ? Omit<E, "step" | "generation" | "attempt">
  : never;

export interface Step<E> {
  readonly key: string;
  readonly generation: number;
  /** 1 for the first try of the function in this generation. */
  readonly attempt: number;
  /** Fires when the run is cancelled, the step's time is over, or the worker gives the run away. */
  readonly signal: AbortSignal;
  readonly llm: Llm;
  readonly flags: { value<N extends FlagName>(name: N): FlagValues[N] };
  /** What the redo that asked for this generation should make different, in the learner's words. */
  readonly wish: string | null;
  /** Journaled together with the step's end: exactly once a finished step. */
  emit(event: Emitted<E>): void;
  /** Shown at once and batched; dropped when the step ends, so its end must say everything anew. */
  live(event: Emitted<E>): void;
  /** For telemetry, once the step has ended well: told exactly as often as its events. */
  note<N extends TelemetryName>(name: N, data: TelemetryData<N>): void;
}

export interface StepOptions<T> {
  /** Keys whose redo makes this one be done again. */
  dependsOn?: readonly string[];
  /** How many counted tries; otherwise those of the tier that it calls, otherwise one. */
  attempts?: number;
  /** The wait before the second try, doubling; in milliseconds, default 1,000. */
  backoffMs?: number;
  /** Milliseconds for one try; the clock stands still while a model call waits for quota. */
  timeoutMs?: number;
  /** What the result must be; a result that does not fit is BAD_OUTPUT. */
  output?: z.ZodType<T>;
  /** Served before everybody's other steps: for what a learner sees first. */
  first?: boolean;
}

export interface RunContext<E> {
  readonly id: string;
  readonly learnerId: string;
  readonly signal: AbortSignal;
  /** Done once, whatever crashes. The result is JSON of at most 1 MiB. */
  step<T>(key: string, fn: (step: Step<E>) => Promise<T>): Promise<T>;
  step<T>(key: string, options: StepOptions<T>, fn: (step: Step<E>) => Promise<T>): Promise<T>;
  /** A step that nothing waits for; its failure is recorded and harms nothing else. */
  background<T>(key: string, fn: (step: Step<E>) => Promise<T>): void;
  background<T>(key: string, options: StepOptions<T>, fn: (step: Step<E>) => Promise<T>): void;
  /** Parks the run until a person answers. Not inside `mapSettled`. */
  waitFor<S extends z.ZodType>(key: string, schema: S): Promise<z.infer<S>>;
}

/** The flags as the engine needs them: read for one learner, without waiting. */
export interface RunFlags {
  value<N extends FlagName>(name: N, audience: { learnerId: string }): FlagValues[N];
}

/** Something that happened to a run or a step, for telemetry and the log; `error` is only for the log. */
export interface Observation {
  name: string;
  lease: { runId: string; learnerId: string };
  data: Record<string, unknown>;
  error?: unknown;
}
export type Observer = (observation: Observation) => void;
