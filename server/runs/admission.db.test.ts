import { randomUUID } from "node:crypto";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openTestDatabase } from "../start/testing.ts";
import {
  type Engine,
  eventually,
  gate,
  startEngine,
  untilStatus,
  WIDE_LIMITS,
} from "./__fixtures__/engine.ts";
import { createScripted } from "./__fixtures__/scripted.ts";
import { RUNS_PER_WORKER } from "./index.ts";
import { reportPlaces } from "./maintenance.ts";

let database: Awaited<ReturnType<typeof openTestDatabase>>;
let engine: Engine | undefined;
const learnerId = randomUUID();
const input = { topic: "tides" };

beforeEach(async () => {
  database = await openTestDatabase();
});
afterEach(async () => {
  await engine?.close();
  await database.close();
});

/** A process that only takes requests: what it starts stays queued. */
async function openWeb(limits: Partial<typeof WIDE_LIMITS> = {}): Promise<Engine> {
  engine = await startEngine({ url: database.url, limits: { ...WIDE_LIMITS, ...limits } });
  return engine;
}
const create = (
  { runs }: Engine,
  request: { learnerId?: string; idempotencyKey?: string; input?: unknown } = {},
) => runs.create({ learnerId, kind: "visual", input, ...request });

describe("who may start a run", () => {
  it("is limited to some runs at once, counted exactly when they come together", async () => {
    const web = await openWeb({ perLearner: 3 });
    const asked = await Promise.allSettled(Array.from({ length: 8 }, () => create(web)));
    const refused = asked.filter((one) => one.status === "rejected");
    expect(refused).toHaveLength(5);
    for (const { reason } of refused)
      expect(reason).toMatchObject({ code: "LIMIT", retryAfter: 10, data: { limit: "active", most: 3 } });
    expect((await create(web, { learnerId: randomUUID() })).isNew).toBe(true);
    // One that has ended, or waits for the learner, makes room.
    const [first] = asked.flatMap((one) => (one.status === "fulfilled" ? [one.value.run.id] : []));
    await web.runs.cancel(learnerId, first ?? "");
    expect((await create(web)).isNew).toBe(true);
  });

  it("is limited to some runs in 24 hours", async () => {
    const web = await openWeb({ perLearnerDay: 2 });
    for (let n = 0; n < 2; n++) {
      const { run } = await create(web);
      await web.runs.cancel(learnerId, run.id);
    }
    await expect(create(web)).rejects.toMatchObject({ code: "LIMIT", data: { limit: "day", most: 2 } });
    await web.prisma.run.updateMany({ data: { createdAt: new Date(Date.now() - 25 * 3_600_000) } });
    expect((await create(web)).isNew).toBe(true);
  });

  it("is told when the queue is full, at once", async () => {
    const web = await openWeb({ queued: 5 });
    for (let n = 0; n < 5; n++) await create(web, { learnerId: randomUUID() });
    await expect(create(web)).rejects.toMatchObject({
      code: "UNAVAILABLE",
      retryable: true,
      retryAfter: expect.any(Number),
    });
  });

  it("is told the place and an estimate when the run cannot start at once, and again as the queue moves", async () => {
    const web = await openWeb();
    const ids: string[] = [];
    for (let n = 0; n < RUNS_PER_WORKER; n++) {
      const { run } = await create(web);
      expect(run.place).toBeUndefined();
      ids.push(run.id);
    }
    const { run } = await create(web);
    expect(run).toMatchObject({
      status: "queued",
      place: RUNS_PER_WORKER + 1,
      etaSeconds: expect.any(Number),
    });
    expect(await web.runs.snapshot(learnerId, run.id)).toMatchObject({ place: run.place });
    await web.prisma.run.updateMany({ data: { createdAt: new Date(Date.now() - 10_000) } });
    await web.prisma.run.update({ where: { id: run.id }, data: { createdAt: new Date(Date.now() - 9_000) } });
    await web.runs.cancel(learnerId, ids[0] ?? "");
    await Promise.all([reportPlaces(web.prisma), reportPlaces(web.prisma)]);
    expect(await web.runs.snapshot(learnerId, run.id)).toMatchObject({ place: RUNS_PER_WORKER, seq: 2 });
    await reportPlaces(web.prisma);
    expect(await web.runs.snapshot(learnerId, run.id), "nothing moved, nothing is said").toMatchObject({
      seq: 2,
    });
  });
});

describe("an Idempotency-Key", () => {
  it("gives the same run again, however often and however late", async () => {
    const web = await openWeb({ perLearner: 1 });
    const asked = await Promise.all(Array.from({ length: 6 }, () => create(web, { idempotencyKey: "k" })));
    expect(new Set(asked.map(({ run }) => run.id)).size).toBe(1);
    expect(asked.filter(({ isNew }) => isNew)).toHaveLength(1);
    await web.runs.cancel(learnerId, asked[0]?.run.id ?? "");
    expect(await create(web, { idempotencyKey: "k" })).toMatchObject({
      isNew: false,
      run: { id: asked[0]?.run.id, status: "cancelled" },
    });
    expect(await web.prisma.run.count()).toBe(1);
    expect(await web.prisma.$queryRaw`select 1 from pgboss.job where name = 'runs'`).toHaveLength(1);
  });

  it("is refused with another body, and is each learner's own", async () => {
    const web = await openWeb();
    const { run } = await create(web, { idempotencyKey: "k" });
    await expect(create(web, { idempotencyKey: "k", input: { topic: "moons" } })).rejects.toMatchObject({
      code: "CONFLICT",
    });
    const other = await create(web, { idempotencyKey: "k", learnerId: randomUUID() });
    expect(other.run.id).not.toBe(run.id);
  });

  it.each(["", "x".repeat(201), "ключ", "a\u0000b"])("must be one: %j", async (idempotencyKey) => {
    const web = await openWeb();
    await expect(create(web, { idempotencyKey })).rejects.toMatchObject({
      code: "INVALID",
      issues: [{ path: "Idempotency-Key" }],
    });
  });
});

describe("what is asked for", () => {
  it.each([
    ["an unknown kind", "poem", input, "kind"],
    ["a kind that is no word", "__proto__", input, "kind"],
    ["nothing", "visual", undefined, "input"],
    ["an unknown field", "visual", { topic: "tides", colour: 1 }, "input.colour"],
    ["a wrong field", "visual", { topic: 7 }, "input.topic"],
    ["NUL", "visual", { topic: "a\u0000b" }, "input.topic"],
  ])("is refused by name: %s", async (_name, kind, wrong, path) => {
    const web = await openWeb();
    await expect(web.runs.create({ learnerId, kind, input: wrong })).rejects.toMatchObject({
      code: "INVALID",
      issues: expect.arrayContaining([expect.objectContaining({ path })]),
    });
    expect(await web.prisma.run.count()).toBe(0);
  });
});

describe("a run of somebody else, or none", () => {
  it("is not found, by whatever is asked of it", async () => {
    const web = await openWeb();
    const { run } = await create(web, { learnerId: randomUUID() });
    const none = ["", "1", "../x", "%00", "\u0000", `${run.id} `, `${run.id}0`, "' or 1=1 --"];
    for (const id of [run.id, randomUUID(), run.id.toUpperCase(), ...none]) {
      const asked = [
        web.runs.snapshot(learnerId, id),
        web.runs.cancel(learnerId, id),
        web.runs.answer(learnerId, id, "k", 1),
        web.runs.redo(learnerId, id, "k"),
        web.runs.openEvents(learnerId, id, 0),
      ];
      for (const one of await Promise.allSettled(asked))
        expect(one).toMatchObject({ status: "rejected", reason: { code: "NOT_FOUND" } });
    }
    expect(await web.runs.list(learnerId, { limit: 10 })).toEqual({ runs: [], next: null });
  });
});

describe("the list of runs", () => {
  it("comes newest first, page by page, each run once", async () => {
    const web = await openWeb();
    const ids: string[] = [];
    for (let n = 0; n < 7; n++) ids.push((await create(web)).run.id);
    // Two of the same moment: the id decides.
    const at = new Date();
    await web.prisma.run.updateMany({ where: { id: { in: ids.slice(2, 5) } }, data: { createdAt: at } });
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await web.runs.list(learnerId, { limit: 2, ...(cursor && { cursor }) });
      seen.push(...page.runs.map(({ id }) => id));
      cursor = page.next ?? undefined;
    } while (cursor);
    expect([...seen].sort()).toEqual([...ids].sort());
    for (const wrong of [
      "",
      "x",
      Buffer.from("1.2").toString("base64url"),
      Buffer.from(`999999999999999.${ids[0]}`).toString("base64url"),
    ])
      await expect(web.runs.list(learnerId, { limit: 2, cursor: wrong })).rejects.toMatchObject({
        code: "INVALID",
      });
  });
});

describe("a run whose job got lost", () => {
  it("is put back into the queue", async () => {
    const scripted = createScripted();
    const web = await openWeb();
    const id = await scripted.start(web.runs, learnerId, (run) => run.step("a", async () => "made"));
    await web.prisma.$executeRaw`delete from pgboss.job`;
    await web.prisma.$executeRaw`update "Run" set "updatedAt" = now() - interval '1 minute'`;
    const worker = await startEngine({ url: database.url, pipelines: [scripted.pipeline] });
    expect(await untilStatus(web.runs, learnerId, id, "succeeded")).toMatchObject({ result: "made" });
    await worker.close();
  });

  it("is taken once when it has several", async () => {
    const scripted = createScripted();
    const web = await openWeb();
    const held = gate();
    const id = await scripted.start(web.runs, learnerId, (run) => run.step("a", () => held.promise));
    await web.prisma.$transaction(async (tx) => {
      for (let n = 0; n < 5; n++) await web.queue.send(tx, id);
    });
    const workers = [
      await startEngine({ url: database.url, pipelines: [scripted.pipeline], concurrency: 2 }),
      await startEngine({ url: database.url, pipelines: [scripted.pipeline], concurrency: 2 }),
    ];
    await untilStatus(web.runs, learnerId, id, "running");
    // Another run, behind all those jobs, is not kept waiting by them.
    const next = await scripted.start(web.runs, learnerId, async () => "next");
    await untilStatus(web.runs, learnerId, next, "succeeded");
    held.resolve();
    await untilStatus(web.runs, learnerId, id, "succeeded");
    await eventually(async () => {
      const left: unknown[] = await web.prisma.$queryRaw`select 1 from pgboss.job where state <> 'completed'`;
      return left.length === 0;
    });
    expect(await web.prisma.run.findUniqueOrThrow({ where: { id } })).toMatchObject({ epoch: 1 });
    for (const worker of workers) await worker.close();
  });
});
