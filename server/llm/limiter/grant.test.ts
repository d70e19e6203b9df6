import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Rates } from "../models.ts";
import { fullState, grant, type LimitState, pause, type Waiter } from "./grant.ts";

const rates: Rates = { requestsPerMinute: 60, tokensPerMinute: 6_000 };
const waiter = (id: string, part: Partial<Waiter> = {}): Waiter => ({
  id,
  priority: 1,
  createdAt: 0,
  tokens: 10,
  ...part,
});

describe("grant", () => {
  it("lets a first call go at once", () => {
    const { granted, nextAt, state } = grant(fullState(rates, 0), [waiter("a")], rates, 0);
    expect(granted).toEqual(["a"]);
    expect(nextAt).toBeUndefined();
    expect(state.requests).toBe(59);
    expect(state.tokens).toBe(5_990);
  });

  it("serves by priority, then by arrival", () => {
    const line = [
      waiter("background", { priority: 2, createdAt: 1 }),
      waiter("late", { createdAt: 9 }),
      waiter("early", { createdAt: 2 }),
      waiter("first step", { priority: 0, createdAt: 20 }),
    ];
    expect(grant(fullState(rates, 30), line, rates, 30).granted).toEqual([
      "first step",
      "early",
      "late",
      "background",
    ]);
  });

  it("says when the next one can go", () => {
    const empty: LimitState = { requests: 0.5, tokens: 6_000, at: 1_000, pausedUntil: 0 };
    const { granted, nextAt } = grant(empty, [waiter("a")], rates, 1_000);
    expect(granted).toEqual([]);
    expect(nextAt).toBe(1_500);
    expect(grant(empty, [waiter("a")], rates, 1_500).granted).toEqual(["a"]);
  });

  it("lets no small call pass a large one that is first in line", () => {
    const state: LimitState = { requests: 60, tokens: 100, at: 0, pausedUntil: 0 };
    const line = [waiter("large", { tokens: 1_000 }), waiter("small", { createdAt: 1, tokens: 1 })];
    expect(grant(state, line, rates, 0)).toMatchObject({ granted: [], nextAt: 9_000 });
  });

  it("lets a call larger than the bucket go when the bucket is full", () => {
    const line = [waiter("huge", { tokens: 1_000_000 })];
    expect(grant(fullState(rates, 0), line, rates, 0).granted).toEqual(["huge"]);
  });

  it("stands still during a pause, then begins with one call", () => {
    const paused = pause(fullState(rates, 0), 10_000, rates, 0);
    const line = [waiter("a"), waiter("b", { createdAt: 1 })];
    expect(grant(paused, line, rates, 9_999)).toMatchObject({ granted: [], nextAt: 10_000 });
    expect(grant(paused, line, rates, 10_000)).toMatchObject({ granted: ["a"], nextAt: 11_000 });
    expect(pause(paused, 5_000, rates, 0).pausedUntil).toBe(10_000);
  });
});

describe("grant in virtual time", () => {
  const arrivals = fc.array(
    fc.record({
      at: fc.integer({ min: 0, max: 120_000 }),
      priority: fc.constantFrom(0, 1, 2),
      tokens: fc.integer({ min: 0, max: 900 }),
    }),
    { minLength: 1, maxLength: 60 },
  );
  const someRates = fc.record({
    requestsPerMinute: fc.integer({ min: 1, max: 120 }),
    tokensPerMinute: fc.integer({ min: 100, max: 20_000 }),
  });

  /** Plays arrivals against `grant`, jumping to the next arrival or to `nextAt`. */
  function play(list: { at: number; priority: number; tokens: number }[], limits: Rates) {
    const coming = list.map((one, index) => ({ id: String(index), createdAt: one.at, ...one }));
    coming.sort((a, b) => a.at - b.at);
    const served: { id: string; at: number; tokens: number; over: Waiter[] }[] = [];
    let waiting: Waiter[] = [];
    let state = fullState(limits, 0);
    let now = 0;
    for (let rounds = 0; coming.length > 0 || waiting.length > 0; rounds++) {
      if (rounds > 10_000) throw new Error("It does not come to an end.");
      while (coming[0] && coming[0].at <= now) waiting.push(...coming.splice(0, 1));
      const result = grant(state, waiting, limits, now);
      state = result.state;
      for (const id of result.granted) {
        const tokens = Math.min(waiting.find((one) => one.id === id)?.tokens ?? 0, limits.tokensPerMinute);
        waiting = waiting.filter((one) => one.id !== id);
        served.push({ id, at: now, tokens, over: [...waiting] });
      }
      const nextArrival = coming[0]?.at ?? Number.POSITIVE_INFINITY;
      const next = Math.min(nextArrival, result.nextAt ?? Number.POSITIVE_INFINITY);
      if (Number.isFinite(next)) {
        expect(next).toBeGreaterThan(now);
        now = next;
      }
    }
    return { served, all: list.length };
  }

  it("serves everybody once, and never more than one bucket and its refill in any stretch of time", () => {
    fc.assert(
      fc.property(arrivals, someRates, (list, limits) => {
        const { served, all } = play(list, limits);
        expect(new Set(served.map(({ id }) => id)).size).toBe(all);
        for (let from = 0; from < served.length; from++) {
          let tokens = 0;
          for (let to = from; to < served.length; to++) {
            const minutes = ((served[to]?.at ?? 0) - (served[from]?.at ?? 0)) / 60_000;
            tokens += served[to]?.tokens ?? 0;
            expect(to - from + 1).toBeLessThanOrEqual(limits.requestsPerMinute * (1 + minutes) + 0.001);
            expect(tokens).toBeLessThanOrEqual(limits.tokensPerMinute * (1 + minutes) + 0.1);
          }
        }
      }),
      { numRuns: 200 },
    );
  });

  it("never serves anybody while a more urgent call waits", () => {
    fc.assert(
      fc.property(arrivals, someRates, (list, limits) => {
        for (const { id, over } of play(list, limits).served) {
          const priority = list[Number(id)]?.priority ?? 0;
          for (const other of over) expect(other.priority).toBeGreaterThanOrEqual(priority);
        }
      }),
      { numRuns: 200 },
    );
  });

  it("never changes what it is given", () => {
    fc.assert(
      fc.property(arrivals, someRates, (list, limits) => {
        const state = Object.freeze(fullState(limits, 0));
        const line = Object.freeze(list.map((one, index) => Object.freeze(waiter(String(index), one))));
        grant(state, line, limits, 1_000);
      }),
    );
  });
});
