import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Engine, gate, readEvents, startEngine, untilStatus } from "./__fixtures__/engine.ts";
import { type OwnEngine, openOwnEngine } from "./__fixtures__/own-engine.ts";
import { type Body, createScripted } from "./__fixtures__/scripted.ts";
import type { EventReader } from "./index.ts";

const scripted = createScripted();
const learnerId = randomUUID();
let engine: OwnEngine;
/** Another process: links are opened and taken back on any. */
let other: Engine;

beforeAll(async () => {
  engine = await openOwnEngine({ pipelines: [scripted.pipeline] });
  other = await startEngine({ url: engine.url });
});
afterAll(async () => {
  await other.close();
  await engine.close();
});

const start = (body: Body) => scripted.start(engine.runs, learnerId, body);
const end = (id: string) => untilStatus(engine.runs, learnerId, id, "succeeded", "failed", "cancelled");
const share = async (id: string) => (await engine.runs.share(learnerId, id)).token;
const GONE = { code: "NOT_FOUND" };

async function ended(): Promise<string> {
  const id = await start((run) => run.step("a", async () => "made"));
  await end(id);
  return id;
}
/** Everything that a reader brings until its end. */
async function rest(reader: EventReader | null): Promise<string[]> {
  const types: string[] = [];
  for (let batch = await reader?.read(); batch; batch = await reader?.read())
    types.push(...batch.map(({ event }) => event.type));
  return types;
}

describe("a run's link", () => {
  it("is one that nobody guesses, and the same until it is taken back", async () => {
    const id = await ended();
    expect(await engine.runs.snapshot(learnerId, id)).toMatchObject({ sharedUrl: null });
    const tokens = await Promise.all(
      [engine, other, engine, other].map(({ runs }) => runs.share(learnerId, id)),
    );
    const [{ token } = { token: "" }] = tokens;
    expect(new Set(tokens.map((one) => one.token)).size).toBe(1);
    expect(token).toMatch(/^[\w-]{22,}$/);
    expect(Buffer.from(token, "base64url").length).toBeGreaterThanOrEqual(16);
    expect(await other.runs.shared(token)).toEqual({ learnerId, id });
    expect(await engine.runs.snapshot(learnerId, id)).toMatchObject({ sharedUrl: `/shared/${token}` });

    await other.runs.unshare(learnerId, id);
    await other.runs.unshare(learnerId, id);
    expect(await engine.runs.snapshot(learnerId, id)).toMatchObject({ sharedUrl: null });
    for (const of of [engine, other]) await expect(of.runs.shared(token)).rejects.toMatchObject(GONE);
    const next = await share(id);
    expect(next).not.toBe(token);
    await expect(engine.runs.shared(token)).rejects.toMatchObject(GONE);
    expect(await engine.runs.shared(next)).toEqual({ learnerId, id });
  });

  it("differs from run to run", async () => {
    const ids = [await ended(), await ended()];
    const tokens = [];
    for (const id of ids) tokens.push(await share(id));
    expect(new Set(tokens).size).toBe(2);
    for (const [index, token] of tokens.entries())
      expect(await engine.runs.shared(token)).toMatchObject({ id: ids[index] });
  });

  it("is found by its exact word only", async () => {
    const id = await ended();
    const token = await share(id);
    const words = [
      "",
      id,
      "null",
      "%",
      "_".repeat(token.length),
      `${token.slice(0, -1)}%`,
      token.slice(0, -1),
      `${token}A`,
      `${token} `,
      ` ${token}`,
      token.toLowerCase() === token ? token.toUpperCase() : token.toLowerCase(),
      `${token}\0`,
      "\0",
      "' or 1=1 --",
      `${token}' or '1'='1`,
      `../${token}`,
      "A".repeat(100_000),
      "\ud800".repeat(24),
    ];
    for (const word of words) {
      await expect(engine.runs.shared(word), word).rejects.toMatchObject(GONE);
      await expect(engine.runs.openSharedEvents(word, 0), word).rejects.toMatchObject(GONE);
    }
  });

  it("is given and taken back by the run's own learner only", async () => {
    const id = await ended();
    const token = await share(id);
    const stranger = randomUUID();
    for (const [who, which] of [
      [stranger, id],
      [learnerId, randomUUID()],
      [learnerId, "\0"],
    ] as const) {
      await expect(engine.runs.share(who, which)).rejects.toMatchObject(GONE);
      await expect(engine.runs.unshare(who, which)).rejects.toMatchObject(GONE);
      await expect(engine.runs.pin(who, which, true)).rejects.toMatchObject(GONE);
    }
    expect(await engine.runs.snapshot(learnerId, id)).toMatchObject({
      pinned: false,
      sharedUrl: `/shared/${token}`,
    });
    // A link makes nobody the run's learner.
    await expect(engine.runs.snapshot(stranger, id)).rejects.toMatchObject(GONE);
    await expect(engine.runs.openEvents(stranger, id, 0)).rejects.toMatchObject(GONE);
  });
});

describe("the events of a shared run", () => {
  /** A run that stands in the middle of a step. */
  async function underWay() {
    const [begun, held] = [gate(), gate()];
    const id = await start((run) =>
      run.step("a", async (step) => {
        begun.resolve();
        await held.promise;
        step.emit({ type: "text-ready", text: "made" });
      }),
    );
    await begun.promise;
    return { id, held };
  }

  it("are those of the run, as they come, to its end", async () => {
    const { id, held } = await underWay();
    const token = await share(id);
    const reader = await other.runs.openSharedEvents(token, 0);
    expect((await reader?.read())?.map(({ event }) => event.type)).toEqual(["run-start", "step-start"]);
    held.resolve();
    expect(await rest(reader)).toEqual(["text-ready", "step-end", "run-end"]);
    const whole = await readEvents(engine.runs, learnerId, id);
    const again = await other.runs.openSharedEvents(token, 2);
    expect(await again?.read()).toEqual(whole.slice(2));
    expect(await other.runs.openSharedEvents(token, whole.length)).toBeNull();
    again?.close();
  });

  it("end when the link is taken back, and only for those who came by it", async () => {
    const { id, held } = await underWay();
    const former = await share(id);
    const [mine, theirs] = [
      await engine.runs.openEvents(learnerId, id, 0),
      await other.runs.openSharedEvents(former, 0),
    ];
    for (const reader of [mine, theirs]) expect(await reader?.read()).toHaveLength(2);
    const waiting = theirs?.read();
    const asked = performance.now();
    await engine.runs.unshare(learnerId, id);
    expect(await waiting).toBeNull();
    expect(performance.now() - asked).toBeLessThan(2_000);
    // Another link is no new life for the streams of the former one.
    const next = await share(id);
    const late = await other.runs.openSharedEvents(next, 2);
    await expect(other.runs.openSharedEvents(former, 0)).rejects.toMatchObject(GONE);
    held.resolve();
    for (const reader of [mine, late])
      expect(await rest(reader)).toEqual(["text-ready", "step-end", "run-end"]);
  });

  it("are not read by who asked in the moment before the link was taken back", async () => {
    const id = await ended();
    const reader = await other.runs.openSharedEvents(await share(id), 0);
    await engine.runs.unshare(learnerId, id);
    expect(await reader?.read()).toBeNull();
  });

  it("end with the run when it is deleted", async () => {
    const { id } = await underWay();
    const reader = await other.runs.openSharedEvents(await share(id), 2);
    const waiting = reader?.read();
    await engine.runs.remove(learnerId, id);
    expect(await waiting).toBeNull();
  });
});
