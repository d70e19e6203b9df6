import type { JournalEvent } from "#server/contracts/events.ts";
import type { Failure } from "#server/contracts/run.ts";
import type { SvgReport } from "#server/contracts/svg.ts";
import type { PlanStep, VisualEvent } from "#server/contracts/visual.ts";
import { applyToRun, isOfStep, isOver, isStale, type RunView, type StepView } from "../run/run-view.ts";

/** What is known of a drawing that is whole; its strokes are not here but in the feeds (drawing-feeds.ts). */
export interface DrawingView {
  report: SvgReport;
  scores: number[];
  isReplay: boolean;
}

/** A `visual` run as its page shows it: the common part, the plan, and by step key what is known of each drawing. */
export interface VisualView {
  run: RunView;
  /** `step` is the key of the step that makes the plan; without `isWhole` it is still being written. */
  plan: { step: string; title: string | null; steps: PlanStep[]; isWhole: boolean } | null;
  /** The newest whole drawing of each step; while or after it is made anew, that of before. */
  drawings: Record<string, DrawingView>;
}

export interface VisualStep {
  plan: PlanStep;
  /** The key to name in a redo; null as long as nothing has been heard of the step. */
  key: string | null;
  generation: number;
  state: StepView["state"] | "stopped";
  error: StepView["error"];
  drawing: DrawingView | null;
}

/** Whether the plan is of a try that was overtaken, failed or stopped; its drawings go with it. */
function planIsGone({ plan }: VisualView, before: RunView, after: RunView): boolean {
  if (!plan) return false;
  const [was, is] = [before.steps[plan.step], after.steps[plan.step]];
  if (is?.state === "failed" || was?.begun !== is?.begun) return true;
  return !plan.isWhole && isOver(after.status);
}

/** The view after one more event; applying a journal from its start always gives the same view. */
export function applyToVisual(view: VisualView, entry: JournalEvent): VisualView {
  const run = applyToRun(view.run, entry);
  if (run === view.run) return view;
  const isGone = planIsGone(view, view.run, run);
  const next = isGone ? { run, plan: null, drawings: {} } : { ...view, run };
  if (!isOfStep(entry.event) || isStale(view.run, entry.event)) return next;
  const event = entry.event as unknown as VisualEvent;
  switch (event.type) {
    case "plan-delta":
      return {
        ...next,
        plan: { step: event.step, title: event.title, steps: event.steps, isWhole: false },
      };
    case "plan-ready":
      return { ...next, plan: { step: event.step, title: event.title, steps: event.steps, isWhole: true } };
    case "svg-ready": {
      const { report, scores, isReplay } = event;
      return { ...next, drawings: { ...next.drawings, [event.step]: { report, scores, isReplay } } };
    }
    default:
      return next;
  }
}

/** The planned steps with what is known of each; a step's key is `draw:<id of the plan>`. */
export function stepsOf(view: VisualView): VisualStep[] {
  const keys = new Map(Object.keys(view.run.steps).map((key) => [key.slice(key.indexOf(":") + 1), key]));
  const over = isOver(view.run.status);
  return (view.plan?.steps ?? []).map((plan) => {
    const key = keys.get(plan.id) ?? null;
    const step = key === null ? undefined : view.run.steps[key];
    const state = step?.state ?? "pending";
    const stopped = over && state !== "done" && (state !== "failed" || step?.error?.code === "CANCELLED");
    return {
      plan,
      key,
      generation: step?.generation ?? 1,
      state: stopped ? "stopped" : state,
      error: step?.error ?? null,
      drawing: key === null ? null : (view.drawings[key] ?? null),
    };
  });
}

/** The steps that failed, for one button that does them all again; a failed plan comes first and alone. */
export function failedStepsOf(
  view: VisualView,
): { key: string; generation: number; error: Failure | null }[] {
  return Object.entries(view.run.steps)
    .filter(([, step]) => step.state === "failed" && step.error?.code !== "CANCELLED")
    .map(([key, { generation, error }]) => ({ key, generation, error }));
}
