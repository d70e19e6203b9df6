import { z } from "zod";
import { RunStatus } from "./run.ts";

/**
 * What every event of a step carries. `generation` rises with each redo, `attempt` with each try inside it;
 * a client drops an event whose (generation, attempt) is older than the newest it has seen for that step.
 */
export const OfStep = z.object({ step: z.string(), generation: z.int().min(1), attempt: z.int().min(0) });
export type OfStep = z.infer<typeof OfStep>;

const of = <T extends string>(type: T) => z.object({ type: z.literal(type) });

/** Events that every kind of run has. */
export const CommonEvent = z.discriminatedUnion("type", [
  of("run-start"),
  of("run-queued").extend({ place: z.int().min(1), etaSeconds: z.int().min(0) }),
  of("step-start").extend(OfStep.shape),
  of("step-retry").extend({ ...OfStep.shape, code: z.string(), delayMs: z.int().min(0) }),
  of("step-end").extend(OfStep.shape),
  of("step-failed").extend({ ...OfStep.shape, code: z.string(), message: z.string() }),
  of("cost").extend({ usd: z.number(), tokens: z.int() }),
  of("run-waiting").extend({ key: z.string() }),
  /** Answered: the run goes on. */
  of("run-answered").extend({ key: z.string() }),
  of("run-reopened").extend({ steps: z.array(z.object({ step: z.string(), generation: z.int() })) }),
  of("run-end").extend({
    status: RunStatus,
    error: z.object({ code: z.string(), message: z.string() }).optional(),
  }),
]);
export type CommonEvent = z.infer<typeof CommonEvent>;

/** An event as a reader gets it: `seq` is its number in the run's journal (the SSE `id`). */
export interface JournalEvent {
  seq: number;
  event: { type: string; [field: string]: unknown };
}
