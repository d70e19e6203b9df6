import type { PrismaClient } from "../../prisma/generated/client.ts";
import { readAdmission } from "./admission.ts";
import { freeRuns } from "./lease-store.ts";
import { RUN_QUEUE, type RunQueue } from "./queue.ts";
import { appendEvents, transact } from "./store.ts";

/** A queued run without a live job this long after its last change is put back into the queue. */
const ORPHAN_SECONDS = 10;
/** Live deltas are kept this long after a run's end, so that a reader who was away for a moment misses nothing. */
const COMPACT_AFTER_SECONDS = 60;
const AT_ONCE = 200;

/** Puts runs back into the queue that nobody works on: their worker died, or their job got lost. */
export async function sweepRuns(prisma: PrismaClient, queue: RunQueue): Promise<void> {
  await freeRuns(prisma, queue, AT_ONCE);
  await transact(prisma, async (tx) => {
    const orphans = await tx.$queryRaw<{ id: string }[]>`
      update "Run" set "updatedAt" = clock_timestamp() where id in (
        select r.id from "Run" r
        where r.status = 'queued' and r."updatedAt" < clock_timestamp() - make_interval(secs => ${ORPHAN_SECONDS})
          and not exists (select 1 from pgboss.job j where j.name = ${RUN_QUEUE} and j.singleton_key = r.id::text
            and j.state in ('created', 'retry', 'active'))
        limit ${AT_ONCE} for no key update skip locked)
      returning id::text`;
    for (const { id } of orphans) await queue.send(tx, id);
  });
}

/** Tells runs that wait for a free place how far they have come. One worker at a time does it. */
export async function reportPlaces(prisma: PrismaClient): Promise<void> {
  await transact(prisma, async (tx) => {
    const [lock] = await tx.$queryRaw<
      { got: boolean }[]
    >`select pg_try_advisory_xact_lock(hashtext('run-places')) as got`;
    if (!lock?.got) return;
    const waiting = await tx.$queryRaw<{ id: string; place: number; told: number | null }[]>`
      select r.id::text, (row_number() over (order by r."createdAt", r.id))::int as place,
        (select (e.batch -> 0 ->> 'place')::int from "RunEvent" e where e."runId" = r.id order by e.last desc limit 1) as told
      from "Run" r where r.status = 'queued' and r.epoch = 0 and r."createdAt" < clock_timestamp() - interval '3 seconds'
      order by r."createdAt", r.id limit ${AT_ONCE}`;
    if (waiting.length === 0) return;
    const { secondsPerPlace } = await readAdmission(tx);
    for (const { id, place, told } of waiting) {
      if (place === told) continue;
      const etaSeconds = Math.ceil(place * secondsPerPlace);
      const rows = await tx.$queryRaw<unknown[]>`
        select 1 from "Run" where id = ${id}::uuid and status = 'queued' for no key update skip locked`;
      if (rows.length > 0)
        await appendEvents(tx, id, [JSON.stringify({ type: "run-queued", place, etaSeconds })]);
    }
  });
}

/** Drops the live deltas of runs that ended a while ago: their steps' final events say it all. */
export async function compactJournals(prisma: PrismaClient): Promise<void> {
  await prisma.$queryRaw`
    with ended as (
      update "Run" set "compactedAt" = clock_timestamp() where id in (
        select id from "Run" where status in ('succeeded', 'partial', 'failed', 'cancelled') and "compactedAt" is null
          and "endedAt" < clock_timestamp() - make_interval(secs => ${COMPACT_AFTER_SECONDS})
        limit ${AT_ONCE} for update skip locked)
      returning id
    )
    delete from "RunEvent" e using ended where e."runId" = ended.id and e.live returning 1`;
}

/** Deletes ended runs, with all that belongs to them, after `days`; 0 keeps them, and so does their learner by pinning them. */
export async function expireRuns(prisma: PrismaClient, days: number): Promise<void> {
  if (days <= 0) return;
  await prisma.$queryRaw`
    delete from "Run" where id in (
      select id from "Run" where status in ('succeeded', 'partial', 'failed', 'cancelled')
        and "pinnedAt" is null and "endedAt" < clock_timestamp() - make_interval(days => ${days}) limit ${AT_ONCE} for update skip locked)
    returning 1`;
}
