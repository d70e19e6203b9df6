import type { Gap } from "../../contracts/run.ts";
import {
  drawingKey,
  KeptDrawing,
  type PlanStep,
  VisualEvent,
  VisualInput,
  VisualResult,
} from "../../contracts/visual.ts";
import { isAppError } from "../../errors.ts";
import { mapSettled } from "../../kit/map-settled.ts";
import { definePipeline, partial } from "../../runs/index.ts";
import { draw } from "./draw.ts";
import { makePlan, Planned } from "./plan.ts";

/** A topic becomes a plan, and every step of the plan a drawing; all drawings at once, the first one before the others. */
export const visual = definePipeline<VisualInput, VisualEvent, VisualResult>({
  kind: "visual",
  input: VisualInput,
  event: VisualEvent,
  result: VisualResult,
  async run(input, run) {
    const { plan, atOnce } = await run.step("plan", { first: true, output: Planned }, (step) =>
      makePlan(input, step),
    );
    const drawn = await mapSettled(
      plan.steps,
      (part, index) =>
        run.step(
          drawingKey(part.id),
          { dependsOn: ["plan"], first: index === 0, output: KeptDrawing },
          (step) => draw({ input, plan, part }, index + 1, step),
        ),
      atOnce || plan.steps.length,
    );
    run.signal.throwIfAborted();

    const gaps: Gap[] = [];
    const steps = plan.steps.map((part, index) => {
      const one = drawn[index];
      if (one?.ok) return { ...part, drawing: one.value.summary };
      gaps.push(gapOf(part, one?.error));
      return { ...part, drawing: null };
    });
    if (gaps.length === steps.length && drawn[0] && !drawn[0].ok) throw drawn[0].error;
    const result = { title: plan.title, steps };
    return gaps.length > 0 ? partial(result, gaps) : result;
  },
});

function gapOf(part: PlanStep, error: unknown): Gap {
  const step = drawingKey(part.id);
  if (isAppError(error)) return { step, code: error.code, message: error.message };
  return { step, code: "INTERNAL", message: "Something went wrong on our side." };
}
