import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { PrismaClient } from "../../prisma/generated/client.ts";
import { createLiveBatches } from "./live-batches.ts";
import type { Lease } from "./store.ts";

const lease: Lease = { runId: "11111111-1111-4111-8111-111111111111", learnerId: "l", epoch: 1 };
const text = (n: number | string) => JSON.stringify({ n });
const AWAY = Object.assign(new Error("refused"), { code: "ECONNREFUSED" });

/** A database that takes each write only when the test says so. */
function open() {
  const writes: { batch: { n: number | string }[]; settle(error?: Error): Promise<void> }[] = [];
  const troubles: unknown[] = [];
  const prisma = {
    $queryRaw(_strings: TemplateStringsArray, json: string) {
      const { promise, resolve, reject } = Promise.withResolvers<unknown[]>();
      writes.push({
        batch: (JSON.parse(json) as { batch: { n: number | string }[] }[]).flatMap(({ batch }) => batch),
        async settle(error) {
          if (error) reject(error);
          else resolve([]);
          await vi.advanceTimersByTimeAsync(0);
        },
      });
      return promise;
    },
  };
  // Only this one method is used.
  const live = createLiveBatches(prisma as unknown as PrismaClient, (error) => troubles.push(error));
  const batches = () => writes.map(({ batch }) => batch.map(({ n }) => n));
  return { live, writes, troubles, batches };
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe("live events", () => {
  it("are written at once, and then together, at most every 40 ms, in order", async () => {
    const { live, batches, writes } = open();
    for (const n of [1, 2, 3]) live.add(lease, "a", text(n));
    await vi.advanceTimersByTimeAsync(0);
    expect(batches()).toEqual([[1, 2, 3]]);
    await writes[0]?.settle();
    for (const n of [4, 5]) live.add(lease, "a", text(n));
    await vi.advanceTimersByTimeAsync(39);
    expect(batches()).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(1);
    expect(batches()).toEqual([
      [1, 2, 3],
      [4, 5],
    ]);
    live.add(lease, "a", text(6));
    await vi.advanceTimersByTimeAsync(1000);
    expect(batches(), "one write at a time").toHaveLength(2);
    await writes[1]?.settle();
    await vi.advanceTimersByTimeAsync(0);
    expect(batches().at(-1)).toEqual([6]);
  });

  it("are put back before newer ones while the database is away, and tried again after a pause", async () => {
    const { live, batches, writes, troubles } = open();
    live.add(lease, "a", text(1));
    await vi.advanceTimersByTimeAsync(40);
    live.add(lease, "a", text(2));
    await writes[0]?.settle(AWAY);
    expect(troubles).toEqual([AWAY]);
    await vi.advanceTimersByTimeAsync(499);
    expect(batches()).toEqual([[1]]);
    await vi.advanceTimersByTimeAsync(1);
    expect(batches()).toEqual([[1], [1, 2]]);
    await writes[1]?.settle();
    live.add(lease, "a", text(3));
    await vi.advanceTimersByTimeAsync(40);
    expect(batches().at(-1)).toEqual([3]);
  });

  it("are given up when the database refuses them for what they are", async () => {
    const { live, batches, writes, troubles } = open();
    live.add(lease, "a", text(1));
    await vi.advanceTimersByTimeAsync(40);
    await writes[0]?.settle(new Error("refused for what it is"));
    await vi.advanceTimersByTimeAsync(5_000);
    expect(batches()).toEqual([[1]]);
    expect(troubles).toHaveLength(1);
  });

  it("of a step that ended are not written any more, not even after a write that failed", async () => {
    const { live, batches, writes } = open();
    live.add(lease, "a", text("a1"));
    live.add(lease, "b", text("b1"));
    await vi.advanceTimersByTimeAsync(40);
    live.add(lease, "a", text("a2"));
    live.add(lease, "b", text("b2"));
    let dropped = false;
    const dropping = live.drop(lease.runId, "a").then(() => {
      dropped = true;
    });
    await vi.advanceTimersByTimeAsync(10);
    expect(dropped, "something of it is on its way").toBe(false);
    await writes[0]?.settle(AWAY);
    await dropping;
    await vi.advanceTimersByTimeAsync(500);
    expect(batches()).toEqual([
      ["a1", "b1"],
      ["b1", "b2"],
    ]);
  });

  it("wait in a bounded space: the oldest are given up", async () => {
    const { live, writes } = open();
    const add = (n: number) => live.add(lease, "a", JSON.stringify({ n, filling: "x".repeat(100_000) }));
    add(0);
    await vi.advanceTimersByTimeAsync(40);
    for (let n = 1; n <= 100; n++) add(n);
    await writes[0]?.settle(AWAY);
    await vi.advanceTimersByTimeAsync(500);
    const kept = writes[1]?.batch.map(({ n }) => n) ?? [];
    expect(kept).toEqual(Array.from({ length: 20 }, (_, index) => 81 + index));
  });

  it("of another run wait for nothing when a step ends", async () => {
    const { live } = open();
    live.add(lease, "a", text(1));
    await vi.advanceTimersByTimeAsync(40);
    await live.drop("22222222-2222-4222-8222-222222222222", "a");
  });
});
