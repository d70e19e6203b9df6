import type { JournalEvent } from "#server/contracts/events.ts";
import type { Failure } from "#server/contracts/run.ts";
import type { PlanStep, VisualEvent } from "#server/contracts/visual.ts";
import { applyToRun, isOfStep, isOver, isStale, type RunView, type StepView } from "../run/run-view.ts";

/** A `visual` run as its page shows it: the common part, the plan, and each step's text by step key. */
export interface VisualView {
  run: RunView;
  /** `step` is the key of the step that made the plan. */
  plan: { step: string; title: string; steps: PlanStep[] } | null;
  texts: Record<string, string>;
}

export interface VisualStep {
  plan: PlanStep;
  /** The key to name in a redo; null as long as nothing has been heard of the step. */
  key: string | null;
  generation: number;
  state: StepView["state"] | "stopped";
  error: StepView["error"];
  text: string;
}

const isUnfinished = (step: StepView | undefined) => step?.state !== "done";

/** Forgets what a try that was overtaken, failed or stopped had written: only finished words stay. */
function forget(view: VisualView, before: RunView, after: RunView): VisualView {
  const ends = isOver(after.status) && !isOver(before.status);
  const isGone = (key: string) => {
    const [was, is] = [before.steps[key], after.steps[key]];
    if (is?.state === "failed" || was?.begun !== is?.begun) return true;
    return ends && isUnfinished(is);
  };
  const gone = Object.keys(view.texts).filter(isGone);
  const texts = gone.length === 0 ? view.texts : { ...view.texts };
  for (const key of gone) delete texts[key];
  const plan = view.plan && isGone(view.plan.step) ? null : view.plan;
  return { run: after, plan, texts };
}

/** The view after one more event; applying a journal from its start always gives the same view. */
export function applyToVisual(view: VisualView, entry: JournalEvent): VisualView {
  const run = applyToRun(view.run, entry);
  if (run === view.run) return view;
  const next = forget(view, view.run, run);
  if (!isOfStep(entry.event) || isStale(view.run, entry.event)) return next;
  const event = entry.event as unknown as VisualEvent;
  switch (event.type) {
    case "plan-ready":
      return { ...next, plan: { step: event.step, title: event.title, steps: event.steps } };
    case "text-delta":
      return { ...next, texts: { ...next.texts, [event.step]: (next.texts[event.step] ?? "") + event.text } };
    case "text-ready":
      return { ...next, texts: { ...next.texts, [event.step]: event.text } };
    default:
      return next;
  }
}

/** The planned steps with what is known of each; a step's key is `<what is done>:<id of the plan>`. */
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
      text: key === null ? "" : (view.texts[key] ?? ""),
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
