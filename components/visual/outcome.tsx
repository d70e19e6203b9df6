"use client";

import { Check, CircleSlash, RotateCcw, TriangleAlert } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { failureSentence } from "../strings/failure-sentence.ts";
import { formatDuration, formatUsd } from "../strings/format.ts";
import { useLocale, useStrings } from "../strings/strings-provider.tsx";
import { Button, buttonVariants } from "../ui/button.tsx";
import { Notice } from "../ui/notice.tsx";
import { failedStepsOf, stepsOf, type VisualView } from "./visual-view.ts";

/** How it ended: what is missing and why, and one thing to do next. */
export function Outcome({
  view,
  isBusy,
  onRedo,
  onStartAgain,
}: {
  view: VisualView;
  isBusy: boolean;
  onRedo: (steps: { key: string; generation: number }[]) => void;
  onStartAgain: () => void;
}) {
  const { run } = useStrings();
  const locale = useLocale();
  const { status, error } = view.run;

  if (status === "failed") {
    const failed = failedStepsOf(view);
    const reason = error ?? failed[0]?.error ?? null;
    return (
      <Notice tone="bad" className="flex-col gap-4 p-5 sm:p-6">
        <div>
          <h2 className="font-serif text-xl font-semibold">{run.failedTitle}</h2>
          {reason && <p className="mt-1.5">{failureSentence(locale, reason)}</p>}
          <p className="mt-1.5 text-soft">{run.failedHint}</p>
        </div>
        <Button
          aria-disabled={isBusy}
          onClick={() => (failed.length === 0 ? onStartAgain() : onRedo(failed))}
        >
          <RotateCcw aria-hidden="true" />
          {isBusy ? run.retryingNow : failed.length === 0 ? run.startAgain : run.again}
        </Button>
      </Notice>
    );
  }
  if (status === "cancelled") {
    return (
      <Notice className="flex-wrap items-center justify-between gap-4 p-5">
        <CircleSlash aria-hidden="true" className="self-start" />
        <div className="min-w-0 flex-1 basis-56">
          <h2 className="font-semibold text-ink">{run.cancelledTitle}</h2>
          <p>{run.cancelledText}</p>
        </div>
        <Button variant="secondary" size="small" aria-disabled={isBusy} onClick={onStartAgain}>
          <RotateCcw aria-hidden="true" />
          {run.startAgain}
        </Button>
      </Notice>
    );
  }
  if (status === "partial") {
    const missing = stepsOf(view).filter((step) => step.state !== "done").length;
    const failed = failedStepsOf(view);
    return (
      <Notice tone="bad" className="flex-wrap items-center gap-4 p-5">
        <TriangleAlert aria-hidden="true" className="self-start" />
        <div className="min-w-0 flex-1 basis-56">
          <h2 className="font-semibold">{run.partialTitle(Math.max(1, missing))}</h2>
          <p className="text-soft">{run.partialText}</p>
        </div>
        {failed.length > 0 && (
          <Button variant="secondary" size="small" aria-disabled={isBusy} onClick={() => onRedo(failed)}>
            <RotateCcw aria-hidden="true" />
            {isBusy ? run.retryingNow : run.again}
          </Button>
        )}
      </Notice>
    );
  }
  return null;
}

/** The quiet end of the page: what it took, and the way on. */
export function Colophon({
  view,
  seconds,
  isSample,
  children,
}: {
  view: VisualView;
  seconds: number;
  isSample: boolean;
  /** What else can be done with it. */
  children?: ReactNode;
}) {
  const { run } = useStrings();
  const locale = useLocale();
  const { cost, status } = view.run;
  return (
    <div className="mt-8 flex flex-wrap items-center justify-between gap-x-6 gap-y-4 border-t border-line pt-6">
      <p className="flex flex-wrap items-center gap-x-4 gap-y-1 text-[0.9375rem] text-faint">
        {status === "succeeded" && (
          <span className="inline-flex items-center gap-1.5 text-accent">
            <Check aria-hidden="true" className="size-4" strokeWidth={2.4} />
            {run.succeededTitle}
          </span>
        )}
        <span>
          {run.took} {formatDuration(seconds)}
        </span>
        {cost && (
          <span>
            {(isSample ? run.sampleCost : run.cost)(
              formatUsd(locale, cost.usd),
              cost.tokens.toLocaleString(locale),
            )}
          </span>
        )}
      </p>
      <div className="flex flex-wrap gap-3">
        <Link href="/" className={buttonVariants({ variant: "secondary", size: "small" })}>
          {run.askAnother}
        </Link>
        {children}
      </div>
    </div>
  );
}
