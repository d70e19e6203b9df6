import { randomBytes, randomUUID } from "node:crypto";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { PrismaClient } from "../../prisma/generated/client.ts";
import type { JournalEvent } from "../contracts/events.ts";
import {
  type Engine,
  eventually,
  gate,
  readEvents,
  startEngine,
  untilStatus,
} from "./__fixtures__/engine.ts";
import { type OwnEngine, openOwnEngine } from "./__fixtures__/own-engine.ts";
import { type Body, createScripted } from "./__fixtures__/scripted.ts";
import { createEventHub } from "./event-hub.ts";
import { compactJournals } from "./maintenance.ts";

const scripted = createScripted();
const learnerId = randomUUID();
let engine: OwnEngine;
/** Another process's view: its own pool, its own listening connection. */
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
const seqs = (events: JournalEvent[]) => events.map(({ seq }) => seq);
const upTo = (last: number) => Array.from({ length: last }, (_, index) => index + 1);

/** What the journal's rows hold, read without the code under test. */
async function journal(id: string): Promise<JournalEvent[]> {
  const rows = await engine.prisma.runEvent.findMany({ where: { runId: id }, orderBy: { last: "asc" } });
  return rows.flatMap(({ first, batch }) =>
    (batch as JournalEvent["event"][]).map((event, index) => ({ seq: first + index, event })),
  );
}

/** Steps side by side, each with live events over several batches and some that stay. */
const busy: Body = async (run) => {
  await Promise.all(
    [1, 2, 3].map((n) =>
      run.step(`s${n}`, async (step) => {
        for (let turn = 0; turn < 40; turn++) {
          step.live({ type: "text-delta", text: `s${n} ${turn}` });
          if (turn % 13 === 0) step.emit({ type: "text-ready", text: `s${n} ${turn}` });
          // Time passes, without a timer.
          if (turn % 4 === 0) await engine.prisma.$queryRaw`select pg_sleep(0.004)::text`;
        }
      }),
    ),
  );
  return "made";
};

/** Reads a run to its end with a connection that breaks after each of `lengths` events, on changing processes. */
async function readWithBreaks(id: string, lengths: number[]): Promise<JournalEvent[]> {
  const events: JournalEvent[] = [];
  for (let turn = 0; ; turn++) {
    const { runs } = turn % 2 === 0 ? other : engine;
    const most = lengths[turn % lengths.length] ?? 1;
    const reader = await runs.openEvents(learnerId, id, events.at(-1)?.seq ?? 0);
    if (!reader) return events;
    for (let taken = 0; taken < most; ) {
      const batch = await reader.read();
      if (batch === null) {
        reader.close();
        return events;
      }
      const kept = batch.slice(0, most - taken); // the connection breaks in the middle of a batch
      events.push(...kept);
      taken += kept.length;
    }
    reader.close();
  }
}

describe("the events of a run", () => {
  it("reach every client once and in order, wherever and whenever it reconnects", async () => {
    const lengths = fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(fc.array(lengths, { minLength: 1, maxLength: 4 }), async (clients) => {
        const id = await start(busy);
        const read = await Promise.all(clients.map((breaks) => readWithBreaks(id, breaks)));
        const expected = await journal(id);
        expect(seqs(expected)).toEqual(upTo(expected.length));
        expect(expected.some(({ event }) => event.type === "text-delta")).toBe(true);
        for (const events of read) expect(events).toEqual(expected);
      }),
      { numRuns: 12 },
    );
  }, 120_000);

  it("carry their step, its generation and its try", async () => {
    const id = await start(busy);
    const events = await readEvents(other.runs, learnerId, id);
    for (const { event } of events.filter(({ event }) => !event.type.startsWith("run-"))) {
      expect(event).toMatchObject({ step: expect.stringMatching(/^s[123]$/), generation: 1, attempt: 1 });
    }
  });

  it("never come after the end of their step when they are live", async () => {
    const id = await start(busy);
    await end(id);
    const ended = new Set<unknown>();
    for (const { event } of await journal(id)) {
      if (event.type === "text-delta") expect(ended).not.toContain(event.step);
      if (event.type === "step-end") ended.add(event.step);
    }
    expect(ended.size).toBe(3);
  });

  it("end for good: after the last one there is nothing to open", async () => {
    const id = await start(busy);
    const { seq } = await end(id);
    expect(await engine.runs.openEvents(learnerId, id, seq)).toBeNull();
    expect(await engine.runs.openEvents(learnerId, id, seq + 1000)).toBeNull();
    const rest = await readEvents(other.runs, learnerId, id, { after: seq - 1 });
    expect(rest.map(({ event }) => event.type)).toEqual(["run-end"]);
    for (const strange of [-5, Number.NaN, 0.5])
      expect(await readEvents(other.runs, learnerId, id, { after: strange })).toHaveLength(seq);
  });

  it("are not held back by a number from another time", async () => {
    const held = gate();
    const id = await start((run) => run.step("a", () => held.promise));
    await untilStatus(engine.runs, learnerId, id, "running");
    const reading = readEvents(other.runs, learnerId, id, { after: 2_000_000_000_000 });
    held.resolve();
    expect((await reading).at(-1)?.event.type).toBe("run-end");
  });

  it("are nobody else's", async () => {
    const id = await start(busy);
    await expect(engine.runs.openEvents(randomUUID(), id, 0)).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(engine.runs.openEvents(learnerId, "none", 0)).rejects.toMatchObject({ code: "NOT_FOUND" });
    await end(id);
  });
});

/** A database that counts what is asked of it. */
function counting(prisma: PrismaClient) {
  const seen = { queries: 0, most: 0 };
  const counted = new Proxy(prisma, {
    get(target, name, receiver) {
      if (name !== "$queryRaw") return Reflect.get(target, name, receiver);
      return async (...query: Parameters<PrismaClient["$queryRaw"]>) => {
        seen.queries++;
        const rows = (await target.$queryRaw(...query)) as unknown[];
        seen.most = Math.max(seen.most, rows.length);
        return rows;
      };
    },
  });
  return { counted, seen };
}

describe("a subscriber that never reads", () => {
  it("costs no query and holds nothing", async () => {
    const { counted, seen } = counting(other.prisma);
    const hub = createEventHub(counted, other.bus);
    const id = await start(busy);
    const idle = Array.from({ length: 100 }, () => hub.open(id, 0));
    const watching = await readEvents(engine.runs, learnerId, id);
    expect(watching.length).toBeGreaterThan(30);
    expect(seen.queries).toBe(0);
    // When one of them reads at last, it gets everything, in bounded pieces.
    const events: JournalEvent[] = [];
    for (let batch = await idle[0]?.read(); batch; batch = await idle[0]?.read()) events.push(...batch);
    expect(events).toEqual(watching);
    for (const reader of idle) reader.close();
    hub.close();
  });

  it("gets at most 50 rows, and about 256 KiB, a read", async () => {
    const { counted, seen } = counting(other.prisma);
    const hub = createEventHub(counted, other.bus);
    const id = await start(async (run) => {
      for (let n = 0; n < 70; n++) {
        await run.step(`small${n}`, async () => n);
      }
      for (let n = 0; n < 6; n++) {
        await run.step(`large${n}`, async (step) => {
          step.emit({ type: "text-ready", text: randomBytes(150_000).toString("base64") });
        });
      }
    });
    const { seq } = await end(id);
    const reader = hub.open(id, 0);
    const events: JournalEvent[] = [];
    for (let batch = await reader.read(); batch; batch = await reader.read()) {
      expect(batch.filter(({ event }) => event.type === "text-ready").length).toBeLessThanOrEqual(3);
      events.push(...batch);
    }
    expect(seqs(events)).toEqual(upTo(seq));
    expect(seen.most).toBe(50);
    reader.close();
    hub.close();
  });

  it("ends with its hub, between two reads and during one", async () => {
    const held = gate();
    const id = await start((run) => run.step("a", () => held.promise));
    const hub = createEventHub(other.prisma, other.bus);
    const [reading, between] = [hub.open(id, 0), hub.open(id, 0)];
    await eventually(async () => (await engine.runs.snapshot(learnerId, id)).seq === 2);
    const seen: unknown[] = [];
    const done = (async () => {
      for (let batch = await reading.read(); batch; batch = await reading.read()) seen.push(...batch);
    })();
    await eventually(async () => seen.length === 2);
    hub.close();
    await done;
    expect(await between.read()).toBeNull();
    held.resolve();
    await end(id);
  });
});

describe("the journal of a run that has ended", () => {
  const isDelta = ({ event }: JournalEvent) => event.type === "text-delta";

  it("loses its live events after a while, and can still be read from any point", async () => {
    const id = await start(busy);
    await end(id);
    const before = await journal(id);
    await compactJournals(engine.prisma);
    expect(await journal(id), "too early").toEqual(before);
    await engine.prisma
      .$executeRaw`update "Run" set "endedAt" = now() - interval '2 minutes' where id = ${id}::uuid`;
    await compactJournals(engine.prisma);
    const finals = before.filter((one) => !isDelta(one));
    expect(finals.length).toBeLessThan(before.length);
    expect(await journal(id)).toEqual(finals);
    for (let after = 0; after < before.length; after += 7) {
      const rest = await readEvents(other.runs, learnerId, id, { after });
      expect(rest).toEqual(finals.filter(({ seq }) => seq > after));
    }
  });

  it("goes on where it was when the run is opened again", async () => {
    const id = await start(async (run) => run.step("a", async () => 1));
    const { seq } = await end(id);
    const early = await engine.runs.openEvents(learnerId, id, seq - 1);
    await engine.runs.redo(learnerId, id, "a");
    // One client stood before the old end, one comes back after it, one reads it all.
    const [resumed, after, all] = await Promise.all([
      (async () => {
        const events: JournalEvent[] = [];
        for (let batch = await early?.read(); batch; batch = await early?.read()) events.push(...batch);
        return events;
      })(),
      readEvents(other.runs, learnerId, id, { after: seq }),
      readEvents(other.runs, learnerId, id),
    ]);
    const types = (events: JournalEvent[]) => events.map(({ event }) => event.type);
    const again = ["run-reopened", "step-start", "step-end", "run-end"];
    expect(types(after)).toEqual(again);
    expect(types(resumed)).toEqual(["run-end", ...again]);
    expect(types(all)).toEqual(["run-start", "step-start", "step-end", "run-end", ...again]);
    expect(seqs(all)).toEqual(upTo(8));
  });

  it("numbers on after compaction and another opening", async () => {
    const id = await start(busy);
    const { seq } = await end(id);
    await engine.prisma
      .$executeRaw`update "Run" set "endedAt" = now() - interval '2 minutes' where id = ${id}::uuid`;
    await compactJournals(engine.prisma);
    await engine.runs.redo(learnerId, id, "s1");
    await end(id);
    const rest = await readEvents(other.runs, learnerId, id, { after: seq });
    expect(seqs(rest)).toEqual(rest.map((_, index) => seq + 1 + index));
    expect(rest.filter(isDelta)).not.toEqual([]);
    await engine.prisma
      .$executeRaw`update "Run" set "endedAt" = now() - interval '2 minutes' where id = ${id}::uuid`;
    await compactJournals(engine.prisma);
    expect((await readEvents(other.runs, learnerId, id, { after: seq })).filter(isDelta)).toEqual([]);
  });
});
