import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { openTestDatabase } from "../start/testing.ts";
import { eventually, gate, readEvents, startEngine, untilStatus } from "./__fixtures__/engine.ts";
import { type OwnEngine, openOwnEngine } from "./__fixtures__/own-engine.ts";
import { type Body, createCounter, createScripted } from "./__fixtures__/scripted.ts";

const scripted = createScripted();
const learnerId = randomUUID();
const Choice = z.enum(["left", "right"]);
let engine: OwnEngine;

beforeAll(async () => {
  engine = await openOwnEngine({ pipelines: [scripted.pipeline] });
});
afterAll(() => engine.close());

const start = (body: Body) => scripted.start(engine.runs, learnerId, body);
const answer = (id: string, value: unknown, key = "choice") => engine.runs.answer(learnerId, id, key, value);
const end = (id: string) => untilStatus(engine.runs, learnerId, id, "succeeded", "partial", "failed");
const row = (id: string) => engine.prisma.run.findUniqueOrThrow({ where: { id } });
const untilParked = (id: string) =>
  eventually(async () => {
    const run = await row(id);
    return run.status === "waiting" && run.owner === null && run;
  });
const asks: Body = async (run) => ({ chosen: await run.waitFor("choice", Choice) });

describe("a run that waits for a person", () => {
  it("is held by nobody, and goes on with the answer", async () => {
    const id = await start(asks);
    await untilParked(id);
    expect(await engine.runs.snapshot(learnerId, id)).toMatchObject({
      status: "waiting",
      waitingFor: "choice",
    });
    expect(engine.worker?.held()).not.toContain(id);
    await answer(id, "left");
    expect(await end(id)).toMatchObject({
      status: "succeeded",
      result: { chosen: "left" },
      waitingFor: null,
    });
    const events = await readEvents(engine.runs, learnerId, id);
    expect(events.map(({ event }) => event.type)).toEqual([
      "run-start",
      "run-waiting",
      "run-answered",
      "run-end",
    ]);
  });

  it("does not do its finished steps again when it goes on", async () => {
    const calls = createCounter();
    const id = await start(async (run) => {
      await run.step("before", async () => calls.add("before"));
      const chosen = await run.waitFor("choice", Choice);
      return run.step("after", async () => `${chosen} ${calls.get("before")}`);
    });
    await untilParked(id);
    await answer(id, "right");
    expect((await end(id)).result).toBe("right 1");
  });

  it("takes the first of two answers that come at once", async () => {
    const id = await start(asks);
    await untilParked(id);
    const both = await Promise.allSettled([answer(id, "left"), answer(id, "right")]);
    const refused = both.filter((one) => one.status === "rejected");
    expect(refused).toHaveLength(1);
    expect(refused[0]?.reason).toMatchObject({ code: "CONFLICT", data: { state: { id } } });
    const winner = both[0].status === "fulfilled" ? "left" : "right";
    expect((await end(id)).result).toEqual({ chosen: winner });
  });

  it("refuses an answer that does not fit, and still waits", async () => {
    const id = await start(asks);
    await untilParked(id);
    await expect(answer(id, "up")).rejects.toMatchObject({ code: "INVALID", issues: [{ path: "value" }] });
    await expect(answer(id, undefined)).rejects.toMatchObject({ code: "INVALID" });
    expect(await row(id)).toMatchObject({ status: "waiting", owner: null });
    await answer(id, "left");
    await end(id);
  });

  it("asks anew when only the schema itself can tell that an answer does not fit", async () => {
    const id = await start((run) =>
      run.waitFor(
        "choice",
        z.string().refine((text) => text !== "bad", "must not be bad"),
      ),
    );
    await untilParked(id);
    await answer(id, "bad");
    await eventually(async () => (await row(id)).epoch === 2);
    await untilParked(id);
    await answer(id, "good");
    expect(await end(id)).toMatchObject({ status: "succeeded", result: "good" });
  });

  it("refuses an answer that is too long or too deep, and takes one that is only strange", async () => {
    const id = await start((run) => run.waitFor("choice", z.unknown()));
    await untilParked(id);
    const refusals: [unknown, string][] = [
      ["x".repeat(70_000), "The answer is too long."],
      [JSON.parse("[".repeat(100_000) + "]".repeat(100_000)), "The answer is nested too deeply."],
    ];
    for (const [value, message] of refusals)
      await expect(answer(id, value)).rejects.toMatchObject({
        code: "INVALID",
        message,
        issues: [{ path: "value" }],
      });
    await answer(id, JSON.parse('{"__proto__": {"a\\u0000": "\\ud800"}, "n": 1e308}'));
    expect(await end(id)).toMatchObject({ status: "succeeded" });
  });

  it("refuses late and unknown answers, with its state", async () => {
    const id = await start(asks);
    await untilParked(id);
    for (const key of ["other", "", "nul \u0000", "half \ud800"]) {
      await expect(answer(id, "left", key)).rejects.toMatchObject({
        code: "CONFLICT",
        data: { state: { status: "waiting", waitingFor: "choice" } },
      });
    }
    await answer(id, "left");
    await end(id);
    await expect(answer(id, "left")).rejects.toMatchObject({
      code: "CONFLICT",
      message: "This was answered already.",
      data: { state: { status: "succeeded" } },
    });
    await expect(
      engine.runs.answer(randomUUID(), id, "choice", "left"),
      "somebody else's run",
    ).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  it("fails when what it asks cannot be said as a JSON schema", async () => {
    const id = await start((run) => run.waitFor("choice", z.date()));
    expect(await end(id)).toMatchObject({ status: "failed", error: { code: "INTERNAL" } });
  });
});

describe("a run that waits while work goes on beside it", () => {
  it("is answered in the hands of its worker, without a second claim", async () => {
    const picture = gate<string>();
    const id = await start(async (run) => {
      run.background("picture", () => picture.promise);
      const chosen = await run.waitFor("choice", Choice);
      return run.step("after", async () => chosen);
    });
    await untilStatus(engine.runs, learnerId, id, "waiting");
    expect(await row(id)).toMatchObject({ owner: engine.name, epoch: 1 });
    await answer(id, "right");
    await eventually(async () =>
      (await engine.runs.snapshot(learnerId, id)).steps.find((s) => s.key === "after" && s.state === "done"),
    );
    picture.resolve("drawn");
    expect(await end(id)).toMatchObject({ status: "succeeded", result: "right" });
    expect(await row(id)).toMatchObject({ epoch: 1 });
  });

  it("is parked when that work is over, whether it succeeded or failed", async () => {
    for (const finish of ["resolve", "reject"] as const) {
      const picture = gate<string>();
      picture.promise.catch(() => {}); // it may fail before the step asks for it
      const id = await start(async (run) => {
        run.background("picture", () => picture.promise);
        return run.waitFor("choice", Choice);
      });
      await untilStatus(engine.runs, learnerId, id, "waiting");
      if (finish === "resolve") picture.resolve("drawn");
      else picture.reject(new Error("no picture"));
      await untilParked(id);
      await answer(id, "left");
      expect(await end(id)).toMatchObject({ status: "succeeded", result: "left" });
      expect(await row(id)).toMatchObject({ epoch: 2 });
    }
  });

  it("goes on whenever the answer meets the parking", async () => {
    const race = async (index: number) => {
      const picture = gate<string>();
      const id = await start(async (run) => {
        run.background("picture", () => picture.promise);
        return run.waitFor("choice", Choice);
      });
      await untilStatus(engine.runs, learnerId, id, "waiting");
      picture.resolve("drawn");
      // From "before the step's end is written" to "after the run was parked".
      for (let turns = index % 25; turns > 0; turns--) await engine.prisma.$queryRaw`select 1`;
      await answer(id, "left");
      return (await end(id)).result;
    };
    // As many at once as the worker has places.
    for (let from = 0; from < 100; from += 10) {
      const results = await Promise.all(Array.from({ length: 10 }, (_, index) => race(from + index)));
      expect(new Set(results)).toEqual(new Set(["left"]));
    }
  }, 120_000);

  it("is taken over with the work that was not finished, and then answered", async () => {
    const database = await openTestDatabase();
    // One place only: its own worker cannot take the second job of the run.
    const first = await startEngine({ url: database.url, pipelines: [scripted.pipeline], concurrency: 1 });
    const calls = createCounter();
    const second = gate<string>();
    const id = await scripted.start(first.runs, learnerId, async (run) => {
      await run.step("before", async () => calls.add("before"));
      run.background("quick", async () => calls.add("quick"));
      run.background("slow", (step) => {
        if (calls.add("slow") > 1) return second.promise;
        return new Promise((_, reject) => {
          step.signal.addEventListener("abort", () => reject(step.signal.reason));
        });
      });
      return run.waitFor("choice", Choice);
    });
    await untilStatus(first.runs, learnerId, id, "waiting");
    await eventually(async () =>
      (await first.runs.snapshot(learnerId, id)).steps.find((s) => s.key === "quick" && s.state === "done"),
    );
    const other = await startEngine({ url: database.url, pipelines: [scripted.pipeline] });
    // Renewals of the hold come to nothing from now on, as if its process stood still.
    await other.prisma.$transaction(async (tx) => {
      await tx.$executeRaw`update "Run" set "updatedAt" = now() - interval '1 minute' where id = ${id}::uuid`;
      await other.queue.send(tx, id);
    });
    await eventually(async () => calls.get("slow") === 2);
    expect(await other.prisma.run.findUniqueOrThrow({ where: { id } })).toMatchObject({
      owner: other.name,
      epoch: 2,
    });
    await eventually(async () => first.worker?.held().length === 0);
    await other.runs.answer(learnerId, id, "choice", "right");
    second.resolve("drawn");
    const { status, result } = await untilStatus(other.runs, learnerId, id, "succeeded", "failed");
    expect({ status, result }).toEqual({ status: "succeeded", result: "right" });
    expect([calls.get("before"), calls.get("quick"), calls.get("slow")]).toEqual([1, 1, 2]);
    await first.close();
    await other.close();
    await database.close();
  });
});
