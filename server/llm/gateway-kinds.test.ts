// Objects, pictures and vectors: over real HTTP, against the simulated model.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { z } from "zod";
import { type SimulatedProviders, startSimulatedProviders } from "./testing.ts";
import { createRecordedGateway, type RecordedGateway } from "./testing-gateway.ts";

let simulated: SimulatedProviders;
beforeAll(async () => {
  simulated = await startSimulatedProviders();
});
afterAll(() => simulated.close());

let gateway: RecordedGateway;
beforeEach(() => {
  gateway = createRecordedGateway(simulated);
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
    const object = gateway.llm().object({ tier, prompt: { user: marker }, schema: Plan, name: "plan" });
    const views: unknown[] = [];
    for await (const view of object) views.push(view);
    expect(views.length).toBeGreaterThan(1);
    expect(await object.value).toEqual(PLAN);
    expect(gateway.ends()).toHaveLength(1);
  });

  it.each(["malformed", "prose", "fenced", "think"])("reads %s", async (fault) => {
    const marker = `faulty-${fault}`;
    await simulated.rule({ marker, fault, text: JSON.stringify(PLAN) });
    const value = gateway
      .llm()
      .object({ tier: "plan", prompt: { user: marker }, schema: Plan, name: "plan" }).value;
    if (fault === "malformed")
      await expect(value).rejects.toMatchObject({ code: "BAD_OUTPUT", retryable: true });
    else expect(await value).toEqual(PLAN);
    expect(gateway.ends()[0]?.finish).toBe("stop");
  });

  it("stops the call when the only reader of an object leaves", async () => {
    await simulated.rule({ marker: "left", chunks: ['{"title": "T"', ', "steps": []}'], hold: 1 });
    for await (const _ of gateway.llm().object({
      tier: "plan",
      prompt: { user: "left" },
      schema: Plan,
      name: "plan",
    }))
      break;
    expect((await simulated.callsEnded("left"))[0]?.outcome).toBe("aborted");
    await expect.poll(() => gateway.record.attempts[0]?.ends.length, { timeout: 10_000 }).toBe(1);
    expect(gateway.ends()[0]).toMatchObject({ error: { code: "CANCELLED" }, counted: false });
  });

  it("draws a picture, after a retry", async () => {
    await simulated.rule({ marker: "picture", fault: "cut", times: 1 });
    const image = await gateway.llm().image({ tier: "image", prompt: "picture of the sea" });
    expect(image.bytes.length).toBeGreaterThan(100);
    expect(gateway.ends().map(({ error }) => error?.code)).toEqual(["UNAVAILABLE", undefined]);
    expect(gateway.ends()[1]?.usd).toBeGreaterThan(0.01);
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
      const embedded = await gateway.llm().embed({ tier: "embedding", texts: [text, "the moon"] });
      expect(embedded.model).toBe(model);
      for (const vector of embedded.vectors) expect(Math.hypot(...vector)).toBeCloseTo(1, 5);
    }
  });

  it("refuses a tier of another kind, and too many texts", async () => {
    await expect(gateway.llm().image({ tier: "plan", prompt: "x" })).rejects.toMatchObject({
      code: "INTERNAL",
    });
    await expect(gateway.llm().embed({ tier: "embedding", texts: [] })).rejects.toMatchObject({
      code: "INVALID",
    });
    expect(gateway.record.attempts).toEqual([]);
  });
});
