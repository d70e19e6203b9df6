import type { PrismaClient } from "../../prisma/generated/client.ts";
import type {
  Gap,
  RunKind,
  RunSnapshot,
  RunStatus,
  RunSummary,
  StepSnapshot,
  StepState,
} from "../contracts/run.ts";
import { AppError } from "../errors.ts";
import { isUuid } from "../kit/uuid.ts";
import type { Transaction } from "./store.ts";

interface SnapshotRow {
  id: string;
  kind: RunKind;
  input: unknown;
  isSample: boolean;
  status: RunStatus;
  seq: number;
  result: unknown;
  gaps: Gap[] | null;
  errorCode: string | null;
  errorMessage: string | null;
  usd: number;
  tokens: number;
  createdAt: Date;
  startedAt: Date | null;
  endedAt: Date | null;
  place: { place: number; etaSeconds: number } | null;
  steps: StepJson[] | null;
}

interface StepJson {
  key: string;
  generation: number;
  state: StepState;
  attempts: number;
  errorCode: string | null;
  errorMessage: string | null;
  startedAt: string | null;
  endedAt: string | null;
}

/** The one sentence for a run that is not there, is somebody else's, or has an id that is none. */
export function noSuchRun(): AppError {
  return new AppError("NOT_FOUND", "There is no such run.");
}

/** @throws NOT_FOUND when `id` cannot be a run's id */
export function checkRunId(id: string): void {
  if (!isUuid(id)) throw noSuchRun();
}

/** A run and its steps as they stand, in one statement and so in one moment. @throws NOT_FOUND */
export async function readSnapshot(
  tx: PrismaClient | Transaction,
  learnerId: string,
  id: string,
): Promise<RunSnapshot> {
  checkRunId(id);
  const [row] = await tx.$queryRaw<SnapshotRow[]>`
    select r.id::text, r.kind, r.input, r."isSample", r.status::text, r.seq, r.result, r.gaps, r."errorCode", r."errorMessage",
      r."spentUsd"::float8 as usd, r.tokens, r."createdAt", r."startedAt", r."endedAt",
      (select e.batch -> 0 from "RunEvent" e where r.status = 'queued' and e."runId" = r.id
        and e.batch -> 0 ->> 'type' = 'run-queued' order by e.last desc limit 1) as place,
      (select jsonb_agg(jsonb_build_object('key', s.key, 'generation', s.generation, 'state', s.state,
          'attempts', s.attempts, 'errorCode', s."errorCode", 'errorMessage', s."errorMessage",
          'startedAt', s."startedAt", 'endedAt', s."endedAt") order by s.born, s.key)
        from (
          select distinct on (key) *, min("createdAt") over (partition by key) as born, (select count(*) from "Attempt" a where a."runId" = t."runId" and a.step = t.key
            and a.generation = t.generation) as attempts
          from "RunStep" t where t."runId" = r.id order by key, generation desc) s) as steps
    from "Run" r where r.id = ${id}::uuid and r."learnerId" = ${learnerId}::uuid`;
  if (!row) throw noSuchRun();
  const steps = (row.steps ?? []).map(asStep);
  return {
    id: row.id,
    kind: row.kind,
    input: row.input,
    isSample: row.isSample,
    status: row.status,
    seq: row.seq,
    steps,
    result: row.result,
    gaps: row.gaps ?? [],
    error: asFailure(row),
    cost: { usd: row.usd, tokens: row.tokens },
    waitingFor:
      row.status === "waiting" ? (steps.find((step) => step.state === "waiting")?.key ?? null) : null,
    place: row.place?.place ?? null,
    etaSeconds: row.place?.etaSeconds ?? null,
    createdAt: row.createdAt.toISOString(),
    startedAt: row.startedAt?.toISOString() ?? null,
    endedAt: row.endedAt?.toISOString() ?? null,
  };
}

function asFailure({ errorCode, errorMessage }: { errorCode: string | null; errorMessage: string | null }) {
  return errorCode === null ? null : { code: errorCode, message: errorMessage ?? "" };
}

function asStep(step: StepJson): StepSnapshot {
  return {
    key: step.key,
    generation: step.generation,
    state: step.state,
    attempts: step.attempts,
    error: asFailure(step),
    startedAt: step.startedAt && new Date(step.startedAt).toISOString(),
    endedAt: step.endedAt && new Date(step.endedAt).toISOString(),
  };
}

/** A learner's runs, newest first; the cursor is the last one's time and id. @throws INVALID for a cursor that is none */
export async function listRuns(
  prisma: PrismaClient,
  learnerId: string,
  { cursor, limit }: { cursor?: string; limit: number },
): Promise<{ runs: RunSummary[]; next: string | null }> {
  const before = cursor === undefined ? null : parseCursor(cursor);
  const rows = await prisma.run.findMany({
    where: {
      learnerId,
      ...(before && {
        OR: [{ createdAt: { lt: before.createdAt } }, { createdAt: before.createdAt, id: { lt: before.id } }],
      }),
    },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    take: limit + 1,
    select: {
      id: true,
      kind: true,
      input: true,
      status: true,
      spentUsd: true,
      tokens: true,
      createdAt: true,
      endedAt: true,
    },
  });
  const page = rows.slice(0, limit);
  const last = rows.length > limit ? page.at(-1) : undefined;
  return {
    runs: page.map((row) => ({
      id: row.id,
      kind: row.kind as RunKind, // only `create` writes kinds, after checking them
      input: row.input,
      status: row.status,
      cost: { usd: row.spentUsd.toNumber(), tokens: row.tokens },
      createdAt: row.createdAt.toISOString(),
      endedAt: row.endedAt?.toISOString() ?? null,
    })),
    next: last ? Buffer.from(`${last.createdAt.getTime()}.${last.id}`).toString("base64url") : null,
  };
}

function parseCursor(cursor: string): { createdAt: Date; id: string } {
  const [time = "", id = ""] = Buffer.from(cursor, "base64url").toString("utf8").split(".");
  if (/^\d{1,14}$/.test(time) && isUuid(id)) return { createdAt: new Date(Number(time)), id };
  const message = "must be the `next` of an earlier answer";
  throw new AppError("INVALID", "The cursor is not one of ours.", { issues: [{ path: "cursor", message }] });
}
