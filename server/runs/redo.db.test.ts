import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { AppError, isAppError } from "../errors.ts";
import { eventually, gate, readEvents, untilStatus } from "./__fixtures__/engine.ts";
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
const redo = (id: string, key: string) => engine.runs.redo(learnerId, id, key);
const end = (id: string) =>
  untilStatus(engine.runs, learnerId, id, "succeeded", "partial", "failed", "cancelled");
const stepOf = async (id: string, key: string) =>
  (await engine.runs.snapshot(learnerId, id)).steps.find((step) => step.key === key);
const untilStep = (id: string, key: string, state: string) =>
  eventually(async () => (await stepOf(id, key))?.state === state);

/** a ← b ← c, and d on its own. */
function chain(calls = createCounter()): Body {
  return async (run) => {
    const a = await run.step("a", async () => `a${calls.add("a")}`);
    const b = await run.step("b", { dependsOn: ["a"] }, async () => `${a} b${calls.add("b")}`);
    const c = await run.step("c", { dependsOn: ["b"] }, async () => `${b} c${calls.add("c")}`);
    return `${c} ${await run.step("d", async () => `d${calls.add("d")}`)}`;
  };
}

describe("a redo of an ended run", () => {
  it("does the step anew with everything that depends on it, and keeps the former results", async () => {
    const id = await start(chain());
    expect((await end(id)).result).toBe("a1 b1 c1 d1");
    const { seq } = await engine.runs.snapshot(learnerId, id);
    expect(await redo(id, "b")).toMatchObject({ status: "queued", error: null, endedAt: null });
    expect(await end(id)).toMatchObject({ status: "succeeded", result: "a1 b2 c2 d1" });
    const rows = await engine.prisma.runStep.findMany({
      where: { runId: id },
      orderBy: [{ key: "asc" }, { generation: "asc" }],
    });
    expect(rows.map(({ key, generation, output }) => [key, generation, output])).toEqual([
      ["a", 1, "a1"],
      ["b", 1, "a1 b1"],
      ["b", 2, "a1 b2"],
      ["c", 1, "a1 b1 c1"],
      ["c", 2, "a1 b2 c2"],
      ["d", 1, "d1"],
    ]);
    const events = await readEvents(engine.runs, learnerId, id, { after: seq });
    expect(events[0]).toMatchObject({
      seq: seq + 1,
      event: {
        type: "run-reopened",
        steps: [
          { step: "b", generation: 2 },
          { step: "c", generation: 2 },
        ],
      },
    });
    expect(events.slice(1).map(({ event }) => [event.type, event.step, event.generation])).toEqual([
      ["step-start", "b", 2],
      ["step-end", "b", 2],
      ["step-start", "c", 2],
      ["step-end", "c", 2],
      ["run-end", undefined, undefined],
    ]);
  });

  it("is the same when it is asked for twice", async () => {
    const id = await start(chain());
    await end(id);
    const [one, two] = await Promise.allSettled([redo(id, "a"), redo(id, "a")]);
    // The second finds the steps pending (nothing to do) or already under way (CONFLICT), never a third generation.
    for (const outcome of [one, two]) {
      if (outcome.status === "rejected") expect(outcome.reason).toMatchObject({ code: "CONFLICT" });
    }
    expect((await end(id)).result).toBe("a2 b2 c2 d1");
    expect((await engine.runs.snapshot(learnerId, id)).steps.map(({ generation }) => generation)).toEqual([
      2, 2, 2, 1,
    ]);
  });

  it("takes up a run that was cancelled", async () => {
    const held = gate();
    const calls = createCounter();
    const id = await start(async (run) => {
      const a = await run.step("a", async () => calls.add("a"));
      return run.step("b", async (step) => {
        if (calls.add("b") > 1) return `${a} again`;
        held.resolve();
        return new Promise((_, reject) => step.signal.addEventListener("abort", reject));
      });
    });
    await held.promise;
    await engine.runs.cancel(learnerId, id);
    expect(await end(id)).toMatchObject({ status: "cancelled", error: { code: "CANCELLED" } });
    expect(await stepOf(id, "b")).toMatchObject({ state: "failed", error: { code: "CANCELLED" } });
    await redo(id, "b");
    expect(await end(id)).toMatchObject({ status: "succeeded", result: "1 again", error: null });
  });

  it("gives a failed run its result", async () => {
    const calls = createCounter();
    const id = await start((run) =>
      run.step("a", async () => {
        if (calls.add("a") === 1) throw new AppError("BAD_OUTPUT", "Not good.");
        return "good";
      }),
    );
    expect(await end(id)).toMatchObject({ status: "failed", error: { code: "BAD_OUTPUT" } });
    await redo(id, "a");
    expect(await end(id)).toMatchObject({ status: "succeeded", result: "good", error: null });
  });

  it("ends also when the new pass has no use for what depended on the old one", async () => {
    const calls = createCounter();
    const id = await start(async (run) => {
      const plan = await run.step("plan", async () => `part${calls.add("plan")}`);
      const drawn = await run.step(`draw:${plan}`, { dependsOn: ["plan"] }, async () => plan);
      return run.step("finish", { dependsOn: ["draw:part1"] }, async () => `${drawn} finished`);
    });
    await end(id);
    await redo(id, "plan");
    expect(await end(id)).toMatchObject({ status: "succeeded", result: "part2 finished" });
    expect(await stepOf(id, "draw:part1")).toMatchObject({ state: "failed", error: { code: "CANCELLED" } });
  });

  it("refuses steps that are not there, and other people's runs", async () => {
    const id = await start(chain());
    await end(id);
    for (const key of ["z", "", "\u0000"])
      await expect(redo(id, key)).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(engine.runs.redo(randomUUID(), id, "a")).rejects.toMatchObject({ code: "NOT_FOUND" });
  });
});

describe("a redo in a run that is under way", () => {
  it("does a failed step anew before the run ends", async () => {
    const held = gate();
    const calls = createCounter();
    const id = await start(async (run) => {
      const [a] = await Promise.allSettled([
        run.step("a", async () => {
          if (calls.add("a") === 1) throw new AppError("BAD_OUTPUT", "Not good.");
          return "good";
        }),
        run.step("b", () => held.promise),
      ]);
      return a.status === "fulfilled" ? a.value : "nothing";
    });
    await untilStep(id, "a", "failed");
    expect(await redo(id, "a")).toMatchObject({ status: "running" });
    await redo(id, "a"); // pending already: nothing more happens
    expect(await stepOf(id, "a")).toMatchObject({ state: "pending", generation: 2 });
    held.resolve();
    expect(await end(id)).toMatchObject({ status: "succeeded", result: "good" });
    expect(await stepOf(id, "a")).toMatchObject({ state: "done", generation: 2 });
    const types = (await readEvents(engine.runs, learnerId, id)).map(({ event }) => event.type);
    expect(types.filter((type) => type === "run-end" || type === "run-reopened")).toEqual(["run-end"]);
  });

  it("is refused while something that depends on the step runs", async () => {
    const held = gate();
    const id = await start(async (run) => {
      await run.step("a", async () => 1);
      await run.step("b", { dependsOn: ["a"] }, () => held.promise);
    });
    await untilStep(id, "b", "running");
    for (const key of ["a", "b"]) {
      await expect(redo(id, key)).rejects.toMatchObject({
        code: "CONFLICT",
        data: { state: { id, status: "running" } },
      });
    }
    held.resolve();
    expect((await end(id)).steps.map(({ generation }) => generation)).toEqual([1, 1]);
  });

  it("is seen by a step that begins after it", async () => {
    const held = gate();
    const calls = createCounter();
    const id = await start(async (run) => {
      const plan = await run.step("plan", async () => calls.add("plan"));
      await run.step("other", () => held.promise);
      return run.step("draw", { dependsOn: ["plan"] }, async () => {
        calls.add("draw");
        return `drawn by plan ${plan}`;
      });
    });
    await untilStep(id, "other", "running");
    await redo(id, "plan");
    held.resolve();
    expect((await end(id)).result).toBe("drawn by plan 2");
    expect([calls.get("plan"), calls.get("draw")]).toEqual([2, 1]);
  });

  it("is begun at once when the run is parked before a question, which stays open", async () => {
    const calls = createCounter();
    const id = await start(async (run) => {
      const picture = await run.step("picture", async () => calls.add("picture"));
      return `${picture} ${await run.waitFor("choice", z.enum(["left", "right"]))}`;
    });
    const untilParked = () =>
      eventually(async () => {
        const run = await engine.prisma.run.findUniqueOrThrow({ where: { id } });
        return run.status === "waiting" && run.owner === null;
      });
    await untilParked();
    await redo(id, "picture");
    await eventually(async () => calls.get("picture") === 2);
    await untilParked();
    await engine.runs.answer(learnerId, id, "choice", "left");
    expect((await end(id)).result).toBe("2 left");
  });

  it("is begun beside a question whose run is still in hand", async () => {
    const calls = createCounter();
    const held = gate();
    const id = await start(async (run) => {
      const picture = await run.step("picture", async () => calls.add("picture"));
      run.background("look", () => held.promise);
      return `${picture} ${await run.waitFor("choice", z.enum(["left", "right"]))}`;
    });
    await untilStatus(engine.runs, learnerId, id, "waiting");
    await redo(id, "picture");
    held.resolve();
    await untilStep(id, "picture", "done");
    await eventually(async () => calls.get("picture") === 2);
    await untilStatus(engine.runs, learnerId, id, "waiting");
    await engine.runs.answer(learnerId, id, "choice", "left");
    expect((await end(id)).result).toBe("2 left");
  });
});

/** A DAG as, for each step, the indexes of earlier steps that it depends on. */
const Dag = fc
  .integer({ min: 1, max: 7 })
  .chain((size) =>
    fc.tuple(
      ...Array.from({ length: size }, (_, index) =>
        index === 0 ? fc.constant([] as number[]) : fc.subarray([...Array(index).keys()]),
      ),
    ),
  );

function dagBody(dag: number[][]): Body {
  const calls = createCounter();
  return async (run) => {
    const made: Promise<string>[] = [];
    for (const [index, on] of dag.entries()) {
      const inputs = Promise.all(on.map((one) => made[one]));
      made.push(
        inputs.then((texts) =>
          run.step(`s${index}`, { dependsOn: on.map((one) => `s${one}`) }, async () => {
            return `s${index}.${calls.add(`s${index}`)}(${texts.join(",")})`;
          }),
        ),
      );
    }
    return Promise.all(made);
  };
}

/** The output of step `index` must be made of what its dependencies are now. */
function expectConsistent(dag: number[][], result: unknown) {
  const outputs = result as string[];
  for (const [index, on] of dag.entries()) {
    expect(outputs[index]).toMatch(new RegExp(`^s${index}\\.\\d+\\(`));
    expect(outputs[index]?.replace(/^s\d+\.\d+/, "")).toBe(`(${on.map((one) => outputs[one]).join(",")})`);
  }
}

describe("redos in any graph of steps", () => {
  it("begin exactly the step and its dependents anew", async () => {
    await fc.assert(
      fc.asyncProperty(Dag, fc.array(fc.nat(6), { minLength: 1, maxLength: 3 }), async (dag, picks) => {
        const id = await start(dagBody(dag));
        await end(id);
        const expected = dag.map(() => 1);
        for (const pick of picks) {
          const at = pick % dag.length;
          const affected = new Set([at]);
          for (const [index, on] of dag.entries())
            if (on.some((one) => affected.has(one))) affected.add(index);
          for (const index of affected) expected[index] = (expected[index] ?? 0) + 1;
          await redo(id, `s${at}`);
          expectConsistent(dag, (await end(id)).result);
        }
        const { steps } = await engine.runs.snapshot(learnerId, id);
        const found = new Map(steps.map(({ key, generation }) => [key, generation]));
        expect(dag.map((_, index) => found.get(`s${index}`))).toEqual(expected);
      }),
      { numRuns: 15 },
    );
  }, 120_000);

  it("end in results that fit each other, however they meet", async () => {
    await fc.assert(
      fc.asyncProperty(Dag, fc.array(fc.nat(6), { minLength: 2, maxLength: 6 }), async (dag, picks) => {
        const id = await start(dagBody(dag));
        await eventually(async () => (await engine.runs.snapshot(learnerId, id)).steps.length > 0);
        await Promise.all(
          picks.map((pick) =>
            redo(id, `s${pick % dag.length}`).catch((error) => {
              if (!isAppError(error) || !["CONFLICT", "NOT_FOUND"].includes(error.code)) throw error;
            }),
          ),
        );
        const { status, result } = await end(id);
        expect(status).toBe("succeeded");
        expectConsistent(dag, result);
      }),
      { numRuns: 25 },
    );
  }, 120_000);
});
