import type { Prisma, PrismaClient } from "../../../prisma/generated/client.ts";
import { fullState, grant, type LimitState, pause, type Waiter } from "./grant.ts";
import type { LimitedModel } from "./limiter.ts";

/** A call that comes into the line. */
export interface Joining {
  id: string;
  tokens: number;
  priority: number;
  learnerId: string;
  /** When it came first, if this is not the first time. */
  createdAt: Date | undefined;
}

export interface Served {
  granted: string[];
  /** Who is first in line now, and in how many milliseconds it can go. */
  next: { id: string; inMs: number } | undefined;
}

/** A waiting call whose process has not renewed its lease for so long is dropped. */
const LEASE_SECONDS = 10;

/** The rows behind the limits. Every change of a model's line and levels happens under the lock of its row. */
export function createLimitStore(prisma: PrismaClient) {
  /** Runs `work` under the lock; its result's state is written when there is one. */
  async function locked<T>(
    { id, rates }: LimitedModel,
    work: (tx: Prisma.TransactionClient, state: (now: number) => LimitState) => Promise<T>,
  ): Promise<T> {
    return prisma.$transaction(
      async (tx) => {
        // A level that a crash of the database takes back is a request or two too many: not worth a flush to disk.
        const lock = () => tx.$queryRaw<{ state: unknown }[]>`
          select state, set_config('synchronous_commit', 'off', true) from "ModelLimit" where model = ${id} for update`;
        let [row] = await lock();
        if (!row) {
          await tx.$executeRaw`
            insert into "ModelLimit" (model, state) values (${id}, '{}') on conflict (model) do nothing`;
          [row] = await lock();
        }
        return work(tx, (now) => readState(row?.state, now) ?? fullState(rates, now));
      },
      { maxWait: 10_000, timeout: 15_000 },
    );
  }

  return {
    /** Lets everybody go who can; of those who join, who cannot gets a row. Granted rows are told by NOTIFY. */
    serve(model: LimitedModel, joining: readonly Joining[]): Promise<Served> {
      return locked(model, async (tx, stateAt) => {
        // A second statement, not a part of the first: it must see what the lock's former holder has written.
        const [line] = await tx.$queryRaw<{ now: number; waiters: Waiter[] }[]>`
          with dropped as (
            delete from "ModelWaiter" where model = ${model.id}
              and "leaseAt" < clock_timestamp() - make_interval(secs => ${LEASE_SECONDS})
          )
          select extract(epoch from clock_timestamp())::float8 * 1000 as now, coalesce(json_agg(json_build_object(
            'id', id, 'priority', priority, 'tokens', tokens,
            'createdAt', extract(epoch from "createdAt")::float8 * 1000)), '[]') as waiters
          from "ModelWaiter" where model = ${model.id} and "grantedAt" is null
            and "leaseAt" >= clock_timestamp() - make_interval(secs => ${LEASE_SECONDS})`;
        const now = line?.now ?? Date.now();
        const isJoining = new Set(joining.map(({ id }) => id));
        const waiters = (line?.waiters ?? []).filter(({ id }) => !isJoining.has(id));
        for (const { id, priority, tokens, createdAt } of joining)
          waiters.push({ id, priority, tokens, createdAt: createdAt?.getTime() ?? now });
        const { state, granted, nextAt, next } = grant(stateAt(now), waiters, model.rates, now);
        const left = joining.filter(({ id }) => !granted.includes(id));
        if (granted.length > 0 || left.length > 0) {
          const others = granted.filter((id) => !isJoining.has(id));
          const rows = left.map(({ createdAt, ...row }) => ({
            ...row,
            createdAt: createdAt ?? new Date(now),
          }));
          await tx.$queryRaw`
            with levels as (update "ModelLimit" set state = ${JSON.stringify(state)}::jsonb where model = ${model.id}),
            joined as (
              insert into "ModelWaiter" (id, model, priority, "learnerId", tokens, "createdAt", "leaseAt")
              select id, ${model.id}, priority, "learnerId", tokens, "createdAt", clock_timestamp()
              from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
                as row (id uuid, priority int, "learnerId" uuid, tokens int, "createdAt" timestamptz)
              on conflict (id) do nothing
            ),
            let_go as (
              update "ModelWaiter" set "grantedAt" = clock_timestamp() where id = any(${others}::uuid[]) returning id
            )
            select count(pg_notify('model_granted', id::text)) from let_go`;
        }
        return { granted, next: next && nextAt ? { id: next, inMs: Math.max(1, nextAt - now) } : undefined };
      });
    },

    async pause(model: LimitedModel, delayMs: number): Promise<void> {
      await locked(model, async (tx, stateAt) => {
        const [clock] = await tx.$queryRaw<{ now: number }[]>`
          select extract(epoch from clock_timestamp())::float8 * 1000 as now`;
        const now = clock?.now ?? Date.now();
        const state = pause(stateAt(now), now + delayMs, model.rates, now);
        await tx.$executeRaw`
          update "ModelLimit" set state = ${JSON.stringify(state)}::jsonb where model = ${model.id}`;
      });
    },

    /** Renews leases; says of each call that still has a row whether it was granted. */
    async renew(ids: string[]): Promise<Map<string, boolean>> {
      const rows = await prisma.$queryRaw<{ id: string; granted: boolean }[]>`
        update "ModelWaiter" set "leaseAt" = clock_timestamp() where id = any(${ids}::uuid[])
        returning id::text, "grantedAt" is not null as granted`;
      return new Map(rows.map(({ id, granted }) => [id, granted]));
    },

    /** Takes a call out of the line. */
    async leave(id: string): Promise<void> {
      await prisma.$executeRaw`delete from "ModelWaiter" where id = ${id}::uuid`;
    },
  };
}

/** The levels as kept, or nothing when there are none that make sense. */
function readState(kept: unknown, now: number): LimitState | undefined {
  const { requests, tokens, at, pausedUntil } = (kept ?? {}) as Partial<Record<keyof LimitState, unknown>>;
  const isNumber = (value: unknown): value is number => typeof value === "number" && Number.isFinite(value);
  if (!isNumber(requests) || !isNumber(tokens) || !isNumber(at) || !isNumber(pausedUntil)) return undefined;
  // After a pause `at` may be ahead; a clock that was set back must not stop the buckets.
  return { requests, tokens, at: Math.min(at, Math.max(now, pausedUntil)), pausedUntil };
}
