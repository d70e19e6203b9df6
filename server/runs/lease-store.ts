import { Prisma, type PrismaClient } from "../../prisma/generated/client.ts";
import type { Budget } from "../budget/index.ts";
import type { Failure, Gap, RunStatus } from "../contracts/run.ts";
import type { RunQueue } from "./queue.ts";
import { appendEvents, holdLease, type Lease, LeaseLost, transact } from "./store.ts";

/** A hold of a run that was not renewed for this long is void, in seconds; a worker renews its holds every 2 s. */
const LEASE_SECONDS = 8;

/** Whether nobody renewed a hold; after the database was away its workers get the time to renew theirs. */
const isVoid = Prisma.sql`
  greatest("updatedAt", pg_postmaster_start_time()) < clock_timestamp() - make_interval(secs => ${LEASE_SECONDS})`;

/** A run as its worker takes it over. */
export interface ClaimedRun {
  lease: Lease;
  kind: string;
  input: unknown;
  /** Whether it never ran before. */
  isFirst: boolean;
}

/** A step's newest generation, as a pass of the pipeline finds it. */
export interface StepRow {
  key: string;
  generation: number;
  state: "pending" | "running" | "waiting" | "done" | "failed";
  output: unknown;
  errorCode: string | null;
  errorMessage: string | null;
  /** Model calls made in this generation, and how many of them used up a try. */
  attempts: number;
  failures: number;
}

/**
 * Takes a run: from now on every write of a former holder is refused, and what it left open is charged.
 * @returns null when there is nothing to do: ended, parked, held by a worker that lives, or no such run
 */
export function claimRun(
  prisma: PrismaClient,
  budget: Budget,
  runId: string,
  owner: string,
): Promise<ClaimedRun | null> {
  return transact(prisma, async (tx) => {
    const [run] = await tx.$queryRaw<{ learnerId: string; epoch: number; kind: string; input: unknown }[]>`
      update "Run" set epoch = epoch + 1, status = 'running', owner = ${owner}, "updatedAt" = clock_timestamp(),
        "startedAt" = coalesce("startedAt", clock_timestamp())
      where id = ${runId}::uuid and (status = 'queued' or (status in ('running', 'waiting') and owner is not null
        and (owner = ${owner} or ${isVoid})))
      returning "learnerId"::text, epoch, kind, input`;
    if (!run) return null;
    const isFirst = run.epoch === 1;
    if (!isFirst) await budget.chargeLost(tx, { runId });
    else await appendEvents(tx, runId, [JSON.stringify({ type: "run-start" })]);
    return {
      lease: { runId, learnerId: run.learnerId, epoch: run.epoch },
      kind: run.kind,
      input: run.input,
      isFirst,
    };
  });
}

/**
 * Renews the holds of runs, and reads what became of them. Never waits for a row: one that is locked is being written
 * just now, and two statements that lock many rows could wait for each other.
 */
export function renewLeases(
  prisma: PrismaClient,
  held: readonly { runId: string; epoch: number }[],
): Promise<{ id: string; epoch: number; held: boolean; cancelled: boolean }[]> {
  const ids = held.map(({ runId }) => runId);
  return prisma.$queryRaw`
    with mine as (
      select r.id from "Run" r join unnest(${ids}::uuid[], ${held.map(({ epoch }) => epoch)}::int[]) as h(id, epoch)
        on r.id = h.id and r.epoch = h.epoch
      where r.status in ('running', 'waiting') for no key update of r skip locked
    ), renewed as (
      update "Run" set "updatedAt" = clock_timestamp() where id in (select id from mine)
    )
    select id::text, epoch, status in ('running', 'waiting') and owner is not null as held,
      "cancelRequestedAt" is not null as cancelled from "Run" where id = any(${ids}::uuid[])`;
}

/**
 * Gives a run that is held back to all workers: it is queued again, also when it waits for a person, because work
 * beside the question may be left. What was under way did not stop its worker, so its beginning does not count.
 */
export function releaseRun(prisma: PrismaClient, queue: RunQueue, { runId, epoch }: Lease): Promise<void> {
  return transact(prisma, async (tx) => {
    const rows = await tx.$queryRaw<unknown[]>`
      update "Run" set owner = null, status = 'queued', "updatedAt" = clock_timestamp()
      where id = ${runId}::uuid and epoch = ${epoch} and status in ('running', 'waiting') and owner is not null
      returning 1`;
    if (rows.length === 0) return;
    await tx.$queryRaw`
      update "RunStep" set starts = greatest(starts - 1, 0) where "runId" = ${runId}::uuid and state = 'running'`;
    await queue.send(tx, runId);
  });
}

/** Takes the runs of dead workers from them, for any other worker to go on with. @returns how many */
export function freeRuns(prisma: PrismaClient, queue: RunQueue, atOnce: number): Promise<number> {
  return transact(prisma, async (tx) => {
    const freed = await tx.$queryRaw<{ id: string }[]>`
      update "Run" set epoch = epoch + 1, status = 'queued', owner = null, "updatedAt" = clock_timestamp()
      where id in (
        select id from "Run" where status in ('running', 'waiting') and owner is not null and ${isVoid}
        limit ${atOnce} for no key update skip locked)
      returning id::text`;
    for (const { id } of freed) await queue.send(tx, id);
    return freed.length;
  });
}

/** The newest generation of every step, with its count of attempts. */
export function readSteps(prisma: PrismaClient, runId: string): Promise<StepRow[]> {
  return prisma.$queryRaw<StepRow[]>`
    select distinct on (s.key) s.key, s.generation, s.state::text, s.output, s."errorCode", s."errorMessage",
      (select coalesce(max(a.number), 0)::int from "Attempt" a
        where a."runId" = s."runId" and a.step = s.key and a.generation = s.generation) as attempts,
      (select count(*)::int from "Attempt" a where a."runId" = s."runId" and a.step = s.key
        and a.generation = s.generation and a.state = 'settled' and a.counted and a."errorCode" is not null) as failures
    from "RunStep" s where s."runId" = ${runId}::uuid order by s.key, s.generation desc`;
}

export type Ending =
  | { status: "succeeded"; result: string }
  | { status: "partial"; result: string; gaps: Gap[] }
  | { status: "failed" | "cancelled"; error: Failure };

/** A generation of a step as a set holds it. */
export function generationId({ key, generation }: { key: string; generation: number }): string {
  return `${generation} ${key}`;
}

/**
 * Ends a run. A cancellation that was asked for meanwhile wins; a redo that was asked for meanwhile means that the
 * pipeline has to pass once more.
 * @param passedBy the redone steps that the last pass knew of: what it did not begin of them, it no longer needs;
 *   `null` ends the run whatever was asked for
 * @returns the status in force, or `again`
 */
export function endRun(
  prisma: PrismaClient,
  budget: Budget,
  lease: Lease,
  ending: Ending,
  passedBy: ReadonlySet<string> | null,
): Promise<RunStatus | "again"> {
  return transact(prisma, async (tx) => {
    await holdLease(tx, lease);
    const { runId } = lease;
    const [asked] = await tx.$queryRaw<{ cancelled: boolean; pending: string[] }[]>`
      select "cancelRequestedAt" is not null as cancelled,
        array(select s.generation || ' ' || s.key from "RunStep" s where s."runId" = id and s.state = 'pending') as pending
      from "Run" where id = ${runId}::uuid`;
    if (!asked) throw new LeaseLost(runId);
    const final: Ending = asked.cancelled ? { status: "cancelled", error: CANCELLED } : ending;
    const isRedone = passedBy !== null && asked.pending.some((one) => !passedBy.has(one));
    if (isRedone && final.status !== "cancelled") return "again";
    const error = "error" in final ? final.error : null;
    await closeSteps(tx, runId);
    await budget.chargeLost(tx, lease);
    await tx.$queryRaw`
      update "Run" set status = ${final.status}::"RunStatus", owner = null, "endedAt" = clock_timestamp(),
        result = ${"result" in final ? final.result : null}::jsonb,
        gaps = ${"gaps" in final ? JSON.stringify(final.gaps) : null}::jsonb,
        "errorCode" = ${error?.code ?? null}, "errorMessage" = ${error?.message ?? null}, "compactedAt" = null
      where id = ${runId}::uuid`;
    await appendEvents(tx, runId, [JSON.stringify(runEnd(final.status, error))]);
    return final.status;
  });
}

export const CANCELLED: Failure = { code: "CANCELLED", message: "Stopped." };

export function runEnd(status: RunStatus, error: Failure | null) {
  return { type: "run-end", status, ...(error && { error }) };
}

/** No step of an ended run is running, waiting or pending: a redo must be able to take it up. */
export async function closeSteps(tx: Parameters<typeof holdLease>[0], runId: string): Promise<void> {
  await tx.$queryRaw`
    update "RunStep" set state = 'failed', "errorCode" = ${CANCELLED.code}, "errorMessage" = ${CANCELLED.message},
      "endedAt" = clock_timestamp()
    where "runId" = ${runId}::uuid and state in ('running', 'waiting', 'pending')`;
}

/** Leaves a waiting run to itself. @returns false when it was answered (or stopped) meanwhile */
export async function parkRun(prisma: PrismaClient, { runId, epoch }: Lease): Promise<boolean> {
  const rows = await prisma.$queryRaw<unknown[]>`
    update "Run" set owner = null, "updatedAt" = clock_timestamp()
    where id = ${runId}::uuid and epoch = ${epoch} and status = 'waiting' and "cancelRequestedAt" is null returning 1`;
  return rows.length > 0;
}

/** Opens a question to a person, or finds it answered. */
export function openWait(
  prisma: PrismaClient,
  lease: Lease,
  wait: { key: string; generation: number; asks: string },
): Promise<void> {
  return transact(prisma, async (tx) => {
    await holdLease(tx, lease);
    const rows = await tx.$queryRaw<{ state: string }[]>`
      insert into "RunStep" ("runId", key, generation, state, "dependsOn", asks, starts, "startedAt")
      values (${lease.runId}::uuid, ${wait.key}, ${wait.generation}, 'waiting', '{}', ${wait.asks}::jsonb, 1, clock_timestamp())
      on conflict ("runId", key, generation) do update set state = 'waiting', asks = excluded.asks
        where "RunStep".state in ('pending', 'waiting')
      returning state::text`;
    if (rows.length === 0) return;
    await tx.$queryRaw`update "Run" set status = 'waiting' where id = ${lease.runId}::uuid`;
    await appendEvents(tx, lease.runId, [JSON.stringify({ type: "run-waiting", key: wait.key })]);
  });
}
