import { z } from "zod";
import {
  AnswerRun,
  CancelRun,
  CreateRun,
  IdempotencyKey,
  RedoRun,
  type RunSnapshot,
} from "../../contracts/run.ts";
import type { TelemetryRecord } from "../../contracts/telemetry.ts";
import { AppError } from "../../errors.ts";
import type { Actor } from "../../identity/index.ts";
import { parse } from "../errors.ts";
import { asLearner, query } from "../http.ts";
import type { ApiServices } from "../services.ts";
import { eventStream } from "../sse.ts";

const RunHeaders = z.object({ "Idempotency-Key": IdempotencyKey.optional() });

export const createRun = asLearner(async ({ request, services, actor, body }) => {
  const { kind, input } = await body(CreateRun);
  const key = { "Idempotency-Key": request.headers.get("idempotency-key") ?? undefined };
  const { "Idempotency-Key": idempotencyKey } = parse(RunHeaders, key);
  const { run, isNew } = await services.runs.create({
    learnerId: actor.learnerId,
    kind,
    input,
    idempotencyKey,
  });
  if (isNew) services.telemetry.record({ name: "run_created", data: { kind }, ...of(actor, run) });
  return Response.json(run, { status: isNew ? 201 : 200, headers: { location: run.url } });
});

const Page = z.strictObject({
  cursor: z.string().max(500).optional(),
  limit: z
    .string()
    .regex(/^\d{1,3}$/, "must be a whole number from 1 to 100")
    .transform(Number)
    .refine((limit) => limit >= 1 && limit <= 100, "must be a whole number from 1 to 100")
    .default(20),
});

export const listRuns = asLearner(async ({ url, services, actor }) => {
  const { cursor, limit } = query(Page, url);
  return Response.json(await services.runs.list(actor.learnerId, { cursor, limit }));
});

export const readRun = asLearner(async ({ params, services, actor }) =>
  Response.json(await services.runs.snapshot(actor.learnerId, params.id ?? "")),
);

export const cancelRun = asLearner(async ({ params, services, actor, body }) => {
  await body(CancelRun);
  const run = await services.runs.cancel(actor.learnerId, params.id ?? "");
  return accepted(run, services, { name: "run_cancelled", data: { kind: run.kind }, ...of(actor, run) });
});

export const answerRun = asLearner(async ({ params, services, actor, body }) => {
  const { key, value } = await body(AnswerRun);
  const run = await services.runs.answer(actor.learnerId, params.id ?? "", key, value);
  return accepted(run, services, { name: "run_answered", data: { kind: run.kind, key }, ...of(actor, run) });
});

export const redoStep = asLearner(async ({ params, services, actor, body }) => {
  const { step } = await body(RedoRun);
  const run = await services.runs.redo(actor.learnerId, params.id ?? "", step);
  return accepted(run, services, { name: "run_reopened", data: { kind: run.kind, step }, ...of(actor, run) });
});

const Resume = z.strictObject({ after: z.string().optional() });

export const streamEvents = asLearner(async ({ request, url, params, services, actor }) => {
  const { runs, log } = services;
  const from = query(Resume, url).after;
  const after = readAfter(request.headers.get("last-event-id") || from);
  const runId = params.id ?? "";
  const reader = await runs.openEvents(actor.learnerId, runId, after);
  // An EventSource that has everything of an ended run stops on this answer, and only on this one.
  if (reader === null) return new Response(null, { status: 204 });
  const stream = eventStream(reader, request.signal, (error) =>
    log.warn({ err: error, runId }, "an event stream broke"),
  );
  return new Response(stream, {
    headers: {
      "content-type": "text/event-stream; charset=utf-8",
      // Neither kept nor compressed nor collected by anything on the way.
      "cache-control": "no-cache, no-transform",
      "x-accel-buffering": "no",
    },
  });
});

/** The newest event that a client has; it says so by a header when it comes back, and in the address at first. */
function readAfter(text: string | undefined): number {
  if (text === undefined || text === "") return 0;
  const after = /^\d{1,10}$/.test(text) ? Number(text) : Number.NaN;
  if (after <= 2_147_483_647) return after;
  const message = "must be the id of an event: a whole number from 0";
  throw new AppError("INVALID", `Last-Event-ID (or after) ${message}.`, {
    issues: [{ path: "after", message }],
  });
}

const of = ({ learnerId }: Actor, { id }: { id: string }) => ({ learnerId, runId: id });

function accepted(run: RunSnapshot, { telemetry }: ApiServices, event: TelemetryRecord): Response {
  telemetry.record(event);
  return Response.json(run, { status: 202 });
}
