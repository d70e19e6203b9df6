import { randomUUID } from "node:crypto";
import { afterEach, beforeEach, expect, it } from "vitest";
import { type OwnEngine, openOwnEngine } from "./__fixtures__/own-engine.ts";

let engine: OwnEngine;

beforeEach(async () => {
  engine = await openOwnEngine();
});
afterEach(() => engine.close());

const input = { topic: "tides" };

async function merge(from: string, to: string) {
  await engine.prisma.learner.createMany({ data: [{ id: to }], skipDuplicates: true });
  await engine.prisma.learner.upsert({
    where: { id: from },
    create: { id: from, mergedInto: to },
    update: { mergedInto: to },
  });
}

it("a run that is asked for while its learner becomes another one is the other one's", async () => {
  const [browser, account] = [randomUUID(), randomUUID()];
  await merge(browser, account);
  const { run } = await engine.runs.create({ learnerId: browser, kind: "visual", input });
  expect((await engine.runs.snapshot(account, run.id)).id).toBe(run.id);
  await expect(engine.runs.snapshot(browser, run.id)).rejects.toMatchObject({ code: "NOT_FOUND" });
});

it("the key of such a run counts for the account, whichever of the two asks again", async () => {
  const [browser, account] = [randomUUID(), randomUUID()];
  await merge(browser, account);
  const ask = (learnerId: string) =>
    engine.runs.create({ learnerId, kind: "visual", input, idempotencyKey: "once" });
  const runs = await Promise.all([ask(browser), ask(account), ask(browser)]);
  expect(new Set(runs.map(({ run }) => run.id)).size).toBe(1);
});
