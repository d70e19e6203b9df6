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
import type { Actor } from "../../identity/index.ts";
import { parse } from "../errors.ts";
import { asLearner } from "../http.ts";
import type { ApiServices } from "../services.ts";

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
  const { step, wish } = await body(RedoRun);
  const run = await services.runs.redo(actor.learnerId, params.id ?? "", step, wish);
  return accepted(run, services, { name: "run_reopened", data: { kind: run.kind, step }, ...of(actor, run) });
});

/** Whose run an event of telemetry is about. */
export const of = ({ learnerId }: Actor, { id }: { id: string }) => ({ learnerId, runId: id });

function accepted(run: RunSnapshot, { telemetry }: ApiServices, event: TelemetryRecord): Response {
  telemetry.record(event);
  return Response.json(run, { status: 202 });
}
