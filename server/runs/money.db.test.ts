import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { AppError, isAppError } from "../errors.ts";
import { type Engine, eventually, gate, startEngine, untilStatus } from "./__fixtures__/engine.ts";
import { type OwnEngine, openOwnEngine } from "./__fixtures__/own-engine.ts";
import { createPaidCalls, type ScriptedCall, TIER_ATTEMPTS } from "./__fixtures__/paid-calls.ts";
import { type Body, createCounter, createScripted, type TestRun } from "./__fixtures__/scripted.ts";
import { partial } from "./index.ts";

const scripted = createScripted();
const named = new Map<string, ScriptedCall>();
const CAPS = { runUsd: 1, learnerDayUsd: 2.5 };
let engine: OwnEngine;
let free: Engine;

beforeAll(async () => {
  engine = await openOwnEngine({
    pipelines: [scripted.pipeline],
    gateway: createPaidCalls(named),
    caps: CAPS,
  });
  free = await startEngine({ url: engine.url });
});
afterAll(async () => {
  await free.close();
  await engine.close();
});

const start = (learnerId: string, body: Body) => scripted.start(engine.runs, learnerId, body);
const end = (learnerId: string, id: string) =>
  untilStatus(engine.runs, learnerId, id, "succeeded", "partial", "failed", "cancelled");

interface Sums {
  attempts: number;
  open: number;
  run: number;
  reserved: number;
  tokens: number;
  attemptTokens: number;
}
async function sums(id: string): Promise<Sums> {
  const [row] = await engine.prisma.$queryRaw<Sums[]>`
    select r."spentUsd"::float8 as run, r."reservedUsd"::float8 as reserved, r.tokens,
      (select coalesce(sum("settledUsd"), 0)::float8 from "Attempt" a where a."runId" = r.id) as attempts,
      (select coalesce(sum(coalesce("inputTokens", 0) + coalesce("outputTokens", 0)), 0)::int
        from "Attempt" a where a."runId" = r.id) as "attemptTokens",
      (select count(*)::int from "Attempt" a where a."runId" = r.id and a.state = 'open') as open
    from "Run" r where r.id = ${id}::uuid`;
  if (!row) throw new Error("no such run");
  return row;
}
async function dayOf(learnerId: string): Promise<{ spent: number; reserved: number; runs: number }> {
  const [row] = await engine.prisma.$queryRaw<{ spent: number; reserved: number; runs: number }[]>`
    select coalesce(sum("spentUsd"), 0)::float8 as spent, coalesce(sum("reservedUsd"), 0)::float8 as reserved,
      (select coalesce(sum("spentUsd"), 0)::float8 from "Run" where "learnerId" = ${learnerId}::uuid) as runs
    from "LearnerDay" where "learnerId" = ${learnerId}::uuid`;
  return row ?? { spent: 0, reserved: 0, runs: 0 };
}
async function expectBalanced(learnerId: string, ids: string[]) {
  for (const id of ids) {
    const found = await sums(id);
    expect(found).toMatchObject({ open: 0, reserved: 0, tokens: found.attemptTokens });
    expect(found.run).toBeCloseTo(found.attempts, 8);
    expect((await engine.runs.snapshot(learnerId, id)).cost.usd).toBeCloseTo(found.run, 8);
  }
  const day = await dayOf(learnerId);
  expect(day.reserved).toBe(0);
  expect(day.spent).toBeCloseTo(day.runs, 8);
}

const image = (run: TestRun, key: string, call: ScriptedCall) => {
  const name = randomUUID();
  named.set(name, call);
  return run.step(key, { attempts: TIER_ATTEMPTS, backoffMs: 1 }, async (step) => {
    await step.llm.image({ tier: "image", prompt: name });
    return key;
  });
};

const Call = fc.record({
  reserveUsd: fc.integer({ min: 0, max: 40 }).map((cents) => cents / 100),
  share: fc.double({ min: 0, max: 1, noNaN: true }),
  error: fc.option(
    fc.record({
      code: fc.constantFrom("UNAVAILABLE" as const, "BAD_OUTPUT" as const),
      counted: fc.constant(true),
    }),
    { nil: undefined, freq: 4 },
  ),
});

describe("money", () => {
  it("adds up, and passes no cap at any moment, however steps meet", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(Call, { minLength: 1, maxLength: 6 }), { minLength: 1, maxLength: 4 }),
        async (runs) => {
          const learnerId = randomUUID();
          let most = { run: 0, day: 0 };
          const look = async () => {
            const [now] = await free.prisma.$queryRaw<{ run: number; day: number }[]>`
              select (select coalesce(max("spentUsd" + "reservedUsd"), 0)::float8 from "Run"
                  where "learnerId" = ${learnerId}::uuid) as run,
                (select coalesce(max("spentUsd" + "reservedUsd"), 0)::float8 from "LearnerDay"
                  where "learnerId" = ${learnerId}::uuid) as day`;
            if (now) most = { run: Math.max(most.run, now.run), day: Math.max(most.day, now.day) };
          };
          const ids = await Promise.all(
            runs.map((calls) =>
              start(learnerId, async (run) => {
                const settled = await Promise.allSettled(
                  calls.map(({ reserveUsd, share, error }, index) =>
                    image(run, `s${index}`, {
                      reserveUsd,
                      usd: Math.round(reserveUsd * share * 1e8) / 1e8,
                      during: look,
                      ...(error && { error }),
                    }),
                  ),
                );
                const gaps = settled.flatMap((one, index) =>
                  one.status === "rejected" && isAppError(one.reason)
                    ? [{ step: `s${index}`, code: one.reason.code, message: one.reason.message }]
                    : [],
                );
                return gaps.length > 0 ? partial("some", gaps) : "all";
              }).catch((error) => {
                // The day may be spent before the last of them is asked for.
                expect(error).toMatchObject({ code: "BUDGET" });
                return null;
              }),
            ),
          );
          const made = ids.filter((id) => id !== null);
          for (const id of made) expect((await end(learnerId, id)).status).toMatch(/succeeded|partial/);
          await look();
          expect(most.run).toBeLessThanOrEqual(CAPS.runUsd + 1e-9);
          expect(most.day).toBeLessThanOrEqual(CAPS.learnerDayUsd + 1e-9);
          await expectBalanced(learnerId, made);
        },
      ),
      { numRuns: 12 },
    );
  }, 120_000);

  it("lets only as many steps at once call as the run's cap has room for", async () => {
    const learnerId = randomUUID();
    let open = 0;
    let most = 0;
    const id = await start(learnerId, async (run) => {
      const settled = await Promise.allSettled(
        Array.from({ length: 10 }, (_, index) =>
          image(run, `s${index}`, {
            reserveUsd: 0.3,
            usd: 0.3,
            during: async () => {
              most = Math.max(most, ++open);
              await engine.prisma.$queryRaw`select pg_sleep(0.05)::text`;
              open--;
            },
          }),
        ),
      );
      const failed = settled.filter((one) => one.status === "rejected");
      return partial(
        10 - failed.length,
        failed.map(({ reason }) => ({ step: "s", code: reason.code, message: reason.message })),
      );
    });
    const snapshot = await end(learnerId, id);
    expect(most).toBeLessThanOrEqual(3);
    expect(snapshot).toMatchObject({ status: "partial", result: 3 });
    expect(snapshot.gaps.map(({ code }) => code)).toEqual(Array(7).fill("BUDGET"));
    expect(snapshot.cost.usd).toBeCloseTo(0.9, 8);
    await expectBalanced(learnerId, [id]);
  });

  it("starts no run for a learner whose day is spent", async () => {
    const learnerId = randomUUID();
    await engine.prisma.$executeRaw`
      insert into "LearnerDay" ("learnerId", day, "spentUsd")
      values (${learnerId}::uuid, (now() at time zone 'UTC')::date, 2.5)`;
    await expect(start(learnerId, async () => 1)).rejects.toMatchObject({
      code: "BUDGET",
      data: { cap: "learner-day" },
      retryAfter: expect.any(Number),
    });
  });

  it("charges what a dead worker left open at its reservation, once", async () => {
    const learnerId = randomUUID();
    const called = gate();
    const id = await start(learnerId, (run) =>
      image(run, "s", {
        reserveUsd: 0.4,
        usd: 0.1,
        during: async (scope) => {
          called.resolve();
          await new Promise((_, reject) => scope.signal.addEventListener("abort", reject));
        },
      }),
    );
    await called.promise;
    expect(await sums(id)).toMatchObject({ open: 1, reserved: 0.4, run: 0 });
    // As another worker's claim does it after a kill.
    const lease = { runId: id, learnerId };
    expect(await engine.prisma.$transaction((tx) => engine.budget.chargeLost(tx, lease))).toBe(1);
    expect(await engine.prisma.$transaction((tx) => engine.budget.chargeLost(tx, lease))).toBe(0);
    expect(await sums(id)).toMatchObject({ open: 0, reserved: 0, run: 0.4, attempts: 0.4 });
    // The call's own late end changes nothing any more.
    await engine.runs.cancel(learnerId, id);
    await end(learnerId, id);
    expect(await sums(id)).toMatchObject({ run: 0.4, attempts: 0.4 });
    await expectBalanced(learnerId, [id]);
    const [attempt] = await engine.prisma.attempt.findMany({ where: { runId: id } });
    expect(attempt).toMatchObject({ state: "lost", finish: "lost", counted: false });
  });

  it("books a call that runs past midnight on the day on which it was reserved", async () => {
    const learnerId = randomUUID();
    const [called, released] = [gate(), gate()];
    const id = await start(learnerId, (run) =>
      image(run, "s", {
        reserveUsd: 0.4,
        usd: 0.1,
        during: async () => {
          called.resolve();
          await released.promise;
        },
      }),
    );
    await called.promise;
    // The reservation was yesterday's.
    await engine.prisma
      .$executeRaw`update "Attempt" set "startedAt" = "startedAt" - interval '1 day' where "runId" = ${id}::uuid`;
    await engine.prisma
      .$executeRaw`update "LearnerDay" set day = day - 1 where "learnerId" = ${learnerId}::uuid`;
    released.resolve();
    await end(learnerId, id);
    const days = await engine.prisma.$queryRaw<unknown[]>`
      select "spentUsd"::float8 as spent, "reservedUsd"::float8 as reserved,
        day = (now() at time zone 'UTC')::date - 1 as yesterday from "LearnerDay" where "learnerId" = ${learnerId}::uuid`;
    expect(days).toEqual([{ spent: 0.1, reserved: 0, yesterday: true }]);
    await expectBalanced(learnerId, [id]);
  });

  it("books a call that failed at once, one that was refused with its step, and counts their tries", async () => {
    const learnerId = randomUUID();
    const calls = createCounter();
    const id = await start(learnerId, async (run) => {
      named.set("fails", { reserveUsd: 0.2, usd: 0.05, error: { code: "UNAVAILABLE", counted: true } });
      named.set("works", { reserveUsd: 0.2, usd: 0.1 });
      return run.step("s", { backoffMs: 1 }, async (step) => {
        const n = calls.add("s");
        await step.llm.image({ tier: "image", prompt: n === 1 ? "fails" : "works" });
        if (n === 2) {
          throw new AppError("BAD_OUTPUT", "Not good.", { retryable: true });
        }
        return n;
      });
    });
    expect(await end(learnerId, id)).toMatchObject({ status: "succeeded", result: 3, cost: { tokens: 45 } });
    const attempts = await engine.prisma.attempt.findMany({
      where: { runId: id },
      orderBy: { number: "asc" },
    });
    expect(
      attempts.map(({ number, state, errorCode, counted }) => [number, state, errorCode, counted]),
    ).toEqual([
      [1, "settled", "UNAVAILABLE", true],
      [2, "settled", "BAD_OUTPUT", true],
      [3, "settled", null, true],
    ]);
    await expectBalanced(learnerId, [id]);
  });

  it("stops and books a call that a failed try left running", async () => {
    const learnerId = randomUUID();
    const aborted = gate();
    const [begun, failed] = [gate(), gate()];
    named.set("left running", {
      reserveUsd: 0.3,
      usd: 0.02,
      during: (scope) => {
        begun.resolve();
        return new Promise((_, reject) =>
          scope.signal.addEventListener("abort", () => {
            aborted.resolve();
            reject(scope.signal.reason);
          }),
        );
      },
    });
    const id = await start(learnerId, async (run) => {
      await Promise.allSettled([
        run.step("s", async (step) => {
          step.llm.image({ tier: "image", prompt: "left running" }).catch(() => {});
          await begun.promise;
          throw new Error("something else");
        }),
      ]);
      await run.step("rest", () => failed.promise);
    });
    await aborted.promise;
    await eventually(async () => (await sums(id)).open === 0);
    failed.resolve();
    await end(learnerId, id);
    expect((await sums(id)).run).toBeCloseTo(0.02, 8);
    await expectBalanced(learnerId, [id]);
  });

  it("is not touched by a worker whose hold was taken", async () => {
    const learnerId = randomUUID();
    const [called, released] = [gate(), gate()];
    const id = await start(learnerId, (run) =>
      image(run, "s", {
        reserveUsd: 0.4,
        usd: 0.1,
        during: async () => {
          called.resolve();
          await released.promise;
        },
      }),
    );
    await called.promise;
    await engine.prisma.run.update({ where: { id }, data: { epoch: { increment: 1 }, owner: "another" } });
    released.resolve();
    await eventually(async () => !engine.worker?.held().includes(id));
    expect(await sums(id)).toMatchObject({ open: 1, reserved: 0.4, run: 0 });
    await engine.prisma.run.delete({ where: { id } });
  });
});
