import { z } from "zod";
import { PlanStep, type VisualEvent, type VisualInput, VisualPlan } from "../../contracts/visual.ts";
import type { Step } from "../../runs/index.ts";
import { asCommonQuestion, PLAN_VERSION, planPrompt } from "./prompts.ts";

/** What the step that plans keeps: also what the whole run must decide once. */
export const Planned = z.object({ plan: VisualPlan, atOnce: z.int().min(0) });
export type Planned = z.infer<typeof Planned>;

/** Makes the plan and shows it as it is written. */
export async function makePlan(input: VisualInput, step: Step<VisualEvent>): Promise<Planned> {
  const begun = Date.now();
  const reply = step.llm.object({
    tier: "plan",
    name: "plan",
    schema: VisualPlan,
    prompt: planPrompt(input),
    reuse: {
      version: PLAN_VERSION,
      prompt: planPrompt(asCommonQuestion(input)),
      // Who asks for another plan does not want the same.
      read: step.generation === 1,
    },
  });
  let shown = "";
  for await (const view of reply) {
    const sofar = wholeParts(view);
    const text = JSON.stringify(sofar);
    if (text === shown || (sofar.title === null && sofar.steps.length === 0)) continue;
    shown = text;
    step.live({ type: "plan-delta", ...sofar });
  }
  const plan = await reply.value;
  step.emit({ type: "plan-ready", ...plan });
  step.note("plan_made", {
    step: step.key,
    generation: step.generation,
    durationMs: Date.now() - begun,
    steps: plan.steps.length,
    isReplay: reply.isReplay(),
    promptVersion: PLAN_VERSION,
  });
  return { plan, atOnce: step.flags.value("visual_concurrency") };
}

const Growing = z
  .object({
    title: z.string().min(1).max(160).optional().catch(undefined),
    steps: z.array(z.unknown()).optional().catch(undefined),
  })
  .catch({});

/** What of a plan that is still being written stands: the title once the steps have begun, each step but the last. */
export function wholeParts(view: unknown): { title: string | null; steps: PlanStep[] } {
  const { title, steps } = Growing.parse(view);
  const whole: PlanStep[] = [];
  for (const one of steps?.slice(0, -1) ?? []) {
    const step = PlanStep.safeParse(one);
    if (!step.success || whole.some(({ id }) => id === step.data.id)) break;
    whole.push(step.data);
  }
  return { title: steps ? (title ?? null) : null, steps: whole };
}
