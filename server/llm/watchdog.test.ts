import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { AppError } from "../errors.ts";
import { watch } from "./watchdog.ts";

const timeouts = { firstChunkMs: 100, idleMs: 50, totalMs: 300 };
const never = new Promise<never>(() => {});

/** A source that speaks at the given times (ms after the former chunk) and then stays silent, or ends. */
function source(delays: number[], { ends = false } = {}) {
  const seen = { signal: undefined as AbortSignal | undefined, returned: false };
  const open = (signal: AbortSignal): AsyncIterable<number> => {
    seen.signal = signal;
    let index = 0;
    return {
      [Symbol.asyncIterator]: () => ({
        async next() {
          const delay = delays[index];
          if (delay === undefined) return ends ? { done: true, value: undefined } : never;
          await new Promise((resolve) => setTimeout(resolve, delay));
          return { done: false, value: index++ };
        },
        async return() {
          seen.returned = true;
          return { done: true, value: undefined };
        },
      }),
    };
  };
  return { open, seen };
}

async function collect(iterable: AsyncIterable<number>): Promise<{ chunks: number[]; error: unknown }> {
  const chunks: number[] = [];
  try {
    for await (const chunk of iterable) chunks.push(chunk);
    return { chunks, error: undefined };
  } catch (error) {
    return { chunks, error };
  }
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe("watch", () => {
  it.each([
    ["firstChunk", [], 0, 100],
    ["firstChunk", [101], 0, 100],
    ["idle", [90, 10], 2, 150],
    ["total", Array(20).fill(40), 7, 300],
  ])("throws TIMEOUT of %s", async (which, delays, chunks, at) => {
    const { open, seen } = source(delays);
    const started = Date.now();
    const collected = collect(watch(open, timeouts, new AbortController().signal));
    await vi.advanceTimersByTimeAsync(1_000);
    const { chunks: got, error } = await collected;
    expect(got).toHaveLength(chunks);
    expect(error).toMatchObject({ code: "TIMEOUT", retryable: true, data: { which } });
    expect(seen.signal?.reason).toBe(error);
    expect(seen.returned).toBe(true);
    expect(Date.now() - started).toBeGreaterThanOrEqual(at);
  });

  it("passes a stream on that keeps its times", async () => {
    const { open, seen } = source([99, 49, 49], { ends: true });
    const collected = collect(watch(open, timeouts, new AbortController().signal));
    await vi.advanceTimersByTimeAsync(1_000);
    expect(await collected).toEqual({ chunks: [0, 1, 2], error: undefined });
    expect(seen.signal?.aborted).toBe(false);
    expect(vi.getTimerCount()).toBe(0);
  });

  it("ends at once when the caller's signal fires, and says its reason", async () => {
    const controller = new AbortController();
    const { open, seen } = source([10]);
    const collected = collect(watch(open, timeouts, controller.signal));
    await vi.advanceTimersByTimeAsync(20);
    controller.abort();
    expect(await collected).toMatchObject({ chunks: [0], error: { code: "CANCELLED" } });
    expect(seen.signal?.aborted).toBe(true);

    const reason = new AppError("TIMEOUT", "The step took too long.");
    const already = AbortSignal.abort(reason);
    expect((await collect(watch(open, timeouts, already))).error).toBe(reason);
    expect(vi.getTimerCount()).toBe(0);
  });

  it("stops the source when the consumer leaves", async () => {
    const { open, seen } = source([0, 0, 0, 0]);
    const taking = (async () => {
      for await (const chunk of watch(open, timeouts, new AbortController().signal)) if (chunk === 1) break;
    })();
    await vi.advanceTimersByTimeAsync(10);
    await taking;
    expect(seen.signal?.aborted).toBe(true);
    expect(seen.returned).toBe(true);
    expect(vi.getTimerCount()).toBe(0);
  });

  it("does not count the time that the consumer takes", async () => {
    const { open } = source([0, 0], { ends: true });
    const taking = (async () => {
      for await (const _ of watch(open, timeouts, new AbortController().signal)) {
        await new Promise((resolve) => setTimeout(resolve, 80));
      }
    })();
    await vi.advanceTimersByTimeAsync(400);
    await expect(taking).resolves.toBeUndefined();
  });

  it("passes the source's own error on", async () => {
    const failing = async function* () {
      yield 1;
      throw new AppError("UNAVAILABLE", "Gone.");
    };
    expect(await collect(watch(failing, timeouts, new AbortController().signal))).toMatchObject({
      chunks: [1],
      error: { code: "UNAVAILABLE" },
    });
    expect(vi.getTimerCount()).toBe(0);
  });
});
