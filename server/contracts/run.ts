import { z } from "zod";
import { line } from "./line.ts";

/** The five kinds of run. A kind is accepted once its contract is in `INPUTS` (contracts/kinds.ts). */
export const RunKind = z.enum(["visual", "story", "lesson", "course", "variants"]);
export type RunKind = z.infer<typeof RunKind>;

export const RunStatus = z.enum([
  "queued",
  "running",
  "waiting",
  "succeeded",
  "partial",
  "failed",
  "cancelled",
]);
export type RunStatus = z.infer<typeof RunStatus>;

export const FINAL_STATUSES = ["succeeded", "partial", "failed", "cancelled"] as const satisfies RunStatus[];
export function isFinal(status: RunStatus): boolean {
  return (FINAL_STATUSES as readonly RunStatus[]).includes(status);
}

export const StepState = z.enum(["pending", "running", "waiting", "done", "failed"]);
export type StepState = z.infer<typeof StepState>;

/** Why a run or a step did not succeed: a code for programs and a sentence for people. */
export const Failure = z.object({ code: z.string(), message: z.string() });
export type Failure = z.infer<typeof Failure>;

/** What is missing from a partial result. */
export const Gap = Failure.extend({ step: z.string() });
export type Gap = z.infer<typeof Gap>;

/** One step as a snapshot shows it: its current generation only. */
export const StepSnapshot = z.object({
  key: z.string(),
  generation: z.int().min(1),
  state: StepState,
  /** How many model calls it made in this generation. */
  attempts: z.int().min(0),
  error: Failure.nullable(),
  startedAt: z.iso.datetime().nullable(),
  endedAt: z.iso.datetime().nullable(),
});
export type StepSnapshot = z.infer<typeof StepSnapshot>;

/** US dollars and tokens of all settled attempts of a run. */
export const Cost = z.object({ usd: z.number(), tokens: z.int() });
export type Cost = z.infer<typeof Cost>;

/** A run as `GET /api/runs/:id` answers it; `seq` is the newest event it includes. */
export const RunSnapshot = z.object({
  id: z.uuid(),
  kind: RunKind,
  input: z.unknown(),
  /** Made by the sample model: no real model was asked, and its cost is what a real one would have cost. */
  isSample: z.boolean(),
  status: RunStatus,
  seq: z.int(),
  steps: z.array(StepSnapshot),
  result: z.unknown().nullable(),
  gaps: z.array(Gap),
  error: Failure.nullable(),
  cost: Cost,
  /** Its learner keeps it at the top of the library. */
  pinned: z.boolean(),
  /** The path of the page that anyone with the link can look at; null when it is not shared. */
  sharedUrl: z.string().nullable(),
  /** The key of the question it waits for, while `status` is `waiting`. */
  waitingFor: z.string().nullable(),
  place: z.int().nullable(),
  etaSeconds: z.int().nullable(),
  createdAt: z.iso.datetime(),
  startedAt: z.iso.datetime().nullable(),
  endedAt: z.iso.datetime().nullable(),
});
export type RunSnapshot = z.infer<typeof RunSnapshot>;

/** A run in a list. */
export const RunSummary = RunSnapshot.pick({
  id: true,
  kind: true,
  input: true,
  status: true,
  cost: true,
  createdAt: true,
  endedAt: true,
}).extend({
  /** What its pipeline called the result; null before there is one. */
  title: z.string().nullable(),
  pinned: z.boolean(),
});
export type RunSummary = z.infer<typeof RunSummary>;

/** `POST /api/runs`. Which kinds there are, and what each takes, is checked by `INPUTS` (contracts/kinds.ts). */
export const CreateRun = z.strictObject({
  kind: z.string(),
  input: z.unknown().refine((input) => input !== undefined, "is required"),
});
export type CreateRun = z.infer<typeof CreateRun>;

/** The header `Idempotency-Key` of `POST /api/runs`. */
export const IdempotencyKey = z
  .string()
  .regex(/^[\x21-\x7e]{1,200}$/, "must be 1 to 200 printable characters without spaces");

/** The answer to `POST /api/runs`; `place` and `etaSeconds` only when the run cannot start at once. */
export const CreatedRun = z.object({
  id: z.uuid(),
  kind: RunKind,
  status: RunStatus,
  url: z.string(),
  eventsUrl: z.string(),
  place: z.int().optional(),
  etaSeconds: z.int().optional(),
});
export type CreatedRun = z.infer<typeof CreatedRun>;

/** `POST /api/runs/:id/cancel`: nothing to say, so a body may be left out. */
export const CancelRun = z.strictObject({}).optional();
export const AnswerRun = z.strictObject({ key: z.string().min(1).max(200), value: z.unknown() });
/** What a redo should make different, in the learner's words. */
export const Wish = line(200);
export const RedoRun = z.strictObject({ step: z.string().min(1).max(200), wish: Wish.optional() });
/** `PATCH /api/runs/:id` */
export const ChangeRun = z.strictObject({ pinned: z.boolean("must be true or false") });
/** `POST /api/runs/:id/share`: the page that anyone with the link can look at. */
export const SharedRun = z.object({ url: z.string() });
export type SharedRun = z.infer<typeof SharedRun>;
export function sharedPath(token: string): string {
  return `/shared/${token}`;
}

/** The body of every error answer. */
export const ErrorBody = z.object({
  error: z.object({
    code: z.string(),
    message: z.string(),
    issues: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
    retryAfter: z.number().optional(),
    /** The run's current snapshot, where the error is about its state. */
    state: z.unknown().optional(),
  }),
});
export type ErrorBody = z.infer<typeof ErrorBody>;
