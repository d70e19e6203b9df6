// Calls that an earlier reply may answer: over real HTTP, against the simulated model.
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { z } from "zod";
import type { Replies } from "./replies.ts";
import { type SimulatedProviders, startSimulatedProviders } from "./testing.ts";
import { collectText, createRecordedGateway, type RecordedGateway } from "./testing-gateway.ts";
import type { Reuse } from "./types.ts";

let simulated: SimulatedProviders;
beforeAll(async () => {
  simulated = await startSimulatedProviders();
});
afterAll(() => simulated.close());

let gateway: RecordedGateway;
let kept: { text: string; model: string; prompt: string; isObject: boolean }[];
let earlier: string | null;
let asked: number;
let isOn = true;
const replies: Replies = {
  isOn: () => isOn,
  async find() {
    asked++;
    return earlier;
  },
  async keep({ reuse, schema }, model, text) {
    kept.push({ text, model, prompt: reuse.prompt.user, isObject: schema !== undefined });
  },
};
beforeEach(() => {
  [kept, earlier, asked, isOn] = [[], null, 0, true];
  gateway = createRecordedGateway(simulated, replies);
});

const reuse = (change: Partial<Reuse> = {}): Reuse => ({
  version: "1",
  prompt: { user: "common" },
  read: true,
  ...change,
});
async function ask(text: string, part: { reuse?: Reuse } = {}) {
  const user = randomUUID();
  await simulated.rule({ marker: user, text });
  const reply = gateway.llm().text({ tier: "svg", prompt: { user }, ...part });
  return { reply, ...(await collectText(reply)) };
}

describe("text", () => {
  it("that was found good is kept, for the request as it was put and the model that answered", async () => {
    const { reply, text } = await ask("A reply.", { reuse: reuse() });
    expect(text).toBe("A reply.");
    expect(reply.isReplay()).toBe(false);
    expect(kept).toEqual([]);
    await reply.keep("A better reply.");
    expect(kept).toEqual([
      { text: "A better reply.", model: "gemini:gemini-3.5-flash", prompt: "common", isObject: false },
    ]);
  });

  it("is looked for and kept only where the call asks for it", async () => {
    earlier = "An earlier reply.";
    const { reply, text } = await ask("A reply.");
    await reply.keep(text);
    expect([text, asked, kept]).toEqual(["A reply.", 0, []]);
  });

  it("is asked for anew by who wants another one, and kept in the place of the earlier one", async () => {
    earlier = "An earlier reply.";
    const { reply, text } = await ask("A reply.", { reuse: reuse({ read: false }) });
    await reply.keep(text);
    expect([text, asked, kept.length, reply.isReplay()]).toEqual(["A reply.", 0, 1, false]);
  });

  it("of before is streamed in pieces: nothing is called, waited for, reserved or kept", async () => {
    earlier = "0123456789".repeat(2_000);
    const pieces: string[] = [];
    const reply = gateway.llm().text({ tier: "svg", prompt: { user: "anything" }, reuse: reuse() });
    for await (const piece of reply) pieces.push(piece);
    expect(pieces.join("")).toBe(earlier);
    expect(pieces.length).toBeGreaterThan(3);
    expect(reply.isReplay()).toBe(true);
    await reply.keep(earlier);
    expect([gateway.record.log, gateway.record.attempts, kept]).toEqual([[], [], []]);
  });

  it("that broke off or was never read is not kept by anybody", async () => {
    const user = randomUUID();
    await simulated.rule({ marker: user, text: "A reply of words.", fault: "cut" });
    const reply = gateway.llm().text({ tier: "svg", prompt: { user }, reuse: reuse() });
    await reply.keep("Nothing was asked yet.");
    const { error } = await collectText(reply);
    expect(error?.code).toBe("BAD_OUTPUT");
    expect(kept).toEqual([]);
  });
});

describe("an object", () => {
  const Plan = z.object({ title: z.string(), steps: z.array(z.string()).min(2) });
  const plan = { title: "Tides", steps: ["a", "b"] };
  async function askObject(text: string) {
    const user = randomUUID();
    await simulated.rule({ marker: user, text });
    const stream = gateway.llm().object({
      tier: "plan",
      name: "plan",
      schema: Plan,
      prompt: { user },
      reuse: reuse(),
    });
    const views: unknown[] = [];
    for await (const view of stream) views.push(view);
    return { value: await stream.value, isReplay: stream.isReplay(), views };
  }

  it("that fits its schema is kept as it was said", async () => {
    const text = `\`\`\`json\n${JSON.stringify(plan)}\n\`\`\``;
    expect(await askObject(text)).toMatchObject({ value: plan, isReplay: false });
    expect(kept).toEqual([{ text, model: "gemini:gemini-3.5-flash", prompt: "common", isObject: true }]);
  });

  it.each([
    ["is refused by its schema", JSON.stringify({ ...plan, steps: [] })],
    ["is none", "I have no plan."],
  ])("that %s is not kept", async (_, text) => {
    await expect(askObject(text)).rejects.toMatchObject({ code: "BAD_OUTPUT" });
    expect(kept).toEqual([]);
  });

  it("of before is given with its views, without a call", async () => {
    earlier = JSON.stringify(plan);
    const { value, isReplay, views } = await askObject("never said");
    expect([value, isReplay, views.at(-1)]).toEqual([plan, true, plan]);
    expect([gateway.record.log, kept]).toEqual([[], []]);
  });

  it.each([
    ["does not fit its schema any more", JSON.stringify({ ...plan, steps: ["a"] })],
    ["was spoiled", '{"title": "Ti'],
  ])("of before that %s has the model asked, and is replaced", async (_, before) => {
    earlier = before;
    const { value, isReplay, views } = await askObject(JSON.stringify(plan));
    expect([value, isReplay]).toEqual([plan, false]);
    expect(views).not.toContainEqual(expect.objectContaining({ steps: ["a"] }));
    expect(kept).toHaveLength(1);
  });
});

describe("the same request while it is being answered", () => {
  const text = (user: string, part: { reuse?: Reuse; signal?: AbortSignal } = {}) => {
    const { signal, ...call } = part;
    return gateway
      .llm(signal ? { signal } : {})
      .text({ tier: "svg", prompt: { user }, reuse: reuse(), ...call });
  };
  const CHUNKS = ["One, ", "two, ", "three."];
  async function held() {
    const user = randomUUID();
    await simulated.rule({ marker: user, chunks: CHUNKS, hold: 2 });
    return user;
  }
  /** Reads on as far as it is said, and tells when something is there. */
  function reading(reply: AsyncIterable<string>) {
    const pieces: string[] = [];
    const begun = Promise.withResolvers<void>();
    const done = (async () => {
      for await (const piece of reply) {
        pieces.push(piece);
        begun.resolve();
      }
    })();
    done.catch(begun.reject);
    return { pieces, begun: begun.promise, done };
  }

  it("is given to all as it comes, from its beginning, by one call that one of them pays", async () => {
    const user = await held();
    const [first, second, third] = [text(user), text(user), text(user)];
    const leader = reading(first);
    await leader.begun;
    const others = [reading(second), reading(third)];
    await Promise.all(others.map(({ begun }) => begun));
    await simulated.release(user);
    await Promise.all([leader, ...others].map(({ done }) => done));
    for (const { pieces } of [leader, ...others]) expect(pieces.join("")).toBe(CHUNKS.join(""));
    expect([first, second, third].map((one) => one.isReplay())).toEqual([false, true, true]);
    expect(await simulated.calls(user)).toHaveLength(1);
    expect(gateway.ends()).toHaveLength(1);
    await second.keep("not mine to keep");
    expect(kept).toEqual([]);
  });

  it("goes on for the others when one of them leaves", async () => {
    const user = await held();
    const leader = reading(text(user));
    await leader.begun;
    const stop = new AbortController();
    const leaving = reading(text(user, { signal: stop.signal }));
    await leaving.begun;
    const staying = reading(text(user));
    await staying.begun;
    stop.abort();
    await expect(leaving.done).rejects.toMatchObject({ code: "CANCELLED" });
    await simulated.release(user);
    await Promise.all([leader.done, staying.done]);
    expect(staying.pieces.join("")).toBe(CHUNKS.join(""));
  });

  it("breaks off for all when who pays for it leaves: then the next one asks for itself", async () => {
    const user = await held();
    const stop = new AbortController();
    const leader = reading(text(user, { signal: stop.signal }));
    await leader.begun;
    const other = reading(text(user));
    await other.begun;
    stop.abort();
    await expect(leader.done).rejects.toMatchObject({ code: "CANCELLED" });
    await expect(other.done).rejects.toMatchObject({ code: "BAD_OUTPUT", retryable: true });
    await simulated.release(user);
    const next = text(user);
    expect((await collectText(next)).text).toBe(CHUNKS.join(""));
    expect(next.isReplay()).toBe(false);
  });

  it("is answered twice for who wants another reply, where nothing is reused, and for another request", async () => {
    const user = await held();
    const leader = reading(text(user));
    await leader.begun;
    isOn = false;
    const off = reading(text(user));
    await off.begun;
    isOn = true;
    const another = reading(text(user, { reuse: reuse({ read: false }) }));
    const other = reading(text(user, { reuse: reuse({ version: "2" }) }));
    await Promise.all([another.begun, other.begun]);
    expect(await simulated.calls(user)).toHaveLength(4);
    await simulated.release(user);
    await Promise.all([leader, off, another, other].map(({ done }) => done));
  });

  describe("for an object", () => {
    const Plan = z.object({ title: z.string() });
    const object = (user: string) =>
      gateway.llm().object({ tier: "plan", name: "plan", schema: Plan, prompt: { user }, reuse: reuse() });

    it("is taken over when it is whole", async () => {
      const user = randomUUID();
      await simulated.rule({ marker: user, chunks: ['{"title": ', '"Tides"}'], hold: 1 });
      const first = object(user);
      const value = first.value;
      await simulated.held(user);
      const second = object(user);
      const taken = second.value;
      await simulated.release(user);
      expect([await value, await taken]).toEqual([{ title: "Tides" }, { title: "Tides" }]);
      expect([first.isReplay(), second.isReplay()]).toEqual([false, true]);
      expect(await simulated.calls(user)).toHaveLength(1);
    });

    it.each([
      ["breaks off", { fault: "cut" }],
      ["is none", { text: "I have no plan." }],
    ])("that %s for the first one is asked for by the next", async (_, trouble) => {
      const user = randomUUID();
      await simulated.rule({ marker: user, text: '{"title": "Broken"}', ...trouble, hold: 1, times: 1 });
      await simulated.rule({ marker: user, text: '{"title": "Tides"}' });
      const { value } = object(user);
      value.catch(() => {});
      await simulated.held(user);
      const second = object(user);
      const taken = second.value;
      await simulated.release(user);
      await expect(value).rejects.toMatchObject({ code: "BAD_OUTPUT" });
      expect([await taken, second.isReplay()]).toEqual([{ title: "Tides" }, false]);
    });
  });
});
