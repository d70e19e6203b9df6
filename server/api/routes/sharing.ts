import { z } from "zod";
import { type SharedRun, sharedPath } from "../../contracts/run.ts";
import { asLearner } from "../http.ts";
import { of } from "./runs.ts";

/** There is nothing to say, so a body may be left out. */
const Nothing = z.strictObject({}).optional();

export const shareRun = asLearner(async ({ params, services, actor, body }) => {
  await body(Nothing);
  const { runs, telemetry } = services;
  const run = await runs.snapshot(actor.learnerId, params.id ?? "");
  const { token } = await runs.share(actor.learnerId, run.id);
  if (run.sharedUrl === null)
    telemetry.record({ name: "run_shared", data: { kind: run.kind }, ...of(actor, run) });
  return Response.json({ url: sharedPath(token) } satisfies SharedRun);
});

export const unshareRun = asLearner(async ({ params, services, actor }) => {
  const { runs, telemetry } = services;
  const run = await runs.snapshot(actor.learnerId, params.id ?? "");
  await runs.unshare(actor.learnerId, run.id);
  if (run.sharedUrl !== null)
    telemetry.record({ name: "run_unshared", data: { kind: run.kind }, ...of(actor, run) });
  return new Response(null, { status: 204 });
});
