import { expect, it } from "vitest";
import { elapsedSeconds } from "./elapsed.ts";

const at = (seconds: number) => new Date(Date.UTC(2026, 0, 1, 0, 0, seconds)).toISOString();
const step = (generation: number, startedAt: string | null) => ({
  key: "a",
  generation,
  state: "running" as const,
  attempts: 1,
  error: null,
  startedAt,
  endedAt: null,
});
const run = { createdAt: at(0), startedAt: at(2), endedAt: null, steps: [step(1, at(3))] };

it("counts from the start until now, or until the end", () => {
  expect(elapsedSeconds(run, new Date(at(12)))).toBe(10);
  expect(elapsedSeconds({ ...run, endedAt: at(7) }, new Date(at(60)))).toBe(5);
  expect(elapsedSeconds({ ...run, startedAt: null }, new Date(at(4)))).toBe(4);
});

it("counts only what was asked for again in a run that was opened again", () => {
  expect(elapsedSeconds({ ...run, steps: [step(1, at(3)), step(2, at(50))] }, new Date(at(60)))).toBe(10);
  expect(elapsedSeconds({ ...run, steps: [step(2, null)] }, new Date(at(60)))).toBe(0);
});
