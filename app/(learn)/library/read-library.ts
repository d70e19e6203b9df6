import type { LibraryView } from "#components/library/library-address.ts";
import type { Services } from "#server/composition.ts";
import type { RunSummary } from "#server/contracts/run.ts";
import { isAppError } from "#server/errors.ts";

const PAGE = 20;

/** One page of the library, as it is shown. */
export interface LibraryPage {
  /** Only on the first page of everything. */
  pinned: RunSummary[];
  hasMorePinned: boolean;
  others: RunSummary[];
  /** The cursor of what is older. */
  next: string | null;
}

/**
 * Reads what a view shows: everything is divided into what is pinned (on the first page) and what is not; a search and
 * the list of all that is pinned are not divided.
 */
export async function readLibrary(
  runs: Services["runs"],
  learnerId: string,
  { words, pinned, cursor }: LibraryView,
): Promise<LibraryPage> {
  const which = words === "" ? { pinned } : { search: words };
  const list = runs.list(learnerId, { limit: PAGE, ...which, ...(cursor === null ? {} : { cursor }) });
  const isDivided = words === "" && !pinned && cursor === null;
  const [page, top] = await Promise.all([
    list,
    isDivided ? runs.list(learnerId, { limit: PAGE, pinned: true }) : { runs: [], next: null },
  ]).catch((error: unknown) => {
    // A cursor is part of the address, and may be cut off or old: what is newest then.
    if (cursor !== null && isAppError(error) && error.code === "INVALID") return [];
    throw error;
  });
  if (!page || !top) return readLibrary(runs, learnerId, { words, pinned, cursor: null });
  return { pinned: top.runs, hasMorePinned: top.next !== null, others: page.runs, next: page.next };
}
