import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { type Database, openDatabase } from "#server/db.ts";
import { type Bus, createBus } from "#server/kit/bus.ts";
import { openTestDatabase, startTestPostgres } from "#server/start/testing.ts";
import type { LimitedModel, Limiter, Turn } from "./limiter.ts";
import { createLimiter, type Notifications } from "./waiting-calls.ts";

let test: { url: string; close(): Promise<void> };
let database: Database;
let bus: Bus;
let limiter: Limiter;
let trouble: unknown[];

beforeAll(async () => {
  test = await openTestDatabase();
  database = openDatabase(test.url);
  bus = createBus(test.url, (error) => trouble.push(error));
  limiter = createLimiter({ prisma: database.prisma, bus, onTrouble: (error) => trouble.push(error) });
  await bus.ready();
});
afterAll(async () => {
  limiter.close();
  await bus.close();
  await database.close();
  await test.close();
});
beforeEach(() => {
  trouble = [];
});

/** For what happens as soon as the machine has time for it. */
const soon = { timeout: 15_000 };
let models = 0;
const newModel = (requestsPerMinute: number, tokensPerMinute = 1_000_000): LimitedModel => ({
  id: `test:model-${++models}`,
  rates: { requestsPerMinute, tokensPerMinute },
});
const turn = (model: LimitedModel, part: Partial<Turn> = {}): Turn => ({
  model,
  tokens: 10,
  priority: 1,
  learnerId: randomUUID(),
  signal: new AbortController().signal,
  ...part,
});
const rows = (model: LimitedModel) => database.prisma.modelWaiter.findMany({ where: { model: model.id } });
/** Sets how many requests a model's bucket holds. */
async function setLevel(model: LimitedModel, requests: number, pausedUntil = 0) {
  const state = { requests, tokens: model.rates.tokensPerMinute, at: Date.now(), pausedUntil };
  const { id } = model;
  await database.prisma.modelLimit.upsert({
    where: { model: id },
    create: { model: id, state },
    update: { state },
  });
}
/** Another process: its own connections, and notifications unless it is deaf. */
function otherProcess({ deaf = false } = {}) {
  const own = openDatabase(test.url);
  const ears = deaf ? undefined : createBus(test.url, () => {});
  const silence: Notifications = { listen: () => () => {} };
  const its = createLimiter({ prisma: own.prisma, bus: ears ?? silence, onTrouble: () => {} });
  return {
    limiter: its,
    ready: async () => ears?.ready(),
    async close() {
      its.close();
      await ears?.close();
      await own.close();
    },
  };
}

describe("createLimiter", () => {
  it("takes a burst of calls through the lock in a few looks, those that go and those that wait", async () => {
    const model = newModel(60);
    await setLevel(model, 60);
    const looks = vi.spyOn(database.prisma, "$transaction");
    const stop = new AbortController();
    const calls = Array.from({ length: 100 }, () => limiter.acquire(turn(model, { signal: stop.signal })));
    const granted = calls.map((call) =>
      call.then(
        () => 1,
        () => 0,
      ),
    );
    await expect.poll(async () => (await rows(model)).length, soon).toBe(40);
    expect(looks.mock.calls.length).toBeLessThanOrEqual(4);
    looks.mockRestore();
    stop.abort();
    const went = (await Promise.all(granted)).reduce<number>((sum, one) => sum + one, 0);
    // A second gives one more.
    expect(went).toBeGreaterThanOrEqual(60);
    expect(went).toBeLessThan(70);
  });

  it("grants a free call at once and leaves no row behind", async () => {
    const model = newModel(600);
    const before = Date.now();
    const granted = await limiter.acquire(turn(model));
    expect(granted.getTime()).toBeGreaterThanOrEqual(before);
    expect(await rows(model)).toEqual([]);
    expect(
      (await database.prisma.modelLimit.findUnique({ where: { model: model.id } }))?.state,
    ).toMatchObject({
      requests: 599,
      tokens: 999_990,
    });
  });

  it("never grants more than the bucket holds, whoever asks", async () => {
    const model = newModel(5);
    const other = otherProcess();
    await other.ready();
    const controller = new AbortController();
    let granted = 0;
    const asked = Array.from({ length: 20 }, (_, index) =>
      (index % 2 ? limiter : other.limiter)
        .acquire(turn(model, { signal: controller.signal }))
        .then(() => granted++)
        .catch((error: unknown) => expect(error).toMatchObject({ code: "CANCELLED" })),
    );
    await expect.poll(() => granted, soon).toBe(5);
    await expect.poll(async () => (await rows(model)).length, soon).toBe(15);
    controller.abort();
    await Promise.all(asked);
    expect(granted).toBe(5);
    await expect.poll(async () => (await rows(model)).length, soon).toBe(0); // each left the line
    await other.close();
  });

  it("serves those who wait by priority, then by arrival, in whatever process they are", async () => {
    const model = newModel(300); // one in 200 ms
    const other = otherProcess();
    await other.ready();
    await setLevel(model, 0, Date.now() + 3_600_000);
    const order: string[] = [];
    const wait = (name: string, by: Limiter, priority: number) =>
      by.acquire(turn(model, { priority })).then(() => order.push(name));
    const all: Promise<number>[] = [];
    for (const [name, by, priority] of [
      ["background", limiter, 2],
      ["early", other.limiter, 1],
      ["late", limiter, 1],
      ["first step", other.limiter, 0],
    ] as const) {
      const count = all.length + 1;
      all.push(wait(name, by, priority));
      await expect.poll(async () => (await rows(model)).length, soon).toBe(count);
    }
    await setLevel(model, 1);
    all.push(wait("last", limiter, 2)); // whoever comes looks at the line
    await Promise.all(all);
    expect(order).toEqual(["first step", "early", "late", "background", "last"]);
    await other.close();
  });

  it("notifies the process of a call that another process let go", async () => {
    const model = newModel(1);
    const other = otherProcess({ deaf: true });
    const told: string[] = [];
    const stop = bus.listen("model_granted", (id) => told.push(id));
    await setLevel(model, 0);
    const controller = new AbortController();
    const waits = limiter.acquire(turn(model));
    await expect.poll(async () => (await rows(model)).length, soon).toBe(1);
    const [row] = await rows(model);
    await setLevel(model, 1);
    const behind = other.limiter.acquire(turn(model, { priority: 2, signal: controller.signal }));
    await waits;
    await expect.poll(() => told, soon).toEqual([row?.id]);
    stop();
    controller.abort();
    await expect(behind).rejects.toMatchObject({ code: "CANCELLED" });
    await other.close();
  });

  it("finds a grant that it was not told of", async () => {
    const model = newModel(1);
    const deaf = otherProcess({ deaf: true });
    await setLevel(model, 0);
    const waits = deaf.limiter.acquire(turn(model));
    await expect.poll(async () => (await rows(model)).length, soon).toBe(1);
    await database.prisma.modelWaiter.updateMany({
      where: { model: model.id },
      data: { grantedAt: new Date() },
    });
    await waits;
    await expect.poll(async () => (await rows(model)).length, soon).toBe(0);
    await deaf.close();
  });

  it("drops a waiting call whose process is gone, and joins again when it was only asleep", async () => {
    const model = newModel(1);
    await setLevel(model, 0);
    const controller = new AbortController();
    const waits = limiter.acquire(turn(model, { signal: controller.signal }));
    await expect.poll(async () => (await rows(model)).length, soon).toBe(1);
    const dead = { id: randomUUID(), model: model.id, priority: 0, learnerId: randomUUID(), tokens: 1 };
    const long = new Date(Date.now() - 60_000);
    await database.prisma.modelWaiter.create({ data: { ...dead, createdAt: long, leaseAt: long } });
    const [alive] = (await rows(model)).filter(({ id }) => id !== dead.id);
    await database.prisma.modelWaiter.delete({ where: { id: alive?.id ?? "" } });
    // Its own polling brings its row back, with its old place in the line, and drops the dead one.
    await expect.poll(async () => (await rows(model)).map(({ id }) => id), soon).toEqual([alive?.id]);
    expect((await rows(model))[0]?.createdAt.getTime()).toBeLessThanOrEqual(
      (alive?.createdAt.getTime() ?? 0) + 1,
    );
    controller.abort();
    await expect(waits).rejects.toMatchObject({ code: "CANCELLED" });
  });

  it("stands still for a pause, in every process", async () => {
    const model = newModel(6_000);
    const other = otherProcess();
    await other.ready();
    await limiter.pause(model, 300);
    const started = performance.now();
    await Promise.all([limiter.acquire(turn(model)), other.limiter.acquire(turn(model))]);
    expect(performance.now() - started).toBeGreaterThanOrEqual(295);
    await other.close();
  });

  it("takes tokens from their own bucket, and lets a call larger than it go when it is full", async () => {
    const model = newModel(6_000, 60_000); // 1,000 tokens a second
    await limiter.acquire(turn(model, { tokens: 1_000_000 }));
    const started = performance.now();
    await limiter.acquire(turn(model, { tokens: 200 }));
    expect(performance.now() - started).toBeGreaterThanOrEqual(190);
  });

  it("lets those behind go when a call that they waited for leaves", async () => {
    const model = newModel(6_000, 60_000);
    await limiter.acquire(turn(model, { tokens: 59_000 }));
    const controller = new AbortController();
    const large = limiter.acquire(turn(model, { tokens: 60_000, signal: controller.signal }));
    await expect.poll(async () => (await rows(model)).length, soon).toBe(1);
    const small = limiter.acquire(turn(model, { tokens: 100 }));
    await expect.poll(async () => (await rows(model)).length, soon).toBe(2);
    controller.abort();
    await expect(large).rejects.toMatchObject({ code: "CANCELLED" });
    await small; // else it would wait a minute behind the large one
    expect(trouble).toEqual([]);
  });

  it("refuses a call that was stopped already, and mends a state that makes no sense", async () => {
    const model = newModel(5);
    await expect(limiter.acquire(turn(model, { signal: AbortSignal.abort() }))).rejects.toMatchObject({
      code: "CANCELLED",
    });
    await database.prisma.modelLimit.create({ data: { model: model.id, state: { requests: "many" } } });
    await limiter.acquire(turn(model));
  });

  it("waits while the database is away", async () => {
    const server = await startTestPostgres();
    const own = openDatabase(server.url);
    const its = createLimiter({
      prisma: own.prisma,
      bus: { listen: () => () => {} },
      onTrouble: (error) => trouble.push(error),
    });
    await its.acquire(turn(newModel(5)));
    await server.stop();
    const waits = its.acquire(turn(newModel(5)));
    await expect.poll(() => trouble.length, soon).toBeGreaterThan(0);
    await server.start();
    expect(await waits).toBeInstanceOf(Date);
    await own.close();
    await server.close();
  });
});
