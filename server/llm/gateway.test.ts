// The attempts of a call: over real HTTP, against the simulated model.
import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { AppError } from "../errors.ts";
import { type SimulatedProviders, startSimulatedProviders } from "./testing.ts";
import {
  collectText,
  createRecordedGateway,
  type RecordedGateway,
  type TierChanges,
} from "./testing-gateway.ts";
import type { CallScope } from "./types.ts";

let simulated: SimulatedProviders;
beforeAll(async () => {
  simulated = await startSimulatedProviders();
});
afterAll(() => simulated.close());

let gateway: RecordedGateway;
beforeEach(() => {
  gateway = createRecordedGateway(simulated);
});
const say = (user: string, scope?: Partial<CallScope>, change?: TierChanges) =>
  collectText(gateway.llm(scope, change).text({ tier: "plan", prompt: { user } }));

describe("a call", () => {
  it("waits for its turn, reserves, calls, and settles", async () => {
    await simulated.rule({ marker: "usual", text: "A reply of some words." });
    const { text, error } = await say("usual");
    expect(error).toBeUndefined();
    expect(text).toBe("A reply of some words.");
    expect(gateway.record.log).toEqual(["waits", "granted", "goes on", "begin gemini-3.5-flash", "end stop"]);
    const [end] = gateway.ends();
    expect(end).toMatchObject({
      counted: true,
      error: undefined,
      finish: "stop",
      usage: { estimated: false },
    });
    expect(end?.usd).toBeGreaterThan(0);
    expect(gateway.record.attempts[0]?.start.reserveUsd).toBeGreaterThan(end?.usd ?? 0);
    expect(gateway.record.attempts[0]?.start).toMatchObject({
      tier: "plan",
      provider: "gemini",
      tierAttempts: 3,
    });
    expect(end?.firstChunkAt?.getTime()).toBeGreaterThanOrEqual(end?.grantedAt?.getTime() ?? Number.NaN);
  });

  it("counts the longest reply only where the provider does", async () => {
    await say("tokens");
    await collectText(gateway.llm().text({ tier: "variant", prompt: { user: "tokens" } }));
    expect(gateway.record.turns[0]?.tokens).toBeLessThan(100);
    expect(gateway.record.turns[1]?.tokens).toBeGreaterThan(4_096);
  });

  it("makes no call when the budget refuses it", async () => {
    const refuse = async () => {
      throw new AppError("BUDGET", "Nothing left.");
    };
    expect((await say("no-money", { beginAttempt: refuse })).error?.code).toBe("BUDGET");
    expect(await simulated.calls("no-money")).toEqual([]);
  });

  it("says which variable is missing when no model serves its tier", async () => {
    const { error } = await say("x", {}, { plan: { models: [] } });
    expect(error).toMatchObject({ code: "MODEL_UNAVAILABLE", retryable: false });
    expect(error?.message).toContain("TIER_PLAN");
  });
});

describe("trouble before the first chunk", () => {
  it("is retried with growing pauses, and the learner is told", async () => {
    await simulated.rule({ marker: "twice-503", fault: "status", status: 503, times: 2 });
    await simulated.rule({ marker: "twice-503", text: "At last." });
    expect(await say("twice-503")).toEqual({ text: "At last.", error: undefined });
    expect(gateway.record.log.filter((line) => /^(retry|end)/.test(line))).toEqual([
      "end UNAVAILABLE",
      "retry UNAVAILABLE later",
      "end UNAVAILABLE",
      "retry UNAVAILABLE later",
      "end stop",
    ]);
    expect(gateway.record.slept[0]).toBeGreaterThanOrEqual(500);
    expect(gateway.record.slept[0]).toBeLessThanOrEqual(1_000);
    expect(gateway.record.slept[1]).toBeGreaterThanOrEqual(1_000);
    expect(gateway.record.slept[1]).toBeLessThanOrEqual(2_000);
    expect(gateway.ends().map(({ usd, counted }) => [usd > 0, counted])).toEqual([
      [false, true],
      [false, true],
      [true, true],
    ]);
  });

  it("ends with the last error when the step's attempts are spent", async () => {
    await simulated.rule({ marker: "always-500", fault: "status", status: 500 });
    expect((await say("always-500")).error).toMatchObject({ code: "UNAVAILABLE", retryable: true });
    expect(gateway.ends()).toHaveLength(3);
    expect(await simulated.calls("always-500")).toHaveLength(3);
  });

  it("honours a Retry-After, also one over a minute", async () => {
    await simulated.rule({
      marker: "later-503",
      fault: "status",
      status: 503,
      retryAfterSeconds: 90,
      times: 1,
    });
    const { error } = await collectText(
      gateway.llm({}, { variant: { attempts: 2 } }).text({ tier: "variant", prompt: { user: "later-503" } }),
    );
    expect(error).toBeUndefined();
    expect(gateway.record.slept).toEqual([90_000]);
  });

  it("goes to the tier's next model with the attempts that are left for it", async () => {
    await simulated.rule({ marker: "first-down", fault: "status", status: 503, model: "gpt-4.1" });
    const { error } = await collectText(
      gateway.llm().text({ tier: "lesson-structure", prompt: { user: "first-down" } }),
    );
    expect(error).toBeUndefined();
    expect(gateway.record.attempts.map(({ start }) => start.model)).toEqual(["gpt-4.1", "gpt-4o-mini"]);
    expect(gateway.record.log).toContain("retry UNAVAILABLE at once");
  });

  it.each([
    ["404", { fault: "status", status: 404 }, "MODEL_UNAVAILABLE"],
    ["a blocked prompt", { fault: "safety" }, "UNSAFE_CONTENT"],
  ])("is not retried on the same model: %s", async (name, rule, code) => {
    const marker = `never-again ${name}`;
    await simulated.rule({ marker, ...rule });
    expect((await say(marker)).error).toMatchObject({ code, retryable: false });
    expect(gateway.ends()).toHaveLength(1);
  });

  it("a reply that was blocked before its first word goes to the next model", async () => {
    await simulated.rule({ marker: "prude", fault: "safety", model: "gpt-4.1" });
    const call = { tier: "lesson-structure", prompt: { user: "prude" } } as const;
    expect((await collectText(gateway.llm().text(call))).error).toBeUndefined();
    expect(gateway.record.attempts.map(({ start }) => start.model)).toEqual(["gpt-4.1", "gpt-4o-mini"]);
  });

  it("leaves an unavailable model for the next one", async () => {
    await simulated.rule({ marker: "gone", fault: "status", status: 404, model: "gpt-4.1" });
    const { error } = await collectText(
      gateway.llm().text({ tier: "lesson-structure", prompt: { user: "gone" } }),
    );
    expect(error).toBeUndefined();
    expect(gateway.record.attempts.map(({ start }) => start.model)).toEqual(["gpt-4.1", "gpt-4o-mini"]);
  });

  it("is TIMEOUT of the first chunk, retried", async () => {
    await simulated.rule({ marker: "silent", hold: 0, times: 1 });
    const timeouts = { firstChunkMs: 150, idleMs: 150, totalMs: 5_000 };
    expect((await say("silent", {}, { plan: { timeouts } })).error).toBeUndefined();
    expect(gateway.ends()[0]).toMatchObject({
      error: { code: "TIMEOUT" },
      counted: true,
      usage: { estimated: true },
    });
    expect(gateway.ends()).toHaveLength(2);
  });
});

describe("a 429", () => {
  it("pauses the model for everybody and uses up no attempt", async () => {
    await simulated.rule({ marker: "busy", fault: "status", status: 429, retryAfterSeconds: 7, times: 4 });
    expect((await say("busy")).error).toBeUndefined();
    expect(gateway.record.pauses).toHaveLength(4);
    for (const { model, delayMs } of gateway.record.pauses) {
      expect(model).toBe("gemini:gemini-3.5-flash");
      expect(delayMs).toBeGreaterThanOrEqual(7_000);
    }
    expect(gateway.ends().map(({ counted }) => counted)).toEqual([false, false, false, false, true]);
    expect(gateway.record.slept).toEqual([]);
  });

  it("is LIMIT when the waits together pass ten minutes", async () => {
    await simulated.rule({ marker: "full", fault: "status", status: 429, retryAfterSeconds: 200 });
    expect((await say("full")).error).toMatchObject({ code: "LIMIT", retryable: false, retryAfter: 200 });
    expect(gateway.record.pauses).toHaveLength(3);
    expect(gateway.ends()).toHaveLength(4);
  });

  it("is LIMIT at once when the provider asks for hours", async () => {
    await simulated.rule({ marker: "tomorrow", fault: "status", status: 429, retryAfterSeconds: 30_000 });
    expect((await say("tomorrow")).error).toMatchObject({ code: "LIMIT", retryAfter: 30_000 });
    expect(gateway.record.pauses).toEqual([]);
  });
});

describe("after the first chunk", () => {
  it.each([
    ["cut", { fault: "cut" }, { code: "BAD_OUTPUT", retryable: true, data: { finishReason: "cut" } }],
    [
      "max_tokens",
      { fault: "max-tokens" },
      { code: "BAD_OUTPUT", retryable: true, data: { finishReason: "max_tokens" } },
    ],
    ["stall", { fault: "stall" }, { code: "TIMEOUT", retryable: true, data: { which: "idle" } }],
    ["safety", { fault: "safety-midstream" }, { code: "UNSAFE_CONTENT", retryable: false }],
  ])("an error is the step's: %s", async (name, rule, wanted) => {
    const marker = `midstream-${name}`;
    await simulated.rule({ marker, ...rule, chunks: ["one ", "two ", "three ", "four"], afterChunks: 2 });
    const timeouts = { firstChunkMs: 2_000, idleMs: 200, totalMs: 5_000 };
    const { text, error } = await say(marker, {}, { plan: { timeouts } });
    expect(text).toBe("one two ");
    expect(error).toMatchObject(wanted);
    const [end] = gateway.ends();
    expect(gateway.ends()).toHaveLength(1);
    expect(end?.error?.code).toBe(wanted.code);
    expect(end?.usd).toBeGreaterThan(0);
    expect(end?.usage?.estimated).toBe(name === "cut" || name === "stall");
  });

  it("an empty reply is the step's too", async () => {
    await simulated.rule({ marker: "nothing", fault: "empty" });
    expect((await say("nothing")).error).toMatchObject({
      code: "BAD_OUTPUT",
      retryable: true,
      data: { finishReason: "empty" },
    });
    expect(gateway.ends()).toHaveLength(1);
  });
});

describe("stopping", () => {
  it("ends the attempt once when the scope's signal fires, and lets the provider go", async () => {
    await simulated.rule({ marker: "stop-me", chunks: ["one ", "two "], hold: 1 });
    const controller = new AbortController();
    const error = await (async () => {
      const text = gateway
        .llm({ signal: controller.signal })
        .text({ tier: "plan", prompt: { user: "stop-me" } });
      for await (const _ of text) controller.abort();
    })().catch((caught: unknown) => caught);
    expect(error).toMatchObject({ code: "CANCELLED" });
    expect(gateway.ends()[0]).toMatchObject({ finish: "error", counted: false, usage: { estimated: true } });
    expect((await simulated.callsEnded("stop-me"))[0]?.outcome).toBe("aborted");
  });

  it("ends the attempt once when the consumer leaves", async () => {
    await simulated.rule({ marker: "enough", chunks: ["one ", "two "], hold: 1 });
    for await (const text of gateway.llm().text({ tier: "plan", prompt: { user: "enough" } })) {
      expect(text).toBe("one ");
      break;
    }
    expect(gateway.ends()[0]).toMatchObject({
      finish: "other",
      error: undefined,
      usage: { estimated: true },
    });
    expect((await simulated.callsEnded("enough"))[0]?.outcome).toBe("aborted");
  });

  it("passes the step's own reason on, and retries nothing", async () => {
    await simulated.rule({ marker: "step-timeout", hold: 0 });
    const controller = new AbortController();
    const reason = new AppError("TIMEOUT", "This step took too long.", { retryable: true });
    const done = say("step-timeout", { signal: controller.signal });
    controller.abort(reason);
    expect((await done).error).toBe(reason);
    expect(gateway.record.attempts.length).toBeLessThanOrEqual(1);
  });

  it("takes the step's own total timeout", async () => {
    await simulated.rule({ marker: "short", chunks: Array(200).fill("word "), delayMs: 20 });
    const { error } = await say("short", { timeoutMs: 200 });
    expect(error).toMatchObject({ code: "TIMEOUT", data: { which: "total", ms: 200 } });
  });
});

describe("any run of bad luck", () => {
  const faults = {
    "503": { fault: "status", status: 503 },
    "429": { fault: "status", status: 429, retryAfterSeconds: 0 },
    "404": { fault: "status", status: 404 },
    cut: { fault: "cut" },
    empty: { fault: "empty" },
    blocked: { fault: "safety" },
    "max-tokens": { fault: "max-tokens" },
    "no end": { fault: "end-without-finish" },
  };
  const luck = fc.array(fc.constantFrom(...(Object.keys(faults) as (keyof typeof faults)[])), {
    maxLength: 6,
  });

  it("ends every attempt once, within the tier's number, and with an answer or one of our errors", async () => {
    let runs = 0;
    await fc.assert(
      fc.asyncProperty(luck, fc.constantFrom("plan", "lesson-structure"), async (sequence, tier) => {
        gateway = createRecordedGateway(simulated);
        const marker = `luck-${++runs};`;
        for (const one of sequence)
          await simulated.rule({ marker, ...faults[one], times: 1, text: "a b c d e f" });
        const { text, error } = await collectText(gateway.llm().text({ tier, prompt: { user: marker } }));
        const ended = gateway.ends();
        expect(await simulated.calls(marker)).toHaveLength(ended.length);
        expect(ended.filter(({ counted }) => counted).length).toBeLessThanOrEqual(tier === "plan" ? 3 : 2);
        if (!error) expect(text.length).toBeGreaterThan(0);
        else expect(error.code).toMatch(/^(UNAVAILABLE|MODEL_UNAVAILABLE|BAD_OUTPUT|UNSAFE_CONTENT)$/);
        expect(ended.at(-1)?.error?.code).toBe(error?.code);
        for (const { usd } of ended) expect(usd).toBeGreaterThanOrEqual(0);
        const { log } = gateway.record;
        expect(log.filter((line) => line === "waits")).toHaveLength(
          log.filter((line) => line === "goes on").length,
        );
      }),
      { numRuns: 60 },
    );
  });
});
