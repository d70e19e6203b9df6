import { OpenFeature } from "@openfeature/server-sdk";
import { afterEach, expect, it, vi } from "vitest";
import type { FlagValues } from "../contracts/flags.ts";
import { openDatabase } from "../db.ts";
import { createBus } from "../kit/bus.ts";
import { openTestDatabase } from "../start/testing.ts";
import { createFlags } from "./flags.ts";

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

const fail = (error: unknown) => {
  throw error;
};

/** One process: its own connections and its own flags. */
async function openProcess(url: string, options: { overrides?: Partial<FlagValues>; pollMs?: number } = {}) {
  const { prisma, close } = openDatabase(url, { max: 4 });
  const bus = createBus(url, fail);
  const flags = createFlags({
    prisma,
    bus,
    overrides: options.overrides ?? {},
    firstValues: { twostage_generation: false },
    onTrouble: fail,
    pollMs: options.pollMs ?? 600_000,
  });
  closing.push(
    close,
    () => bus.close(),
    () => flags.close(),
  );
  await bus.ready();
  await flags.reload();
  return { flags, prisma };
}

async function openUrl() {
  const database = await openTestDatabase();
  closing.push(() => database.close());
  return database.url;
}

it("carries a change to another process within a second, without polling", async () => {
  const url = await openUrl();
  const [here, there] = [await openProcess(url), await openProcess(url)];
  expect(there.flags.value("runs_enabled")).toBe(true);
  await here.flags.set("runs_enabled", false, "ann@example.org");
  expect(here.flags.value("runs_enabled")).toBe(false);
  await vi.waitFor(() => expect(there.flags.value("runs_enabled")).toBe(false), {
    timeout: 1_000,
    interval: 5,
  });
});

it("finds a change that nobody told of by polling", async () => {
  const { flags, prisma } = await openProcess(await openUrl(), { pollMs: 20 });
  await prisma.flag.create({ data: { name: "knowledge", value: false, updatedBy: "sql" } });
  await vi.waitFor(() => expect(flags.value("knowledge")).toBe(false), { timeout: 5_000, interval: 5 });
});

it("records every change with who made it, in order, even when they are made at once", async () => {
  const { flags } = await openProcess(await openUrl());
  await Promise.all([1, 2, 3, 4, 5].map((value) => flags.set("visual_concurrency", value, `admin-${value}`)));
  const history = await flags.history("visual_concurrency", 10);
  expect(history).toHaveLength(5);
  const oldestFirst = history.toReversed();
  expect(oldestFirst.map((change) => change.before)).toEqual([
    null,
    ...oldestFirst.slice(0, -1).map((change) => change.after),
  ]);
  expect(flags.value("visual_concurrency")).toBe(oldestFirst.at(-1)?.after);
  expect(flags.all().find((flag) => flag.name === "visual_concurrency")).toMatchObject({
    source: "database",
    updatedBy: oldestFirst.at(-1)?.by,
  });
});

it("refuses unknown names and values that do not fit, and keeps nothing of them", async () => {
  const { flags } = await openProcess(await openUrl());
  await expect(flags.set("toString", true, "x")).rejects.toMatchObject({ code: "NOT_FOUND" });
  await expect(flags.set("knowledge", "false", "x")).rejects.toMatchObject({ code: "INVALID" });
  await expect(flags.set("variant_generation_rollout_percentage", 100.5, "x")).rejects.toMatchObject({
    code: "INVALID",
  });
  expect(await flags.history(undefined, 10)).toEqual([]);
});

it("shows an override as such, and lets it win over what is set meanwhile", async () => {
  const { flags } = await openProcess(await openUrl(), { overrides: { knowledge: false } });
  expect(await flags.set("knowledge", true, "ann")).toMatchObject({ value: false, source: "override" });
  expect(flags.value("knowledge")).toBe(false);
  expect(flags.all().map((flag) => [flag.name, flag.source])).toContainEqual([
    "twostage_generation",
    "environment",
  ]);
});

it("gives OpenFeature clients the same answers", async () => {
  const { flags } = await openProcess(await openUrl());
  await flags.set("variant_generation_v2", true, "ann");
  await flags.set("variant_generation_rollout_percentage", 40, "ann");
  await OpenFeature.setProviderAndWait("flags-test", flags.provider);
  closing.push(() => OpenFeature.close());
  const client = OpenFeature.getClient("flags-test");
  for (let index = 0; index < 50; index++) {
    const learnerId = `learner-${index}`;
    expect(await client.getBooleanValue("variant_generation_v2", false, { targetingKey: learnerId })).toBe(
      flags.value("variant_generation_v2", { learnerId }),
    );
  }
  expect(flags.value("variant_generation_v2")).toBe(false);
});
