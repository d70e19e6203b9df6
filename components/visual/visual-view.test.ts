import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { JournalEvent } from "#server/contracts/events.ts";
import { emptyRunView, isOver } from "../run/run-view.ts";
import { type Script, scriptOf, writeJournal } from "./testing-journal.ts";
import { applyToVisual, failedStepsOf, stepsOf, type VisualView } from "./visual-view.ts";

const EMPTY: VisualView = { run: emptyRunView(), plan: null, drawings: {} };
const replay = (journal: readonly JournalEvent[], from = EMPTY) => journal.reduce(applyToVisual, from);
const without = ({ run: { seq: _, ...run }, ...view }: VisualView) => ({ run, ...view });
/** What a reader sees; the number of the event at which a try began is bookkeeping. */
const seen = (view: VisualView) => ({
  status: view.run.status,
  queue: view.run.queue,
  cost: view.run.cost,
  error: view.run.error,
  plan: view.plan,
  steps: stepsOf(view),
});

const journals = fc.array(scriptOf, { maxLength: 40 }).map((script: Script[]) => writeJournal(script));

describe("the view of a visual run", () => {
  it("is the same wherever the journal is cut, and when parts of it come twice", () => {
    fc.assert(
      fc.property(journals, fc.nat(), fc.nat(), (journal, a, b) => {
        const [cut, back] = [a % (journal.length + 1), b % (journal.length + 1)];
        const again = [
          ...journal.slice(0, cut),
          ...journal.slice(Math.min(cut, back)),
          ...journal.slice(0, back),
        ];
        expect(replay(again)).toEqual(replay(journal));
      }),
    );
  });

  it("does not change by a try that was overtaken", () => {
    fc.assert(
      fc.property(journals, fc.nat(), fc.nat(), (journal, at, which) => {
        const before = replay(journal.slice(0, at % (journal.length + 1)));
        const steps = Object.entries(before.run.steps).filter(
          ([, step]) => step.generation + step.attempt > 1,
        );
        const [step, { generation, attempt }] = steps[which % Math.max(1, steps.length)] ?? [
          "none",
          { generation: 0, attempt: 0 },
        ];
        fc.pre(step !== "none");
        const old =
          attempt > 0 ? { generation, attempt: attempt - 1 } : { generation: generation - 1, attempt: 9 };
        const late: JournalEvent[] = [
          {
            seq: before.run.seq + 1,
            event: { type: "svg-ready", step, ...old, ops: [], report: {}, scores: [1], isReplay: true },
          },
          {
            seq: before.run.seq + 2,
            event: { type: "step-failed", step, ...old, code: "TIMEOUT", message: "late" },
          },
        ];
        expect(without(replay(late, before))).toEqual(without(before));
      }),
    );
  });

  it("is the same after the end, whether or not the live strokes are still in the journal", () => {
    fc.assert(
      fc.property(journals, (journal) => {
        fc.pre(isOver(replay(journal).run.status));
        const compacted = journal.filter(({ event }) => event.type !== "svg-ops");
        expect(seen(replay(compacted))).toEqual(seen(replay(journal)));
      }),
    );
  });

  it("has a drawing for every step that is done", () => {
    fc.assert(
      fc.property(journals, (journal) => {
        for (const step of stepsOf(replay(journal)))
          if (step.state === "done") expect(step.drawing).not.toBeNull();
      }),
    );
  });
});

describe("single turns of a run", () => {
  const events = (...list: Record<string, unknown>[]): JournalEvent[] =>
    list.map((event, index) => ({ seq: index + 1, event: event as JournalEvent["event"] }));
  const of = (type: string, step: string, more: object = {}) => ({
    type,
    step,
    generation: 1,
    attempt: 1,
    ...more,
  });
  const part = { id: "a", tag: "hook", title: "A", desc: "a", alt: "a" };
  const begun = [
    of("step-start", "plan"),
    of("plan-ready", "plan", { title: "T", steps: [part] }),
    of("step-end", "plan"),
  ];

  it("shows the plan as it is written, and takes it back when that try comes to nothing", () => {
    const growing = events(
      of("step-start", "plan"),
      of("plan-delta", "plan", { title: "T", steps: [] }),
      of("plan-delta", "plan", { title: "T", steps: [part] }),
    );
    expect(replay(growing).plan).toMatchObject({ title: "T", steps: [part], isWhole: false });
    const failed = { seq: 4, event: of("step-retry", "plan", { code: "BAD_OUTPUT", delayMs: 1 }) };
    expect(replay([...growing, failed]).plan).toBeNull();
  });

  it("keeps the drawing from before while a step is drawn anew, and when that fails", () => {
    const ready = of("svg-ready", "draw:a", { ops: [], report: {}, scores: [80], isReplay: false });
    const second = { generation: 2 };
    const journal = events(
      ...begun,
      ready,
      of("step-end", "draw:a"),
      { type: "run-end", status: "succeeded" },
      { type: "run-reopened", steps: [{ step: "draw:a", generation: 2 }] },
      of("step-start", "draw:a", second),
      of("step-failed", "draw:a", { ...second, code: "TIMEOUT", message: "Slow." }),
    );
    for (const length of [7, 8, 9])
      expect(stepsOf(replay(journal.slice(0, length)))).toMatchObject([{ drawing: { scores: [80] } }]);
    expect(stepsOf(replay(journal))).toMatchObject([{ state: "failed", error: { code: "TIMEOUT" } }]);
  });

  it("calls a step stopped, not failed, when the run was cancelled", () => {
    const view = replay(
      events(
        ...begun,
        of("step-start", "draw:a"),
        of("step-failed", "draw:a", { code: "CANCELLED", message: "Stopped." }),
        { type: "run-end", status: "cancelled" },
      ),
    );
    expect(stepsOf(view)).toMatchObject([{ state: "stopped", drawing: null }]);
    expect(failedStepsOf(view)).toEqual([]);
  });

  it("opens a run again for the step that is redone and keeps the others", () => {
    const two = [part, { ...part, id: "b" }];
    const view = replay(
      events(
        of("plan-ready", "plan", { title: "T", steps: two }),
        of("step-end", "plan"),
        of("svg-ready", "draw:a", { ops: [], report: {}, scores: [80], isReplay: false }),
        of("step-end", "draw:a"),
        of("step-failed", "draw:b", { code: "TIMEOUT", message: "Too slow." }),
        { type: "run-end", status: "partial" },
        { type: "run-reopened", steps: [{ step: "draw:b", generation: 2 }] },
      ),
    );
    expect(view.run.status).toBe("queued");
    expect(stepsOf(view)).toMatchObject([
      { state: "done", drawing: { scores: [80] } },
      { state: "pending", drawing: null, error: null, generation: 2 },
    ]);
  });

  it("forgets the plan when the plan itself is redone", () => {
    const view = replay(
      events(
        ...begun,
        { type: "run-end", status: "partial" },
        { type: "run-reopened", steps: [{ step: "plan", generation: 2 }] },
      ),
    );
    expect(view.plan).toBeNull();
  });
});
