import type { z } from "zod";
import type { Gap, RunKind } from "../contracts/run.ts";
import type { RunContext } from "./types.ts";

/** One kind of run: its contracts, and the function that makes the result out of steps. */
export interface Pipeline<I = unknown, E = unknown, R = unknown> {
  readonly kind: RunKind;
  readonly input: z.ZodType<I>;
  readonly event: z.ZodType<E>;
  readonly result: z.ZodType<R>;
  /** Runs again from its beginning after a crash: everything outside steps must be free of effects and repeatable. */
  run(input: I, run: RunContext<E>): Promise<R | PartialResult<R>>;
}

/** A pipeline whose types the engine need not know. */
// biome-ignore lint/suspicious/noExplicitAny: a function of a narrower event type is not assignable to one of `unknown`
export type AnyPipeline = Pipeline<any, any, any>;

export function definePipeline<I, E, R>(pipeline: Pipeline<I, E, R>): Pipeline<I, E, R> {
  return pipeline;
}

const PARTIAL = Symbol("partial");

export interface PartialResult<R> {
  readonly [PARTIAL]: true;
  readonly result: R;
  readonly gaps: Gap[];
}

/** A result with something missing: the run ends `partial`, and the gaps say what and why. */
export function partial<R>(result: R, gaps: Gap[]): PartialResult<R> {
  return { [PARTIAL]: true, result, gaps };
}

export function isPartial(value: unknown): value is PartialResult<unknown> {
  return typeof value === "object" && value !== null && PARTIAL in value;
}
