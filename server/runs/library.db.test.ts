import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type OwnEngine, openOwnEngine } from "./__fixtures__/own-engine.ts";
import { expireRuns } from "./maintenance.ts";

/** No worker: what runs are found is a matter of their rows. */
let engine: OwnEngine;

beforeAll(async () => {
  engine = await openOwnEngine();
});
afterAll(() => engine.close());

interface Given {
  topic: string;
  title?: unknown;
  level?: string;
}

let made = 0;
async function make(learnerId: string, { topic, title, level }: Given): Promise<string> {
  const { run } = await engine.runs.create({
    learnerId,
    kind: "visual",
    input: { topic, ...(level && { level }), language: "en" },
  });
  await engine.prisma.run.update({
    where: { id: run.id },
    data: {
      // No two of the same moment: the order is then known.
      createdAt: new Date(Date.UTC(2026, 0, 1) + ++made * 1_000),
      ...(title !== undefined && { result: { title } as object, status: "succeeded" }),
    },
  });
  return run.id;
}

async function library(...given: Given[]) {
  const learnerId = randomUUID();
  for (const one of given) await make(learnerId, one);
  const find = async (search: string) => {
    const { runs } = await engine.runs.list(learnerId, { limit: 100, search });
    return runs.map(({ input }) => (input as Given).topic);
  };
  return { learnerId, find };
}

describe("a run in the list", () => {
  it("has the title of its result when that has one", async () => {
    const { learnerId } = await library(
      { topic: "no result" },
      { topic: "titled", title: "How tides come" },
      { topic: "odd", title: { text: "no title" } },
      { topic: "number", title: 7 },
    );
    const { runs } = await engine.runs.list(learnerId, { limit: 10 });
    expect(runs.map(({ title }) => title)).toEqual([null, null, "How tides come", null]);
    expect(runs[2]).toEqual({
      id: expect.any(String),
      kind: "visual",
      input: { topic: "titled", language: "en" },
      status: "succeeded",
      title: "How tides come",
      pinned: false,
      cost: { usd: 0, tokens: 0 },
      createdAt: expect.stringMatching(/Z$/),
      endedAt: null,
    });
  });

  it("may have a result that is no object", async () => {
    const { learnerId } = await library({ topic: "list" });
    for (const result of [["title"], "title", 1, true])
      for (const search of [undefined, "title"]) {
        await engine.prisma.run.updateMany({ where: { learnerId }, data: { result } });
        const { runs } = await engine.runs.list(learnerId, { limit: 10, ...(search && { search }) });
        expect(runs.map(({ title }) => title)).toEqual(search ? [] : [null]);
      }
  });
});

describe("a search", () => {
  it("finds parts of the question and of the title, whatever their case", async () => {
    const { find } = await library(
      { topic: "Blood circulation", title: "The heart, a pump" },
      { topic: "Éclipses Ω", title: "Sun and moon" },
      { topic: "血液の循環" },
    );
    expect(await find("BLOOD")).toEqual(["Blood circulation"]);
    expect(await find("d circ")).toEqual(["Blood circulation"]);
    expect(await find("heart")).toEqual(["Blood circulation"]);
    expect(await find("éclipses ω")).toEqual(["Éclipses Ω"]);
    expect(await find("e\u0301clip")).toEqual(["Éclipses Ω"]);
    expect(await find("循環")).toEqual(["血液の循環"]);
    expect(await find("volcano")).toEqual([]);
    expect(await find("  blood \n")).toEqual(["Blood circulation"]);
  });

  it("for nothing finds everything", async () => {
    const { find } = await library({ topic: "one" }, { topic: "two" });
    for (const nothing of ["", " ", "\t\n"]) expect(await find(nothing)).toEqual(["two", "one"]);
  });

  it("does not look at how a question should be answered, nor at the names of its fields", async () => {
    const { find } = await library({ topic: "tides", level: "child", title: "Tides" });
    for (const other of ["child", "en", "level", "topic", "title"]) expect(await find(other)).toEqual([]);
  });

  it("looks at any text of a question, however deep it is", async () => {
    const { learnerId, find } = await library({ topic: "x" });
    const input = { topic: "x", goal: { parts: ["one", { hint: 'Say [this] "now"' }] }, minutes: 45 };
    await engine.prisma.run.updateMany({ where: { learnerId }, data: { input } });
    expect(await find('[THIS] "now"')).toEqual(["x"]);
    expect(await find("45")).toEqual([]);
  });

  const ODD = [
    "100%",
    "100x",
    "a_b",
    "axb",
    "a\\b",
    "a\\\\b",
    "it's",
    'say "x"',
    "';--",
    "$1",
    "?",
    "{}",
    "\\%",
    "🙂",
    "[a-z]",
  ];
  it("takes every character for itself", async () => {
    const { find } = await library(...ODD.map((topic) => ({ topic })));
    const expected = (search: string) => ODD.filter((topic) => topic.includes(search)).reverse();
    for (const search of [
      "%",
      "_",
      "\\",
      "\\\\",
      "\\%",
      "%%",
      "'",
      "''",
      '"',
      "';--",
      "$1",
      "?",
      "{}",
      "[a-z]",
      "\\_",
      "🙂",
    ])
      expect(await find(search), search).toEqual(expected(search));
  });

  it("finds exactly what has the words in it, whatever they are", async () => {
    const word = fc.string({
      unit: fc.constantFrom("a", "B", "%", "_", "\\", "'", '"', "é", "😀"),
      minLength: 1,
      maxLength: 3,
    });
    await fc.assert(
      fc.asyncProperty(fc.array(word, { minLength: 1, maxLength: 4 }), word, async (topics, search) => {
        const { find } = await library(...topics.map((topic) => ({ topic })));
        const has = (topic: string) => topic.toLowerCase().includes(search.toLowerCase());
        expect(await find(search)).toEqual(topics.filter(has).reverse());
      }),
      { numRuns: 30 },
    );
  });

  it("is refused when it is too long, or has what no text has", async () => {
    const { find } = await library({ topic: "x".repeat(300) });
    expect(await find("x".repeat(200))).toHaveLength(1);
    for (const wrong of ["x".repeat(201), "x".repeat(100_000), "a\0b", "\0"])
      await expect(find(wrong)).rejects.toMatchObject({ code: "INVALID", issues: [{ path: "search" }] });
    // A surrogate without its partner is no character that a topic can have.
    expect(await find("\ud800")).toEqual([]);
  });

  it("comes page by page, of one's own runs only", async () => {
    const { learnerId } = await library(
      ...[1, 2, 3, 4, 5].flatMap((n) => [{ topic: `tide ${n}` }, { topic: `sun ${n}` }]),
    );
    await library({ topic: "tide of another" });
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await engine.runs.list(learnerId, { limit: 2, search: "TIDE", ...(cursor && { cursor }) });
      expect(page.runs.length).toBeLessThanOrEqual(2);
      seen.push(...page.runs.map(({ input }) => (input as Given).topic));
      cursor = page.next ?? undefined;
    } while (cursor);
    expect(seen).toEqual([5, 4, 3, 2, 1].map((n) => `tide ${n}`));
  });
});

describe("pinning", () => {
  it("keeps a run in a list of its own until it is taken back, and is the same when asked for twice", async () => {
    const learnerId = randomUUID();
    const [one, two] = [await make(learnerId, { topic: "one" }), await make(learnerId, { topic: "two" })];
    const pinned = async (which?: boolean) => {
      const { runs } = await engine.runs.list(learnerId, {
        limit: 10,
        ...(which !== undefined && { pinned: which }),
      });
      return runs.map(({ id, pinned }) => [id, pinned]);
    };
    expect(await engine.runs.pin(learnerId, one, true)).toMatchObject({
      id: one,
      pinned: true,
      status: "queued",
    });
    const first = await engine.prisma.run.findUniqueOrThrow({ where: { id: one } });
    await engine.runs.pin(learnerId, one, true);
    expect(await engine.prisma.run.findUniqueOrThrow({ where: { id: one } })).toEqual(first);
    expect(await pinned(true)).toEqual([[one, true]]);
    expect(await pinned(false)).toEqual([[two, false]]);
    expect(await pinned()).toEqual([
      [two, false],
      [one, true],
    ]);
    expect(await engine.runs.pin(learnerId, one, false)).toMatchObject({ pinned: false });
    expect(await pinned(true)).toEqual([]);
  });

  it("renews nobody's hold of the run", async () => {
    const learnerId = randomUUID();
    const id = await make(learnerId, { topic: "held" });
    const updatedAt = new Date("2026-01-01T00:00:00Z");
    await engine.prisma.run.update({ where: { id }, data: { updatedAt } });
    await engine.runs.pin(learnerId, id, true);
    await engine.runs.share(learnerId, id);
    await engine.runs.unshare(learnerId, id);
    expect((await engine.prisma.run.findUniqueOrThrow({ where: { id } })).updatedAt).toEqual(updatedAt);
  });

  it("keeps a run from being deleted for its age", async () => {
    const learnerId = randomUUID();
    const ids = [];
    for (const topic of ["kept", "old", "young"]) ids.push(await make(learnerId, { topic, title: topic }));
    const [kept = "", old = "", young = ""] = ids;
    await engine.prisma.run.updateMany({
      where: { id: { in: [kept, old] } },
      data: { endedAt: new Date("2026-01-01") },
    });
    await engine.prisma.run.update({ where: { id: young }, data: { endedAt: new Date() } });
    await engine.runs.pin(learnerId, kept, true);
    const left = async () => (await engine.runs.list(learnerId, { limit: 10 })).runs.map(({ id }) => id);
    await expireRuns(engine.prisma, 30);
    expect(await left()).toEqual([young, kept]);
    await engine.runs.pin(learnerId, kept, false);
    await expireRuns(engine.prisma, 30);
    expect(await left()).toEqual([young]);
  });
});
