import { z } from "zod";
import { ChangeRun } from "../../contracts/run.ts";
import { asLearner, query } from "../http.ts";
import { of } from "./runs.ts";

const Page = z.strictObject({
  cursor: z.string().max(500).optional(),
  limit: z
    .string()
    .regex(/^\d{1,3}$/, "must be a whole number from 1 to 100")
    .transform(Number)
    .refine((limit) => limit >= 1 && limit <= 100, "must be a whole number from 1 to 100")
    .default(20),
  search: z.string().optional(),
  pinned: z
    .enum(["true", "false"], "must be true or false")
    .transform((text) => text === "true")
    .optional(),
});

export const listRuns = asLearner(async ({ url, services, actor }) =>
  Response.json(await services.runs.list(actor.learnerId, query(Page, url))),
);

export const changeRun = asLearner(async ({ params, services, actor, body }) => {
  const { pinned } = await body(ChangeRun);
  return Response.json(await services.runs.pin(actor.learnerId, params.id ?? "", pinned));
});

export const deleteRun = asLearner(async ({ params, services, actor }) => {
  const { runs, telemetry } = services;
  const run = await runs.snapshot(actor.learnerId, params.id ?? "");
  await runs.remove(actor.learnerId, run.id);
  telemetry.record({ name: "run_deleted", data: { kind: run.kind }, ...of(actor, run) });
  return new Response(null, { status: 204 });
});
