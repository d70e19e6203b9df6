import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { AppError } from "../errors.ts";
import { gate, readEvents, untilStatus } from "./__fixtures__/engine.ts";
import { type OwnEngine, openOwnEngine } from "./__fixtures__/own-engine.ts";
import { type Body, createCounter, createScripted } from "./__fixtures__/scripted.ts";
import { partial } from "./index.ts";

const scripted = createScripted();
const calls = createCounter();

let engine: OwnEngine;
const learnerId = randomUUID();

beforeAll(async () => {
  engine = await openOwnEngine({ pipelines: [scripted.pipeline] });
});
afterAll(() => engine.close());

const start = (body: Body) => scripted.start(engine.runs, learnerId, body);
const end = (id: string) =>
  untilStatus(engine.runs, learnerId, id, "succeeded", "partial", "failed", "cancelled");
const journal = (id: string) => readEvents(engine.runs, learnerId, id);
const types = async (id: string) => (await journal(id)).map(({ event }) => event.type);

describe("a run", () => {
  it("makes a result out of steps and journals them in order", async () => {
    const id = await start(async (run) => {
      const a = await run.step("a", async (step) => {
        step.emit({ type: "text-ready", text: "A" });
        return "A";
      });
      const b = await run.step("b", { dependsOn: ["a"] }, async () => `${a}B`);
      return { b };
    });
    const snapshot = await end(id);
    expect(snapshot).toMatchObject({
      status: "succeeded",
      result: { b: "AB" },
      error: null,
      gaps: [],
      waitingFor: null,
    });
    expect(snapshot.steps.map(({ key, state, generation }) => [key, state, generation])).toEqual([
      ["a", "done", 1],
      ["b", "done", 1],
    ]);
    const events = await journal(id);
    expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index + 1));
    expect(events.map(({ event }) => event.type)).toEqual([
      "run-start",
      "step-start",
      "text-ready",
      "step-end",
      "step-start",
      "step-end",
      "run-end",
    ]);
    expect(events[2]?.event).toEqual({ type: "text-ready", text: "A", step: "a", generation: 1, attempt: 1 });
    expect(snapshot.seq).toBe(events.length);
  });

  it("is partial when its pipeline says what is missing", async () => {
    const id = await start(async () =>
      partial({ some: 1 }, [{ step: "x", code: "TIMEOUT", message: "Too slow." }]),
    );
    expect(await end(id)).toMatchObject({
      status: "partial",
      result: { some: 1 },
      gaps: [{ step: "x", code: "TIMEOUT", message: "Too slow." }],
    });
  });

  it("tells live events at once and gives them up once the step's end stands", async () => {
    const seen = gate();
    const id = await start((run) =>
      run.step("a", async (step) => {
        step.live({ type: "text-delta", text: "one" });
        await seen.promise;
        step.live({ type: "text-delta", text: "never shown" });
        step.emit({ type: "text-ready", text: "all" });
      }),
    );
    await readEvents(engine.runs, learnerId, id, { until: ({ event }) => event.type === "text-delta" });
    seen.resolve();
    await end(id);
    expect(await types(id)).toEqual([
      "run-start",
      "step-start",
      "text-delta",
      "text-ready",
      "step-end",
      "run-end",
    ]);
  });

  it("keeps text that PostgreSQL refuses, with the refused characters marked", async () => {
    const id = await start((run) => run.step("a", async () => `nul \u0000 and half \ud800 a pair`));
    expect((await end(id)).result).toBe("nul \ufffd and half \ufffd a pair");
  });
});

describe("a step that fails", () => {
  const cases: [string, () => unknown, { code: string; message: RegExp }][] = [
    [
      "throws a plain error",
      () => {
        throw new Error("secret detail");
      },
      { code: "INTERNAL", message: /our side/ },
    ],
    [
      "throws something that is no error",
      () => {
        throw "text";
      },
      { code: "INTERNAL", message: /our side/ },
    ],
    [
      "throws undefined",
      () => {
        throw undefined;
      },
      { code: "INTERNAL", message: /our side/ },
    ],
    [
      "says why",
      () => {
        throw new AppError("UNSAFE_CONTENT", "Not this.");
      },
      { code: "UNSAFE_CONTENT", message: /Not this/ },
    ],
    ["returns 50 MB", () => "x".repeat(50_000_000), { code: "BAD_OUTPUT", message: /too large/ }],
    [
      "returns a cycle",
      () => {
        const a: Record<string, unknown> = {};
        a.a = a;
        return a;
      },
      { code: "BAD_OUTPUT", message: /JSON/ },
    ],
    ["returns a BigInt", () => 1n, { code: "BAD_OUTPUT", message: /JSON/ }],
    ["returns a function", () => () => 1, { code: "BAD_OUTPUT", message: /JSON/ }],
  ];
  it.each(cases)("%s", async (_name, make, expected) => {
    const id = await start(async (run) => {
      const [a, b] = await Promise.allSettled([
        run.step("a", async () => make()),
        run.step("b", async () => "fine"),
      ]);
      return { a: a.status, b };
    });
    const snapshot = await end(id);
    expect(snapshot.status).toBe("succeeded");
    expect(snapshot.result).toMatchObject({ a: "rejected", b: { value: "fine" } });
    const failed = snapshot.steps.find(({ key }) => key === "a");
    expect(failed).toMatchObject({ state: "failed", error: { code: expected.code } });
    expect(failed?.error?.message).toMatch(expected.message);
    expect(await types(id)).toContain("step-failed");
  });

  it("is a failed step when its schema refuses the result, and names nothing that is secret", async () => {
    const id = await start((run) =>
      run.step("a", { output: z.object({ n: z.number() }) }, async () => ({ n: "no" }) as never),
    );
    expect(await end(id)).toMatchObject({ status: "failed", error: { code: "BAD_OUTPUT" } });
  });

  it("is tried again while its attempts last, each try announced", async () => {
    const id = await start((run, topic) =>
      run.step("a", { attempts: 3, backoffMs: 1 }, async (step) => {
        const n = calls.add(topic);
        if (n < 3) throw new AppError("BAD_OUTPUT", "Not good.", { retryable: true });
        step.emit({ type: "text-ready", text: `try ${step.attempt}` });
        return n;
      }),
    );
    expect((await end(id)).result).toBe(3);
    const events = await journal(id);
    expect(events.map(({ event }) => event.type)).toEqual([
      "run-start",
      "step-start",
      "step-retry",
      "step-retry",
      "text-ready",
      "step-end",
      "run-end",
    ]);
    expect(events.find(({ event }) => event.type === "text-ready")?.event).toMatchObject({
      attempt: 3,
      text: "try 3",
    });
  });

  it("is not tried again when that cannot help", async () => {
    const id = await start((run, topic) =>
      run.step("a", { attempts: 5 }, async () => {
        calls.add(topic);
        throw new AppError("UNSAFE_CONTENT", "Not this.");
      }),
    );
    const { input } = await end(id);
    expect(calls.get((input as { topic: string }).topic)).toBe(1);
  });

  it("ends a try that takes too long", async () => {
    const id = await start((run) => run.step("a", { timeoutMs: 20 }, () => new Promise(() => {})));
    expect(await end(id)).toMatchObject({ status: "failed", error: { code: "TIMEOUT" } });
  }, 10_000);
});

describe("what a pipeline may not do", () => {
  it("use a key twice", async () => {
    const id = await start(async (run) => {
      await run.step("a", async () => 1);
      await run.step("a", async () => 2);
    });
    expect(await end(id)).toMatchObject({ status: "failed", error: { code: "INTERNAL" } });
  });

  it("ask two questions at once", async () => {
    const id = await start(async (run) => {
      const answers = [run.waitFor("a", z.string()), run.waitFor("b", z.string())];
      await Promise.all(answers);
    });
    expect(await end(id)).toMatchObject({ status: "failed", error: { code: "INTERNAL" } });
  });

  it("emit an event that its contract does not know", async () => {
    const id = await start((run) =>
      run.step("a", async (step) => step.emit({ type: "script", text: "x" } as never)),
    );
    expect(await end(id)).toMatchObject({ status: "failed", error: { code: "INTERNAL" } });
    expect(await types(id)).not.toContain("script");
  });
});
