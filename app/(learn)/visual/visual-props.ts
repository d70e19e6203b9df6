import { elapsedSeconds } from "#components/run/elapsed.ts";
import type { VisualRunProps } from "#components/visual/visual-run.tsx";
import type { Services } from "#server/composition.ts";
import type { RunSnapshot } from "#server/contracts/run.ts";
import { readView } from "./read-view.ts";

/** What the page of a run is rendered with, for its learner and for those who have its link. */
export async function visualProps(
  runs: Services["runs"],
  learnerId: string,
  snapshot: RunSnapshot,
): Promise<Pick<VisualRunProps, "runId" | "input" | "isSample" | "initial" | "initialSeconds">> {
  return {
    runId: snapshot.id,
    input: inputOf(snapshot.input),
    isSample: snapshot.isSample,
    initial: await readView(runs, learnerId, snapshot),
    initialSeconds: elapsedSeconds(snapshot, new Date()),
  };
}

export function inputOf(input: unknown): { topic: string; [field: string]: unknown } {
  const fields = typeof input === "object" && input !== null ? input : {};
  return { ...fields, topic: "topic" in fields && typeof fields.topic === "string" ? fields.topic : "" };
}
