import { AppError, isAppError } from "../errors.ts";
import type { Timeouts } from "./tiers.ts";

export type Clock = "firstChunk" | "idle" | "total";

const SENTENCES: Record<Clock, string> = {
  firstChunk: "The model did not begin to answer in time.",
  idle: "The model stopped in the middle of its answer.",
  total: "The model took too long to answer.",
};

function timedOut(which: Clock, ms: number): AppError {
  return new AppError("TIMEOUT", SENTENCES[which], { retryable: true, data: { which, ms } });
}

/** What ends a call that was stopped from outside: the signal's own reason when it says one of our errors. */
export function cancelled(signal: AbortSignal): AppError {
  if (isAppError(signal.reason)) return signal.reason;
  return new AppError("CANCELLED", "It was cancelled.");
}

/**
 * Passes a stream on under three clocks, which start now. The stream gets a signal of its own, which fires when a
 * clock runs out, when the caller's signal fires, or when the consumer leaves early: whatever the provider's SDK
 * does with it, this iteration goes on at once. A thing that never ends (a stalled body) therefore cannot hold it.
 * @throws TIMEOUT with `data.which`; what `cancelled` says when the caller's signal fires
 */
export async function* watch<T>(
  open: (signal: AbortSignal) => AsyncIterable<T>,
  { firstChunkMs, idleMs, totalMs }: Timeouts,
  signal: AbortSignal,
): AsyncGenerator<T, void, undefined> {
  if (signal.aborted) throw cancelled(signal);
  const inner = new AbortController();
  let stop: (error: AppError) => void = () => {};
  const stopped = new Promise<never>((_, reject) => {
    stop = (error) => {
      reject(error);
      inner.abort(error);
    };
  });
  stopped.catch(() => {}); // it may fire when nobody waits for a chunk
  const onAbort = () => stop(cancelled(signal));
  signal.addEventListener("abort", onAbort, { once: true });
  const total = setTimeout(() => stop(timedOut("total", totalMs)), totalMs);
  let iterator: AsyncIterator<T> | undefined;
  let ended = false;
  try {
    for (let first = true; ; first = false) {
      const [which, ms]: [Clock, number] = first ? ["firstChunk", firstChunkMs] : ["idle", idleMs];
      const clock = setTimeout(() => stop(timedOut(which, ms)), ms);
      try {
        iterator ??= open(inner.signal)[Symbol.asyncIterator]();
        const next = iterator.next();
        next.catch(() => {}); // when a clock wins the race, nobody else looks at it
        const result = await Promise.race([next, stopped]);
        if (result.done) {
          ended = true;
          return;
        }
        clearTimeout(clock);
        yield result.value;
      } finally {
        clearTimeout(clock);
      }
    }
  } finally {
    clearTimeout(total);
    signal.removeEventListener("abort", onAbort);
    if (!ended) {
      inner.abort(cancelled(signal));
      // Not awaited: a generator that waits for a dead connection would never answer.
      void Promise.resolve(iterator?.return?.()).catch(() => {});
    }
  }
}
