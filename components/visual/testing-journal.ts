import fc from "fast-check";
import type { JournalEvent } from "#server/contracts/events.ts";
import type { SvgOperation } from "#server/contracts/svg.ts";

/** One thing that may happen to a run; which step it hits is picked from those for which it is possible. */
export interface Script {
  act:
    | "start"
    | "write"
    | "retry"
    | "end"
    | "fail"
    | "takeover"
    | "finish"
    | "cancel"
    | "redo"
    | "cost"
    | "queue";
  pick: number;
  text: string;
}

export const scriptOf: fc.Arbitrary<Script> = fc.record({
  act: fc.constantFrom(
    "start",
    "start",
    "write",
    "write",
    "write",
    "end",
    "end",
    "retry",
    "fail",
    "takeover",
    "finish",
    "cancel",
    "redo",
    "cost",
    "queue",
  ),
  pick: fc.nat(20),
  text: fc.constantFrom("a", "word", "日本"),
});

/** What an `svg-ready` says beside its operations; what is in the report does not matter to the page's state. */
const FACTS = { report: { score: 90 }, scores: [90], isReplay: false };

const root = (text: string): SvgOperation[] => [
  { op: "open", node: 0, parent: null, name: "svg", attributes: { id: text } },
];

const IDS = ["a", "b", "c"];
const PLAN = IDS.map((id) => ({ id, tag: "hook", title: id.toUpperCase(), desc: id, alt: id }));

interface ModelStep {
  generation: number;
  attempt: number;
  state: "pending" | "running" | "between" | "done" | "failed";
}

/** Writes a journal as the run engine would: whatever the script says, only what is possible happens. */
export function writeJournal(script: readonly Script[]): JournalEvent[] {
  const journal: JournalEvent[] = [];
  const emit = (event: JournalEvent["event"]) => journal.push({ seq: journal.length + 1, event });
  const steps = new Map<string, ModelStep>(
    IDS.map((id) => [`draw:${id}`, { generation: 1, attempt: 1, state: "pending" }]),
  );
  let isOpen = true;
  const of = (type: string, step: string, more: object = {}) => {
    const { generation = 1, attempt = 1 } = steps.get(step) ?? {};
    emit({ type, step, generation, attempt, ...more });
  };
  const begin = () => {
    emit({ type: "run-start" });
    of("step-start", "plan");
    of("plan-ready", "plan", { title: "Title", steps: PLAN });
    of("step-end", "plan");
  };

  function act({ act, pick, text }: Script) {
    const among = (...states: ModelStep["state"][]) => {
      const keys = [...steps.keys()].filter((key) => states.includes(steps.get(key)?.state ?? "done"));
      const key = keys[pick % Math.max(1, keys.length)];
      const step = key === undefined ? undefined : steps.get(key);
      return key === undefined || step === undefined ? null : { key, step };
    };
    const go = (
      found: ReturnType<typeof among>,
      state: ModelStep["state"],
      type: string,
      more: object = {},
    ) => {
      if (!found) return;
      found.step.state = state;
      of(type, found.key, more);
    };
    if (act === "cost" && isOpen) emit({ type: "cost", usd: journal.length / 1000, tokens: journal.length });
    if (act === "queue" && journal.length === 0) emit({ type: "run-queued", place: 1, etaSeconds: 5 });
    if (act === "start" && isOpen) go(among("pending"), "running", "step-start");
    if (act === "takeover" && isOpen) go(among("running"), "running", "step-start");
    if (act === "write" && isOpen) {
      const found = among("running", "between");
      if (found?.step.state === "between") found.step.attempt++;
      go(found, "running", "svg-ops", { ops: root(text) });
    }
    if (act === "retry" && isOpen)
      go(among("running"), "between", "step-retry", { code: "BAD_OUTPUT", delayMs: 10 });
    if (act === "end" && isOpen) {
      const found = among("running");
      if (found) {
        const ops = [...root(`${found.key} ${found.step.generation}`), { op: "close", node: 0 }];
        of("svg-ready", found.key, { ...FACTS, ops });
      }
      go(found, "done", "step-end");
    }
    if (act === "fail" && isOpen)
      go(among("running", "between"), "failed", "step-failed", { code: "TIMEOUT", message: "Slow." });
    if (act === "finish" && isOpen && among("pending", "running", "between") === null) {
      isOpen = false;
      emit({ type: "run-end", status: among("failed") ? "partial" : "succeeded" });
    }
    if (act === "cancel" && isOpen) {
      for (let found = among("running", "between"); found; found = among("running", "between")) {
        // A worker that died cannot say that its steps were stopped; whoever goes on begins them anew.
        if (pick % 2 === 0) found.step.state = "pending";
        else go(found, "failed", "step-failed", { code: "CANCELLED", message: "Stopped." });
      }
      isOpen = false;
      emit({ type: "run-end", status: "cancelled" });
    }
    if (act === "redo" && !isOpen) {
      const found = among("failed", "done");
      if (!found) return;
      Object.assign(found.step, { generation: found.step.generation + 1, attempt: 1, state: "pending" });
      isOpen = true;
      emit({ type: "run-reopened", steps: [{ step: found.key, generation: found.step.generation }] });
    }
  }

  script.filter((one) => one.act === "queue").forEach(act);
  begin();
  script.forEach(act);
  return journal;
}
