"use client";

import { BookOpen, Languages, ListTree, type LucideIcon, PencilLine, Rows4 } from "lucide-react";
import type { RunKind } from "#server/contracts/run.ts";
import { useStrings } from "../strings/strings-provider.tsx";

const ICONS: Record<RunKind, LucideIcon> = {
  visual: PencilLine,
  story: BookOpen,
  lesson: Languages,
  course: ListTree,
  variants: Rows4,
};

/** The ways that this server has. One alone is no choice, so nothing is shown then. */
export function WaysToLearn({
  kinds,
  chosen,
  onChoose,
}: {
  kinds: readonly RunKind[];
  chosen: RunKind;
  onChoose: (kind: RunKind) => void;
}) {
  const strings = useStrings();
  if (kinds.length < 2) return null;
  return (
    <fieldset className="mt-8 grid grid-cols-2 gap-2 sm:flex">
      <legend className="sr-only">{strings.home.ways}</legend>
      {kinds.map((kind) => {
        const Icon = ICONS[kind];
        return (
          <label
            key={kind}
            className="flex flex-1 cursor-pointer flex-col gap-1 rounded-2xl border border-line p-3 text-soft has-checked:border-accent has-checked:bg-accent-wash has-checked:text-ink has-focus-visible:outline-2 has-focus-visible:outline-accent"
          >
            <input
              type="radio"
              name="kind"
              className="sr-only"
              checked={kind === chosen}
              onChange={() => onChoose(kind)}
            />
            <Icon aria-hidden="true" className="size-5" strokeWidth={1.7} />
            <span className="font-semibold">{strings.kinds[kind].name}</span>
            <span className="text-sm">{strings.kinds[kind].summary}</span>
          </label>
        );
      })}
    </fieldset>
  );
}
