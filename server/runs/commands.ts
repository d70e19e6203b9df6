import { z } from "zod";
import type { PrismaClient } from "../../prisma/generated/client.ts";
import { check } from "../contracts/refusal.ts";
import { isFinal, type RunSnapshot, type RunStatus } from "../contracts/run.ts";
import { AppError, isAppError } from "../errors.ts";
import { CANCELLED, closeSteps, runEnd } from "./lease-store.ts";
import type { RunQueue } from "./queue.ts";
import { checkRunId, noSuchRun, readSnapshot } from "./snapshot.ts";
import { boundedJson } from "./step-failure.ts";
import { appendEvents, notifyControl, type Transaction, transact } from "./store.ts";

export interface CommandServices {
  prisma: PrismaClient;
  queue: RunQueue;
}

interface LockedRun {
  status: RunStatus;
  owner: string | null;
}

const MOST_ANSWER_BYTES = 64 * 1024;

/** Runs a command under the run's row lock and answers with the snapshot it leads to. */
async function command(
  { prisma }: CommandServices,
  learnerId: string,
  id: string,
  work: (tx: Transaction, run: LockedRun) => Promise<void>,
): Promise<RunSnapshot> {
  checkRunId(id);
  return transact(prisma, async (tx) => {
    const [run] = await tx.$queryRaw<LockedRun[]>`
      select status::text, owner from "Run" where id = ${id}::uuid and "learnerId" = ${learnerId}::uuid for no key update`;
    if (!run) throw noSuchRun();
    await work(tx, run);
    return readSnapshot(tx, learnerId, id);
  });
}

async function conflict(tx: Transaction, learnerId: string, id: string, message: string): Promise<AppError> {
  return new AppError("CONFLICT", message, { data: { state: await readSnapshot(tx, learnerId, id) } });
}

/** Stops a run: at once when nobody works on it, else within a second by its worker. @throws NOT_FOUND, CONFLICT */
export function cancelRun(services: CommandServices, learnerId: string, id: string): Promise<RunSnapshot> {
  return command(services, learnerId, id, async (tx, { status, owner }) => {
    if (isFinal(status)) throw await conflict(tx, learnerId, id, "This run has ended already.");
    if (owner !== null) {
      await tx.$queryRaw`update "Run" set "cancelRequestedAt" = coalesce("cancelRequestedAt", clock_timestamp()) where id = ${id}::uuid`;
      await notifyControl(tx, id);
      return;
    }
    await closeSteps(tx, id);
    await tx.$queryRaw`
      update "Run" set status = 'cancelled', epoch = epoch + 1, "endedAt" = clock_timestamp(), "compactedAt" = null,
        "errorCode" = ${CANCELLED.code}, "errorMessage" = ${CANCELLED.message} where id = ${id}::uuid`;
    await appendEvents(tx, id, [JSON.stringify(runEnd("cancelled", CANCELLED))]);
  });
}

/** Gives a waiting run its answer; the first one wins. @throws NOT_FOUND, CONFLICT, INVALID */
export function answerRun(
  services: CommandServices,
  learnerId: string,
  id: string,
  key: string,
  value: unknown,
): Promise<RunSnapshot> {
  return command(services, learnerId, id, async (tx, { owner }) => {
    // PostgreSQL refuses NUL in a text, and no key has one.
    const [wait] = key.includes("\0")
      ? []
      : await tx.$queryRaw<
          { state: string; generation: number; asks: z.core.JSONSchema.JSONSchema | null }[]
        >`
      select state::text, generation, asks from "RunStep" where "runId" = ${id}::uuid and key = ${key}
      order by generation desc limit 1`;
    if (wait?.state !== "waiting") {
      const why =
        wait?.state === "done" && wait.asks
          ? "This was answered already."
          : "The run does not wait for this answer.";
      throw await conflict(tx, learnerId, id, why);
    }
    const checked = check(z.fromJSONSchema(wait.asks ?? {}), value, ["value"]);
    if (!checked.ok)
      throw new AppError("INVALID", "The answer is not one that fits the question.", {
        issues: checked.issues,
      });
    const answer = answerJson(value);
    await tx.$queryRaw`
      update "RunStep" set state = 'done', output = ${answer}::jsonb, "endedAt" = clock_timestamp()
      where "runId" = ${id}::uuid and key = ${key} and generation = ${wait.generation}`;
    await appendEvents(tx, id, [JSON.stringify({ type: "run-answered", key })]);
    if (owner === null) return wake(tx, services.queue, id);
    await tx.$queryRaw`update "Run" set status = 'running' where id = ${id}::uuid`;
    await notifyControl(tx, id);
  });
}

/** @throws INVALID for an answer that is too long, or nested too deeply */
function answerJson(value: unknown): string {
  try {
    return boundedJson(value, MOST_ANSWER_BYTES, "too long");
  } catch (cause) {
    if (!isAppError(cause)) throw cause;
    // What cannot be written at all has a cause: after JSON.parse that is only its depth.
    const message = cause.cause === undefined ? "is too long" : "is nested too deeply";
    throw new AppError("INVALID", `The answer ${message}.`, { cause, issues: [{ path: "value", message }] });
  }
}

/** A run that nobody holds goes on. */
async function wake(tx: Transaction, queue: RunQueue, id: string): Promise<void> {
  await tx.$queryRaw`update "Run" set status = 'queued' where id = ${id}::uuid`;
  await queue.send(tx, id);
}

/**
 * Has a step done anew, with everything that depends on it; the former results stay in the history. An ended run is
 * opened again; in a running one only what is not being worked on can be redone.
 * @param wish what the step should make different; the newest one counts while the step has not begun. Without one, a
 *   step that failed is tried again with the wish that it had
 * @throws NOT_FOUND, CONFLICT
 */
export function redoStep(
  services: CommandServices,
  learnerId: string,
  id: string,
  key: string,
  wish: string | null,
): Promise<RunSnapshot> {
  return command(services, learnerId, id, async (tx, { status, owner }) => {
    const steps = await tx.$queryRaw<
      { key: string; generation: number; state: string; dependsOn: string[] }[]
    >`
      select distinct on (key) key, generation, state::text, "dependsOn" from "RunStep" where "runId" = ${id}::uuid
      order by key, generation desc`;
    const known = new Map(steps.map((step) => [step.key, step]));
    if (!known.has(key)) throw new AppError("NOT_FOUND", `This run has no step "${key}".`);
    const affected = withDependents(key, steps).flatMap((name) => known.get(name) ?? []);
    const busy = affected.find((step) => step.state === "running" || step.state === "waiting");
    if (busy)
      throw await conflict(
        tx,
        learnerId,
        id,
        `The step "${busy.key}" is under way. Stop the run first, or wait for it.`,
      );
    const fresh = affected.filter((step) => step.state !== "pending");
    await tx.$queryRaw`
      insert into "RunStep" ("runId", key, generation, state, "dependsOn", background, asks, wish)
      select "runId", key, generation + 1, 'pending', "dependsOn", background, asks,
        case when key = ${key} and state = 'failed' then wish end from "RunStep"
      where "runId" = ${id}::uuid and (key, generation) in (
        select * from unnest(${fresh.map((step) => step.key)}::text[], ${fresh.map((step) => step.generation)}::int[]))
      returning 1`;
    if (wish !== null)
      await tx.$queryRaw`
        update "RunStep" set wish = ${wish} where "runId" = ${id}::uuid and key = ${key} and state = 'pending'`;
    if (fresh.length === 0) return;
    // Steps that begin just now learn from this whether what they depend on is still what it was.
    await tx.$queryRaw`update "Run" set redos = redos + 1, "updatedAt" = clock_timestamp() where id = ${id}::uuid`;
    if (!isFinal(status)) {
      if (owner !== null) await notifyControl(tx, id);
      else if (status === "waiting") await wake(tx, services.queue, id);
      return;
    }
    await tx.$queryRaw`
      update "Run" set status = 'queued', owner = null, "errorCode" = null, "errorMessage" = null, gaps = null,
        "endedAt" = null, "cancelRequestedAt" = null where id = ${id}::uuid`;
    const reopened = fresh.map((step) => ({ step: step.key, generation: step.generation + 1 }));
    await appendEvents(tx, id, [JSON.stringify({ type: "run-reopened", steps: reopened })]);
    await services.queue.send(tx, id);
  });
}

/** The key and all keys that depend on it, directly or through others. */
export function withDependents(
  key: string,
  steps: readonly { key: string; dependsOn: readonly string[] }[],
): string[] {
  const found = new Set([key]);
  for (const one of found) {
    for (const step of steps) if (step.dependsOn.includes(one)) found.add(step.key);
  }
  return [...found];
}
