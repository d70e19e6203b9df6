import { Prisma } from "../../prisma/generated/client.ts";
import type { Cost } from "../contracts/run.ts";
import { AppError } from "../errors.ts";

type Transaction = Prisma.TransactionClient;

/** US dollars; `undefined` is no cap. */
export interface Caps {
  runUsd: number | undefined;
  learnerDayUsd: number | undefined;
}

/** How an attempt ended. The money of all attempts of a run is the run's, and that of its learner's days (UTC). */
export interface Settlement {
  attemptId: string;
  state: "settled" | "lost";
  usd: number;
  inputTokens: number | null;
  outputTokens: number | null;
  cachedTokens: number | null;
  estimated: boolean;
  counted: boolean;
  finish: string;
  errorCode: string | null;
  errorMessage: string | null;
  grantedAt: Date | null;
  firstChunkAt: Date | null;
}

/**
 * Money is reserved before it is spent. Every function works inside the caller's transaction and locks in one order
 * (run, then attempts, then day), so that parallel steps can neither pass a cap together nor deadlock.
 */
export interface Budget {
  /**
   * Holds `usd` back for one call, on the run and on the learner's day.
   * @returns false when the worker no longer holds the run
   * @throws BUDGET when a cap would be passed; the transaction must then be rolled back
   */
  reserve(tx: Transaction, of: { runId: string; epoch: number; usd: number }): Promise<boolean>;
  /**
   * Books what attempts cost in fact and releases what was held back. Attempts that are closed already stay as they are.
   * @returns what the run has cost by now; null when nothing was booked
   */
  settle(tx: Transaction, of: { runId: string }, settlements: Settlement[]): Promise<Cost | null>;
  /** Charges every open attempt of a run at its reservation: its worker died with it. Returns how many. */
  chargeLost(tx: Transaction, of: { runId: string }): Promise<number>;
  /** @throws BUDGET when the learner has nothing left today */
  checkDay(tx: Transaction, learnerId: string): Promise<void>;
}

export function createBudget(caps: Caps): Budget {
  return {
    async reserve(tx, { runId, epoch, usd }) {
      const [committed] = await tx.$queryRaw<{ run: number; day: number }[]>`
        with run as (
          update "Run" set "reservedUsd" = "reservedUsd" + ${usd}::numeric
          where id = ${runId}::uuid and epoch = ${epoch} and status in ('running', 'waiting')
          returning "learnerId", "reservedUsd" + "spentUsd" as committed
        ), day as (
          insert into "LearnerDay" ("learnerId", day, "reservedUsd")
          select "learnerId", (now() at time zone 'UTC')::date, ${usd}::numeric from run
          on conflict ("learnerId", day) do update set "reservedUsd" = "LearnerDay"."reservedUsd" + excluded."reservedUsd"
          returning "reservedUsd" + "spentUsd" as committed
        )
        select run.committed::float8 as run, day.committed::float8 as day from run, day`;
      if (!committed) return false;
      if (caps.runUsd !== undefined && committed.run > caps.runUsd) {
        throw new AppError("BUDGET", "This run has reached its spending limit.", {
          data: { cap: "run", usd: caps.runUsd },
        });
      }
      if (caps.learnerDayUsd !== undefined && committed.day > caps.learnerDayUsd)
        throw dayIsSpent(caps.learnerDayUsd);
      return true;
    },

    async settle(tx, { runId }, settlements) {
      if (settlements.length === 0) return null;
      const rows = settlements.map((one) => ({
        ...one,
        grantedAt: one.grantedAt?.toISOString() ?? null,
        firstChunkAt: one.firstChunkAt?.toISOString() ?? null,
      }));
      const [booked] = await tx.$queryRaw<Booked[]>`
        with input as (
          select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as x(
            "attemptId" uuid, state "AttemptState", usd numeric, "inputTokens" int, "outputTokens" int,
            "cachedTokens" int, estimated boolean, counted boolean, finish text, "errorCode" text,
            "errorMessage" text, "grantedAt" timestamptz, "firstChunkAt" timestamptz)
        ), closed as (
          update "Attempt" a set state = i.state, "settledUsd" = i.usd, "inputTokens" = i."inputTokens",
            "outputTokens" = i."outputTokens", "cachedTokens" = i."cachedTokens", estimated = i.estimated,
            counted = i.counted, finish = i.finish, "errorCode" = i."errorCode", "errorMessage" = i."errorMessage",
            "grantedAt" = i."grantedAt", "firstChunkAt" = i."firstChunkAt", "endedAt" = clock_timestamp()
          from input i where a.id = i."attemptId" and a."runId" = ${runId}::uuid and a.state = 'open'
          returning a.*
        ), ${book(runId)}`;
      return booked?.cost ?? null;
    },

    async chargeLost(tx, { runId }) {
      const [booked] = await tx.$queryRaw<Booked[]>`
        with closed as (
          update "Attempt" set state = 'lost', "settledUsd" = "reservedUsd", finish = 'lost', counted = false,
            "endedAt" = clock_timestamp()
          where "runId" = ${runId}::uuid and state = 'open' returning *
        ), ${book(runId)}`;
      return booked?.count ?? 0;
    },

    async checkDay(tx, learnerId) {
      if (caps.learnerDayUsd === undefined) return;
      const [day] = await tx.$queryRaw<{ committed: number }[]>`
        select ("reservedUsd" + "spentUsd")::float8 as committed from "LearnerDay"
        where "learnerId" = ${learnerId}::uuid and day = (now() at time zone 'UTC')::date`;
      if (day && day.committed >= caps.learnerDayUsd) throw dayIsSpent(caps.learnerDayUsd);
    },
  };
}

interface Booked {
  /** How many attempts were closed. */
  count: number;
  cost: Cost | null;
}

/**
 * Books the attempts of the CTE `closed` on their run and on the day on which each was reserved. Whose run it is says
 * the row: a learner who signed in meanwhile is another one than at the start.
 */
function book(runId: string) {
  return Prisma.sql`run as (
      update "Run" set
        "reservedUsd" = "reservedUsd" - (select coalesce(sum("reservedUsd"), 0) from closed),
        "spentUsd" = "spentUsd" + (select coalesce(sum("settledUsd"), 0) from closed),
        tokens = tokens + (select coalesce(sum(coalesce("inputTokens", 0) + coalesce("outputTokens", 0)), 0) from closed)
      where id = ${runId}::uuid and exists (select 1 from closed)
      returning jsonb_build_object('usd', "spentUsd", 'tokens', tokens) as cost
    ), days as (
      select ("startedAt" at time zone 'UTC')::date as day, sum("reservedUsd") as reserved, sum("settledUsd") as spent
      from closed group by 1
    ), booked as (
      update "LearnerDay" d set "reservedUsd" = d."reservedUsd" - days.reserved, "spentUsd" = d."spentUsd" + days.spent
      from days where d."learnerId" = (select "learnerId" from "Run" where id = ${runId}::uuid) and d.day = days.day
    )
    select count(*)::int as count, (select cost from run) as cost from closed`;
}

function dayIsSpent(usd: number): AppError {
  const now = Date.now();
  const tomorrow = new Date(now).setUTCHours(24, 0, 0, 0);
  return new AppError("BUDGET", "Today's spending limit is reached. It starts anew at midnight (UTC).", {
    data: { cap: "learner-day", usd },
    retryAfter: Math.ceil((tomorrow - now) / 1000),
  });
}
