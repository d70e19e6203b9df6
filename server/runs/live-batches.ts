import type { PrismaClient } from "../../prisma/generated/client.ts";
import { isConnectionError } from "../kit/database-errors.ts";
import { EVENTS_CHANNEL, type Lease } from "./store.ts";

/** Between two writes at the least; what comes meanwhile is gathered, in milliseconds. */
const GATHER_MS = 40;
/** After a write that failed because the database is away, in milliseconds. */
const AWAY_MS = 500;
/** What one run may have waiting while the database is slow or away; beyond it the oldest deltas are given up. */
const MOST_WAITING_BYTES = 2 * 1024 * 1024;

interface Waiting {
  step: string;
  json: string;
}

/** What one run has waiting. */
interface Backlog {
  lease: Lease;
  waiting: Waiting[];
  bytes: number;
}

/** Writes the live events of all runs of a process, one statement for all of them at a time. */
export interface LiveBatches {
  add(lease: Lease, step: string, json: string): void;
  /**
   * Forgets what a step still has waiting and resolves once nothing of it is on its way: what is written next for
   * this run comes after all its live events.
   */
  drop(runId: string, step: string): Promise<void>;
  /** Writes what is waiting now. */
  flush(): Promise<void>;
}

export function createLiveBatches(prisma: PrismaClient, onTrouble: (error: unknown) => void): LiveBatches {
  const backlogs = new Map<string, Backlog>();
  let timer: NodeJS.Timeout | undefined;
  let writing: { runs: Map<string, Backlog>; done: Promise<void> } | null = null;
  let isAway = false;
  let lastAt = Number.NEGATIVE_INFINITY;

  function schedule() {
    if (timer) return;
    timer = setTimeout(
      () => {
        timer = undefined;
        void flush();
      },
      isAway ? AWAY_MS : Math.max(0, lastAt + GATHER_MS - performance.now()),
    );
  }

  async function flush(): Promise<void> {
    if (writing) return writing.done.then(flush);
    if (backlogs.size === 0) return;
    lastAt = performance.now();
    const runs = new Map(backlogs);
    backlogs.clear();
    const done = write(prisma, [...runs.values()]).then(
      () => {
        isAway = false;
      },
      (error) => {
        isAway = isConnectionError(error);
        onTrouble(error);
        if (isAway) for (const backlog of runs.values()) putBack(backlog);
      },
    );
    writing = { runs, done };
    await done;
    writing = null;
    if (backlogs.size > 0) schedule();
  }

  function putBack(backlog: Backlog) {
    const newer = backlogs.get(backlog.lease.runId);
    const waiting = [...backlog.waiting, ...(newer?.waiting ?? [])];
    if (waiting.length === 0) return;
    const merged = {
      lease: newer?.lease ?? backlog.lease,
      waiting,
      bytes: backlog.bytes + (newer?.bytes ?? 0),
    };
    backlogs.set(backlog.lease.runId, bounded(merged));
  }

  function forget(backlog: Backlog, step: string) {
    backlog.waiting = backlog.waiting.filter((event) => event.step !== step);
    backlog.bytes = backlog.waiting.reduce((sum, event) => sum + event.json.length, 0);
  }

  return {
    add(lease, step, json) {
      const backlog = backlogs.get(lease.runId) ?? { lease, waiting: [], bytes: 0 };
      backlog.lease = lease;
      backlog.waiting.push({ step, json });
      backlog.bytes += json.length;
      backlogs.set(lease.runId, bounded(backlog));
      if (!writing) schedule();
    },
    async drop(runId, step) {
      const backlog = backlogs.get(runId);
      if (backlog) {
        forget(backlog, step);
        if (backlog.waiting.length === 0) backlogs.delete(runId);
      }
      const onItsWay = writing?.runs.get(runId);
      if (!writing || !onItsWay) return;
      forget(onItsWay, step); // should the write fail, these are not put back
      await writing.done;
    },
    flush,
  };
}

function bounded(backlog: Backlog): Backlog {
  let from = 0;
  while (backlog.bytes > MOST_WAITING_BYTES && from < backlog.waiting.length)
    backlog.bytes -= backlog.waiting[from++]?.json.length ?? 0;
  if (from > 0) backlog.waiting.splice(0, from);
  return backlog;
}

/** How many runs one notification names: its payload is under 8,000 bytes, an id has 36 and a comma. */
const RUNS_PER_NOTIFICATION = 200;

/** One row a run, and one notification for many; a run that this process no longer holds gets neither. */
async function write(prisma: PrismaClient, batch: Backlog[]): Promise<void> {
  const rows = batch.map(
    ({ lease, waiting }) =>
      `{"id":"${lease.runId}","epoch":${lease.epoch},"batch":[${waiting.map((event) => event.json).join(",")}]}`,
  );
  await prisma.$queryRaw`
    with input as (
      select * from jsonb_to_recordset(${`[${rows.join(",")}]`}::jsonb) as x(id uuid, epoch int, batch jsonb)
    ), bumped as (
      update "Run" r set seq = r.seq + jsonb_array_length(i.batch) from input i
      where r.id = i.id and r.epoch = i.epoch and r.status in ('running', 'waiting')
      returning r.id, r.seq, i.batch
    ), written as (
      insert into "RunEvent" ("runId", first, last, live, batch)
      select id, seq - jsonb_array_length(batch) + 1, seq, true, batch from bumped
    )
    select pg_notify(${EVENTS_CHANNEL}, string_agg(id::text, ','))::text
    from (select id, (row_number() over () - 1) / ${RUNS_PER_NOTIFICATION} as part from bumped) named group by part`;
}
