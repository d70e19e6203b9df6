import type { PrismaClient } from "../../prisma/generated/client.ts";
import {
  type Gap,
  type RunKind,
  type RunSnapshot,
  type RunStatus,
  type StepSnapshot,
  type StepState,
  sharedPath,
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
  pinned: boolean;
  shareToken: string | null;
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
      r."spentUsd"::float8 as usd, r.tokens, r."pinnedAt" is not null as pinned, r."shareToken", r."createdAt", r."startedAt", r."endedAt",
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
    pinned: row.pinned,
    sharedUrl: row.shareToken && sharedPath(row.shareToken),
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

/** What the newest finished generation of each step made, by the step's key; a redo that failed takes nothing away. */
export async function readOutputs(
  prisma: PrismaClient,
  learnerId: string,
  id: string,
): Promise<ReadonlyMap<string, unknown>> {
  checkRunId(id);
  const rows = await prisma.$queryRaw<{ key: string | null; output: unknown }[]>`
    select s.key, s.output from "Run" r left join (
      select distinct on (key) "runId", key, output from "RunStep"
      where "runId" = ${id}::uuid and state = 'done' order by key, generation desc
    ) s on s."runId" = r.id
    where r.id = ${id}::uuid and r."learnerId" = ${learnerId}::uuid`;
  if (rows.length === 0) throw noSuchRun();
  return new Map(rows.flatMap(({ key, output }) => (key === null ? [] : [[key, output] as const])));
}
