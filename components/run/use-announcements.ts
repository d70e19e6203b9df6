"use client";

import { useEffect, useRef, useState } from "react";

export interface Announcement {
  id: number;
  words: string;
}

/** Enough that none is gone before it was read out, and few enough for someone who walks through the page. */
const KEPT = 6;

/**
 * The newest things worth saying of a changing view, as a list that grows at its end: of a text that is replaced
 * a screen reader would drop what it had not read yet. What came first is not said (the page says it already).
 */
export function useAnnouncements<V>(view: V, inWords: (before: V, after: V) => string): Announcement[] {
  const before = useRef(view);
  const [said, setSaid] = useState<Announcement[]>([]);
  useEffect(() => {
    if (before.current === view) return;
    const words = inWords(before.current, view);
    before.current = view;
    if (words === "") return;
    setSaid((list) => [...list.slice(1 - KEPT), { id: (list.at(-1)?.id ?? 0) + 1, words }]);
  }, [view, inWords]);
  return said;
}
