import { z } from "zod";
import type { RunSnapshot } from "../../contracts/run.ts";
import { drawingKey, KeptDrawing, type PlanStep, VisualInput, VisualPlan } from "../../contracts/visual.ts";
import { AppError } from "../../errors.ts";

/** One step of the plan, with its drawing when it is finished. */
export interface DrawnStep {
  plan: PlanStep;
  drawing: KeptDrawing | null;
}

/** What a `visual` run has come to so far. */
export interface DrawnRun {
  title: string;
  topic: string;
  language: string | undefined;
  steps: DrawnStep[];
}

/** Of what the step that plans keeps (server/pipelines/visual/plan.ts), the plan. */
const Planned = z.object({ plan: VisualPlan });

/**
 * Reads a run out of what its steps made.
 * @throws AppError CONFLICT as long as no drawing is finished
 */
export function readDrawnRun(run: RunSnapshot, outputs: ReadonlyMap<string, unknown>): DrawnRun {
  const { topic, language } = VisualInput.parse(run.input);
  const planned = Planned.safeParse(outputs.get("plan"));
  const steps = (planned.data?.plan.steps ?? []).map((plan): DrawnStep => {
    const kept = KeptDrawing.safeParse(outputs.get(drawingKey(plan.id)));
    return { plan, drawing: kept.data ?? null };
  });
  if (!planned.success || steps.every(({ drawing }) => drawing === null)) {
    const message = "No drawing of this run is finished, so there is nothing to save yet.";
    throw new AppError("CONFLICT", message, { data: { state: run } });
  }
  return { title: planned.data.plan.title, topic, language, steps };
}
