import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { isFinal } from "../contracts/run.ts";
import { openDatabase } from "../db.ts";
import { openTestDatabase } from "../start/testing.ts";
import { type Engine, eventually, readEvents, startEngine, untilStatus } from "./__fixtures__/engine.ts";
import { type ModelServer, startModelServer, startWorkerProcess } from "./__fixtures__/processes.ts";
import { createScripted } from "./__fixtures__/scripted.ts";
import { transact } from "./store.ts";

const learnerId = randomUUID();
const STEPS = ["plan", "picture", "draw0", "draw1", "draw2", "finish"];
const RESULT = ["plan", "draw0", "draw1", "draw2", "finish"];
/** Before a step, in its model call, after the call but before the step's end, after its end. */
const POINTS = STEPS.flatMap((key) =>
  key === "picture"
    ? [key, `end:${key}`]
    : [`before:${key}`, key, `end:${key}`, ...(key === "finish" ? ["after:finish"] : [`after:${key}`])],
);
let database: Awaited<ReturnType<typeof openTestDatabase>>;
let web: Engine;
let models: ModelServer;

beforeAll(async () => {
  database = await openTestDatabase();
  web = await startEngine({ url: database.url });
  models = await startModelServer();
});
afterAll(async () => {
  await models.close();
  await web.close();
  await database.close();
});

const startWorker = (name: string, concurrency = 32) =>
  startWorkerProcess({ name, databaseUrl: database.url, modelUrl: models.url, concurrency });
async function start(point: string): Promise<{ id: string; topic: string; point: string }> {
  const topic = randomUUID();
  models.hold(topic, point);
  const { run } = await web.runs.create({ learnerId, kind: "visual", input: { topic } });
  return { id: run.id, topic, point };
}
const rowOf = (id: string) => web.prisma.run.findUniqueOrThrow({ where: { id } });

async function isTakenBy(id: string, worker: string): Promise<boolean> {
  const { owner, status } = await rowOf(id);
  return owner === worker || isFinal(status);
}

/** All that is kept of a run, but for the renewals of its hold. */
async function everythingOf(id: string) {
  const { updatedAt: _, ...run } = await rowOf(id);
  const of = { where: { runId: id } };
  return {
    run,
    steps: await web.prisma.runStep.findMany({ ...of, orderBy: { key: "asc" } }),
    attempts: await web.prisma.attempt.findMany({ ...of, orderBy: { startedAt: "asc" } }),
    events: await web.prisma.runEvent.findMany({ ...of, orderBy: { last: "asc" } }),
  };
}

async function expectWhole(id: string) {
  const snapshot = await untilStatus(web.runs, learnerId, id, "succeeded", "partial", "failed");
  expect(snapshot).toMatchObject({ status: "succeeded", result: RESULT });
  const events = await readEvents(web.runs, learnerId, id);
  expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index + 1));
  for (const key of STEPS) {
    const of = events.filter(({ event }) => event.step === key);
    expect(of.filter(({ event }) => event.type === "step-end")).toHaveLength(1);
    const emitted = of.filter(({ event }) => event.type === "text-ready");
    expect(emitted).toHaveLength(key === "picture" ? 0 : 1);
  }
  for (const type of ["run-start", "run-end"])
    expect(events.filter(({ event }) => event.type === type)).toHaveLength(1);
  const run = await rowOf(id);
  const { _sum } = await web.prisma.attempt.aggregate({ where: { runId: id }, _sum: { settledUsd: true } });
  expect(run.reservedUsd.toNumber()).toBe(0);
  expect(run.spentUsd.toNumber()).toBe(_sum.settledUsd?.toNumber());
}

describe("a worker process that dies", () => {
  it("is replaced within 15 s at every point of a run, and no finished step is done again", async () => {
    const victim = await startWorker("victim");
    const runs = await Promise.all(POINTS.map(start));
    await Promise.all(runs.map(({ topic, point }) => models.held(topic, point)));
    const rescuer = await startWorker("rescuer");
    await victim.end("SIGKILL");
    const killed = performance.now();
    const before = await Promise.all(
      runs.map(async (run) => {
        const { steps } = await web.runs.snapshot(learnerId, run.id);
        const done = steps.filter(({ state }) => state === "done").map(({ key }) => key);
        return {
          ...run,
          done,
          calls: new Map(STEPS.map((key) => [key, models.calls(run.topic, key).length])),
        };
      }),
    );
    for (const { topic, point } of runs) models.release(topic, point);
    await Promise.all(runs.map(({ id }) => eventually(() => isTakenBy(id, "rescuer"))));
    const takenAfter = performance.now() - killed;
    expect(takenAfter).toBeLessThan(15_000);
    for (const { id, topic, point, done, calls } of before) {
      await expectWhole(id);
      for (const key of STEPS) {
        const made = models.calls(topic, key).length;
        const was = calls.get(key) ?? 0;
        expect(made - was, `${key}, killed at ${point}`).toBe(done.includes(key) ? 0 : 1);
        expect(was, `${key}, killed at ${point}`).toBeLessThanOrEqual(1);
      }
      const lost = await web.prisma.attempt.count({ where: { runId: id, state: "lost" } });
      expect(lost, `killed at ${point}`).toBe(
        STEPS.filter((key) => !done.includes(key) && (calls.get(key) ?? 0) > 0).length,
      );
    }
    // Every kind of point was really met.
    expect(before.find(({ point }) => point === "before:plan")?.done).toEqual([]);
    expect(before.find(({ point }) => point === "after:finish")?.done).toContain("finish");
    expect(before.find(({ point }) => point === "end:draw1")?.calls.get("draw1")).toBe(1);
    await rescuer.end("SIGTERM");
  }, 90_000);

  it("that stands still in the middle of a transaction does not keep a run locked", async () => {
    const sleeper = openDatabase(database.url);
    const scripted = createScripted();
    const id = await scripted.start(web.runs, learnerId, (run) => run.step("a", async () => "made"));
    const [locked, woken] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const standing = transact(sleeper.prisma, async (tx) => {
      await tx.$queryRaw`select 1 from "Run" where id = ${id}::uuid for no key update`;
      locked.resolve();
      await woken.promise;
      await tx.$queryRaw`update "Run" set seq = seq + 1 where id = ${id}::uuid`;
    }).catch((error: unknown) => error);
    await locked.promise;
    const worker = await startEngine({ url: database.url, pipelines: [scripted.pipeline] });
    const begun = performance.now();
    expect(await untilStatus(web.runs, learnerId, id, "succeeded")).toMatchObject({ result: "made" });
    expect(performance.now() - begun).toBeLessThan(15_000);
    await worker.close();
    const before = await everythingOf(id);
    woken.resolve();
    expect(await standing).toBeInstanceOf(Error);
    expect(await everythingOf(id)).toEqual(before);
    await sleeper.close();
  }, 60_000);

  it("that only slept changes nothing when it wakes", async () => {
    const sleeper = await startWorker("sleeper");
    /** Where the sleeper stands, and what is done there. */
    const done: Record<string, string[]> = {
      plan: [],
      "end:draw1": ["draw0", "draw2", "picture", "plan"],
      "after:draw2": ["draw0", "draw1", "draw2", "picture", "plan"],
      "end:finish": ["draw0", "draw1", "draw2", "picture", "plan"],
    };
    const runs = await Promise.all(Object.keys(done).map(start));
    await Promise.all(runs.map(({ topic, point }) => models.held(topic, point)));
    sleeper.signal("SIGSTOP");
    // The other worker has just as many places: what comes later is the sleeper's.
    const other = await startWorker("other", runs.length);
    await Promise.all(
      runs.map(({ id, point }) =>
        eventually(async () => {
          if (!(await isTakenBy(id, "other"))) return false;
          const { steps } = await web.runs.snapshot(learnerId, id);
          const found = steps.filter(({ state }) => state === "done").map(({ key }) => key);
          return String(found.sort()) === String(done[point]);
        }),
      ),
    );
    // Its last writes are those that this waits for: the attempt that is open, the step that is begun.
    await Promise.all(
      runs
        .filter(({ point }) => point !== "after:draw2")
        .map(({ topic, point }) =>
          eventually(async () => models.calls(topic, point.replace("end:", "")).includes("other")),
        ),
    );
    const before = await Promise.all(runs.map(({ id }) => everythingOf(id)));
    sleeper.signal("SIGCONT");
    for (const { topic, point } of runs) models.releaseOne(topic, point, "sleeper");
    // It is wide awake: it takes a new run and carries it out.
    const late = await start("finish");
    await models.held(late.topic, "finish");
    models.release(late.topic, "finish");
    await expectWhole(late.id);
    expect(models.calls(late.topic, "finish")).toEqual(["sleeper"]);
    expect(await Promise.all(runs.map(({ id }) => everythingOf(id)))).toEqual(before);
    for (const { topic, point } of runs) models.release(topic, point);
    for (const { id, topic } of runs) {
      await expectWhole(id);
      expect(models.calls(topic, "finish").at(-1)).toBe("other");
    }
    await other.end("SIGTERM");
    await sleeper.end("SIGTERM");
  }, 90_000);
});
