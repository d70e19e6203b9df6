import { z } from "zod";
import { isAppError } from "../../errors.ts";
import { attachment } from "../../export/index.ts";
import { asLearner, query } from "../http.ts";
import { of } from "./runs.ts";

const NARROWEST = 320;
const WIDEST = 4_096;
const WIDTH = `must be a whole number from ${NARROWEST} to ${WIDEST}`;

const Wish = z.strictObject({
  format: z.string().max(40),
  /** The id of a step of the plan. */
  step: z.string().min(1).max(200).optional(),
  width: z
    .string()
    .regex(/^\d{1,4}$/, WIDTH)
    .transform(Number)
    .refine((width) => width >= NARROWEST && width <= WIDEST, WIDTH)
    .optional(),
});

/** A drawing is a document that can hold scripts; ours cannot, and what shows one must not run them either. */
const POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox; frame-ancestors 'none'";

const TROUBLES: ReadonlySet<string> = new Set(["BAD_OUTPUT", "TIMEOUT"]);

/** A run as a file to keep. */
export const exportRun = asLearner(async ({ request, url, params, services, actor }) => {
  const wish = query(Wish, url);
  const { runs, exports, telemetry, log } = services;
  const run = await runs.snapshot(actor.learnerId, params.id ?? "");
  exports.check(run.kind, wish);
  const outputs = await runs.outputs(actor.learnerId, run.id);
  const { name, type, content } = await exports
    .make({ run, outputs }, wish, request.signal)
    .catch((error) => {
      // A drawing that cannot be painted is worth a look, though everything else goes on.
      if (isAppError(error) && TROUBLES.has(error.code))
        log.warn({ err: error, runId: run.id, ...wish }, "a run could not be exported");
      throw error;
    });
  const { format, step } = wish;
  telemetry.record({ name: "run_exported", data: { kind: run.kind, format, step }, ...of(actor, run) });
  const body = typeof content === "string" ? new TextEncoder().encode(content) : content;
  return new Response(Buffer.from(body), {
    headers: {
      "content-type": type,
      "content-length": String(body.byteLength),
      "content-disposition": attachment(name),
      "content-security-policy": POLICY,
    },
  });
});
