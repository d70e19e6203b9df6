import { z } from "zod";
import type { Gap } from "../../contracts/run.ts";
import { type PlanStep, VisualEvent, VisualInput, VisualPlan, VisualResult } from "../../contracts/visual.ts";
import { isAppError } from "../../errors.ts";
import { mapSettled } from "../../kit/map-settled.ts";
import { definePipeline, partial, type Step } from "../../runs/index.ts";
import { explainPrompt, planPrompt } from "./prompts.ts";

/** A step's text may not grow beyond this, whatever the model does; in characters. */
const MOST_TEXT = 20_000;

type VisualStep = Step<VisualEvent>;

/** A topic becomes a plan, and every step of the plan its explanation; all steps at once. */
export const visual = definePipeline<VisualInput, VisualEvent, VisualResult>({
  kind: "visual",
  input: VisualInput,
  event: VisualEvent,
  result: VisualResult,
  async run(input, run) {
    const plan = await run.step("plan", { first: true, output: VisualPlan }, (step) => makePlan(input, step));
    const explained = await mapSettled(plan.steps, (part, index) =>
      run.step(
        keyOf(part),
        { dependsOn: ["plan"], first: index === 0, output: z.string().min(1).max(MOST_TEXT) },
        (step) => explain(input, plan, part, step),
      ),
    );
    run.signal.throwIfAborted();

    const gaps: Gap[] = [];
    const steps = plan.steps.map((part, index) => {
      const one = explained[index];
      if (one?.ok) return { ...part, text: one.value };
      gaps.push({ step: keyOf(part), ...failureOf(one?.error) });
      return { ...part, text: null };
    });
    if (gaps.length === steps.length && explained[0] && !explained[0].ok) throw explained[0].error;
    const result = { title: plan.title, steps };
    return gaps.length > 0 ? partial(result, gaps) : result;
  },
});

/** The key of the run's step that makes this part of the plan. */
function keyOf(part: PlanStep): string {
  return `explain:${part.id}`;
}

async function makePlan(input: VisualInput, step: VisualStep): Promise<VisualPlan> {
  const plan = await step.llm.object({
    tier: "plan",
    name: "plan",
    schema: VisualPlan,
    prompt: planPrompt(input),
  }).value;
  step.emit({ type: "plan-ready", ...plan });
  return plan;
}

async function explain(
  input: VisualInput,
  plan: VisualPlan,
  part: PlanStep,
  step: VisualStep,
): Promise<string> {
  let text = "";
  for await (const delta of step.llm.text({
    tier: "story-light",
    prompt: explainPrompt(input, plan, part),
  })) {
    text += delta;
    step.live({ type: "text-delta", text: delta });
  }
  text = text.trim();
  step.emit({ type: "text-ready", text });
  return text;
}

function failureOf(error: unknown): { code: string; message: string } {
  if (isAppError(error)) return { code: error.code, message: error.message };
  return { code: "INTERNAL", message: "Something went wrong on our side." };
}
