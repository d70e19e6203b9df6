import { FlagdCore } from "@openfeature/flagd-core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { FlagValues } from "../contracts/flags.ts";
import { toFlagd } from "./flagd.ts";
import { type StoredFlag, settle } from "./settings.ts";

const LEARNERS = Array.from({ length: 4_000 }, (_, index) => `learner-${index}`);

function sampled(values: Partial<FlagValues>): Set<string> {
  const core = new FlagdCore();
  core.setConfigurations(toFlagd(settle(values, new Map(), {})));
  const isIn = (targetingKey: string) =>
    core.resolveBooleanEvaluation("variant_generation_v2", false, { targetingKey }).value;
  return new Set(LEARNERS.filter(isIn));
}
const at = (percentage: number) =>
  sampled({ variant_generation_v2: true, variant_generation_rollout_percentage: percentage });

const stored = (name: string, value: unknown): [string, StoredFlag] => [
  name,
  { name, value, updatedAt: new Date(0), updatedBy: "somebody" },
];

describe("settle", () => {
  it("asks the override, then the database, then the first value, then the default", () => {
    const database = new Map([stored("knowledge", false)]);
    expect(settle({ knowledge: true }, database, { knowledge: false }).knowledge.source).toBe("override");
    expect(settle({}, database, { knowledge: true }).knowledge).toEqual({ value: false, source: "database" });
    expect(settle({}, new Map(), { knowledge: false }).knowledge.source).toBe("environment");
    expect(settle({}, new Map(), {}).knowledge).toEqual({ value: true, source: "default" });
  });

  it("passes over stored values that do not fit, whatever they are", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const settings = settle(
          {},
          new Map([stored("runs_enabled", value), stored("visual_concurrency", value)]),
          {},
        );
        expect(typeof settings.runs_enabled.value).toBe("boolean");
        expect(Number.isInteger(settings.visual_concurrency.value)).toBe(true);
      }),
    );
  });
});

describe("a rollout", () => {
  it("is on for about as many learners as it says", () => {
    for (const percentage of [10, 25, 50, 90])
      expect((at(percentage).size / LEARNERS.length) * 100).toBeCloseTo(percentage, -0.7);
  });

  it("decides the same every time, and raising it keeps every learner who was in", () => {
    expect(at(25)).toEqual(at(25));
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 100 }), fc.integer({ min: 0, max: 100 }), (a, b) => {
        const [fewer, more] = [at(Math.min(a, b)), at(Math.max(a, b))];
        expect([...fewer].every((learner) => more.has(learner))).toBe(true);
      }),
      { numRuns: 15 },
    );
  });

  it("reaches nobody at 0 % or when switched off, and everybody at 100 %", () => {
    expect(at(0).size).toBe(0);
    expect(sampled({ variant_generation_v2: false, variant_generation_rollout_percentage: 100 }).size).toBe(
      0,
    );
    expect(at(100).size).toBe(LEARNERS.length);
  });
});
