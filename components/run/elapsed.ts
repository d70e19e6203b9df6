import type { RunSnapshot } from "#server/contracts/run.ts";

/**
 * Seconds that the making of a run has taken until `now`, by the server's clock (a browser's may be wrong).
 * For a run with steps that were asked for again the time in between says nothing: those steps count alone.
 */
export function elapsedSeconds(
  snapshot: Pick<RunSnapshot, "createdAt" | "startedAt" | "endedAt" | "steps">,
  now: Date,
): number {
  const redone = snapshot.steps.filter((step) => step.generation > 1);
  const starts = redone.map((step) => step.startedAt).filter((at) => at !== null);
  const first = redone.length > 0 ? starts.sort()[0] : (snapshot.startedAt ?? snapshot.createdAt);
  const end = snapshot.endedAt ? new Date(snapshot.endedAt) : now;
  if (first === undefined) return 0;
  return Math.max(0, Math.round((end.getTime() - new Date(first).getTime()) / 1000));
}
