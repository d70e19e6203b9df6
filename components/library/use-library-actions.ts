"use client";

import { useRouter } from "next/navigation";
import { startTransition, useEffect, useState } from "react";
import type { RunSummary } from "#server/contracts/run.ts";
import { refusalSentence } from "../request/refusal-sentence.ts";
import { sendJson } from "../request/send-json.ts";
import { useLocale, useStrings } from "../strings/strings-provider.tsx";

/** What was done to a run and does not show in the server's list yet. */
export interface RowChange {
  pinned?: boolean;
  isBusy?: boolean;
  isRemoving?: boolean;
  isRemoved?: boolean;
  /** Why the last thing did not work. */
  problem?: string;
}

/**
 * Pinning shows at once and is taken back when it is refused; deleting shows when it is done. Then the page is read
 * anew. `said` is the last thing done, for those who do not see it.
 */
export function useLibraryActions(pinned: readonly RunSummary[], others: readonly RunSummary[]) {
  const router = useRouter();
  const locale = useLocale();
  const { library } = useStrings();
  const [changes, setChanges] = useState<Record<string, RowChange>>({});
  const [said, setSaid] = useState("");

  const change = (id: string, what: RowChange) =>
    setChanges((before) => ({ ...before, [id]: { ...before[id], ...what } }));

  // biome-ignore lint/correctness/useExhaustiveDependencies: new lists from the server are what makes this run.
  useEffect(() => {
    setChanges((before) =>
      Object.fromEntries(
        Object.entries(before).filter(([, one]) => one.isBusy || one.isRemoved || one.problem),
      ),
    );
  }, [pinned, others]);

  async function pin(run: RunSummary, title: string, isPinned: boolean) {
    if (changes[run.id]?.isBusy) return;
    change(run.id, { pinned: isPinned, isBusy: true, problem: undefined });
    const answer = await sendJson("PATCH", `/api/runs/${encodeURIComponent(run.id)}`, { pinned: isPinned });
    if (answer.ok) {
      change(run.id, { isBusy: false });
      setSaid(isPinned ? library.isPinned(title) : library.isUnpinned(title));
      return startTransition(() => router.refresh());
    }
    const what = isPinned ? library.pinFailed(title) : library.unpinFailed(title);
    change(run.id, {
      pinned: undefined,
      isBusy: false,
      problem: `${what} ${refusalSentence(locale, answer.refusal)}`,
    });
  }

  /** `onRemove` is called when it is deleted, while its row still stands. */
  async function remove(run: RunSummary, title: string, onRemove: () => void) {
    if (changes[run.id]?.isBusy) return;
    change(run.id, { isBusy: true, isRemoving: true, problem: undefined });
    const answer = await sendJson("DELETE", `/api/runs/${encodeURIComponent(run.id)}`);
    // One that is gone already is as good as deleted.
    if (answer.ok || answer.refusal.code === "NOT_FOUND") {
      onRemove();
      change(run.id, { isBusy: false, isRemoving: false, isRemoved: true });
      setSaid(library.isRemoved(title));
      return startTransition(() => router.refresh());
    }
    change(run.id, {
      isBusy: false,
      isRemoving: false,
      problem: `${library.removeFailed(title)} ${refusalSentence(locale, answer.refusal)}`,
    });
  }

  return { changes, said, pin, remove };
}
