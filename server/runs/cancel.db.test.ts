import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { AppError } from "../errors.ts";
import {
  type Engine,
  eventually,
  gate,
  readEvents,
  startEngine,
  untilStatus,
} from "./__fixtures__/engine.ts";
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
const cancel = (id: string) => engine.runs.cancel(learnerId, id);
const end = (id: string) => untilStatus(engine.runs, learnerId, id, "succeeded", "failed", "cancelled");
const untilStopped = (signal: AbortSignal) =>
  new Promise<never>((_, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
const STOPPED = { status: "cancelled", error: { code: "CANCELLED", message: "Stopped." } };

describe("cancelling", () => {
  it("ends a run that waits in the queue, and its job finds nothing to do", async () => {
    const web = await openOwnEngine();
    const calls = createCounter();
    const id = await scripted.start(web.runs, learnerId, async () => calls.add("body"));
    expect(await web.runs.cancel(learnerId, id)).toMatchObject({ ...STOPPED, startedAt: null });
    const worker = await startEngine({ url: web.url, pipelines: [scripted.pipeline] });
    await eventually(async () => {
      const jobs = await jobsOf(worker, id);
      return jobs.length === 1 && jobs[0]?.state === "completed";
    });
    expect(calls.get("body")).toBe(0);
    expect(await web.runs.snapshot(learnerId, id)).toMatchObject(STOPPED);
    const events = await readEvents(web.runs, learnerId, id);
    expect(events.map(({ event }) => event)).toEqual([
      { type: "run-end", status: "cancelled", error: STOPPED.error },
    ]);
    await worker.close();
    await web.close();
  });

  it("ends a run that is parked", async () => {
    const id = await start((run) => run.waitFor("choice", z.string()));
    await eventually(async () => {
      const run = await engine.prisma.run.findUniqueOrThrow({ where: { id } });
      return run.status === "waiting" && run.owner === null;
    });
    expect(await cancel(id)).toMatchObject({ ...STOPPED, waitingFor: null });
    await expect(engine.runs.answer(learnerId, id, "choice", "late")).rejects.toMatchObject({
      code: "CONFLICT",
    });
  });

  it("ends a run that waits in the hands of its worker", async () => {
    const id = await start((run) => {
      run.background("picture", (step) => untilStopped(step.signal));
      return run.waitFor("choice", z.string());
    });
    await untilStatus(engine.runs, learnerId, id, "waiting");
    await cancel(id);
    expect(await end(id)).toMatchObject(STOPPED);
  });

  it("reaches a running step within a second, and what it holds counts as stopped", async () => {
    const begun = gate();
    const stopped = gate<number>();
    const id = await start(async (run) => {
      await run.step("kept", async () => 1);
      return run.step("long", async (step) => {
        step.signal.addEventListener("abort", () => stopped.resolve(performance.now()));
        begun.resolve();
        await untilStopped(step.signal);
      });
    });
    await begun.promise;
    const asked = performance.now();
    await cancel(id);
    expect((await stopped.promise) - asked).toBeLessThan(1_000);
    const snapshot = await end(id);
    expect(snapshot).toMatchObject(STOPPED);
    expect(snapshot.steps.map(({ key, state, error }) => [key, state, error?.code])).toEqual([
      ["kept", "done", undefined],
      ["long", "failed", "CANCELLED"],
    ]);
  });

  it("reaches it also when the notification is lost", async () => {
    const begun = gate();
    const id = await start((run) =>
      run.step("long", async (step) => {
        begun.resolve();
        await untilStopped(step.signal);
      }),
    );
    await begun.promise;
    await engine.prisma.run.update({ where: { id }, data: { cancelRequestedAt: new Date() } });
    expect(await end(id)).toMatchObject(STOPPED);
  });

  it("ends a run whose step does not listen to its signal", async () => {
    const begun = gate();
    const released = gate();
    const id = await start((run) =>
      run.step("deaf", async (step) => {
        begun.resolve();
        await released.promise;
        step.emit({ type: "text-ready", text: "too late" });
      }),
    );
    await begun.promise;
    await cancel(id);
    expect(await end(id)).toMatchObject(STOPPED);
    released.resolve();
    const events = await readEvents(engine.runs, learnerId, id);
    expect(events.at(-1)?.event).toMatchObject({ type: "run-end", status: "cancelled" });
    expect(events.map(({ event }) => event.type)).not.toContain("text-ready");
  });

  it("begins no try after it, and does not wait out the pause before one", async () => {
    const calls = createCounter();
    const id = await start((run) =>
      run.step("again", { attempts: 5, backoffMs: 60_000 }, async () => {
        calls.add("again");
        throw new AppError("BAD_OUTPUT", "Not good.", { retryable: true });
      }),
    );
    await readEvents(engine.runs, learnerId, id, { until: ({ event }) => event.type === "step-retry" });
    await cancel(id);
    expect(await end(id)).toMatchObject(STOPPED);
    expect(calls.get("again")).toBe(1);
  });

  it("is the same when it is asked for twice before its worker has heard of it", async () => {
    const web = await openOwnEngine();
    const id = await scripted.start(web.runs, learnerId, async () => 1);
    await web.prisma.run.update({ where: { id }, data: { status: "running", owner: "far away", epoch: 1 } });
    const both = await Promise.all([web.runs.cancel(learnerId, id), web.runs.cancel(learnerId, id)]);
    for (const snapshot of both) expect(snapshot).toMatchObject({ status: "running" });
    const first = await web.prisma.run.findUniqueOrThrow({ where: { id } });
    await web.runs.cancel(learnerId, id);
    const { cancelRequestedAt } = await web.prisma.run.findUniqueOrThrow({ where: { id } });
    expect(cancelRequestedAt).toEqual(first.cancelRequestedAt);
    await web.close();
  });

  it("is refused once the run has ended", async () => {
    const begun = gate();
    const id = await start((run) =>
      run.step("long", async (step) => {
        begun.resolve();
        await untilStopped(step.signal);
      }),
    );
    await begun.promise;
    await cancel(id);
    await end(id);
    await expect(cancel(id)).rejects.toMatchObject({
      code: "CONFLICT",
      data: { state: { status: "cancelled" } },
    });
    const done = await start(async () => 1);
    await end(done);
    await expect(cancel(done)).rejects.toMatchObject({
      code: "CONFLICT",
      data: { state: { status: "succeeded" } },
    });
  });

  it("meets the run's own end with one of both, never with a mixture", async () => {
    const outcomes = await Promise.all(
      Array.from({ length: 60 }, async (_, index) => {
        const held = gate();
        const id = await start(async (run) => {
          await run.step("a", () => held.promise);
          return "made";
        });
        await eventually(
          async () => (await engine.runs.snapshot(learnerId, id)).steps[0]?.state === "running",
        );
        held.resolve();
        for (let turns = index % 12; turns > 0; turns--) await engine.prisma.$queryRaw`select 1`;
        const asked = await cancel(id).then(
          () => true,
          (error) => {
            expect(error).toMatchObject({ code: "CONFLICT", data: { state: { status: "succeeded" } } });
            return false;
          },
        );
        const { status, result, error } = await end(id);
        const events = await readEvents(engine.runs, learnerId, id);
        expect(events.filter(({ event }) => event.type === "run-end")).toHaveLength(1);
        expect(events.at(-1)?.event).toMatchObject({ type: "run-end", status });
        if (asked) expect({ status, result, error }).toEqual({ ...STOPPED, result: null });
        else expect({ status, result, error }).toEqual({ status: "succeeded", result: "made", error: null });
        return status;
      }),
    );
    expect(new Set(outcomes)).toContain("cancelled");
  });
});

function jobsOf(of: Engine, id: string): Promise<{ state: string }[]> {
  return of.prisma.$queryRaw`select state::text from pgboss.job where singleton_key = ${id}`;
}
