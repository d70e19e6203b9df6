"use client";

import { ChevronDown } from "lucide-react";
import type { Level } from "#server/contracts/visual.ts";
import { useStrings } from "../strings/strings-provider.tsx";

const LEVELS = ["child", "teen", "adult", "expert"] as const satisfies Level[];

/** For whom it should be; nobody has to choose. */
export function LevelSelect({
  value,
  onChange,
}: {
  value: Level | "";
  onChange: (level: Level | "") => void;
}) {
  const { home } = useStrings();
  return (
    <div className="relative inline-flex min-w-0 items-center text-soft hover:text-ink">
      <select
        name="level"
        aria-label={home.level}
        value={value}
        onChange={(event) => onChange(LEVELS.find((level) => level === event.target.value) ?? "")}
        className="field-sizing-content min-h-11 max-w-40 cursor-pointer appearance-none rounded-full bg-transparent py-1 pr-8 pl-2.5 text-[0.9375rem]"
      >
        <option value="">{home.anyLevel}</option>
        {LEVELS.map((level) => (
          <option key={level} value={level}>
            {home.levels[level]}
          </option>
        ))}
      </select>
      <ChevronDown aria-hidden="true" className="pointer-events-none absolute right-2.5 size-4" />
    </div>
  );
}
