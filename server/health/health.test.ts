import { expect, it, vi } from "vitest";
import type { HealthPart } from "../contracts/health.ts";
import { createHealth } from "./health.ts";

const ok = (): HealthPart => ({ status: "ok" });
const never = () => new Promise<never>(() => {});
const database = (answer: () => Promise<unknown>) => ({ $queryRaw: answer }) as never;
const healthy = { prisma: database(async () => [1]), queue: ok, models: ok, knowledge: ok };

it("is ok when every part is", async () => {
  const report = await createHealth(healthy).report();
  expect(report).toEqual({
    status: "ok",
    parts: { database: ok(), queue: ok(), models: ok(), knowledge: ok() },
  });
});

it("is degraded without models or knowledge, and down without the queue", async () => {
  const down = (): HealthPart => ({ status: "down", reason: "away" });
  expect((await createHealth({ ...healthy, models: down, knowledge: down }).report()).status).toBe(
    "degraded",
  );
  expect((await createHealth({ ...healthy, queue: down }).report()).status).toBe("down");
});

it("takes a part that fails or never answers for down", async () => {
  const fails = () => {
    throw new Error("secret detail");
  };
  const report = await createHealth({ ...healthy, queue: never, models: fails, timeoutMs: 20 }).report();
  expect(report.parts.queue).toEqual({ status: "down", reason: "The queue does not answer." });
  expect(JSON.stringify(report)).not.toContain("secret detail");
});

it("answers within two seconds when the database hangs, without asking the other parts", async () => {
  const queue = vi.fn(ok);
  const health = createHealth({ ...healthy, prisma: database(never), queue });
  const began = performance.now();
  expect((await health.report()).status).toBe("down");
  expect(await health.ready()).toBe(false);
  expect(performance.now() - began).toBeLessThan(2_000);
  expect(queue).not.toHaveBeenCalled();
});

it("asks once for all who ask at the same time, and anew afterwards", async () => {
  const ask = vi.fn(async () => [1]);
  const health = createHealth({ ...healthy, prisma: database(ask) });
  await Promise.all([health.report(), health.report(), health.ready()]);
  expect(ask).toHaveBeenCalledTimes(1);
  await health.report();
  expect(ask).toHaveBeenCalledTimes(2);
});
