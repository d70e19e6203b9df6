import { getEventListeners } from "node:events";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { orAborted, sleep } from "./abort.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe("sleep", () => {
  it("takes its time, and leaves nothing on the signal", async () => {
    const { signal } = new AbortController();
    let over = false;
    const sleeping = sleep(100, signal).then(() => {
      over = true;
    });
    await vi.advanceTimersByTimeAsync(99);
    expect(over).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    await sleeping;
    expect(getEventListeners(signal, "abort")).toEqual([]);
  });

  it("ends with the signal's reason, also one that fired before, and leaves no timer", async () => {
    const controller = new AbortController();
    const sleeping = sleep(100, controller.signal);
    const reason = new Error("stop");
    controller.abort(reason);
    await expect(sleeping).rejects.toBe(reason);
    await expect(sleep(100, controller.signal)).rejects.toBe(reason);
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe("orAborted", () => {
  it("is the promise's own outcome when that comes first, and leaves nothing on the signal", async () => {
    const { signal } = new AbortController();
    await expect(orAborted(Promise.resolve(1), signal)).resolves.toBe(1);
    const fault = new Error("fault");
    await expect(orAborted(Promise.reject(fault), signal)).rejects.toBe(fault);
    expect(getEventListeners(signal, "abort")).toEqual([]);
  });

  it("is the signal's reason when that comes first, and a later fault of the promise harms nobody", async () => {
    const controller = new AbortController();
    const { promise, reject } = Promise.withResolvers<never>();
    const waiting = orAborted(promise, controller.signal);
    controller.abort("reason");
    await expect(waiting).rejects.toBe("reason");
    await expect(orAborted(promise, controller.signal)).rejects.toBe("reason");
    reject(new Error("late"));
    await vi.advanceTimersByTimeAsync(0);
  });
});
