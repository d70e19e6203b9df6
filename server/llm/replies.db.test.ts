import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { openDatabase } from "../db.ts";
import { openTestDatabase } from "../start/testing.ts";
import { createReplies, type RepliesOptions, type ReplyRequest } from "./replies.ts";
import type { ResolvedTier } from "./resolve-tiers.ts";
import { testModel } from "./testing.ts";

let database: Awaited<ReturnType<typeof openTestDatabase>>;
let opened: ReturnType<typeof openDatabase>;
beforeAll(async () => {
  database = await openTestDatabase();
  opened = openDatabase(database.url);
});
afterAll(async () => {
  await opened.close();
  await database.close();
});
beforeEach(() => opened.prisma.modelReply.deleteMany());

const troubles: unknown[] = [];
const open = (change: Partial<RepliesOptions> = {}) =>
  createReplies({
    prisma: opened.prisma,
    source: "live",
    days: () => 30,
    onTrouble: (error) => void troubles.push(error),
    ...change,
  });

const tier = (name: "svg" | "plan", ...models: string[]): ResolvedTier => ({
  kind: "text",
  name,
  models: models.map((model) => testModel("gemini", model)),
  attempts: 2,
  backoffMs: 1,
  timeouts: { firstChunkMs: 1, idleMs: 1, totalMs: 1 },
  maxOutputTokens: 100,
});
const request = (
  change: Partial<ReplyRequest> = {},
  prompt: Partial<ReplyRequest["reuse"]> = {},
): ReplyRequest => ({
  tier: tier("svg", "first"),
  reuse: { version: "1", prompt: { system: "Draw.", user: "Tides" }, read: true, ...prompt },
  schema: undefined,
  ...change,
});
const schema = (json: Record<string, unknown>) => ({ name: "plan", json });
const setAge = (days: number) =>
  opened.prisma.modelReply.updateMany({ data: { createdAt: new Date(Date.now() - days * 86_400_000) } });

it("what was kept answers the same request, and is counted", async () => {
  const replies = open();
  expect(await replies.find(request())).toBeNull();
  await replies.keep(request(), "gemini:first", "A drawing.");
  expect(await replies.find(request())).toBe("A drawing.");
  expect(await replies.find(request())).toBe("A drawing.");
  const [row] = await opened.prisma.modelReply.findMany();
  expect(row).toMatchObject({ tier: "svg", model: "gemini:first", uses: 2 });
  expect(row?.lastUsedAt.getTime()).toBeGreaterThanOrEqual(row?.createdAt.getTime() ?? Number.NaN);
  expect(JSON.stringify(row)).not.toContain("Tides"); // what was asked is not readable there
});

it("a newer one takes its place, and both at once are no trouble", async () => {
  const replies = open();
  await replies.keep(request(), "gemini:first", "Old.");
  await setAge(20);
  await Promise.all(Array.from({ length: 8 }, () => replies.keep(request(), "gemini:first", "New.")));
  expect(await replies.find(request())).toBe("New.");
  await setAge(0);
  expect(await opened.prisma.modelReply.count()).toBe(1);
  expect(troubles).toEqual([]);
});

describe("another request is not answered", () => {
  it.each<[string, ReplyRequest]>([
    ["another tier", request({ tier: tier("plan", "first") })],
    ["another model", request({ tier: tier("svg", "second") })],
    ["another version", request({}, { version: "2" })],
    ["another wording", request({}, { prompt: { system: "Draw.", user: "Tide" } })],
    ["other instructions", request({}, { prompt: { system: "Draw!", user: "Tides" } })],
    ["no instructions", request({}, { prompt: { user: "Tides" } })],
    ["a schema", request({ schema: schema({ type: "object" }) })],
  ])("%s", async (_, other) => {
    const replies = open();
    await replies.keep(request(), "gemini:first", "A drawing.");
    expect(await replies.find(other)).toBeNull();
  });

  it("of another schema, or of the sample model", async () => {
    await open().keep(request({ schema: schema({ type: "object" }) }), "gemini:first", "{}");
    expect(await open().find(request({ schema: schema({ type: "array" }) }))).toBeNull();
    await open().keep(request(), "gemini:first", "A real model's.");
    const sample = open({ source: "simulated" });
    expect(await sample.find(request())).toBeNull();
    await sample.keep(request(), "gemini:first", "The sample model's.");
    expect(await open().find(request())).toBe("A real model's.");
    expect(await sample.find(request())).toBe("The sample model's.");
  });

  it("whatever its words try: no part of it passes for another", async () => {
    const words = fc.oneof(
      fc.string({ maxLength: 6 }),
      fc.string({ unit: fc.constantFrom(...'"\\,[]{}: \nnul\u0000\ud800'), maxLength: 8 }),
    );
    const parts = fc.record({ version: words, system: fc.option(words, { nil: undefined }), user: words });
    const replies = open();
    await fc.assert(
      fc.asyncProperty(parts, parts, async (one, other) => {
        fc.pre(JSON.stringify(one) !== JSON.stringify(other));
        const of = ({ version, system, user }: typeof one) =>
          request({}, { version, prompt: { user, ...(system !== undefined && { system }) } });
        await opened.prisma.modelReply.deleteMany();
        await replies.keep(of(one), "gemini:first", "One.");
        expect(await replies.find(of(one))).toBe("One.");
        expect(await replies.find(of(other))).toBeNull();
      }),
      { numRuns: 40, seed: 7 },
    );
  });
});

it("of the tier's models the first one that has a reply answers", async () => {
  const replies = open();
  const both = { tier: tier("svg", "first", "second") };
  await replies.keep(request(both), "gemini:second", "The second's.");
  expect(await replies.find(request(both))).toBe("The second's.");
  await replies.keep(request(both), "gemini:first", "The first's.");
  expect(await replies.find(request(both))).toBe("The first's.");
  expect(await replies.find(request({ tier: tier("svg", "second", "third") }))).toBe("The second's.");
});

describe("for how long", () => {
  it("a reply is used for the days that the flag says, then forgotten", async () => {
    let days = 30;
    const replies = open({ days: () => days });
    await replies.keep(request(), "gemini:first", "A drawing.");
    await setAge(29);
    expect(await replies.find(request())).toBe("A drawing.");
    await setAge(31);
    expect(await replies.find(request())).toBeNull();
    days = 40;
    expect(await replies.find(request())).toBe("A drawing.");
    days = 30;
    await replies.keep(request({}, { version: "2" }), "gemini:first", "Another.");
    expect(await opened.prisma.modelReply.count()).toBe(1);
  });

  it("0 uses none and keeps none", async () => {
    let days = 30;
    const replies = open({ days: () => days });
    await replies.keep(request(), "gemini:first", "A drawing.");
    days = 0;
    expect(await replies.find(request())).toBeNull();
    await replies.keep(request({}, { version: "2" }), "gemini:first", "Another.");
    days = 30;
    expect(await replies.find(request({}, { version: "2" }))).toBeNull();
    expect(await replies.find(request())).toBe("A drawing.");
  });
});

it("what is too long is not kept", async () => {
  const replies = open();
  await replies.keep(request(), "gemini:first", "x".repeat(500_001));
  expect(await opened.prisma.modelReply.count()).toBe(0);
  await replies.keep(request(), "gemini:first", "長".repeat(500_000));
  expect(await replies.find(request())).toHaveLength(500_000);
});

it("trouble with the database, or with a text that it cannot hold, is told and hurts nobody", async () => {
  const gone = openDatabase(database.url.replace(/\/[^/?]+(\?|$)/, "/no_such_database$1"));
  const told: unknown[] = [];
  const replies = open({ prisma: gone.prisma, onTrouble: (error) => void told.push(error) });
  expect(await replies.find(request())).toBeNull();
  await replies.keep(request(), "gemini:first", "A drawing.");
  expect(told).toHaveLength(2);
  await gone.close();

  const here = open({ onTrouble: (error) => void told.push(error) });
  await here.keep(request(), "gemini:first", "NUL \u0000");
  expect(told).toHaveLength(3);
  expect(await here.find(request())).toBeNull();
});
