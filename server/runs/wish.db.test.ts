import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { AppError } from "../errors.ts";
import { eventually, gate, startEngine, untilStatus } from "./__fixtures__/engine.ts";
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
const redo = (id: string, key: string, wish?: string) => engine.runs.redo(learnerId, id, key, wish);
const end = (id: string) =>
  untilStatus(engine.runs, learnerId, id, "succeeded", "partial", "failed", "cancelled");
const wishesOf = async (id: string) => {
  const rows = await engine.prisma.runStep.findMany({
    where: { runId: id },
    orderBy: [{ key: "asc" }, { generation: "asc" }],
  });
  return rows.map(({ key, generation, wish }) => [key, generation, wish]);
};

/** a ← b; each gives the wish that it was told. */
const chain: Body = async (run) => {
  const a = await run.step("a", async ({ wish }) => wish);
  const b = await run.step("b", { dependsOn: ["a"] }, async ({ wish }) => wish);
  return { a, b };
};

describe("a wish", () => {
  it("is told to the step that is done anew, not to those that depend on it, and to one generation only", async () => {
    const id = await start(chain);
    expect((await end(id)).result).toEqual({ a: null, b: null });
    await redo(id, "a", "with more colours; 'quotes' \\ % _");
    expect((await end(id)).result).toEqual({ a: "with more colours; 'quotes' \\ % _", b: null });
    await redo(id, "b", "larger letters");
    expect((await end(id)).result).toMatchObject({ b: "larger letters" });
    await redo(id, "b");
    expect((await end(id)).result).toMatchObject({ b: null });
    expect(await wishesOf(id)).toEqual([
      ["a", 1, null],
      ["a", 2, "with more colours; 'quotes' \\ % _"],
      ["b", 1, null],
      ["b", 2, null],
      ["b", 3, "larger letters"],
      ["b", 4, null],
    ]);
  });

  it("is kept when the step that failed with it is tried again without another", async () => {
    const told: (string | null)[] = [];
    const id = await start((run) =>
      run.step("a", async ({ generation, wish }) => {
        told.push(wish);
        if (generation === 2) throw new AppError("BAD_OUTPUT", "Not good.");
        return "made";
      }),
    );
    await end(id);
    await redo(id, "a", "calmer");
    expect((await end(id)).status).toBe("failed");
    await redo(id, "a");
    expect((await end(id)).status).toBe("succeeded");
    await redo(id, "a");
    await end(id);
    expect(told).toEqual([null, "calmer", "calmer", null]);
  });

  it("is told to every try of its generation", async () => {
    const told: (string | null)[] = [];
    const id = await start((run) =>
      run.step("a", { attempts: 2, backoffMs: 1 }, async ({ generation, attempt, wish }) => {
        if (generation === 2) told.push(wish);
        if (generation === 2 && attempt === 1)
          throw new AppError("BAD_OUTPUT", "Not good.", { retryable: true });
        return "made";
      }),
    );
    await end(id);
    await redo(id, "a", "calmer");
    await end(id);
    expect(told).toEqual(["calmer", "calmer"]);
  });

  it("is replaced by a newer one before the step begins, and stays when none comes with the next redo", async () => {
    const [held, calls] = [gate(), createCounter()];
    const id = await start(async (run) => {
      const [a] = await Promise.allSettled([
        run.step("a", async ({ wish }) => {
          if (calls.add("a") === 1) throw new AppError("BAD_OUTPUT", "Not good.");
          return wish;
        }),
        run.step("b", () => held.promise),
      ]);
      return a.status === "fulfilled" ? a.value : "nothing";
    });
    await eventually(async () => (await engine.runs.snapshot(learnerId, id)).steps[0]?.state === "failed");
    for (const wish of ["first", "second", undefined]) await redo(id, "a", wish);
    held.resolve();
    expect((await end(id)).result).toBe("second");
    expect(calls.get("a")).toBe(2);
  });

  it("that is replaced in the moment before the step begins is the one that counts", async () => {
    const [reached, go] = [gate(), gate()];
    let passes = 0;
    const id = await start(async (run) => {
      // The second pass has read the first wish by now, and has not begun the step.
      if (++passes === 2) {
        reached.resolve();
        await go.promise;
      }
      return run.step("a", async ({ wish }) => wish);
    });
    await end(id);
    await redo(id, "a", "first");
    await reached.promise;
    expect(await redo(id, "a", "second")).toMatchObject({ status: "running" });
    go.resolve();
    expect((await end(id)).result).toBe("second");
    expect(passes).toBe(2);
  });

  it("changes nothing once the step has begun", async () => {
    const [begun, held] = [gate(), gate()];
    const id = await start((run) =>
      run.step("a", async ({ generation, wish }) => {
        if (generation === 2) {
          begun.resolve();
          await held.promise;
        }
        return wish;
      }),
    );
    await end(id);
    await redo(id, "a", "first");
    await begun.promise;
    await expect(redo(id, "a", "second")).rejects.toMatchObject({ code: "CONFLICT" });
    held.resolve();
    expect((await end(id)).result).toBe("first");
    expect(await wishesOf(id)).toEqual([
      ["a", 1, null],
      ["a", 2, "first"],
    ]);
  });

  it("is kept by the worker that goes on, after a hand-over and after a loss", async () => {
    const own = await openOwnEngine();
    const told: (string | null)[] = [];
    let begun = gate();
    const body: Body = (run) =>
      run.step("a", async ({ generation, wish, signal }) => {
        if (generation === 1) return "plain";
        told.push(wish);
        begun.resolve();
        if (told.length === 3) return wish;
        return new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
      });
    const first = await startEngine({ url: own.url, pipelines: [scripted.pipeline] });
    const id = await scripted.start(own.runs, learnerId, body);
    await untilStatus(own.runs, learnerId, id, "succeeded");
    await own.runs.redo(learnerId, id, "a", "in blue");
    await begun.promise;
    begun = gate();
    await first.worker?.drain(0);
    const second = await startEngine({ url: own.url, pipelines: [scripted.pipeline] });
    await begun.promise;
    // As the sweep takes it from a worker that does not renew its hold.
    await own.prisma.$transaction(async (tx) => {
      await tx.run.update({
        where: { id },
        data: { epoch: { increment: 1 }, status: "queued", owner: null },
      });
      await own.queue.send(tx, id);
    });
    expect((await untilStatus(own.runs, learnerId, id, "succeeded")).result).toBe("in blue");
    expect(told).toEqual(["in blue", "in blue", "in blue"]);
    await first.close();
    await second.close();
    await own.close();
  });
});
