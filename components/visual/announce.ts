import { isOver } from "../run/run-view.ts";
import type { Strings } from "../strings/en.ts";
import { stepsOf, type VisualView } from "./visual-view.ts";

/** What a screen reader should hear of a change: per step, never per word. Empty when nothing is worth saying. */
export function announcement(strings: Strings, before: VisualView, after: VisualView): string {
  const said: string[] = [];
  const say = strings.announce;
  const status = after.run.status;
  if (after.run.queue && after.run.queue.place !== before.run.queue?.place)
    said.push(say.queued(after.run.queue.place));
  if (after.plan?.isWhole && !before.plan?.isWhole)
    said.push(say.planReady(after.plan.title ?? "", after.plan.steps.length));

  const was = new Map(stepsOf(before).map((step) => [step.plan.id, step.state]));
  const steps = stepsOf(after);
  steps.forEach(({ plan, state }, index) => {
    if (was.get(plan.id) === state) return;
    const [number, total] = [index + 1, steps.length];
    if (state === "done") said.push(say.stepDone(number, total, plan.title));
    if (state === "failed") said.push(say.stepFailed(number, total, plan.title));
    if (state === "retrying") said.push(say.stepRetry(number, total));
  });

  const over = isOver(status) && !isOver(before.run.status);
  if (
    over &&
    (status === "succeeded" || status === "partial" || status === "failed" || status === "cancelled")
  ) {
    said.push(say.ended[status]);
  }
  return said.join(" ");
}
