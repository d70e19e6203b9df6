import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { isConnectionError } from "../kit/database-errors.ts";
import { startTestPostgres, type TestPostgres } from "../start/testing.ts";
import { type Engine, eventually, gate, readEvents, startEngine } from "./__fixtures__/engine.ts";
import { createPaidCalls } from "./__fixtures__/paid-calls.ts";
import { type Body, createCounter, createScripted } from "./__fixtures__/scripted.ts";

const scripted = createScripted();
const learnerId = randomUUID();
const AWAY_MS = 10_000;
let postgres: TestPostgres;
let engines: Engine[];

beforeAll(async () => {
  postgres = await startTestPostgres();
  const { url } = postgres;
  const gateway = createPaidCalls();
  engines = [
    await startEngine({ url }),
    await startEngine({ url, pipelines: [scripted.pipeline], gateway }),
    await startEngine({ url, pipelines: [scripted.pipeline], gateway }),
  ];
});
afterAll(async () => {
  for (const engine of engines) await engine.close();
  await postgres.close();
});

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

describe("a database that goes away for ten seconds under load", () => {
  it("is waited for: nothing is lost, no step is done twice, readers go on", async () => {
    const [web] = engines as [Engine];
    const calls = createCounter();
    const isBack = gate();
    const reached = gate();
    let begun = 0;
    const STEPS = 8;
    const body: Body = async (run, topic) => {
      for (let n = 0; n < STEPS; n++) {
        await Promise.all(
          ["a", "b"].map((side) =>
            run.step(`${side}${n}`, async (step) => {
              calls.add(`${topic} ${side}${n}`);
              if (++begun === 40) reached.resolve();
              step.live({ type: "text-delta", text: "live" });
              const call = { reserveUsd: 0.2, usd: 0.1 };
              await step.llm.image({ tier: "image", prompt: JSON.stringify(call) });
              await pause(150); // as long as a model takes
              // Some steps begin before the outage and end in it, some go on until it is over.
              if (n === 3 && side === "b") await isBack.promise;
              step.live({ type: "text-delta", text: "more" });
              step.emit({ type: "text-ready", text: `${side}${n}` });
            }),
          ),
        );
      }
      return "made";
    };
    const ids = await Promise.all(
      Array.from({ length: 10 }, () => scripted.start(web.runs, learnerId, body)),
    );
    const reading = Promise.all(ids.map((id) => readEvents(web.runs, learnerId, id)));
    await reached.promise;
    await postgres.stop();
    const stopped = performance.now();

    const asked = performance.now();
    const error = await web.runs.snapshot(learnerId, ids[0] ?? "").catch((thrown: unknown) => thrown);
    expect(isConnectionError(error)).toBe(true);
    expect(performance.now() - asked).toBeLessThan(12_000);
    await expect(scripted.start(web.runs, learnerId, body)).rejects.toSatisfy(isConnectionError);

    await pause(AWAY_MS - (performance.now() - stopped));
    await postgres.start();
    isBack.resolve();

    const journals = await reading;
    for (const [index, id] of ids.entries()) {
      const snapshot = await web.runs.snapshot(learnerId, id);
      expect(snapshot).toMatchObject({ status: "succeeded", result: "made" });
      expect(snapshot.steps).toHaveLength(STEPS * 2);
      const { topic } = snapshot.input as { topic: string };
      for (const { key } of snapshot.steps) expect(calls.get(`${topic} ${key}`), key).toBe(1);
      const run = await web.prisma.run.findUniqueOrThrow({ where: { id } });
      expect(run.epoch, "nobody took it from its worker").toBe(1);
      expect(run.reservedUsd.toNumber()).toBe(0);
      expect(run.spentUsd.toNumber()).toBeCloseTo(STEPS * 2 * 0.1, 8);
      const events = journals[index] ?? [];
      expect(events.map(({ seq }) => seq)).toEqual(Array.from({ length: snapshot.seq }, (_, at) => at + 1));
      const emitted = events.filter(({ event }) => event.type === "text-ready");
      expect(new Set(emitted.map(({ event }) => event.text)).size).toBe(STEPS * 2);
      expect(emitted).toHaveLength(STEPS * 2);
    }
  }, 120_000);

  it("is served as before afterwards: new runs, their queue and their notifications", async () => {
    const [web] = engines as [Engine];
    const ids = await Promise.all(
      Array.from({ length: 4 }, () =>
        scripted.start(web.runs, learnerId, (run) => run.step("a", async () => 1)),
      ),
    );
    for (const id of ids) {
      expect((await readEvents(web.runs, learnerId, id)).at(-1)?.event).toMatchObject({
        status: "succeeded",
      });
    }
    await eventually(async () => engines.every((engine) => (engine.worker?.held().length ?? 0) === 0));
  }, 30_000);
});
