import type { RunSummary } from "#server/contracts/run.ts";
import type { Strings } from "../strings/en.ts";
import { RunLink } from "./run-link.tsx";

/** Some runs, only to go to. */
export function RunList({
  runs,
  strings,
  locale,
  now,
}: {
  runs: readonly RunSummary[];
  strings: Strings;
  locale: string;
  now: Date;
}) {
  return (
    <ul className="divide-y divide-line border-y border-line">
      {runs.map((run) => (
        <li key={run.id} className="flex">
          <RunLink run={run} strings={strings} locale={locale} now={now} />
        </li>
      ))}
    </ul>
  );
}
