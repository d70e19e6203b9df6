import { AppError } from "../errors.ts";
import type { Transaction } from "./store.ts";

/** How many runs one worker process holds at once. */
export const RUNS_PER_WORKER = 16;

/** Who may start a run, and when. */
export interface AdmissionLimits {
  /** Runs that may wait in the queue before it is said to be full. */
  queued: number;
  /** Runs of one learner that are not over yet, those that wait for the learner left out. */
  perLearner: number;
  /** Runs that one learner may start in 24 hours. */
  perLearnerDay: number;
}

export const ADMISSION_LIMITS: AdmissionLimits = { queued: 500, perLearner: 8, perLearnerDay: 300 };

export interface Admission {
  queued: number;
  running: number;
  slots: number;
  /** How long it takes until the queue moves up by one, from the runs of late. */
  secondsPerPlace: number;
}

/** The state of the queue, in one query. */
export async function readAdmission(tx: Transaction): Promise<Admission> {
  const [row] = await tx.$queryRaw<
    { queued: number; running: number; owners: number; seconds: number | null }[]
  >`
    select count(*) filter (where status = 'queued')::int as queued,
      count(*) filter (where status = 'running')::int as running,
      count(distinct owner)::int as owners,
      coalesce(
        (select avg(extract(epoch from late."endedAt" - late."startedAt"))
          from unnest('{succeeded,partial,failed}'::"RunStatus"[]) as ended(status), lateral (
            select "endedAt", "startedAt" from "Run" r where r.status = ended.status
            order by r."updatedAt" desc limit 20) late),
        avg(extract(epoch from clock_timestamp() - "startedAt")) filter (where status = 'running')
      )::float8 as seconds
    from "Run" where status in ('queued', 'running')`;
  const slots = Math.max(1, row?.owners ?? 0) * RUNS_PER_WORKER;
  return {
    queued: row?.queued ?? 0,
    running: row?.running ?? 0,
    slots,
    secondsPerPlace: (row?.seconds ?? 0) / slots,
  };
}

/**
 * Whether a learner may start one more run now.
 * @returns the place in the queue when it cannot start at once
 * @throws LIMIT, UNAVAILABLE (queue full), both with `retryAfter`
 */
export async function admit(
  tx: Transaction,
  learnerId: string,
  limits: AdmissionLimits,
): Promise<{ place: number; etaSeconds: number } | null> {
  const [mine] = await tx.$queryRaw<{ active: number; today: number }[]>`
    select count(*) filter (where status in ('queued', 'running'))::int as active, count(*)::int as today
    from "Run" where "learnerId" = ${learnerId}::uuid
      and ("createdAt" > clock_timestamp() - interval '24 hours' or status in ('queued', 'running'))`;
  if (mine && mine.active >= limits.perLearner) {
    throw new AppError(
      "LIMIT",
      `You have ${mine.active} runs under way already. Wait for one to end, or stop one.`,
      {
        retryAfter: 10,
        data: { limit: "active", most: limits.perLearner },
      },
    );
  }
  if (mine && mine.today >= limits.perLearnerDay) {
    throw new AppError(
      "LIMIT",
      `You have started ${mine.today} runs in the last 24 hours, which is the most there is.`,
      {
        retryAfter: 3600,
        data: { limit: "day", most: limits.perLearnerDay },
      },
    );
  }
  const admission = await readAdmission(tx);
  if (admission.queued >= limits.queued) {
    throw new AppError("UNAVAILABLE", "Too many people are waiting just now. Please try again in a moment.", {
      retryable: true,
      retryAfter: Math.min(300, Math.max(5, Math.ceil(admission.queued * admission.secondsPerPlace * 0.1))),
    });
  }
  if (admission.running < admission.slots && admission.queued < admission.slots) return null;
  const place = admission.queued + 1;
  return { place, etaSeconds: Math.ceil(place * admission.secondsPerPlace) };
}
