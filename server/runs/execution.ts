import { AppError, isAppError } from "../errors.ts";
import { never, orAborted, sleep } from "../kit/abort.ts";
import { type AnyPipeline, isPartial } from "./define-pipeline.ts";
import {
  type ClaimedRun,
  type Ending,
  endRun,
  generationId,
  readSteps,
  type StepRow,
} from "./lease-store.ts";
import { runStep, type StepServices } from "./run-step.ts";
import { asAppError, boundedJson, HandedOver, knownCode } from "./step-failure.ts";
import { LeaseLost, persist } from "./store.ts";
import type { RunContext, Step, StepOptions } from "./types.ts";
import { type AskingPass, waitForAnswer } from "./wait-for-answer.ts";

/** A run's result, in bytes of JSON. */
const MOST_RESULT_BYTES = 8 * 1024 * 1024;
/** A pass is begun anew only by a redo that came in between; more in a row is a fault. */
const MOST_PASSES = 100;

/** One run in the hands of this worker. */
export interface Execution {
  readonly runId: string;
  readonly epoch: number;
  /** Resolves when this worker is done with the run, however that came about; never rejects. */
  readonly done: Promise<void>;
  /** Something about the run changed in the database: an answer, perhaps. */
  poke(): void;
  /** Stops it: CANCELLED ends the run, LeaseLost leaves no trace. */
  stop(reason: AppError | LeaseLost): void;
  /** Begins no further step, waits for those under way until `grace` is over, then leaves the run to others. */
  handOver(grace: Promise<unknown>): Promise<void>;
}

type PassOutcome =
  | { type: "result"; value: unknown }
  | { type: "error"; error: unknown }
  | { type: "parked" }
  | { type: "again" };

export function startExecution(
  services: StepServices,
  pipeline: AnyPipeline,
  claimed: ClaimedRun,
): Execution {
  const { prisma, budget, observe } = services;
  const { lease } = claimed;
  const stopping = new AbortController();
  const inFlight = new Set<Promise<unknown>>();
  let isClosing = false;
  let onPoke = () => {};

  const done = live().catch((error) => {
    if (!(error instanceof LeaseLost) && !(error instanceof HandedOver)) {
      observe({ name: "unexpected", lease, data: { what: "execution" }, error });
    }
  });

  async function live(): Promise<void> {
    for (let passes = 1; ; passes++) {
      const isLast = passes > MOST_PASSES;
      const isFirst = passes === 1 && claimed.isFirst;
      const { outcome, passedBy } = isLast ? tooManyPasses() : await pass(isFirst);
      if (outcome.type === "parked") return;
      if (outcome.type === "again") continue;
      const ending = asEnding(outcome);
      const status = await persist(() => endRun(prisma, budget, lease, ending, isLast ? null : passedBy));
      if (status === "again") continue;
      const code = "error" in ending ? ending.error.code : undefined;
      observe({ name: "run_ended", lease, data: { kind: pipeline.kind, status, ...(code && { code }) } });
      return;
    }
  }

  /** Runs the pipeline's function once from its beginning; finished steps are only looked up. */
  async function pass(isFirst: boolean): Promise<{ outcome: PassOutcome; passedBy: ReadonlySet<string> }> {
    const steps = isFirst ? [] : await persist(() => readSteps(prisma, lease.runId));
    const rows = new Map(steps.map((row) => [row.key, row]));
    const passedBy = new Set(steps.filter((row) => row.state === "pending").map(generationId));
    let leave: (outcome: PassOutcome) => void = () => {};
    const left = new Promise<PassOutcome>((resolve) => {
      leave = resolve;
    });
    const current = { isOver: false };
    const run = createContext(rows, passedBy, current, leave);
    const finished = Promise.resolve()
      .then(() => pipeline.run(pipeline.input.parse(claimed.input), run))
      .then(
        (value): PassOutcome => ({ type: "result", value }),
        (error): PassOutcome => ({ type: "error", error }),
      );
    const outcome = await Promise.race([finished, left, aborted()]);
    current.isOver = true;
    // What is under way is paid for already: it is kept, whatever became of the rest.
    while (inFlight.size > 0) await Promise.allSettled(inFlight);
    if (stopping.signal.aborted) {
      const { reason } = stopping.signal;
      if (reason instanceof LeaseLost || reason instanceof HandedOver) throw reason;
      return { outcome: { type: "error", error: reason }, passedBy };
    }
    return { outcome, passedBy };
  }

  function tooManyPasses(): { outcome: PassOutcome; passedBy: ReadonlySet<string> } {
    const error = new AppError("INTERNAL", "This run was begun anew too often and was given up.");
    return { outcome: { type: "error", error }, passedBy: new Set() };
  }

  function aborted(): Promise<PassOutcome> {
    return orAborted(never(), stopping.signal).catch((error) => ({ type: "error", error }));
  }

  function createContext(
    rows: Map<string, StepRow>,
    passedBy: ReadonlySet<string>,
    current: { isOver: boolean },
    leave: (outcome: PassOutcome) => void,
  ): RunContext<unknown> {
    const used = new Set<string>();
    let isAsking = false;
    const asking: AskingPass = {
      lease,
      rows,
      passedBy,
      signal: stopping.signal,
      inFlight,
      isClosing: () => isClosing,
      isOver: () => current.isOver,
      leave,
      onPoke(listener) {
        onPoke = listener;
      },
    };

    function claimKey(key: string) {
      if (used.has(key)) throw new AppError("INTERNAL", `The step "${key}" is used twice in one run.`);
      used.add(key);
    }

    async function step<T>(
      key: string,
      options: StepOptions<T>,
      fn: (step: Step<unknown>) => Promise<T>,
      background: boolean,
    ): Promise<T> {
      claimKey(key);
      const row = rows.get(key);
      // Only the engine writes these rows, and a result passed its schema before it was written.
      if (row?.state === "done") return row.output as T;
      if (row?.state === "failed")
        throw new AppError(knownCode(row.errorCode), row.errorMessage ?? "This step failed.");
      if (isClosing || current.isOver) return never();
      stopping.signal.throwIfAborted();
      const work = runStep(services, {
        lease,
        pipeline,
        key,
        background,
        options,
        row,
        passedBy,
        signal: stopping.signal,
        fn,
      });
      const output = await track(work, inFlight);
      if (output === "stale") {
        leave({ type: "again" });
        return never();
      }
      return JSON.parse(output);
    }

    return {
      id: lease.runId,
      learnerId: lease.learnerId,
      signal: stopping.signal,
      step<T>(key: string, ...rest: StepArguments<T>) {
        const [options, fn] = stepArguments(rest);
        return surviving(step(key, options, fn, false));
      },
      background<T>(key: string, ...rest: StepArguments<T>) {
        const [options, fn] = stepArguments(rest);
        step(key, options, fn, true).catch((error) => {
          if (error instanceof LeaseLost) stop(error);
        });
      },
      async waitFor(key, schema) {
        claimKey(key);
        // Which question a person sees, and when the run may be parked, is clear only for one at a time.
        if (isAsking)
          throw new AppError("INTERNAL", `The run asks "${key}" while it waits for another answer.`);
        isAsking = true;
        try {
          return await surviving(waitForAnswer(prisma, asking, key, schema));
        } finally {
          isAsking = false;
        }
      },
    };
  }

  /** A lost lease or a hand-over is nobody's failure: the pipeline must not see it, or it would tidy up after it. */
  async function surviving<T>(promise: Promise<T>): Promise<T> {
    try {
      return await promise;
    } catch (error) {
      if (error instanceof LeaseLost) stop(error);
      if (error instanceof LeaseLost || error instanceof HandedOver) return never();
      throw error;
    }
  }

  function asEnding(outcome: { type: "result"; value: unknown } | { type: "error"; error: unknown }): Ending {
    try {
      if (outcome.type === "error") throw outcome.error;
      const { value } = outcome;
      const result = pipeline.result.parse(isPartial(value) ? value.result : value);
      const json = boundedJson(result, MOST_RESULT_BYTES, "What was made is too large to keep.");
      return isPartial(value)
        ? { status: "partial", result: json, gaps: value.gaps }
        : { status: "succeeded", result: json };
    } catch (thrown) {
      const error = asAppError(thrown);
      if (!isAppError(thrown))
        observe({ name: "unexpected", lease, data: { what: "pipeline" }, error: thrown });
      const status = error.code === "CANCELLED" ? "cancelled" : "failed";
      return { status, error: { code: error.code, message: error.message } };
    }
  }

  function stop(reason: AppError | LeaseLost | HandedOver) {
    if (!stopping.signal.aborted) stopping.abort(reason);
  }

  return {
    runId: lease.runId,
    epoch: lease.epoch,
    done,
    poke: () => onPoke(),
    stop,
    async handOver(grace) {
      isClosing = true;
      onPoke();
      const settled = (async () => {
        while (inFlight.size > 0) await Promise.allSettled(inFlight);
      })();
      await Promise.race([done, settled, grace]);
      // A pipeline that only had its end before it gets the moment that takes.
      await Promise.race([done, sleep(50)]);
      stop(new HandedOver());
    },
  };
}

type StepFunction<T> = (step: Step<unknown>) => Promise<T>;
type StepArguments<T> = [StepFunction<T>] | [StepOptions<T>, StepFunction<T>];

function stepArguments<T>(rest: StepArguments<T>): [StepOptions<T>, StepFunction<T>] {
  return rest.length === 1 ? [{}, rest[0]] : rest;
}

function track<T>(promise: Promise<T>, inFlight: Set<Promise<unknown>>): Promise<T> {
  inFlight.add(promise);
  const forget = () => void inFlight.delete(promise);
  promise.then(forget, forget);
  return promise;
}
