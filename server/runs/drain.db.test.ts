import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { eventually, gate, readEvents, startEngine, untilStatus } from "./__fixtures__/engine.ts";
import { type OwnEngine, openOwnEngine } from "./__fixtures__/own-engine.ts";
import { type ModelServer, startModelServer, startWorkerProcess } from "./__fixtures__/processes.ts";
import { createCounter, createScripted } from "./__fixtures__/scripted.ts";

const scripted = createScripted();
const learnerId = randomUUID();
let web: OwnEngine;
let models: ModelServer;

beforeAll(async () => {
  models = await startModelServer();
});
afterAll(async () => {
  await models.close();
});
async function withDatabase(test: () => Promise<void>) {
  web = await openOwnEngine();
  try {
    await test();
  } finally {
    await web.close();
  }
}
const openWorker = (name: string) => startEngine({ url: web.url, pipelines: [scripted.pipeline], name });
const end = (id: string) => untilStatus(web.runs, learnerId, id, "succeeded", "partial", "failed");
const rowOf = (id: string) => web.prisma.run.findUniqueOrThrow({ where: { id } });

describe("a worker that is told to stop", () => {
  it("lets a running step end within its grace, and another worker goes on from there", () =>
    withDatabase(async () => {
      const first = await openWorker("first");
      const [begun, released] = [gate(), gate()];
      const calls = createCounter();
      const id = await scripted.start(web.runs, learnerId, async (run) => {
        await run.step("a", async () => {
          calls.add("a");
          begun.resolve();
          await released.promise;
        });
        return run.step("b", async () => calls.add("b"));
      });
      await begun.promise;
      const second = await openWorker("second");
      const drained = first.worker?.drain(60_000);
      released.resolve();
      await drained;
      expect(await end(id)).toMatchObject({ status: "succeeded", result: 1 });
      expect(calls.get("a")).toBe(1);
      expect(await rowOf(id)).toMatchObject({ epoch: 2 });
      await first.close();
      await second.close();
    }));

  it("hands over at once what does not end in time, and another worker has it before a lease could run out", () =>
    withDatabase(async () => {
      const first = await openWorker("first");
      const begun = gate();
      const calls = createCounter();
      const id = await scripted.start(web.runs, learnerId, (run) =>
        run.step("a", async (step) => {
          if (calls.add("a") > 1) return "done elsewhere";
          begun.resolve();
          return new Promise<string>((_, reject) => step.signal.addEventListener("abort", reject));
        }),
      );
      await begun.promise;
      const second = await openWorker("second");
      const told = performance.now();
      await first.worker?.drain(10);
      expect((await end(id)).result).toBe("done elsewhere");
      expect(performance.now() - told).toBeLessThan(5_000);
      const [step] = await web.prisma.runStep.findMany({ where: { runId: id } });
      expect(step, "a hand-over is no crash").toMatchObject({ starts: 1 });
      await first.close();
      await second.close();
    }));

  it("hands over a run that waits for a person while work beside it is unfinished", () =>
    withDatabase(async () => {
      const first = await openWorker("first");
      const begun = gate();
      const calls = createCounter();
      const id = await scripted.start(web.runs, learnerId, (run) => {
        run.background("picture", async (step) => {
          if (calls.add("picture") > 1) return "drawn";
          begun.resolve();
          return new Promise<string>((_, reject) => step.signal.addEventListener("abort", reject));
        });
        return run.waitFor("choice", z.enum(["left", "right"]));
      });
      await begun.promise;
      await untilStatus(web.runs, learnerId, id, "waiting");
      const second = await openWorker("second");
      await first.worker?.drain(10);
      // The picture is drawn without waiting for the person.
      await eventually(async () => {
        const { steps } = await web.runs.snapshot(learnerId, id);
        return steps.some(({ key, state }) => key === "picture" && state === "done");
      });
      await eventually(async () => {
        const run = await rowOf(id);
        return run.status === "waiting" && run.owner === null;
      });
      await web.runs.answer(learnerId, id, "choice", "left");
      expect((await end(id)).result).toBe("left");
      await first.close();
      await second.close();
    }));

  it("begins nothing beside a question that it could not finish", () =>
    withDatabase(async () => {
      const first = await openWorker("first");
      const [begun, released] = [gate(), gate()];
      const id = await scripted.start(web.runs, learnerId, async (run) => {
        await run.step("a", async () => {
          begun.resolve();
          await released.promise;
        });
        run.background("picture", async () => "drawn");
        return run.waitFor("choice", z.enum(["left", "right"]));
      });
      await begun.promise;
      const drained = first.worker?.drain(60_000);
      released.resolve();
      await drained;
      expect(await rowOf(id)).toMatchObject({ status: "queued", owner: null });
      const second = await openWorker("second");
      await eventually(async () => {
        const { steps } = await web.runs.snapshot(learnerId, id);
        return steps.some(({ key, state }) => key === "picture" && state === "done");
      });
      await web.runs.cancel(learnerId, id);
      await first.close();
      await second.close();
    }));

  it("takes no further runs, and leaves none behind that it was just taking", () =>
    withDatabase(async () => {
      const first = await openWorker("first");
      const ids = await Promise.all(
        Array.from({ length: 40 }, () =>
          scripted.start(web.runs, learnerId, (run) => run.step("a", async () => "made")),
        ),
      );
      await first.worker?.drain(5_000);
      expect(first.worker?.held()).toEqual([]);
      const left = await web.prisma.run.findMany({ where: { owner: { not: null } } });
      expect(left).toEqual([]);
      const second = await openWorker("second");
      for (const id of ids) expect((await end(id)).result).toBe("made");
      await first.close();
      await second.close();
    }));
});

describe("a rolling restart under load", () => {
  it(
    "loses nothing and does no finished step twice",
    () =>
      withDatabase(async () => {
        const options = { databaseUrl: web.url, modelUrl: models.url, graceMs: 500 };
        let processes = [
          await startWorkerProcess({ name: "one", ...options }),
          await startWorkerProcess({ name: "two", ...options }),
        ];
        const runs: { id: string; topic: string }[] = [];
        async function startRun() {
          const topic = randomUUID();
          const { run } = await web.runs.create({ learnerId, kind: "visual", input: { topic } });
          runs.push({ id: run.id, topic });
          return topic;
        }
        const held: string[] = [];
        for (let round = 1; round <= 3; round++) {
          const [leaving, staying] = processes;
          if (!leaving || !staying) throw new Error("two processes are needed");
          for (let n = 0; n < 6; n++) await startRun();
          // One run stands in a step that does not end within the grace.
          const slow = await startRun();
          models.hold(slow, "draw1");
          await models.held(slow, "draw1");
          held.push(slow);
          await leaving.end("SIGTERM");
          models.release(slow, "draw1");
          processes = [staying, await startWorkerProcess({ name: `next${round}`, ...options })];
        }
        for (const { id, topic } of runs) {
          expect(await end(id)).toMatchObject({ status: "succeeded" });
          const events = await readEvents(web.runs, learnerId, id);
          expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index + 1));
          for (const key of ["plan", "draw0", "draw1", "draw2", "finish"]) {
            const ends = events.filter(({ event }) => event.step === key && event.type === "step-end");
            expect(ends).toHaveLength(1);
            const [step] = await web.prisma.runStep.findMany({ where: { runId: id, key } });
            expect(step?.starts, "every beginning but the last was handed over").toBe(1);
            expect(models.calls(topic, key).length).toBeLessThanOrEqual(1 + ((await rowOf(id)).epoch - 1));
          }
          expect((await rowOf(id)).reservedUsd.toNumber()).toBe(0);
        }
        expect(held).toHaveLength(3);
        for (const process of processes) await process.end("SIGTERM");
      }),
    120_000,
  );
});
