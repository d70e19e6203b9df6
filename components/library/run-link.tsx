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
import { wordsOf } from "./run-words.ts";

const MARKS: Record<RunStatus, { icon: LucideIcon; tone: string }> = {
  queued: { icon: Clock, tone: "text-faint" },
  running: { icon: CircleDashed, tone: "text-accent" },
  waiting: { icon: MessageCircleQuestion, tone: "text-accent" },
  succeeded: { icon: Check, tone: "text-accent" },
  partial: { icon: TriangleAlert, tone: "text-danger" },
  failed: { icon: X, tone: "text-danger" },
  cancelled: { icon: CircleSlash, tone: "text-faint" },
};

/** A run in one glance, and the way to its page: its title, the question, how it stands and when it was asked. */
export function RunLink({
  run,
  strings,
  locale,
  now,
}: {
  run: RunSummary;
  strings: Strings;
  locale: string;
  now: Date;
}) {
  const { icon: Icon, tone } = MARKS[run.status];
  const { title, question } = wordsOf(run, strings.kinds[run.kind].name);
  const createdAt = new Date(run.createdAt);
  return (
    <Link
      href={`/${run.kind}/${run.id}`}
      prefetch={false}
      className="-mx-3 flex min-w-0 flex-1 items-start gap-3.5 rounded-xl px-3 py-4 text-ink no-underline hover:bg-sunk"
    >
      <Icon aria-hidden="true" className={`mt-1 size-5 shrink-0 ${tone}`} strokeWidth={1.9} />
      <span className="min-w-0">
        <span className="line-clamp-2 font-serif text-lg leading-snug wrap-anywhere">{title}</span>
        {question !== null && (
          <span className="mt-0.5 line-clamp-2 text-[0.9375rem] leading-snug text-soft wrap-anywhere">
            {question}
          </span>
        )}
        <span className="mt-1 block text-[0.9375rem] text-faint">
          {strings.run.status[run.status]}
          <span aria-hidden="true"> · </span>
          <time dateTime={run.createdAt}>
            {formatAgo(locale, createdAt, now < createdAt ? createdAt : now)}
          </time>
        </span>
      </span>
    </Link>
  );
}
