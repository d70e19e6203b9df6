import type { CommonEvent, JournalEvent, OfStep } from "#server/contracts/events.ts";
import type { Cost, Failure, RunSnapshot, RunStatus } from "#server/contracts/run.ts";

/** One step as a page shows it; `generation` and `attempt` are the newest that were seen. */
export interface StepView {
  generation: number;
  attempt: number;
  /** The number of the event that began the current try: what was written before it is void. */
  begun: number;
  state: "pending" | "running" | "retrying" | "done" | "failed";
  error: Failure | null;
}

/** What every kind of run has on its page, built from the event journal alone. */
export interface RunView {
  /** The newest event that it includes. */
  seq: number;
  status: RunStatus;
  queue: { place: number; etaSeconds: number } | null;
  /** By step key, in the order in which they were first heard of. */
  steps: Record<string, StepView>;
  cost: Cost | null;
  error: Failure | null;
}

/** A run of which no event has been read yet. */
export function emptyRunView(snapshot?: Pick<RunSnapshot, "status" | "place" | "etaSeconds">): RunView {
  const queue =
    snapshot?.status === "queued" && snapshot.place !== null
      ? { place: snapshot.place, etaSeconds: snapshot.etaSeconds ?? 0 }
      : null;
  return { seq: 0, status: snapshot?.status ?? "queued", queue, steps: {}, cost: null, error: null };
}

/** The contract's `isFinal`, written again because the contract would bring zod into the browser. */
export function isOver(status: RunStatus): boolean {
  return status === "succeeded" || status === "partial" || status === "failed" || status === "cancelled";
}

type AnyEvent = JournalEvent["event"];

/** Whether an event belongs to a step (and so can be overtaken by a newer try of it). */
export function isOfStep(event: AnyEvent): event is AnyEvent & OfStep {
  return (
    typeof event.step === "string" &&
    typeof event.generation === "number" &&
    typeof event.attempt === "number"
  );
}

/** Whether a newer try of the same step has been seen. */
export function isStale(view: RunView, event: OfStep): boolean {
  const step = view.steps[event.step];
  if (!step) return false;
  return (
    event.generation < step.generation ||
    (event.generation === step.generation && event.attempt < step.attempt)
  );
}

function applyStepEvent(view: RunView, event: AnyEvent & OfStep): RunView {
  const known = view.steps[event.step];
  const isNewer = !known || event.generation > known.generation || event.attempt > known.attempt;
  const { generation, attempt } = event;
  const begun = view.seq;
  const base: StepView = isNewer ? { generation, attempt, begun, state: "running", error: null } : known;
  const put = (change: Partial<StepView>): RunView => ({
    ...view,
    status: view.status === "queued" ? "running" : view.status,
    queue: null,
    steps: { ...view.steps, [event.step]: { ...base, ...change } },
  });
  const common = event as unknown as CommonEvent;
  switch (common.type) {
    case "step-start":
      // Also without a newer attempt: another worker may have taken the step over and begun it anew.
      return put({ state: "running", begun, error: null });
    case "step-retry":
      return put({ state: "retrying", begun, error: null });
    case "step-end":
      return put({ state: "done", error: null });
    case "step-failed":
      return put({ state: "failed", error: { code: common.code, message: common.message } });
    default:
      // What a step makes shows that it works; a step that ended stays ended.
      return put(base.state === "done" || base.state === "failed" ? {} : { state: "running" });
  }
}

function applyRunEvent(view: RunView, event: CommonEvent): RunView {
  switch (event.type) {
    case "run-start":
    case "run-answered":
      return { ...view, status: "running", queue: null };
    case "run-queued":
      return { ...view, status: "queued", queue: { place: event.place, etaSeconds: event.etaSeconds } };
    case "run-waiting":
      return { ...view, status: "waiting", queue: null };
    case "cost":
      return { ...view, cost: { usd: event.usd, tokens: event.tokens } };
    case "run-reopened": {
      const steps = { ...view.steps };
      for (const { step, generation } of event.steps) {
        steps[step] = { generation, attempt: 0, begun: view.seq, state: "pending", error: null };
      }
      return { ...view, status: "queued", queue: null, error: null, steps };
    }
    case "run-end":
      return { ...view, status: event.status, queue: null, error: event.error ?? null };
    default:
      return view;
  }
}

/**
 * The view after one more event of the journal. An event that the view includes already, or that belongs to a
 * step's overtaken try, changes nothing (but `seq`); types that only some kinds have count as a sign of life.
 */
export function applyToRun(view: RunView, { seq, event }: JournalEvent): RunView {
  if (seq <= view.seq) return view;
  const moved = { ...view, seq };
  if (!isOfStep(event)) return applyRunEvent(moved, event as unknown as CommonEvent);
  return isStale(view, event) ? moved : applyStepEvent(moved, event);
}
