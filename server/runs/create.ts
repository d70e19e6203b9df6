import { randomUUID } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import type { z } from "zod";
import type { PrismaClient } from "../../prisma/generated/client.ts";
import type { Budget } from "../budget/index.ts";
import { INPUTS } from "../contracts/kinds.ts";
import { check } from "../contracts/refusal.ts";
import { type CreatedRun, IdempotencyKey, RunKind, type RunStatus } from "../contracts/run.ts";
import { AppError, type Issue } from "../errors.ts";
import { storableJson } from "../kit/storable-json.ts";
import { type AdmissionLimits, admit } from "./admission.ts";
import type { CreateRunRequest } from "./interface.ts";
import type { RunQueue } from "./queue.ts";
import { appendEvents, type Transaction, transact } from "./store.ts";

export interface CreateServices {
  prisma: PrismaClient;
  budget: Budget;
  queue: RunQueue;
  limits: AdmissionLimits;
  /** Whether the sample model makes what is asked for now: a run is marked so for good. */
  isSample: boolean;
  /** The emergency switch: nobody starts a run while it is off. */
  isOpen: () => boolean;
}

/** Starts a run: its row, its job and its place in the queue stand together, in one transaction. */
export async function createRun(
  services: CreateServices,
  { learnerId: asking, kind, input, idempotencyKey }: CreateRunRequest,
): Promise<{ run: CreatedRun; isNew: boolean }> {
  const checked = checkInput(kind, input);
  if (idempotencyKey !== undefined) {
    const key = check(IdempotencyKey, idempotencyKey, ["Idempotency-Key"]);
    if (!key.ok) throw new AppError("INVALID", sentence(key.issues), { issues: key.issues });
  }
  if (!services.isOpen()) {
    throw new AppError("UNAVAILABLE", "New runs are switched off for the moment.", {
      retryable: true,
      retryAfter: 60,
    });
  }
  return transact(services.prisma, async (tx) => {
    // One learner's requests one after the other: the limits and the key are then exact.
    const learnerId = await lockLearner(tx, asking);
    if (idempotencyKey !== undefined) {
      const former = await tx.run.findUnique({
        where: { learnerId_idempotencyKey: { learnerId, idempotencyKey } },
      });
      if (former) {
        if (former.kind !== checked.kind || !isDeepStrictEqual(former.input, JSON.parse(checked.json))) {
          throw new AppError("CONFLICT", "This Idempotency-Key was used before, with another body.");
        }
        return { run: created(former.id, checked.kind, former.status), isNew: false };
      }
    }
    await services.budget.checkDay(tx, learnerId);
    const place = await admit(tx, learnerId, services.limits);
    const id = randomUUID();
    await tx.$queryRaw`
      insert into "Run" (id, "learnerId", kind, input, "isSample", "idempotencyKey", "updatedAt")
      values (${id}::uuid, ${learnerId}::uuid, ${checked.kind}, ${checked.json}::jsonb, ${services.isSample}, ${idempotencyKey ?? null}, clock_timestamp())
      returning 1`;
    if (place) await appendEvents(tx, id, [JSON.stringify({ type: "run-queued", ...place })]);
    await services.queue.send(tx, id);
    return { run: { ...created(id, checked.kind, "queued"), ...place }, isNew: true };
  });
}

/** Makes and locks the learner's row. Who was merged into an account since the request came is that account's learner. */
async function lockLearner(tx: Transaction, id: string): Promise<string> {
  const [row] = await tx.$queryRaw<{ mergedInto: string | null }[]>`
    insert into "Learner" (id) values (${id}::uuid)
    on conflict (id) do update set "lastSeenAt" = clock_timestamp() returning "mergedInto"`;
  return row?.mergedInto ? lockLearner(tx, row.mergedInto) : id;
}

function created(id: string, kind: RunKind, status: RunStatus): CreatedRun {
  return { id, kind, status, url: `/${kind}/${id}`, eventsUrl: `/api/runs/${id}/events` };
}

/** @throws INVALID, naming every wrong field */
function checkInput(kind: string, input: unknown): { kind: RunKind; json: string } {
  const known = RunKind.safeParse(kind);
  const contract = known.success ? INPUTS[known.data] : undefined;
  if (!known.success || !contract) {
    const message = `must be one of: ${Object.keys(INPUTS).join(", ")}`;
    throw new AppError("INVALID", "There is no such kind of run.", { issues: [{ path: "kind", message }] });
  }
  const parsed = check<z.ZodType>(contract, input, ["input"]);
  if (!parsed.ok) throw new AppError("INVALID", sentence(parsed.issues), { issues: parsed.issues });
  return { kind: known.data, json: storableJson(parsed.data) };
}

function sentence(issues: Issue[]): string {
  const [first] = issues;
  return first ? `${first.path.replace(/^input\./, "")}: ${first.message}.` : "The input is not valid.";
}
