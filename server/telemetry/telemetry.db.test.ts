import { randomUUID } from "node:crypto";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { TelemetryRecord } from "../contracts/telemetry.ts";
import { openDatabase } from "../db.ts";
import { openTestDatabase, startTestPostgres } from "../start/testing.ts";
import { createTelemetry } from "./telemetry.ts";

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

function open(url: string, options: { capacity?: number; delayMs?: number } = {}) {
  const { prisma, close } = openDatabase(url, { max: 2 });
  const warnings: object[] = [];
  const telemetry = createTelemetry({
    prisma,
    log: { warn: (data) => void warnings.push(data) },
    delayMs: 600_000,
    ...options,
  });
  closing.push(close, () => telemetry.close());
  return { prisma, telemetry, warnings };
}
async function openOwn(options: { capacity?: number; delayMs?: number } = {}) {
  const database = await openTestDatabase();
  closing.push(() => database.close());
  return open(database.url, options);
}

const created = (kind = "visual"): TelemetryRecord => ({ name: "run_created", data: { kind } });

it("keeps events with what their name allows, and drops other fields", async () => {
  const { prisma, telemetry } = await openOwn();
  const runId = randomUUID();
  const at = new Date("2026-01-02T03:04:05.678Z");
  const data = { kind: "visual", topic: "what somebody typed" };
  telemetry.record({ name: "run_created", data, runId, at });
  await telemetry.flush();
  const [row] = await prisma.telemetryEvent.findMany();
  expect(row).toMatchObject({ name: "run_created", runId, at, learnerId: null });
  expect(row?.data).toEqual({ kind: "visual" });
});

it("writes by itself after a moment", async () => {
  const { prisma, telemetry } = await openOwn({ delayMs: 10 });
  telemetry.record(created());
  await vi.waitFor(async () => expect(await prisma.telemetryEvent.count()).toBe(1), {
    timeout: 5_000,
    interval: 10,
  });
});

it("never throws on anything, and counts what it could not keep", async () => {
  const { prisma, telemetry, warnings } = await openOwn();
  const wrong = [
    { name: "nonsense", data: {} },
    { name: "toString", data: {} },
    { name: "run_created", data: null },
  ];
  for (const event of wrong) telemetry.record(event as unknown as TelemetryRecord);
  telemetry.record(created("a NUL \u0000 inside"));
  telemetry.record({ ...created(), learnerId: "no uuid" });
  for (let index = 0; index < 1_200; index++) telemetry.record(created());
  await telemetry.flush();
  expect(await prisma.telemetryEvent.count()).toBe(1_200);
  expect(telemetry.dropped).toBe(5);
  await telemetry.close();
  expect(warnings).toHaveLength(1);
});

it("is bounded: the oldest events give way to newer ones", async () => {
  const { prisma, telemetry } = await openOwn({ capacity: 10 });
  for (let index = 0; index < 25; index++) telemetry.record(created(`kind-${index}`));
  await telemetry.flush();
  expect(telemetry.dropped).toBe(15);
  const rows = await prisma.telemetryEvent.findMany();
  expect(new Set(rows.map((row) => (row.data as { kind: string }).kind))).toEqual(
    new Set(Array.from({ length: 10 }, (_, index) => `kind-${index + 15}`)),
  );
});

it("drops events after its end", async () => {
  const { telemetry } = await openOwn();
  await telemetry.close();
  telemetry.record(created());
  expect(telemetry.dropped).toBe(1);
});

describe("while the database is away", () => {
  it("waits and writes everything once", async () => {
    const postgres = await startTestPostgres();
    closing.push(() => postgres.close());
    const { prisma, telemetry, warnings } = open(postgres.url);
    telemetry.record(created("before"));
    await telemetry.flush();
    await postgres.stop();
    telemetry.record(created("meanwhile"));
    await telemetry.flush();
    expect(warnings).toHaveLength(1);
    await postgres.start();
    await vi.waitFor(
      async () => {
        await telemetry.flush();
        expect(await prisma.telemetryEvent.count()).toBe(2);
      },
      { timeout: 10_000 },
    );
    expect(telemetry.dropped).toBe(0);
  });
});
