"use client";

import { useEffect, useRef, useState } from "react";

/** The newest thing worth saying of a changing view; what came first is not said (the page says it already). */
export function useAnnouncement<V>(view: V, inWords: (before: V, after: V) => string): string {
  const before = useRef(view);
  const [said, setSaid] = useState("");
  useEffect(() => {
    if (before.current === view) return;
    const words = inWords(before.current, view);
    before.current = view;
    if (words !== "") setSaid(words);
  }, [view, inWords]);
  return said;
}
