import { describe, expect, it, vi } from "vitest";
import type { SvgOperation } from "#server/contracts/svg.ts";
import { createOperationQueue, FRAME_BUDGET_MS } from "./queue.ts";

/** A queue whose frames come when the test says so, and whose operations take one millisecond each. */
function stagedQueue() {
  const applied: SvgOperation[] = [];
  const frames: (() => void)[] = [];
  let clock = 0;
  const onBatch = vi.fn();
  const queue = createOperationQueue({
    apply(operation) {
      applied.push(operation);
      clock += 1;
    },
    onBatch,
    now: () => clock,
    schedule(work) {
      frames.push(work);
      return () => frames.splice(frames.indexOf(work), 1);
    },
  });
  const frame = () => frames.shift()?.();
  return { queue, applied, frames, frame, onBatch };
}

const close = (node: number): SvgOperation => ({ op: "close", node });
const grow = (value: string, node = 1): SvgOperation => ({
  op: "attr",
  node,
  name: "d",
  value,
  append: true,
});

describe("the queue of a stage", () => {
  it("carries out once a frame what came since the last one", () => {
    const { queue, applied, frames, frame, onBatch } = stagedQueue();
    queue.push([close(1)]);
    queue.push([close(2), close(3)]);
    expect([applied.length, frames.length]).toEqual([0, 1]);
    frame();
    expect(applied).toEqual([close(1), close(2), close(3)]);
    expect([frames.length, onBatch.mock.calls.length]).toEqual([0, 1]);
    queue.push([close(4)]);
    expect(frames.length).toBe(1);
  });

  it("leaves the rest for the next frame when the budget is spent, in order", () => {
    const { queue, applied, frame, frames } = stagedQueue();
    const all = Array.from({ length: 100 }, (_, node) => close(node));
    queue.push(all);
    let frameCount = 0;
    while (frames.length > 0) {
      const before = applied.length;
      frame();
      frameCount += 1;
      expect(applied.length - before).toBeLessThanOrEqual(FRAME_BUDGET_MS + 16);
      if (frameCount === 2) queue.push([close(100)]);
    }
    expect(frameCount).toBeGreaterThan(4);
    expect(applied).toEqual([...all, close(100)]);
  });

  it("joins data that grows while it waits, and only that", () => {
    const { queue, applied, frame } = stagedQueue();
    const given: SvgOperation[] = [
      { op: "attr", node: 1, name: "d", value: "M0 0" },
      grow("L1 1"),
      grow("L2 2"),
      grow("M3 3", 2),
      { op: "attr", node: 2, name: "d", value: "M4 4" },
      { op: "text", node: 3, text: "a" },
      { op: "text", node: 3, text: "b" },
      { op: "text", node: 4, text: "c" },
    ];
    const before = structuredClone(given);
    queue.push(given);
    frame();
    expect(applied).toEqual([
      { op: "attr", node: 1, name: "d", value: "M0 0L1 1L2 2" },
      grow("M3 3", 2),
      { op: "attr", node: 2, name: "d", value: "M4 4" },
      { op: "text", node: 3, text: "ab" },
      { op: "text", node: 4, text: "c" },
    ]);
    expect(given).toEqual(before);
    queue.push([{ op: "text", node: 4, text: "d" }]);
    frame();
    expect(applied.at(-1)).toEqual({ op: "text", node: 4, text: "d" });
  });

  it("says when it is empty: after everything, and also when there was nothing", () => {
    const { queue, frame, frames, applied } = stagedQueue();
    const done = vi.fn(() => applied.length);
    queue.push(Array.from({ length: 40 }, (_, node) => close(node)));
    queue.whenEmpty(done);
    while (frames.length > 0) frame();
    expect(done.mock.results).toMatchObject([{ value: 40 }]);
    queue.whenEmpty(done);
    frame();
    expect(done).toHaveBeenCalledTimes(2);
  });

  it("asks anew when it should, and forgets what it should", () => {
    const { queue, frame, frames, applied } = stagedQueue();
    queue.reschedule();
    expect(frames.length).toBe(0);
    queue.push([close(1)]);
    const [first] = frames;
    queue.reschedule();
    expect(frames.length).toBe(1);
    expect(frames[0]).toBe(first);
    queue.clear();
    expect(frames.length).toBe(0);
    queue.push([close(2)]);
    frame();
    expect(applied).toEqual([close(2)]);
  });
});
