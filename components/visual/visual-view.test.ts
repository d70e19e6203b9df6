import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { JournalEvent } from "#server/contracts/events.ts";
import { emptyRunView, isOver } from "../run/run-view.ts";
import { type Script, scriptOf, writeJournal } from "./testing-journal.ts";
import { applyToVisual, failedStepsOf, stepsOf, type VisualView } from "./visual-view.ts";

const EMPTY: VisualView = { run: emptyRunView(), plan: null, texts: {} };
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

  it("does not change by words of a try that was overtaken", () => {
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
          { seq: before.run.seq + 1, event: { type: "text-delta", step, ...old, text: "late" } },
          {
            seq: before.run.seq + 2,
            event: { type: "step-failed", step, ...old, code: "TIMEOUT", message: "late" },
          },
        ];
        expect(without(replay(late, before))).toEqual(without(before));
      }),
    );
  });

  it("is the same after the end, whether or not the live words are still in the journal", () => {
    fc.assert(
      fc.property(journals, (journal) => {
        fc.pre(isOver(replay(journal).run.status));
        const compacted = journal.filter(({ event }) => event.type !== "text-delta");
        expect(seen(replay(compacted))).toEqual(seen(replay(journal)));
      }),
    );
  });

  it("shows finished words only of steps that are done, once the run is over", () => {
    fc.assert(
      fc.property(journals, (journal) => {
        const view = replay(journal);
        fc.pre(isOver(view.run.status));
        for (const step of stepsOf(view)) expect(step.text === "" || step.state === "done").toBe(true);
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

  it("begins the words anew when another worker takes a step over within the same attempt", () => {
    const view = replay(
      events(
        ...begun,
        of("step-start", "explain:a"),
        of("text-delta", "explain:a", { text: "Half a sen" }),
        of("step-start", "explain:a"),
        of("text-delta", "explain:a", { text: "A whole sentence." }),
      ),
    );
    expect(stepsOf(view)).toMatchObject([{ state: "running", text: "A whole sentence." }]);
  });

  it("takes the words of a try back when it is tried again", () => {
    const view = replay(
      events(
        ...begun,
        of("text-delta", "explain:a", { text: "Wrong" }),
        of("step-retry", "explain:a", { code: "BAD_OUTPUT", delayMs: 1 }),
      ),
    );
    expect(stepsOf(view)).toMatchObject([{ state: "retrying", text: "" }]);
  });

  it("calls a step stopped, not failed, when the run was cancelled", () => {
    const view = replay(
      events(
        ...begun,
        of("text-delta", "explain:a", { text: "Half" }),
        of("step-failed", "explain:a", { code: "CANCELLED", message: "Stopped." }),
        { type: "run-end", status: "cancelled" },
      ),
    );
    expect(stepsOf(view)).toMatchObject([{ state: "stopped", text: "" }]);
    expect(failedStepsOf(view)).toEqual([]);
  });

  it("opens a run again for the step that is redone and keeps the others", () => {
    const two = [part, { ...part, id: "b" }];
    const view = replay(
      events(
        of("plan-ready", "plan", { title: "T", steps: two }),
        of("step-end", "plan"),
        of("text-ready", "explain:a", { text: "Good." }),
        of("step-end", "explain:a"),
        of("step-failed", "explain:b", { code: "TIMEOUT", message: "Too slow." }),
        { type: "run-end", status: "partial" },
        { type: "run-reopened", steps: [{ step: "explain:b", generation: 2 }] },
      ),
    );
    expect(view.run.status).toBe("queued");
    expect(stepsOf(view)).toMatchObject([
      { state: "done", text: "Good." },
      { state: "pending", text: "", error: null, generation: 2 },
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
