import type { PrismaClient } from "../../prisma/generated/client.ts";
import type { Budget } from "../budget/index.ts";
import { AppError } from "../errors.ts";
import { orAborted, sleep } from "../kit/abort.ts";
import { backoffDelay } from "../kit/backoff.ts";
import { type AttemptEnd, type AttemptStart, type Gateway, PRIORITY } from "../llm/index.ts";
import { type AttemptLedger, createAttemptLedger } from "./call-scope.ts";
import type { AnyPipeline } from "./define-pipeline.ts";
import type { StepRow } from "./lease-store.ts";
import type { LiveBatches } from "./live-batches.ts";
import { asAppError, boundedJson, HandedOver, MOST_EVENT_BYTES, outputJson } from "./step-failure.ts";
import { beginStep, endStep, openAttempt, type StepEnd, settleAttempts } from "./step-store.ts";
import { type Lease, LeaseLost, persist } from "./store.ts";
import type { Observer, RunFlags, Step, StepOptions } from "./types.ts";

/** What the steps of one process need. */
export interface StepServices {
  prisma: PrismaClient;
  budget: Budget;
  gateway: Gateway;
  live: LiveBatches;
  flags: RunFlags;
  observe: Observer;
}

/** How often a step may be begun without ending: more, and it is the step that kills its workers. */
const MOST_STARTS = 6;
/** How long a step that was told to stop may take to let go of its model call, in milliseconds. */
const LETTING_GO_MS = 2_000;
const MOST_BACKOFF_MS = 60_000;

export interface StepRequest<E, T> {
  lease: Lease;
  pipeline: AnyPipeline;
  key: string;
  background: boolean;
  options: StepOptions<T>;
  row: StepRow | undefined;
  /** Redone steps that this pass of the pipeline knows of. */
  passedBy: ReadonlySet<string>;
  /** Fires when the run is cancelled, lost or handed over. */
  signal: AbortSignal;
  fn: (step: Step<E>) => Promise<T>;
}

/** What a try that went well leaves: its result, its events, and what telemetry is told once they stand. */
interface Made {
  output: string;
  events: string[];
  notes: { name: string; data: object }[];
}

/**
 * Does one step: begins it, tries until it succeeds or its attempts are spent, and ends it in one transaction.
 * @returns its result as JSON text, or `stale` when something that it depends on has to be redone first
 * @throws AppError when it failed for good; LeaseLost, HandedOver when this worker must stop without a trace
 */
export async function runStep<E, T>(
  services: StepServices,
  request: StepRequest<E, T>,
): Promise<string | "stale"> {
  const { prisma, budget, live, observe } = services;
  const { lease, key, options, signal } = request;
  const generation = request.row?.generation ?? 1;
  const id = { key, generation };
  const begun = Date.now();
  let attempt = (request.row?.failures ?? 0) + 1;
  const event = (type: string, fields: object = {}) =>
    JSON.stringify({ type, step: key, generation, attempt, ...fields });
  const note = (name: string, fields: object = {}) =>
    observe({ name, lease, data: { step: key, generation, attempt, ...fields } });

  const began = await persist(
    () =>
      beginStep(prisma, lease, {
        ...id,
        dependsOn: options.dependsOn ?? [],
        background: request.background,
        startEvent: event("step-start"),
        passedBy: request.passedBy,
      }),
    signal,
  );
  if (began === "stale") return "stale";
  const { starts, wish } = began;
  note("step_started");

  async function end(how: StepEnd, events: string[]): Promise<void> {
    await live.drop(lease.runId, key);
    const settlements = ledger.takeSettlements();
    await persist(() => endStep(prisma, budget, lease, { ...id, end: how, events, settlements }));
  }

  const clock = createClock(options.timeoutMs);
  const ledger = createAttemptLedger(request.row, {
    runId: lease.runId,
    learnerId: lease.learnerId,
    step: key,
    priority: request.background
      ? PRIORITY.background
      : options.first
        ? PRIORITY.interactiveFirst
        : PRIORITY.interactive,
    timeoutMs: options.timeoutMs,
    attempts: options.attempts,
    open: (opened) =>
      persist(() => openAttempt(prisma, budget, lease, { ...opened, key, generation }), signal),
    settleNow: (settlement) => persist(() => settleAttempts(prisma, budget, lease, [settlement])),
    onRetry(code, delayMs) {
      void persist(() =>
        settleAttempts(prisma, budget, lease, [], [event("step-retry", { code, delayMs })]),
      ).catch(() => {});
      note("step_retried", { code, delayMs });
    },
    onWaiting: clock.hold,
    onCall: (start, end, durationMs) => note("model_call", describeCall(start, end, durationMs)),
  });

  for (;;) {
    const failure = starts > MOST_STARTS ? crashed() : await attemptOnce();
    if ("output" in failure) {
      const { output, events, notes } = failure;
      await end({ state: "done", output }, [...events, event("step-end")]);
      for (const { name, data } of notes) note(name, data);
      note("step_ended", { durationMs: Date.now() - begun });
      return output;
    }
    const { error } = failure;
    ledger.failTry(error);
    if (error.code === "CANCELLED" || !error.retryable || ledger.failures >= ledger.limit()) {
      const { code, message } = error;
      await end({ state: "failed", error: { code, message } }, [event("step-failed", { code, message })]);
      note("step_failed", { code, durationMs: Date.now() - begun });
      throw error;
    }
    const delayMs = Math.max(
      (error.retryAfter ?? 0) * 1000,
      backoffDelay(ledger.failures - 1, { baseMs: options.backoffMs ?? 1_000, maxMs: MOST_BACKOFF_MS }),
    );
    await live.drop(lease.runId, key);
    const settlements = ledger.takeSettlements();
    const retry = event("step-retry", { code: error.code, delayMs });
    await persist(() => settleAttempts(prisma, budget, lease, settlements, [retry]), signal);
    note("step_retried", { code: error.code, delayMs });
    await sleep(delayMs, signal).catch(() => {});
    attempt++;
  }

  /** One try of the step's function: what it made and said, or why it failed. */
  async function attemptOnce(): Promise<Made | { error: AppError }> {
    const events: string[] = [];
    const notes: Made["notes"] = [];
    const stop = new AbortController();
    const onAbort = () => stop.abort(signal.reason);
    if (signal.aborted) return stopped();
    signal.addEventListener("abort", onAbort, { once: true });
    clock.start(() => stop.abort(tookTooLong()));
    ledger.beginTry();
    let isOver = false;
    const eventText = (value: object) => {
      const checked = request.pipeline.event.safeParse({ ...value, step: key, generation, attempt });
      if (!checked.success)
        throw new AppError("INTERNAL", "Something went wrong on our side.", { cause: checked.error });
      return boundedJson(checked.data, MOST_EVENT_BYTES, "An event of this step is too large.");
    };
    const work = Promise.resolve().then(() =>
      request.fn({
        key,
        generation,
        attempt,
        signal: stop.signal,
        wish,
        llm: services.gateway.bind(ledger.scope(stop.signal)),
        flags: { value: (name) => services.flags.value(name, { learnerId: lease.learnerId }) },
        emit: (value) => void events.push(eventText(value)),
        live(value) {
          if (!isOver) live.add(lease, key, eventText(value));
        },
        note(name, data) {
          if (!isOver) notes.push({ name, data });
        },
      }),
    );
    try {
      const value = await orAborted(work, stop.signal);
      return { output: outputJson(value, options.output), events, notes };
    } catch (thrown) {
      // The function gets a moment to let go of its call, so that the call's true cost is known and booked.
      if (stop.signal.aborted) await Promise.race([work.catch(() => {}), sleep(LETTING_GO_MS)]);
      if (signal.aborted) return await stopped();
      const error = stop.signal.aborted ? stop.signal.reason : thrown;
      if (error instanceof LeaseLost) throw error;
      const known = asAppError(error);
      if (known.code === "INTERNAL") observe({ name: "unexpected", lease, data: { step: key }, error });
      return { error: known };
    } finally {
      isOver = true;
      clock.stop();
      signal.removeEventListener("abort", onAbort);
      // What the function may have left running must not go on calling models.
      stop.abort(new AppError("CANCELLED", "This try is over."));
    }
  }

  /** The run was cancelled, which ends the step, or it is somebody else's now, which does not. */
  async function stopped(): Promise<{ error: AppError }> {
    const { reason } = signal;
    if (reason instanceof HandedOver) await bookQuietly(ledger);
    if (reason instanceof HandedOver || reason instanceof LeaseLost) throw reason;
    return { error: asAppError(reason) };
  }

  /** What was spent before the run is given away is booked as far as it is known. */
  async function bookQuietly(of: AttemptLedger): Promise<void> {
    await settleAttempts(prisma, budget, lease, of.takeSettlements()).catch(() => {});
  }
}

/** A model call by the OpenTelemetry names for generative AI. */
function describeCall(start: AttemptStart, end: AttemptEnd, durationMs: number): object {
  const { usage, grantedAt, firstChunkAt } = end;
  return {
    tier: start.tier,
    "gen_ai.operation.name": start.tier === "embedding" ? "embeddings" : "generate_content",
    "gen_ai.provider.name": start.provider,
    "gen_ai.request.model": start.model,
    ...(usage && {
      "gen_ai.usage.input_tokens": usage.inputTokens,
      "gen_ai.usage.output_tokens": usage.outputTokens,
    }),
    "gen_ai.response.finish_reasons": [end.finish],
    ...(end.error && { "error.type": end.error.code }),
    ...(grantedAt &&
      firstChunkAt && { firstChunkMs: Math.max(0, firstChunkAt.getTime() - grantedAt.getTime()) }),
    usd: end.usd,
    durationMs,
  };
}

function crashed(): { error: AppError } {
  return { error: new AppError("INTERNAL", "This step stopped the program several times and was given up.") };
}

function tookTooLong(): AppError {
  return new AppError("TIMEOUT", "This step took too long.", { retryable: true });
}

/** A timer that stands still while a model call waits for its turn, and starts anew when it is granted. */
function createClock(timeoutMs: number | undefined) {
  let timer: NodeJS.Timeout | undefined;
  let expire: (() => void) | undefined;
  const stop = () => clearTimeout(timer);
  const run = () => {
    stop();
    if (expire && timeoutMs !== undefined) timer = setTimeout(expire, timeoutMs);
  };
  return {
    start(onExpire: () => void) {
      expire = onExpire;
      run();
    },
    stop() {
      expire = undefined;
      stop();
    },
    hold: (waiting: boolean) => (waiting ? stop() : run()),
  };
}
