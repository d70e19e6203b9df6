import type { PrismaClient } from "../../prisma/generated/client.ts";
import type { Budget, Settlement } from "../budget/index.ts";
import type { Failure } from "../contracts/run.ts";
import {
  appendEvents,
  EVENTS_CHANNEL,
  holdLease,
  type Lease,
  LeaseLost,
  type Transaction,
  transact,
} from "./store.ts";

export interface StepId {
  key: string;
  generation: number;
}

export interface BeginStep extends StepId {
  dependsOn: readonly string[];
  background: boolean;
  startEvent: string;
  /** Redone steps that this pass knows of (`generationId`): one that it has not begun yet makes nothing stale. */
  passedBy: ReadonlySet<string>;
}

/** How often a step was begun in this generation, and what this generation should make different. */
export interface BegunStep {
  starts: number;
  wish: string | null;
}

/**
 * Marks a step as running and says so in the journal.
 * @returns the step as it stands from now on, or `stale` when something that it depends on must be redone first
 */
export async function beginStep(
  prisma: PrismaClient,
  lease: Lease,
  step: BeginStep,
): Promise<BegunStep | "stale"> {
  // One statement instead of a transaction of five. It sees the steps as they were when it began; should a redo have
  // come in between, the row counts one more by the time it is locked, and nothing happens here.
  const [begun] = await prisma.$queryRaw<BegunStep[]>`
    with seen as materialized (
      select id, redos from "Run" where id = ${lease.runId}::uuid
    ), bumped as (
      update "Run" r set seq = seq + 1, "updatedAt" = clock_timestamp() from seen
      where r.id = seen.id and r.redos = seen.redos and r.epoch = ${lease.epoch} and r.status in ('running', 'waiting')
        and not exists (select 1 from "RunStep" d where d."runId" = seen.id and d.state = 'pending'
          and d.key = any(${[...step.dependsOn]}::text[])
          and not d.generation || ' ' || d.key = any(${[...step.passedBy]}::text[]))
      returning r.id, r.seq
    ), begun as (
      insert into "RunStep" ("runId", key, generation, state, "dependsOn", background, starts, "startedAt")
      select id, ${step.key}, ${step.generation}, 'running', ${[...step.dependsOn]}::text[], ${step.background}, 1,
        clock_timestamp() from bumped
      on conflict ("runId", key, generation) do update set state = 'running', starts = "RunStep".starts + 1,
        "dependsOn" = excluded."dependsOn", "startedAt" = clock_timestamp()
      returning starts, wish
    ), written as (
      insert into "RunEvent" ("runId", first, last, batch)
      select id, seq, seq, ${`[${step.startEvent}]`}::jsonb from bumped
    )
    select starts, wish, (select pg_notify(${EVENTS_CHANNEL}, id::text)::text from bumped) from begun`;
  return begun ? { starts: begun.starts, wish: begun.wish } : beginLocked(prisma, lease, step);
}

function beginLocked(prisma: PrismaClient, lease: Lease, step: BeginStep): Promise<BegunStep | "stale"> {
  return transact(prisma, async (tx) => {
    await holdLease(tx, lease);
    const [row] = await tx.$queryRaw<BegunStep[]>`
      insert into "RunStep" ("runId", key, generation, state, "dependsOn", background, starts, "startedAt")
      select ${lease.runId}::uuid, ${step.key}, ${step.generation}, 'running', ${[...step.dependsOn]}::text[],
        ${step.background}, 1, clock_timestamp()
      where not exists (select 1 from "RunStep" d where d."runId" = ${lease.runId}::uuid and d.state = 'pending'
        and d.key = any(${[...step.dependsOn]}::text[])
        and not d.generation || ' ' || d.key = any(${[...step.passedBy]}::text[]))
      on conflict ("runId", key, generation) do update set state = 'running', starts = "RunStep".starts + 1,
        "dependsOn" = excluded."dependsOn", "startedAt" = clock_timestamp()
      returning starts, wish`;
    if (!row) return "stale";
    await appendEvents(tx, lease.runId, [step.startEvent]);
    return row;
  });
}

export type StepEnd = { state: "done"; output: string } | { state: "failed"; error: Failure };

/** Ends a step: its state, its events and its money stand together or not at all. Safe to repeat. */
export async function endStep(
  prisma: PrismaClient,
  budget: Budget,
  lease: Lease,
  step: StepId & { end: StepEnd; events: string[]; settlements: Settlement[] },
): Promise<void> {
  const { end } = step;
  if (step.settlements.length === 0 && (await endUnpaid(prisma, lease, step))) return;
  return transact(prisma, async (tx) => {
    const [row] = await tx.$queryRaw<{ held: boolean; ended: boolean }[]>`
      with held as (
        select id from "Run" where id = ${lease.runId}::uuid and epoch = ${lease.epoch}
          and status in ('running', 'waiting') for no key update
      ), ended as (
        update "RunStep" s set state = ${end.state}::"StepState", "endedAt" = clock_timestamp(),
          output = ${end.state === "done" ? end.output : null}::jsonb,
          "errorCode" = ${end.state === "failed" ? end.error.code : null},
          "errorMessage" = ${end.state === "failed" ? end.error.message : null}
        from held where s."runId" = held.id and s.key = ${step.key} and s.generation = ${step.generation}
          and s.state = 'running'
        returning 1
      )
      select exists (select 1 from held) as held, exists (select 1 from ended) as ended`;
    if (!row?.held) throw new LeaseLost(lease.runId);
    if (!row.ended) return requireState(tx, lease, step, end.state);
    const cost = await budget.settle(tx, lease, step.settlements);
    const events = cost ? [...step.events, JSON.stringify({ type: "cost", ...cost })] : step.events;
    await appendEvents(tx, lease.runId, events);
  });
}

/** The end of a step that called no model, in one statement. @returns false when that was not possible */
async function endUnpaid(
  prisma: PrismaClient,
  { runId, epoch }: Lease,
  { key, generation, end, events }: StepId & { end: StepEnd; events: string[] },
): Promise<boolean> {
  const rows = await prisma.$queryRaw<unknown[]>`
    with bumped as (
      update "Run" r set seq = seq + ${events.length}, "updatedAt" = clock_timestamp()
      where id = ${runId}::uuid and epoch = ${epoch} and status in ('running', 'waiting') and exists (
        select 1 from "RunStep" s where s."runId" = r.id and s.key = ${key} and s.generation = ${generation}
          and s.state = 'running')
      returning id, seq
    ), ended as (
      update "RunStep" s set state = ${end.state}::"StepState", "endedAt" = clock_timestamp(),
        output = ${end.state === "done" ? end.output : null}::jsonb,
        "errorCode" = ${end.state === "failed" ? end.error.code : null},
        "errorMessage" = ${end.state === "failed" ? end.error.message : null}
      from bumped where s."runId" = bumped.id and s.key = ${key} and s.generation = ${generation}
    ), written as (
      insert into "RunEvent" ("runId", first, last, batch)
      select id, seq - ${events.length} + 1, seq, ${`[${events.join(",")}]`}::jsonb from bumped
    )
    select pg_notify(${EVENTS_CHANNEL}, id::text)::text from bumped`;
  return rows.length > 0;
}

/** After a commit whose answer was lost the step is found ended; anything else is somebody else's work. */
async function requireState(tx: Transaction, lease: Lease, step: StepId, state: string): Promise<void> {
  const [row] = await tx.$queryRaw<{ state: string }[]>`
    select state::text from "RunStep"
    where "runId" = ${lease.runId}::uuid and key = ${step.key} and generation = ${step.generation}`;
  if (row?.state !== state) throw new LeaseLost(lease.runId);
}

/** Books attempts that ended before their step does, with the events that belong to it. */
export function settleAttempts(
  prisma: PrismaClient,
  budget: Budget,
  lease: Lease,
  settlements: Settlement[],
  events: string[] = [],
): Promise<void> {
  return transact(prisma, async (tx) => {
    await holdLease(tx, lease);
    await budget.settle(tx, lease, settlements);
    if (events.length > 0) await appendEvents(tx, lease.runId, events);
  });
}

export interface AttemptRow extends StepId {
  number: number;
  tier: string;
  provider: string;
  model: string;
  reserveUsd: number;
}

/**
 * Reserves the money of one call and records it, before it is made. Safe to repeat with the same id.
 * @throws BUDGET, LeaseLost
 */
export function openAttempt(
  prisma: PrismaClient,
  budget: Budget,
  lease: Lease,
  { id, ...attempt }: AttemptRow & { id: string },
): Promise<void> {
  return transact(prisma, async (tx) => {
    // The run's row is locked first: it may just be deleted, with everything that belongs to it.
    const [row] = await tx.$queryRaw<{ held: boolean; opened: boolean }[]>`
      with held as (
        select id from "Run" where id = ${lease.runId}::uuid and epoch = ${lease.epoch}
          and status in ('running', 'waiting') for no key update
      ), opened as (
        insert into "Attempt" (id, "runId", step, generation, number, epoch, tier, provider, model, "reservedUsd", "startedAt")
        select ${id}::uuid, id, ${attempt.key}, ${attempt.generation}, ${attempt.number}, ${lease.epoch}, ${attempt.tier},
          ${attempt.provider}, ${attempt.model}, ${attempt.reserveUsd}::numeric, now() from held
        on conflict (id) do nothing returning 1
      )
      select exists (select 1 from held) as held, exists (select 1 from opened) as opened`;
    if (!row?.held) throw new LeaseLost(lease.runId);
    if (!row.opened) return;
    if (!(await budget.reserve(tx, { ...lease, usd: attempt.reserveUsd }))) throw new LeaseLost(lease.runId);
  });
}
