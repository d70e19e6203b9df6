// The sample model's own drawings, broken in every way that its server knows, anywhere.
import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Fault } from "../../simulator/index.ts";
import { createSvgStream } from "../../svg/index.ts";
import { libraryDrawing } from "./testing-drawings.ts";
import { drawing, judgeDrawing, openStudio, readyOf, type Studio } from "./testing-studio.ts";

let studio: Studio;
beforeAll(async () => {
  studio = await openStudio({ timeouts: { firstChunkMs: 3_000, idleMs: 3_000 } });
});
afterAll(() => studio.close());

const STEPS = ["tree-from-air", "leaf-factory", "two-stages", "what-limits-it", "recap"];

/** What the engine makes of a drawing of the library that came whole. */
function finished(id: string) {
  const stream = createSvgStream({ idPrefix: `d${STEPS.indexOf(id) + 1}_` });
  stream.push(libraryDrawing(`photosynthesis/${id}`));
  return stream.finish();
}

describe("clocks", () => {
  it.concurrent.each<[string, object, string]>([
    ["stops in the middle", { fault: "stall", chunkSize: 500, afterChunks: 6 }, "idle"],
    ["does not begin", { firstChunkMs: 60_000 }, "firstChunk"],
  ])("a model that %s is given up, and what it leaves is used", async (_, fault) => {
    const topic = `photosynthesis [${randomUUID()}]`;
    await studio.control.rules({ marker: topic, ...drawing("recap", fault), times: 1 });
    const run = await studio.run(topic);
    expect(run.snapshot).toMatchObject({ status: "succeeded", gaps: [] });
    expect(readyOf(run, "recap")?.ops).toEqual(finished("recap").ops);
    const attempts = await studio.attempts(run.id, "draw:recap");
    expect(attempts.map(({ state, errorCode }) => [state, errorCode])).toEqual([
      ["settled", "TIMEOUT"],
      ["settled", null],
    ]);
    // Tokens that were written are paid for, whether or not anybody waited for the rest.
    expect(Number(attempts[0]?.settledUsd)).toBeGreaterThan(0);
  });
});

it("a drawing that is broken anywhere, in any way, ends whole or as a step that failed with a code", async () => {
  const fault = fc.constantFrom<Fault>(
    ...(["cut", "end-without-finish", "max-tokens", "stall", "safety-midstream", "malformed"] as const),
    ...(["fenced", "prose", "think", "empty", "no-candidates", "status"] as const),
  );
  const rule = fc.record({
    fault,
    chunkSize: fc.integer({ min: 1, max: 2_000 }),
    share: fc.double({ min: 0, max: 1, noNaN: true }),
    times: fc.constantFrom(1, 1, 2, 3),
  });
  const runs = fc.sample(fc.tuple(rule, rule, rule, rule, rule), { numRuns: 8, seed: 11 });
  let whole = 0;
  const check = async (rules: (typeof runs)[number]) => {
    const topic = `photosynthesis [${randomUUID()}]`;
    const of = rules.map(({ share, ...broken }, index) => {
      const id = STEPS[index] ?? "";
      const { length } = libraryDrawing(`photosynthesis/${id}`);
      const afterChunks = Math.floor((share * length) / broken.chunkSize);
      const status = broken.fault === "status" ? { status: 503 } : {};
      return { ...drawing(id, { ...broken, afterChunks, ...status }), marker: topic };
    });
    await studio.control.rules(...of);
    const run = await studio.run(topic);
    const failed = new Map(run.snapshot.gaps.map((gap) => [gap.step, gap]));
    expect(run.snapshot.status).toMatch(failed.size > 0 ? /partial/ : /succeeded|failed/);
    for (const [index, id] of STEPS.entries()) {
      judgeDrawing(run, id, index + 1);
      const ready = readyOf(run, id);
      const step = run.snapshot.steps.find(({ key }) => key === `draw:${id}`);
      if (ready) {
        whole++;
        expect(step?.state).toBe("done");
        expect(ready.ops).toEqual(finished(id).ops);
        expect((await studio.kept(run.id, id)).svg).toBe(finished(id).svg);
      } else {
        expect(step).toMatchObject({ state: "failed", error: { code: expect.stringMatching(CODES) } });
        if (run.snapshot.status === "partial")
          expect(failed.get(`draw:${id}`)).toMatchObject(step?.error ?? {});
      }
    }
    const { _sum } = await studio.prisma.attempt.aggregate({
      where: { runId: run.id },
      _sum: { settledUsd: true },
    });
    expect(run.snapshot.cost.usd).toBeCloseTo(Number(_sum.settledUsd), 7);
  };
  await Promise.all(runs.map(check));
  expect(whole).toBeGreaterThan(STEPS.length * 4);
}, 60_000);

const CODES = /^(BAD_OUTPUT|TIMEOUT|UNAVAILABLE|UNSAFE_CONTENT)$/;
