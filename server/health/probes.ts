import type { PrismaClient } from "../../prisma/generated/client.ts";
import type { HealthPart } from "../contracts/health.ts";

type Reader = Pick<PrismaClient, "$queryRaw">;

/** How a worker's connection for notifications calls itself, so that others can see that there is one. */
export const WORKER_APPLICATION = "learn-x worker";

/** Whether anybody takes runs from the queue: a worker that died took its connection with it. */
export async function probeQueue(prisma: Reader): Promise<HealthPart> {
  const [row] = await prisma.$queryRaw<{ workers: number; late: number }[]>`
    select
      (select count(*)::int from pg_stat_activity where application_name = ${WORKER_APPLICATION}
        and datname = current_database()) as workers,
      (select count(*)::int from "Run" where status = 'queued' and epoch = 0
        and "createdAt" < clock_timestamp() - interval '60 seconds') as late`;
  if (!row || row.workers === 0) return { status: "down", reason: "No worker is running." };
  if (row.late > 0)
    return { status: "degraded", reason: `${row.late} runs have waited for more than a minute.` };
  return { status: "ok" };
}

/** How the model calls of the last five minutes went; none at all is no bad sign. */
export async function probeModels(prisma: Reader, llmMode: "live" | "simulated"): Promise<HealthPart> {
  const [row] = await prisma.$queryRaw<{ all: number; failed: number }[]>`
    select count(*)::int as all, count(*) filter (where "errorCode" in
      ('UNAVAILABLE', 'MODEL_UNAVAILABLE', 'TIMEOUT', 'LIMIT'))::int as failed
    from "Attempt" where state = 'settled' and "startedAt" > clock_timestamp() - interval '5 minutes'`;
  const { all, failed } = row ?? { all: 0, failed: 0 };
  if (all >= 5 && failed === all)
    return { status: "down", reason: `All ${all} model calls of the last five minutes failed.` };
  if (failed * 2 > all)
    return { status: "degraded", reason: `${failed} of ${all} model calls of the last five minutes failed.` };
  return { status: "ok", ...(llmMode === "simulated" && { reason: "The sample model answers." }) };
}
