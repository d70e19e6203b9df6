import { z } from "zod";
import type { PrismaClient } from "../../prisma/generated/client.ts";
import { AppError } from "../errors.ts";
import { never, orAborted, sleep } from "../kit/abort.ts";
import { generationId, openWait, parkRun, readSteps, type StepRow } from "./lease-store.ts";
import { knownCode } from "./step-failure.ts";
import { type Lease, persist } from "./store.ts";

/** What a question needs of the pass of the pipeline that asks it. */
export interface AskingPass {
  readonly lease: Lease;
  /** The steps as the pass found them, by key. */
  readonly rows: ReadonlyMap<string, StepRow>;
  /** Those of them that were to be redone (`generationId`): others have the pipeline passed through once more. */
  readonly passedBy: ReadonlySet<string>;
  /** Fires when the run is cancelled, lost or handed over. */
  readonly signal: AbortSignal;
  /** The steps under way: while there are any, the run is not left to itself. */
  readonly inFlight: ReadonlySet<Promise<unknown>>;
  /** Whether the worker gives the run away: it begins nothing more. */
  isClosing(): boolean;
  /** Whether the pass came to its end without this question. */
  isOver(): boolean;
  leave(outcome: { type: "parked" } | { type: "again" }): void;
  /** Calls `listener`, instead of the former one, when something about the run has changed in the database. */
  onPoke(listener: () => void): void;
}

/**
 * Asks a person and waits for the answer, which fits `schema`. With nothing else under way the run is parked.
 * Never resolves for a pass that is left before it is answered.
 * @throws CANCELLED when the question was closed with its run; the reason of the signal
 */
export async function waitForAnswer<S extends z.ZodType>(
  prisma: PrismaClient,
  pass: AskingPass,
  key: string,
  schema: S,
): Promise<z.infer<S>> {
  const { lease, passedBy, signal, inFlight } = pass;
  const asks = JSON.stringify(z.toJSONSchema(schema, { io: "input" }));
  let row = pass.rows.get(key);
  let opened = 0;
  for (;;) {
    if (row?.state === "failed")
      throw new AppError(knownCode(row.errorCode), row.errorMessage ?? "This question was closed.");
    const answer = row?.state === "done" ? schema.safeParse(row.output) : undefined;
    if (answer?.success) return answer.data;
    if (pass.isClosing() || pass.isOver()) return never();
    signal.throwIfAborted();
    // An answer that the JSON form of the schema let through and the schema itself does not: asked anew.
    const generation = (row?.generation ?? 1) + (answer ? 1 : 0);
    if (opened !== generation) {
      await persist(() => openWait(prisma, lease, { key, generation, asks }), signal);
      opened = generation;
    }
    const poked = new Promise<void>((resolve) => {
      pass.onPoke(resolve);
    });
    const steps = await persist(() => readSteps(prisma, lease.runId), signal);
    row = steps.find((one) => one.key === key);
    if (row?.state === "done") continue;
    if (steps.some((one) => one.state === "pending" && !passedBy.has(generationId(one)))) {
      pass.leave({ type: "again" });
      return never();
    }
    if (pass.isClosing()) return never();
    if (inFlight.size > 0) {
      const settled = [...inFlight].map((one) => one.catch(() => {}));
      await orAborted(Promise.race([poked, ...settled]), signal);
    } else if (await persist(() => parkRun(prisma, lease), signal)) {
      pass.leave({ type: "parked" });
      return never();
    } else await orAborted(Promise.race([poked, sleep(100)]), signal);
  }
}
