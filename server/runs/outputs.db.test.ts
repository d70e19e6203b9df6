import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, it } from "vitest";
import { AppError } from "../errors.ts";
import { gate, untilStatus } from "./__fixtures__/engine.ts";
import { type OwnEngine, openOwnEngine } from "./__fixtures__/own-engine.ts";
import { type Body, createCounter, createScripted } from "./__fixtures__/scripted.ts";

const scripted = createScripted();
const learnerId = randomUUID();
let engine: OwnEngine;

beforeAll(async () => {
  engine = await openOwnEngine({ pipelines: [scripted.pipeline] });
});
afterAll(() => engine.close());

const start = (body: Body) => scripted.start(engine.runs, learnerId, body);
const end = (id: string) => untilStatus(engine.runs, learnerId, id, "succeeded", "failed", "cancelled");
const outputs = async (id: string) => Object.fromEntries(await engine.runs.outputs(learnerId, id));

it("the outputs of a run are those of the newest generation that was finished, of each step", async () => {
  const calls = createCounter();
  const [begun, held] = [gate(), gate()];
  const id = await start(async (run) => {
    await run.step("nothing", async () => undefined);
    await run.step("deep", async () => ({ a: [1, { b: "ü" }] }));
    await run.step("a", async ({ generation }) => {
      const call = calls.add("a");
      if (call === 3) throw new AppError("BAD_OUTPUT", "Not good.");
      if (call === 4) {
        begun.resolve();
        await held.promise;
      }
      return `a${generation}`;
    });
  });
  await end(id);
  const same = { nothing: null, deep: { a: [1, { b: "ü" }] } };
  expect(await outputs(id)).toEqual({ ...same, a: "a1" });
  await engine.runs.redo(learnerId, id, "a");
  await end(id);
  expect(await outputs(id)).toEqual({ ...same, a: "a2" });
  await engine.runs.redo(learnerId, id, "a");
  expect((await end(id)).status).toBe("failed");
  expect(await outputs(id)).toEqual({ ...same, a: "a2" });
  await engine.runs.redo(learnerId, id, "a");
  await begun.promise;
  expect(await outputs(id)).toEqual({ ...same, a: "a2" });
  held.resolve();
  await end(id);
  expect(await outputs(id)).toEqual({ ...same, a: "a4" });
});

it("a run without a finished step has none; a run of somebody else is not found", async () => {
  const id = await start((run) =>
    run.step("a", async () => {
      throw new AppError("BAD_OUTPUT", "Not good.");
    }),
  );
  await end(id);
  expect(await outputs(id)).toEqual({});
  for (const [who, which] of [
    [randomUUID(), id],
    [learnerId, randomUUID()],
    [learnerId, "\0"],
    [learnerId, `${id}' or true --`],
  ] as const)
    await expect(engine.runs.outputs(who, which)).rejects.toMatchObject({ code: "NOT_FOUND" });
});
