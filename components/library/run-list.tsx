import {
  Check,
  CircleDashed,
  CircleSlash,
  Clock,
  type LucideIcon,
  MessageCircleQuestion,
  TriangleAlert,
  X,
} from "lucide-react";
import Link from "next/link";
import type { RunStatus, RunSummary } from "#server/contracts/run.ts";
import type { Strings } from "../strings/en.ts";
import { formatAgo } from "../strings/format.ts";

const MARKS: Record<RunStatus, { icon: LucideIcon; tone: string }> = {
  queued: { icon: Clock, tone: "text-faint" },
  running: { icon: CircleDashed, tone: "text-accent" },
  waiting: { icon: MessageCircleQuestion, tone: "text-accent" },
  succeeded: { icon: Check, tone: "text-accent" },
  partial: { icon: TriangleAlert, tone: "text-danger" },
  failed: { icon: X, tone: "text-danger" },
  cancelled: { icon: CircleSlash, tone: "text-faint" },
};

/** What a run is about: the words that were asked for, whatever its kind calls them. */
function titleOf(run: RunSummary, fallback: string): string {
  const input: unknown = run.input;
  if (typeof input !== "object" || input === null) return fallback;
  for (const field of ["topic", "title", "canDoId"]) {
    const value = (input as Record<string, unknown>)[field];
    if (typeof value === "string" && value !== "") return value;
  }
  return fallback;
}

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
      {runs.map((run) => {
        const { icon: Icon, tone } = MARKS[run.status];
        return (
          <li key={run.id}>
            <Link
              href={`/${run.kind}/${run.id}`}
              prefetch={false}
              className="group -mx-3 flex items-start gap-3.5 rounded-xl px-3 py-4 text-ink no-underline hover:bg-sunk"
            >
              <Icon aria-hidden="true" className={`mt-1 size-5 shrink-0 ${tone}`} strokeWidth={1.9} />
              <span className="min-w-0">
                <span className="line-clamp-2 font-serif text-lg leading-snug wrap-anywhere">
                  {titleOf(run, strings.kinds[run.kind].name)}
                </span>
                <span className="mt-1 block text-[0.9375rem] text-faint">
                  {strings.run.status[run.status]}
                  <span aria-hidden="true"> · </span>
                  <time dateTime={run.createdAt}>{formatAgo(locale, new Date(run.createdAt), now)}</time>
                </span>
              </span>
            </Link>
          </li>
        );
      })}
    </ul>
  );
}
