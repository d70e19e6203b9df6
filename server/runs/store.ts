import type { Prisma, PrismaClient } from "../../prisma/generated/client.ts";
import { sleep } from "../kit/abort.ts";
import { backoffDelay } from "../kit/backoff.ts";
import { isConflictError, isConnectionError } from "../kit/database-errors.ts";

export type Transaction = Prisma.TransactionClient;

/** The channel that says "these runs have new events"; its payload is their ids, with commas between them. */
export const EVENTS_CHANNEL = "run_events";
/** The channel that tells the worker which holds a run to look at it again; its payload is the run's id. */
export const CONTROL_CHANNEL = "run_control";

/** Another worker holds the run now, or it has ended: whatever this one still does must leave no trace. */
export class LeaseLost extends Error {
  constructor(runId: string) {
    super(`Run ${runId} is no longer held by this worker.`);
    this.name = "LeaseLost";
  }
}

/** What a worker holds of a run: with any other epoch its writes change nothing. */
export interface Lease {
  readonly runId: string;
  readonly learnerId: string;
  readonly epoch: number;
}

/** A transaction that waits up to 10 s for a connection: a burst of steps must queue, not fail. */
export function transact<T>(prisma: PrismaClient, work: (tx: Transaction) => Promise<T>): Promise<T> {
  return prisma.$transaction(work, { maxWait: 10_000, timeout: 20_000 });
}

/** Locks the run's row if the lease still holds. @throws LeaseLost */
export async function holdLease(tx: Transaction, { runId, epoch }: Lease): Promise<void> {
  const rows = await tx.$queryRaw<unknown[]>`
    select 1 from "Run" where id = ${runId}::uuid and epoch = ${epoch} and status in ('running', 'waiting')
    for no key update`;
  if (rows.length === 0) throw new LeaseLost(runId);
}

/**
 * Appends events to a run's journal; the row's own `seq` is the only source of their numbers. The caller has locked
 * the row, or has just made it.
 */
export async function appendEvents(tx: Transaction, runId: string, events: string[]): Promise<void> {
  const batch = `[${events.join(",")}]`;
  const rows = await tx.$queryRaw<unknown[]>`
    with bumped as (
      update "Run" set seq = seq + ${events.length}, "updatedAt" = clock_timestamp() where id = ${runId}::uuid returning id, seq
    ), written as (
      insert into "RunEvent" ("runId", first, last, batch)
      select id, seq - ${events.length} + 1, seq, ${batch}::jsonb from bumped
    )
    select pg_notify(${EVENTS_CHANNEL}, id::text)::text from bumped`;
  if (rows.length === 0) throw new LeaseLost(runId);
}

/** Has the readers of a run's events look at it again, though there is no new event: it is gone, or not theirs any more. */
export async function notifyReaders(tx: Transaction, runId: string): Promise<void> {
  await tx.$queryRaw`select pg_notify(${EVENTS_CHANNEL}, ${runId})::text`;
}

export async function notifyControl(tx: Transaction, runId: string): Promise<void> {
  await tx.$queryRaw`select pg_notify(${CONTROL_CHANNEL}, ${runId})::text`;
}

/**
 * Repeats a write until the database answers: while it is away, or undid the write because of another one, a run
 * waits and loses nothing. `work` must be safe to repeat after a commit whose answer was lost.
 */
export async function persist<T>(work: () => Promise<T>, signal?: AbortSignal): Promise<T> {
  for (let failures = 0; ; failures++) {
    try {
      return await work();
    } catch (error) {
      if (!isConnectionError(error) && !isConflictError(error)) throw error;
      await sleep(backoffDelay(failures, { baseMs: 100, maxMs: 2_000 }), signal);
    }
  }
}
