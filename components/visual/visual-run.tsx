"use client";

import { cx } from "class-variance-authority";
import { Square, Unplug } from "lucide-react";
import { useCallback, useRef } from "react";
import { useStartRun } from "../home/use-start-run.ts";
import { refusalSentence } from "../request/refusal-sentence.ts";
import { ProgressTrack } from "../run/progress-track.tsx";
import { QueueNote } from "../run/queue-note.tsx";
import { isOver } from "../run/run-view.ts";
import { useAnnouncements } from "../run/use-announcements.ts";
import { useElapsed } from "../run/use-elapsed.ts";
import { useKeepFocus } from "../run/use-keep-focus.ts";
import { useRunActions } from "../run/use-run-actions.ts";
import { useRunEvents } from "../run/use-run-events.ts";
import { formatDuration } from "../strings/format.ts";
import { useLocale, useStrings } from "../strings/strings-provider.tsx";
import { Button } from "../ui/button.tsx";
import { Notice } from "../ui/notice.tsx";
import { announcement } from "./announce.ts";
import { Beginnings } from "./beginnings.tsx";
import { Colophon, Outcome } from "./outcome.tsx";
import { StepCard } from "./step-card.tsx";
import { applyToVisual, stepsOf, type VisualStep, type VisualView } from "./visual-view.ts";

const SEGMENTS = {
  pending: "pending",
  stopped: "pending",
  running: "running",
  retrying: "running",
  done: "done",
  failed: "failed",
} as const satisfies Record<VisualStep["state"], string>;

/** In characters: a whole paragraph is no headline. */
const LONG_TITLE = 110;

export interface VisualRunProps {
  runId: string;
  /** What was asked, to be shown until the plan has a title, and to ask again. */
  input: { topic: string; [field: string]: unknown };
  /** Made by the sample model. */
  isSample: boolean;
  initial: VisualView;
  initialSeconds: number;
}

/** The page of a `visual` run, from the first moment to the end, built from its journal alone. */
export function VisualRun({ runId, input, isSample, initial, initialSeconds }: VisualRunProps) {
  const strings = useStrings();
  const locale = useLocale();
  const { view, connection, resume } = useRunEvents(runId, initial, applyToVisual);
  const over = isOver(view.run.status);
  const seconds = useElapsed(initialSeconds, !over);
  const actions = useRunActions(runId, !over, resume);
  const again = useStartRun();
  const describe = useCallback(
    (from: VisualView, to: VisualView) => announcement(strings, from, to),
    [strings],
  );
  const said = useAnnouncements(view, describe);
  const title = useRef<HTMLHeadingElement>(null);
  const controls = useRef<HTMLDivElement>(null);
  const outcome = useRef<HTMLDivElement>(null);
  useKeepFocus(!over, controls, title);
  useKeepFocus(over, outcome, title);

  const steps = stepsOf(view);
  const done = steps.filter((step) => step.state === "done").length;
  const progress = view.plan ? strings.run.progress(done, steps.length) : strings.run.planning;
  const refusal = actions.refusal ?? again.refusal;

  return (
    <article aria-busy={!over} data-status={view.run.status} data-connection={connection}>
      <div role="log" aria-label={strings.run.progressLabel} className="sr-only">
        {said.map(({ id, words }) => (
          <p key={id}>{words}</p>
        ))}
      </div>
      <header>
        {view.plan && (
          <p className="mb-3 line-clamp-3 text-soft wrap-anywhere">
            <span className="sr-only">{strings.visual.question}: </span>
            {input.topic}
          </p>
        )}
        <h1
          ref={title}
          tabIndex={-1}
          className={cx(
            "font-serif leading-[1.2] font-semibold tracking-tight wrap-anywhere",
            (view.plan?.title ?? input.topic).length > LONG_TITLE
              ? "text-xl sm:text-2xl"
              : "text-[2rem] sm:text-[2.75rem]",
          )}
        >
          {view.plan?.title ?? input.topic}
        </h1>
      </header>

      {!over && (
        <div
          ref={controls}
          className="sticky top-0 z-10 -mx-4 mt-5 bg-paper/95 px-4 pt-3 pb-4 backdrop-blur-sm sm:-mx-6 sm:px-6"
        >
          <div className="mb-3 flex min-h-11 items-center justify-between gap-4">
            <p className="text-[0.9375rem] text-soft">
              {view.run.queue ? strings.run.status.queued : progress}
              <span aria-hidden="true"> · </span>
              <span className="sr-only">{strings.run.elapsed} </span>
              <span className="tabular-nums">{formatDuration(seconds)}</span>
            </p>
            <Button
              variant="secondary"
              size="small"
              aria-disabled={actions.isStopping}
              onClick={actions.stop}
            >
              <Square aria-hidden="true" className="fill-current" />
              {actions.isStopping ? strings.run.stopping : strings.run.stop}
            </Button>
          </div>
          <ProgressTrack
            label={strings.run.progressLabel}
            text={progress}
            segments={
              view.plan ? steps.map((step) => SEGMENTS[step.state]) : [view.run.queue ? "pending" : "running"]
            }
          />
        </div>
      )}

      {!over && !view.plan && <Beginnings isQueued={view.run.queue !== null} />}
      {view.run.queue && <QueueNote queue={view.run.queue} strings={strings} />}
      <div role="status">
        {connection === "reconnecting" && (
          <Notice className="mt-6">
            <Unplug aria-hidden="true" />
            <p>{strings.run.reconnecting}</p>
          </Notice>
        )}
      </div>
      <div role="alert">
        {refusal && (
          <Notice tone="bad" className="mt-6">
            <p>
              {strings.run.actionFailed} {refusalSentence(locale, refusal)}
            </p>
          </Notice>
        )}
      </div>
      <div ref={outcome}>
        <Outcome
          view={view}
          isBusy={actions.isBusy || again.isStarting}
          onRedo={(keys) => void actions.redo(keys)}
          onStartAgain={() => void again.start("visual", input)}
        />
      </div>

      {steps.length > 0 && (
        <ol aria-label={strings.visual.steps} className="mt-4">
          {steps.map((step, index) => (
            <StepCard
              key={step.plan.id}
              step={step}
              number={index + 1}
              total={steps.length}
              isRedoing={step.key !== null && actions.isAsked(step.key, step.generation)}
              onRedo={(key) => void actions.redo([{ key, generation: step.generation }])}
            />
          ))}
        </ol>
      )}
      {over && <Colophon view={view} seconds={seconds} isSample={isSample} />}
    </article>
  );
}
