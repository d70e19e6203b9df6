// The whole gateway but its database: real HTTP against the simulated model.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { z } from "zod";
import { AppError } from "../errors.ts";
import { createGateway } from "./gateway.ts";
import type { LimitedModel, Limiter, Turn } from "./limiter/limiter.ts";
import { type ResolvedTier, type ResolvedTiers, resolveTiers } from "./resolve-tiers.ts";
import { type SimulatedProviders, startSimulatedProviders } from "./testing.ts";
import type { AttemptEnd, AttemptStart, CallScope, TierName } from "./types.ts";

let simulated: SimulatedProviders;
let tiers: ResolvedTiers;
beforeAll(async () => {
  simulated = await startSimulatedProviders();
  const resolution = resolveTiers({ providers: simulated.endpoints, tiers: {}, limits: {} });
  if (!resolution.ok) throw new Error(resolution.problems.join("\n"));
  tiers = resolution.tiers;
});
afterAll(() => simulated.close());

/** What happened, in order. */
let log: string[];
let attempts: { start: AttemptStart; ends: AttemptEnd[] }[];
let pauses: { model: string; delayMs: number }[];
let turns: Turn[];
beforeEach(() => {
  log = [];
  attempts = [];
  pauses = [];
  turns = [];
});

const limiter: Limiter = {
  async acquire(turn) {
    log.push("granted");
    turns.push(turn);
    return new Date();
  },
  async pause(model: LimitedModel, delayMs) {
    pauses.push({ model: model.id, delayMs });
  },
  close() {},
};

function scopeOf(part: Partial<CallScope> = {}): CallScope {
  return {
    runId: "run",
    learnerId: "learner",
    step: "plan",
    priority: 1,
    signal: new AbortController().signal,
    timeoutMs: undefined,
    async beginAttempt(start) {
      log.push(`begin ${start.model}`);
      const attempt = { start, ends: [] as AttemptEnd[] };
      attempts.push(attempt);
      return {
        id: "id",
        number: attempts.length,
        async end(end) {
          log.push(`end ${end.error?.code ?? end.finish}`);
          attempt.ends.push(end);
        },
      };
    },
    attemptsLeft: (most) => most - attempts.filter(({ ends }) => ends[0]?.error && ends[0].counted).length,
    onRetry: (code, delayMs) => void log.push(`retry ${code} ${delayMs > 0 ? "later" : "at once"}`),
    onWaiting: (waiting) => void log.push(waiting ? "waits" : "goes on"),
    ...part,
  };
}

let slept: number[];
function llm(scope: Partial<CallScope> = {}, change: Partial<Record<TierName, Partial<ResolvedTier>>> = {}) {
  slept = [];
  const changed = { ...tiers } as Record<TierName, ResolvedTier>;
  for (const [name, part] of Object.entries(change)) {
    changed[name as TierName] = { ...changed[name as TierName], ...part };
  }
  const gateway = createGateway({
    tiers: changed,
    providers: simulated.endpoints,
    limiter,
    clock: {
      async sleep(ms, signal) {
        slept.push(ms);
        signal.throwIfAborted();
      },
    },
  });
  return gateway.bind(scopeOf(scope));
}
async function collect(texts: AsyncIterable<string>) {
  const got: string[] = [];
  try {
    for await (const text of texts) got.push(text);
    return { text: got.join(""), error: undefined };
  } catch (error) {
    return { text: got.join(""), error: error as AppError };
  }
}
const say = (
  user: string,
  scope?: Partial<CallScope>,
  change?: Partial<Record<TierName, Partial<ResolvedTier>>>,
) => collect(llm(scope, change).text({ tier: "plan", prompt: { user } }));
/** Every attempt was ended, once. */
function ends(): AttemptEnd[] {
  for (const attempt of attempts) expect(attempt.ends).toHaveLength(1);
  return attempts.flatMap(({ ends: [end] }) => (end ? [end] : []));
}

describe("a call", () => {
  it("waits for its turn, reserves, calls, and settles", async () => {
    await simulated.rule({ marker: "usual", text: "A reply of some words." });
    const { text, error } = await say("usual");
    expect(error).toBeUndefined();
    expect(text).toBe("A reply of some words.");
    expect(log).toEqual(["waits", "granted", "goes on", "begin gemini-3.5-flash", "end stop"]);
    const [end] = ends();
    expect(end).toMatchObject({
      counted: true,
      error: undefined,
      finish: "stop",
      usage: { estimated: false },
    });
    expect(end?.usd).toBeGreaterThan(0);
    expect(attempts[0]?.start.reserveUsd).toBeGreaterThan(end?.usd ?? 0);
    expect(attempts[0]?.start).toMatchObject({ tier: "plan", provider: "gemini", tierAttempts: 3 });
    expect(end?.firstChunkAt?.getTime()).toBeGreaterThanOrEqual(end?.grantedAt?.getTime() ?? Number.NaN);
  });

  it("counts the longest reply only where the provider does", async () => {
    await say("tokens");
    await collect(llm().text({ tier: "variant", prompt: { user: "tokens" } }));
    expect(turns[0]?.tokens).toBeLessThan(100);
    expect(turns[1]?.tokens).toBeGreaterThan(4_096);
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
    expect(log.filter((line) => /^(retry|end)/.test(line))).toEqual([
      "end UNAVAILABLE",
      "retry UNAVAILABLE later",
      "end UNAVAILABLE",
      "retry UNAVAILABLE later",
      "end stop",
    ]);
    expect(slept[0]).toBeGreaterThanOrEqual(500);
    expect(slept[0]).toBeLessThanOrEqual(1_000);
    expect(slept[1]).toBeGreaterThanOrEqual(1_000);
    expect(slept[1]).toBeLessThanOrEqual(2_000);
    expect(ends().map(({ usd, counted }) => [usd > 0, counted])).toEqual([
      [false, true],
      [false, true],
      [true, true],
    ]);
  });

  it("ends with the last error when the step's attempts are spent", async () => {
    await simulated.rule({ marker: "always-500", fault: "status", status: 500 });
    expect((await say("always-500")).error).toMatchObject({ code: "UNAVAILABLE", retryable: true });
    expect(ends()).toHaveLength(3);
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
    const { error } = await collect(
      llm({}, { variant: { attempts: 2 } }).text({ tier: "variant", prompt: { user: "later-503" } }),
    );
    expect(error).toBeUndefined();
    expect(slept).toEqual([90_000]);
  });

  it("goes to the tier's next model with the attempts that are left for it", async () => {
    await simulated.rule({ marker: "first-down", fault: "status", status: 503, model: "gpt-4.1" });
    const { error } = await collect(llm().text({ tier: "lesson-structure", prompt: { user: "first-down" } }));
    expect(error).toBeUndefined();
    expect(attempts.map(({ start }) => start.model)).toEqual(["gpt-4.1", "gpt-4o-mini"]);
    expect(log).toContain("retry UNAVAILABLE at once");
  });

  it.each([
    ["404", { fault: "status", status: 404 }, "MODEL_UNAVAILABLE"],
    ["a blocked prompt", { fault: "safety" }, "UNSAFE_CONTENT"],
  ])("is not retried on the same model: %s", async (name, rule, code) => {
    const marker = `never-again ${name}`;
    await simulated.rule({ marker, ...rule });
    expect((await say(marker)).error).toMatchObject({ code, retryable: false });
    expect(ends()).toHaveLength(1);
  });

  it("leaves an unavailable model for the next one", async () => {
    await simulated.rule({ marker: "gone", fault: "status", status: 404, model: "gpt-4.1" });
    const { error } = await collect(llm().text({ tier: "lesson-structure", prompt: { user: "gone" } }));
    expect(error).toBeUndefined();
    expect(attempts.map(({ start }) => start.model)).toEqual(["gpt-4.1", "gpt-4o-mini"]);
  });

  it("is TIMEOUT of the first chunk, retried", async () => {
    await simulated.rule({ marker: "silent", hold: 0, times: 1 });
    const timeouts = { firstChunkMs: 150, idleMs: 150, totalMs: 5_000 };
    expect((await say("silent", {}, { plan: { timeouts } })).error).toBeUndefined();
    expect(ends()[0]).toMatchObject({
      error: { code: "TIMEOUT" },
      counted: true,
      usage: { estimated: true },
    });
    expect(ends()).toHaveLength(2);
  });
});

describe("a 429", () => {
  it("pauses the model for everybody and uses up no attempt", async () => {
    await simulated.rule({ marker: "busy", fault: "status", status: 429, retryAfterSeconds: 7, times: 4 });
    expect((await say("busy")).error).toBeUndefined();
    expect(pauses).toHaveLength(4);
    for (const { model, delayMs } of pauses) {
      expect(model).toBe("gemini:gemini-3.5-flash");
      expect(delayMs).toBeGreaterThanOrEqual(7_000);
    }
    expect(ends().map(({ counted }) => counted)).toEqual([false, false, false, false, true]);
    expect(slept).toEqual([]);
  });

  it("is LIMIT when the waits together pass ten minutes", async () => {
    await simulated.rule({ marker: "full", fault: "status", status: 429, retryAfterSeconds: 200 });
    expect((await say("full")).error).toMatchObject({ code: "LIMIT", retryable: false, retryAfter: 200 });
    expect(pauses).toHaveLength(3);
    expect(ends()).toHaveLength(4);
  });

  it("is LIMIT at once when the provider asks for hours", async () => {
    await simulated.rule({ marker: "tomorrow", fault: "status", status: 429, retryAfterSeconds: 30_000 });
    expect((await say("tomorrow")).error).toMatchObject({ code: "LIMIT", retryAfter: 30_000 });
    expect(pauses).toEqual([]);
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
    const [end] = ends();
    expect(ends()).toHaveLength(1);
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
    expect(ends()).toHaveLength(1);
  });
});

describe("stopping", () => {
  it("ends the attempt once when the scope's signal fires, and lets the provider go", async () => {
    await simulated.rule({ marker: "stop-me", chunks: ["one ", "two "], hold: 1 });
    const controller = new AbortController();
    const error = await (async () => {
      const text = llm({ signal: controller.signal }).text({ tier: "plan", prompt: { user: "stop-me" } });
      for await (const _ of text) controller.abort();
    })().catch((caught: unknown) => caught);
    expect(error).toMatchObject({ code: "CANCELLED" });
    expect(ends()[0]).toMatchObject({ finish: "error", counted: false, usage: { estimated: true } });
    expect((await simulated.callsEnded("stop-me"))[0]?.outcome).toBe("aborted");
  });

  it("ends the attempt once when the consumer leaves", async () => {
    await simulated.rule({ marker: "enough", chunks: ["one ", "two "], hold: 1 });
    for await (const text of llm().text({ tier: "plan", prompt: { user: "enough" } })) {
      expect(text).toBe("one ");
      break;
    }
    expect(ends()[0]).toMatchObject({ finish: "other", error: undefined, usage: { estimated: true } });
    expect((await simulated.callsEnded("enough"))[0]?.outcome).toBe("aborted");
  });

  it("passes the step's own reason on, and retries nothing", async () => {
    await simulated.rule({ marker: "step-timeout", hold: 0 });
    const controller = new AbortController();
    const reason = new AppError("TIMEOUT", "This step took too long.", { retryable: true });
    const done = say("step-timeout", { signal: controller.signal });
    controller.abort(reason);
    expect((await done).error).toBe(reason);
    expect(attempts.length).toBeLessThanOrEqual(1);
  });

  it("takes the step's own total timeout", async () => {
    await simulated.rule({ marker: "short", chunks: Array(200).fill("word "), delayMs: 20 });
    const { error } = await say("short", { timeoutMs: 200 });
    expect(error).toMatchObject({ code: "TIMEOUT", data: { which: "total", ms: 200 } });
  });
});

describe("objects, pictures and vectors", () => {
  const Plan = z.object({ title: z.string(), steps: z.array(z.string()), note: z.string().optional() });
  const PLAN = { title: "Tides", steps: ["The moon", "The sun"] };

  it.each(["plan", "variant"] as const)("streams an object and validates it (%s)", async (tier) => {
    const marker = `object-${tier}`;
    await simulated.rule({
      marker,
      text: JSON.stringify({ ...PLAN, note: null }),
      chunkSize: 6,
      delayMs: 10,
    });
    const object = llm().object({ tier, prompt: { user: marker }, schema: Plan, name: "plan" });
    const views: unknown[] = [];
    for await (const view of object) views.push(view);
    expect(views.length).toBeGreaterThan(1);
    expect(await object.value).toEqual(PLAN);
    expect(ends()).toHaveLength(1);
  });

  it.each(["malformed", "prose", "fenced", "think"])("reads %s", async (fault) => {
    const marker = `faulty-${fault}`;
    await simulated.rule({ marker, fault, text: JSON.stringify(PLAN) });
    const value = llm().object({ tier: "plan", prompt: { user: marker }, schema: Plan, name: "plan" }).value;
    if (fault === "malformed")
      await expect(value).rejects.toMatchObject({ code: "BAD_OUTPUT", retryable: true });
    else expect(await value).toEqual(PLAN);
    expect(ends()[0]?.finish).toBe("stop");
  });

  it("stops the call when the only reader of an object leaves", async () => {
    await simulated.rule({ marker: "left", chunks: ['{"title": "T"', ', "steps": []}'], hold: 1 });
    for await (const _ of llm().object({
      tier: "plan",
      prompt: { user: "left" },
      schema: Plan,
      name: "plan",
    }))
      break;
    expect((await simulated.callsEnded("left"))[0]?.outcome).toBe("aborted");
    await expect.poll(() => attempts[0]?.ends.length, { timeout: 10_000 }).toBe(1);
    expect(ends()[0]).toMatchObject({ error: { code: "CANCELLED" }, counted: false });
  });

  it("draws a picture, after a retry", async () => {
    await simulated.rule({ marker: "picture", fault: "cut", times: 1 });
    const image = await llm().image({ tier: "image", prompt: "picture of the sea" });
    expect(image.bytes.length).toBeGreaterThan(100);
    expect(ends().map(({ error }) => error?.code)).toEqual(["UNAVAILABLE", undefined]);
    expect(ends()[1]?.usd).toBeGreaterThan(0.01);
  });

  it("gives vectors of unit length of one model, named", async () => {
    await simulated.rule({
      marker: "vector-down",
      fault: "status",
      status: 500,
      model: "jina-embeddings-v3",
    });
    for (const [text, model] of [
      ["the sea", "jina:jina-embeddings-v3"],
      ["vector-down", "openai:text-embedding-3-small"],
    ] as const) {
      const embedded = await llm().embed({ tier: "embedding", texts: [text, "the moon"] });
      expect(embedded.model).toBe(model);
      for (const vector of embedded.vectors) expect(Math.hypot(...vector)).toBeCloseTo(1, 5);
    }
  });

  it("refuses a tier of another kind, and too many texts", async () => {
    await expect(llm().image({ tier: "plan", prompt: "x" })).rejects.toMatchObject({ code: "INTERNAL" });
    await expect(llm().embed({ tier: "embedding", texts: [] })).rejects.toMatchObject({ code: "INVALID" });
    expect(attempts).toEqual([]);
  });
});
