import { emptyRunView } from "#components/run/run-view.ts";
import { applyToVisual, type VisualView } from "#components/visual/visual-view.ts";
import type { Services } from "#server/composition.ts";
import type { RunSnapshot } from "#server/contracts/run.ts";

/** A page is answered with what was read until then, in milliseconds; its stream brings the rest. */
const LONGEST_READ_MS = 1_500;

/**
 * Replays a run's journal up to its snapshot, so that the page is complete before any script runs, and shows
 * the very same thing as one that watched it live.
 */
export async function readView(
  runs: Services["runs"],
  learnerId: string,
  snapshot: RunSnapshot,
): Promise<VisualView> {
  let view: VisualView = { run: emptyRunView(snapshot), plan: null, drawings: {} };
  const reader = await runs.openEvents(learnerId, snapshot.id, 0);
  if (!reader) return view;
  const deadline = setTimeout(() => reader.close(), LONGEST_READ_MS);
  try {
    while (view.run.seq < snapshot.seq) {
      const events = await reader.read();
      if (events === null) break;
      view = events.reduce(applyToVisual, view);
    }
  } finally {
    clearTimeout(deadline);
    reader.close();
  }
  return view;
}
