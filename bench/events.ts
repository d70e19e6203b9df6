import { randomUUID } from "node:crypto";
import pg from "pg";
import { readEvents, startEngine } from "#server/runs/__fixtures__/engine.ts";
import { createScripted } from "#server/runs/__fixtures__/scripted.ts";
import { openBenchDatabase } from "./database.ts";
import { quantile } from "./figures.ts";
import { report } from "./report.ts";

const SECONDS = 8;
const PER_SECOND = 20;

interface Measured {
  latencies: number[];
  /** Per cent of one core, for writing and reading together. */
  cpu: number;
}

/** From a step's live event to the reader of another connection: what the journal adds, and what it costs. */
export async function run(): Promise<void> {
  for (const streams of [1, 200]) {
    const ours = await journaled(streams);
    const naive = await oneByOne(streams);
    const at = `${streams} streams x ${PER_SECOND}/s`;
    const figure = (
      name: string,
      unit: string,
      of: (measured: Measured) => number,
      goal: Record<string, number> = {},
    ) =>
      report({
        bench: "events",
        figure: `${name}, ${at}`,
        value: of(ours),
        unit,
        versus: { "INSERT and NOTIFY per event": of(naive), ...goal },
      });
    figure("live event, median", "ms", ({ latencies }) => quantile(latencies, 0.5));
    figure("live event, p99", "ms", ({ latencies }) => quantile(latencies, 0.99), { goal: 60 });
    figure("CPU of writer and readers in one process", "% of a core", ({ cpu }) => cpu);
  }
}

/** Calls `emit` for every stream at its times, spread over the interval. */
async function emitAll(streams: number, emit: (stream: number) => void): Promise<void> {
  const interval = 1000 / PER_SECOND;
  const all = Array.from({ length: streams }, async (_, stream) => {
    await new Promise((resolve) => setTimeout(resolve, Math.random() * interval));
    await new Promise<void>((resolve) => {
      let left = SECONDS * PER_SECOND;
      const timer = setInterval(() => {
        emit(stream);
        if (--left > 0) return;
        clearInterval(timer);
        resolve();
      }, interval);
    });
  });
  await Promise.all(all);
}

async function measured(work: (latencies: number[]) => Promise<void>): Promise<Measured> {
  const latencies: number[] = [];
  const begun = performance.now();
  const before = process.cpuUsage();
  await work(latencies);
  const { user, system } = process.cpuUsage(before);
  return { latencies, cpu: (user + system) / 10 / (performance.now() - begun) };
}

async function journaled(streams: number): Promise<Measured> {
  const database = await openBenchDatabase();
  const scripted = createScripted();
  const engine = await startEngine({
    url: database.url,
    pipelines: [scripted.pipeline],
    concurrency: streams,
  });
  const learnerId = randomUUID();
  const emitters: ((text: string) => void)[] = [];
  const over = Promise.withResolvers<void>();
  const allBegun = Promise.withResolvers<void>();
  const ids = await Promise.all(
    Array.from({ length: streams }, () =>
      scripted.start(engine.runs, learnerId, (run) =>
        run.step("a", async (step) => {
          emitters.push((text) => step.live({ type: "text-delta", text }));
          if (emitters.length === streams) allBegun.resolve();
          await over.promise;
        }),
      ),
    ),
  );
  await allBegun.promise;
  let reading: Promise<unknown> = Promise.resolve();
  const result = await measured(async (latencies) => {
    const until = ({ event }: { event: { type: string; text?: unknown } }) => {
      if (event.type === "text-delta") latencies.push(performance.now() - Number(event.text));
      return false;
    };
    reading = Promise.all(ids.map((id) => readEvents(engine.runs, learnerId, id, { until })));
    await emitAll(streams, (stream) => emitters[stream]?.(String(performance.now())));
  });
  over.resolve();
  await reading;
  await engine.close();
  await database.close();
  return result;
}

/** A row and a notification for every event, as one writes it first. */
async function oneByOne(streams: number): Promise<Measured> {
  const database = await openBenchDatabase();
  const pool = new pg.Pool({ connectionString: database.url, max: 10 });
  const listener = new pg.Client({ connectionString: database.url });
  await listener.connect();
  await pool.query("create table naive (id bigserial primary key, run int not null, sent float8 not null)");
  await listener.query("listen naive");
  const reads: Promise<unknown>[] = [];
  const writes: Promise<unknown>[] = [];
  const result = await measured(async (latencies) => {
    listener.on("notification", ({ payload }) => {
      reads.push(
        pool.query("select sent from naive where id = $1", [payload]).then(({ rows }) => {
          latencies.push(performance.now() - rows[0].sent);
        }),
      );
    });
    await emitAll(streams, (stream) => {
      const statement =
        "with made as (insert into naive (run, sent) values ($1, $2) returning id) select pg_notify('naive', id::text) from made";
      writes.push(pool.query(statement, [stream, performance.now()]));
    });
    await Promise.all(writes);
    while (latencies.length < writes.length) await new Promise((resolve) => setTimeout(resolve, 10));
  });
  await Promise.all(reads);
  await listener.end();
  await pool.end();
  await database.close();
  return result;
}
