"use client";

import Link from "next/link";
import { useId, useRef, useState } from "react";
import type { RunSummary } from "#server/contracts/run.ts";
import { useStrings } from "../strings/strings-provider.tsx";
import { DeleteDialog } from "./delete-dialog.tsx";
import { libraryAddress } from "./library-address.ts";
import { LibraryRow } from "./library-row.tsx";
import { useFocusWhenLost } from "./use-focus-when-lost.ts";
import { useLibraryActions } from "./use-library-actions.ts";

/** The rows beside a run, the next one first: where a keyboard goes on when the run is gone. */
function neighbours(root: HTMLElement | null, id: string): string[] {
  const ids = [...(root?.querySelectorAll<HTMLElement>("[data-run]") ?? [])].map((row) => row.dataset.run);
  const place = ids.indexOf(id);
  return [ids[place + 1], ids[place - 1]].filter((one) => one !== undefined);
}

/** The runs of a library page: what is pinned, then the others, each with what can be done with it. */
export function LibraryRuns({
  pinned,
  hasMorePinned,
  others,
  now,
  lastResort,
}: {
  /** What is pinned, where that has a section of its own; else empty. */
  pinned: readonly RunSummary[];
  hasMorePinned: boolean;
  others: readonly RunSummary[];
  /** When the page was made, in milliseconds: server and browser say the same of every time. */
  now: number;
  /** The id of what gets the focus when no row is left. */
  lastResort: string;
}) {
  const { library } = useStrings();
  const name = useId();
  const root = useRef<HTMLDivElement>(null);
  const [asking, setAsking] = useState<{ run: RunSummary; title: string } | null>(null);
  const focusWhenLost = useFocusWhenLost(root, lastResort);
  const { changes, said, pin, remove } = useLibraryActions(pinned, others);

  const rows = (runs: readonly RunSummary[]) => (
    <ul className="divide-y divide-line border-y border-line">
      {runs
        .filter(({ id }) => !changes[id]?.isRemoved)
        .map((run) => (
          <LibraryRow
            key={run.id}
            run={run}
            now={now}
            change={changes[run.id]}
            onPin={(title, isPinned, isKeyboard) => {
              focusWhenLost({ selector: `[data-run="${run.id}"] [data-part=pin]`, scrolls: isKeyboard });
              void pin(run, title, isPinned);
            }}
            onRemove={(title) => setAsking({ run, title })}
          />
        ))}
    </ul>
  );
  const isLeft = (runs: readonly RunSummary[]) => runs.some(({ id }) => !changes[id]?.isRemoved);
  return (
    <div ref={root}>
      {isLeft(pinned) && (
        <section aria-labelledby={`${name}-pinned`} className="mb-10">
          <h2 id={`${name}-pinned`} className="mb-3 text-[0.9375rem] font-semibold text-faint">
            {library.pinned}
          </h2>
          {rows(pinned)}
          {hasMorePinned && (
            <p className="mt-4">
              <Link
                href={libraryAddress({ pinned: true })}
                className="text-accent underline-offset-4 hover:underline"
              >
                {library.allPinned}
              </Link>
            </p>
          )}
        </section>
      )}
      {isLeft(others) && (
        <section aria-labelledby={pinned.length > 0 ? `${name}-others` : lastResort}>
          {pinned.length > 0 && (
            <h2 id={`${name}-others`} className="mb-3 text-[0.9375rem] font-semibold text-faint">
              {library.others}
            </h2>
          )}
          {rows(others)}
        </section>
      )}
      {asking && (
        <DeleteDialog
          key={asking.run.id}
          title={asking.title}
          isUnderWay={asking.run.status === "queued" || asking.run.status === "running"}
          onClosed={() => setAsking(null)}
          onConfirm={() =>
            void remove(asking.run, asking.title, () =>
              focusWhenLost(
                ...neighbours(root.current, asking.run.id).map((id) => ({
                  selector: `[data-run="${id}"] a`,
                  scrolls: true,
                })),
              ),
            )
          }
        />
      )}
      <p role="status" className="sr-only">
        {said}
      </p>
    </div>
  );
}
