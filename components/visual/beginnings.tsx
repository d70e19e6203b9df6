"use client";

import { Check } from "lucide-react";
import { useStrings } from "../strings/strings-provider.tsx";

type Stage = "done" | "now" | "next";

/** What there is to say before there is a plan: where it stands, and what comes then. */
export function Beginnings({ isQueued }: { isQueued: boolean }) {
  const { run } = useStrings();
  const stages: { words: string; stage: Stage }[] = [
    { words: run.asked, stage: "done" },
    { words: run.planning, stage: isQueued ? "next" : "now" },
    { words: run.drawing, stage: "next" },
  ];
  return (
    <ol className="mt-8 grid gap-4">
      {stages.map(({ words, stage }) => (
        <li
          key={words}
          aria-current={stage === "now" ? "step" : undefined}
          className={`flex items-center gap-4 ${stage === "next" ? "text-faint" : "text-ink"}`}
        >
          <span
            aria-hidden="true"
            className={`grid size-6 shrink-0 place-items-center rounded-full border ${
              stage === "done"
                ? "border-accent bg-accent text-on-accent"
                : stage === "now"
                  ? "border-accent motion-safe:animate-breathe"
                  : "border-line"
            }`}
          >
            {stage === "done" && <Check className="size-3.5" strokeWidth={3} />}
            {stage === "now" && <span className="size-2 rounded-full bg-accent" />}
          </span>
          {words}
        </li>
      ))}
    </ol>
  );
}
