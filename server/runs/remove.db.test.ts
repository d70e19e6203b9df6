import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import type { JournalEvent } from "../contracts/events.ts";
import {
  type Engine,
  eventually,
  gate,
  readEvents,
  startEngine,
  untilStatus,
} from "./__fixtures__/engine.ts";
import { type OwnEngine, openOwnEngine } from "./__fixtures__/own-engine.ts";
import { createPaidCalls, type ScriptedCall } from "./__fixtures__/paid-calls.ts";
import { type Body, createCounter, createScripted, type TestRun } from "./__fixtures__/scripted.ts";

const scripted = createScripted();
const named = new Map<string, ScriptedCall>();
let engine: OwnEngine;
/** Another process's view. */
let web: Engine;

beforeAll(async () => {
  engine = await openOwnEngine({
    pipelines: [scripted.pipeline],
    gateway: createPaidCalls(named),
    caps: { runUsd: undefined, learnerDayUsd: 2 },
  });
  web = await startEngine({ url: engine.url });
});
afterAll(async () => {
  await web.close();
  await engine.close();
});

const start = (learnerId: string, body: Body) => scripted.start(engine.runs, learnerId, body);
const call = (run: TestRun, key: string, script: ScriptedCall) => {
  const name = randomUUID();
  named.set(name, script);
  return run.step(key, async (step) => {
    await step.llm.image({ tier: "image", prompt: name });
    return key;
  });
};
const untilAborted = (signal: AbortSignal) =>
  new Promise<never>((_, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
const held = (id: string) => engine.worker?.held().includes(id);
const unexpected = () => engine.observations.filter(({ name }) => name === "unexpected");
const expectQuiet = () => expect([unexpected(), engine.troubles]).toEqual([[], []]);

/** Everything that the database still has of a run. */
async function remains(id: string): Promise<number> {
  const of = { where: { runId: id } };
  const counts = await Promise.all([
    engine.prisma.run.count({ where: { id } }),
    engine.prisma.runStep.count(of),
    engine.prisma.attempt.count(of),
    engine.prisma.runEvent.count(of),
    engine.prisma.artifact.count(of),
  ]);
  return counts.reduce((sum, count) => sum + count);
}
async function day(learnerId: string) {
  const { _sum } = await engine.prisma.learnerDay.aggregate({
    where: { learnerId },
    _sum: { spentUsd: true, reservedUsd: true },
  });
  return { spent: _sum.spentUsd?.toNumber() ?? 0, reserved: _sum.reservedUsd?.toNumber() ?? 0 };
}
const GONE = { code: "NOT_FOUND" };

describe("deleting a run that has ended", () => {
  it("takes everything of it away, and of no other", async () => {
    const learnerId = randomUUID();
    const body: Body = (run) => call(run, "a", { reserveUsd: 0.2, usd: 0.1 });
    const [id, other] = [await start(learnerId, body), await start(learnerId, body)];
    for (const one of [id, other]) await untilStatus(engine.runs, learnerId, one, "succeeded");
    await engine.prisma.artifact.create({ data: { runId: id, version: 1, value: {}, learnerId } });
    const { token } = await engine.runs.share(learnerId, id);
    const others = await remains(other);
    await web.runs.remove(learnerId, id);
    expect(await remains(id)).toBe(0);
    expect(await remains(other)).toBe(others);
    await expect(engine.runs.snapshot(learnerId, id)).rejects.toMatchObject(GONE);
    await expect(engine.runs.openEvents(learnerId, id, 0)).rejects.toMatchObject(GONE);
    await expect(engine.runs.shared(token)).rejects.toMatchObject(GONE);
    await expect(web.runs.remove(learnerId, id)).rejects.toMatchObject(GONE);
    expect((await engine.runs.list(learnerId, { limit: 10 })).runs.map((run) => run.id)).toEqual([other]);
  });

  it("leaves its money in the day's total: the cap is not passed by deleting", async () => {
    const learnerId = randomUUID();
    for (let n = 0; n < 2; n++) {
      const id = await start(learnerId, (run) => call(run, "a", { reserveUsd: 1, usd: 1 }));
      await untilStatus(engine.runs, learnerId, id, "succeeded");
      await engine.runs.remove(learnerId, id);
    }
    expect(await day(learnerId)).toEqual({ spent: 2, reserved: 0 });
    await expect(start(learnerId, async () => 1)).rejects.toMatchObject({ code: "BUDGET" });
  });

  it("frees its Idempotency-Key", async () => {
    const own = await openOwnEngine();
    const learnerId = randomUUID();
    const ask = () =>
      own.runs.create({ learnerId, kind: "visual", input: { topic: "x" }, idempotencyKey: "once" });
    await own.runs.remove(learnerId, (await ask()).run.id);
    expect(await ask()).toMatchObject({ isNew: true });
    await own.close();
  });

  it("is refused to everybody else", async () => {
    const learnerId = randomUUID();
    const id = await start(learnerId, async () => "kept");
    await untilStatus(engine.runs, learnerId, id, "succeeded");
    const none = [randomUUID(), "", "\0", `${id} `, `${id}' or true --`, "%"];
    for (const [who, which] of [[randomUUID(), id] as const, ...none.map((one) => [learnerId, one] as const)])
      await expect(web.runs.remove(who, which)).rejects.toMatchObject(GONE);
    expect(await engine.runs.snapshot(learnerId, id)).toMatchObject({ result: "kept" });
  });
});

describe("deleting a run that is under way", () => {
  it("stops its model call within a second and books what was held back for it, once", async () => {
    const learnerId = randomUUID();
    const [called, aborted] = [gate(), gate<number>()];
    const id = await start(learnerId, async (run) => {
      await call(run, "done", { reserveUsd: 0.3, usd: 0.1 });
      return call(run, "open", {
        reserveUsd: 0.4,
        usd: 0.05,
        during: ({ signal }) => {
          signal.addEventListener("abort", () => aborted.resolve(performance.now()));
          called.resolve();
          return untilAborted(signal);
        },
      });
    });
    await called.promise;
    const asked = performance.now();
    await web.runs.remove(learnerId, id);
    expect((await aborted.promise) - asked).toBeLessThan(1_000);
    await eventually(async () => !held(id));
    // The call's own end came after the run was gone, and changes nothing.
    expect(await day(learnerId)).toEqual({ spent: 0.5, reserved: 0 });
    expect(await remains(id)).toBe(0);
    expectQuiet();
  });

  it("ends also a step that does not listen to its signal, at once for everybody else", async () => {
    const learnerId = randomUUID();
    const [begun, released] = [gate(), gate()];
    const id = await start(learnerId, (run) =>
      run.step("deaf", async (step) => {
        begun.resolve();
        await released.promise;
        step.live({ type: "text-delta", text: "too late" });
        step.emit({ type: "text-ready", text: "too late" });
      }),
    );
    await begun.promise;
    await web.runs.remove(learnerId, id);
    expect(await remains(id)).toBe(0);
    await eventually(async () => !held(id));
    released.resolve();
    expectQuiet();
  });

  it("is noticed also when the notification is lost", async () => {
    const learnerId = randomUUID();
    const begun = gate();
    const id = await start(learnerId, (run) =>
      run.step("a", ({ signal }) => {
        begun.resolve();
        return untilAborted(signal);
      }),
    );
    await begun.promise;
    await engine.prisma.run.delete({ where: { id } });
    await eventually(async () => !held(id));
    expectQuiet();
  });

  it("is no failure of a call that is just being opened, begun or ended", async () => {
    const learnerId = randomUUID();
    const [reached, go] = [gate(), gate()];
    const seen: unknown[] = [];
    const reach = async () => {
      reached.resolve();
      await go.promise;
    };
    const id = await start(learnerId, async (run) => {
      const parts = [
        run.step("opens", async (step) => {
          await reach();
          named.set("late", { reserveUsd: 0.1, usd: 0.1, during: async () => void seen.push("called") });
          await step.llm.image({ tier: "image", prompt: "late" });
        }),
        run.step("ends", reach),
        reach().then(() => run.step("begins", async () => void seen.push("begun"))),
      ];
      await Promise.all(parts.map((part) => part.catch((error) => void seen.push(error))));
    });
    await reached.promise;
    // Nobody tells the worker: each part meets the missing row by itself.
    await engine.prisma.run.delete({ where: { id } });
    go.resolve();
    await eventually(async () => !held(id));
    expect(seen).toEqual([]);
    expect(await day(learnerId)).toEqual({ spent: 0, reserved: 0 });
    expectQuiet();
  });

  it("ends a run that waits in the queue, and its job finds nothing to do", async () => {
    const own = await openOwnEngine();
    const learnerId = randomUUID();
    const calls = createCounter();
    const id = await scripted.start(own.runs, learnerId, async () => calls.add("body"));
    await own.runs.remove(learnerId, id);
    const worker = await startEngine({ url: own.url, pipelines: [scripted.pipeline] });
    await eventually(async () => {
      const jobs = await own.prisma.$queryRaw<unknown[]>`
        select 1 from pgboss.job where singleton_key = ${id} and state = 'completed'`;
      return jobs.length === 1;
    });
    expect(calls.get("body")).toBe(0);
    expect([worker.observations, worker.troubles]).toEqual([[], []]);
    await worker.close();
    await own.close();
  });

  it("ends a question, whether its run is parked or in hand", async () => {
    const learnerId = randomUUID();
    const parked = await start(learnerId, (run) => run.waitFor("choice", z.string()));
    const inHand = await start(learnerId, (run) => {
      run.background("picture", ({ signal }) => untilAborted(signal));
      return run.waitFor("choice", z.string());
    });
    for (const id of [parked, inHand]) {
      await untilStatus(engine.runs, learnerId, id, "waiting");
      await web.runs.remove(learnerId, id);
      await expect(web.runs.answer(learnerId, id, "choice", "late")).rejects.toMatchObject(GONE);
      await eventually(async () => !held(id));
    }
    expectQuiet();
  });

  it("ends the streams of its events", async () => {
    const learnerId = randomUUID();
    const begun = gate();
    const id = await start(learnerId, (run) =>
      run.step("a", ({ signal }) => {
        begun.resolve();
        return untilAborted(signal);
      }),
    );
    await begun.promise;
    const seen: JournalEvent[] = [];
    const streams = [engine, web].map((of) =>
      readEvents(of.runs, learnerId, id, { until: (event) => !seen.push(event) }),
    );
    await eventually(async () => seen.filter(({ event }) => event.type === "step-start").length === 2);
    await web.runs.remove(learnerId, id);
    for (const events of await Promise.all(streams)) expect(events.at(-1)?.event.type).toBe("step-start");
    expectQuiet();
  });

  it("keeps the books in order at whatever moment it comes", async () => {
    const booked: number[] = [];
    await Promise.all(
      Array.from({ length: 40 }, async (_, index) => {
        const learnerId = randomUUID();
        const first = gate();
        const id = await start(learnerId, async (run) => {
          first.resolve();
          for (const turn of [1, 2, 3])
            await Promise.all(
              ["a", "b"].map((key) =>
                call(run, `${key}${turn}`, {
                  reserveUsd: 0.2,
                  usd: 0.1,
                  during: async () => void (await engine.prisma.$queryRaw`select pg_sleep(0.002)::text`),
                }),
              ),
            );
        });
        await first.promise;
        for (let turns = index; turns > 0; turns--) await web.prisma.$queryRaw`select 1`;
        const before = await day(learnerId);
        await web.runs.remove(learnerId, id);
        expect(await remains(id)).toBe(0);
        const after = await day(learnerId);
        await eventually(async () => !held(id));
        // Nothing comes after it, nothing is held back for ever, and nothing that was spent is forgotten.
        expect(await day(learnerId)).toEqual(after);
        expect(after.reserved).toBe(0);
        expect(after.spent).toBeGreaterThanOrEqual(before.spent);
        expect(after.spent).toBeLessThanOrEqual(1.2 + 1e-9);
        booked.push(after.spent);
      }),
    );
    expect(new Set(booked.map((usd) => usd.toFixed(1))).size).toBeGreaterThan(1);
    expectQuiet();
    // The worker has a place for every one of them again.
    const learnerId = randomUUID();
    const id = await start(learnerId, async () => "next");
    expect(await untilStatus(engine.runs, learnerId, id, "succeeded")).toMatchObject({ result: "next" });
  });
});
