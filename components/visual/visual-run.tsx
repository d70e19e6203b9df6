"use client";

import { cx } from "class-variance-authority";
import { Share2, Square, Unplug } from "lucide-react";
import { useCallback, useId, useRef, useState } from "react";
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
import { createDrawingFeeds } from "./drawing-feeds.ts";
import { Filmstrip } from "./filmstrip.tsx";
import { Colophon, Outcome } from "./outcome.tsx";
import { PlanList } from "./plan-list.tsx";
import { ShareForm } from "./share-form.tsx";
import { StepView } from "./step-view.tsx";
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
  /** Where its events come from: the learner's own run, or a shared one. */
  eventsPath: string;
  /** What was asked, to be shown until the plan has a title, and to ask again. */
  input: { topic: string; [field: string]: unknown };
  /** Made by the sample model. */
  isSample: boolean;
  /** Somebody else's: to look at only. */
  isReadOnly: boolean;
  /** The path of the page that others can look at. */
  sharedUrl: string | null;
  initial: VisualView;
  initialSeconds: number;
}

/** The page of a `visual` run, from the first moment to the end, built from its journal alone. */
export function VisualRun(props: VisualRunProps) {
  const { runId, eventsPath, input, isSample, isReadOnly, initial, initialSeconds } = props;
  const strings = useStrings();
  const locale = useLocale();
  const [feeds] = useState(createDrawingFeeds);
  const { view, connection, resume } = useRunEvents({
    path: eventsPath,
    initial,
    apply: applyToVisual,
    divert: feeds.take,
  });
  const over = isOver(view.run.status);
  const seconds = useElapsed(initialSeconds, !over);
  const actions = useRunActions(runId, !over, resume);
  const again = useStartRun();
  const describe = useCallback(
    (from: VisualView, to: VisualView) => announcement(strings, from, to),
    [strings],
  );
  const said = useAnnouncements(view, describe);
  const [chosen, setChosen] = useState(0);
  const title = useRef<HTMLHeadingElement>(null);
  const controls = useRef<HTMLDivElement>(null);
  const outcome = useRef<HTMLDivElement>(null);
  useKeepFocus(!over, controls, title);
  useKeepFocus(over, outcome, title);

  const steps = stepsOf(view);
  const isPlanned = view.plan?.isWhole === true;
  const selected = Math.min(chosen, steps.length - 1);
  const step = isPlanned ? steps[selected] : undefined;
  const done = steps.filter((one) => one.state === "done").length;
  const progress = isPlanned ? strings.run.progress(done, steps.length) : strings.run.planning;
  const refusal = actions.refusal ?? again.refusal;
  const headline = view.plan?.title ?? input.topic;

  return (
    <article data-wide="" aria-busy={!over} data-status={view.run.status} data-connection={connection}>
      <div role="log" aria-label={strings.run.progressLabel} className="sr-only">
        {said.map(({ id, words }) => (
          <p key={id}>{words}</p>
        ))}
      </div>
      <header>
        {isReadOnly && <p className="mb-3 text-[0.9375rem] text-faint">{strings.visual.share.readOnly}</p>}
        {view.plan?.title && (
          <p className="mb-2 line-clamp-3 text-soft wrap-anywhere">
            <span className="sr-only">{strings.visual.question}: </span>
            {input.topic}
          </p>
        )}
        <h1
          ref={title}
          tabIndex={-1}
          className={cx(
            "font-serif leading-[1.2] font-semibold tracking-tight wrap-anywhere",
            headline.length > LONG_TITLE ? "text-xl sm:text-2xl" : "text-[1.8rem] sm:text-[2.4rem]",
          )}
        >
          {headline}
        </h1>
      </header>

      {!over && (
        <div
          ref={controls}
          className="sticky top-0 z-20 -mx-4 mt-3 mb-4 bg-paper/95 px-4 pt-2 pb-3 backdrop-blur-sm sm:-mx-6 sm:px-6"
        >
          <div className="mb-2 flex min-h-11 items-center justify-between gap-4">
            <p className="text-[0.9375rem] text-soft">
              {view.run.queue ? strings.run.status.queued : progress}
              <span aria-hidden="true"> · </span>
              <span className="sr-only">{strings.run.elapsed} </span>
              <span className="tabular-nums">{formatDuration(seconds)}</span>
            </p>
            {!isReadOnly && (
              <Button
                variant="secondary"
                size="small"
                aria-disabled={actions.isStopping}
                onClick={actions.stop}
              >
                <Square aria-hidden="true" className="fill-current" />
                {actions.isStopping ? strings.run.stopping : strings.run.stop}
              </Button>
            )}
          </div>
          <ProgressTrack
            label={strings.run.progressLabel}
            text={progress}
            segments={
              isPlanned ? steps.map((one) => SEGMENTS[one.state]) : [view.run.queue ? "pending" : "running"]
            }
          />
        </div>
      )}

      {!over && !view.plan && <Beginnings isQueued={view.run.queue !== null} />}
      {view.run.queue && <QueueNote queue={view.run.queue} strings={strings} />}
      <div role="status">
        {connection === "reconnecting" && (
          <Notice className="mb-4">
            <Unplug aria-hidden="true" />
            <p>{strings.run.reconnecting}</p>
          </Notice>
        )}
      </div>
      <div role="alert">
        {refusal && (
          <Notice tone="bad" className="mb-4">
            <p>
              {strings.run.actionFailed} {refusalSentence(locale, refusal)}
            </p>
          </Notice>
        )}
      </div>
      {!isReadOnly && (
        <div ref={outcome} className="not-empty:mb-6">
          <Outcome
            view={view}
            isBusy={actions.isBusy || again.isStarting}
            onRedo={(keys) => void actions.redo(keys)}
            onStartAgain={() => void again.start("visual", input)}
          />
        </div>
      )}

      {view.plan && !isPlanned && <PlanList steps={view.plan.steps} />}
      {step && (
        <div className={over ? "mt-5" : ""}>
          <StepView
            step={step}
            number={selected + 1}
            total={steps.length}
            feeds={feeds}
            onStep={(by) => setChosen(selected + by)}
            actions={
              isReadOnly
                ? null
                : {
                    runId,
                    isBusy: actions.isBusy,
                    isAsked: actions.isAsked,
                    redo: (one, wish) => void actions.redo([one], wish),
                  }
            }
          />
          <Filmstrip steps={steps} feeds={feeds} selected={selected} onSelect={setChosen} />
        </div>
      )}
      {over && (
        <Colophon view={view} seconds={seconds} isSample={isSample}>
          {!isReadOnly && done > 0 && <Sharing runId={runId} sharedUrl={props.sharedUrl} />}
        </Colophon>
      )}
    </article>
  );
}

/** Opens the form that shares the run. */
function Sharing({ runId, sharedUrl }: { runId: string; sharedUrl: string | null }) {
  const { visual } = useStrings();
  const [isOpen, setOpen] = useState(false);
  const panel = useId();
  return (
    <>
      <Button
        variant="secondary"
        size="small"
        aria-expanded={isOpen}
        aria-controls={panel}
        onClick={() => setOpen(!isOpen)}
      >
        <Share2 aria-hidden="true" />
        {visual.shareIt}
      </Button>
      <div id={panel} hidden={!isOpen} className="order-last basis-full">
        <ShareForm runId={runId} initialUrl={sharedUrl} />
      </div>
    </>
  );
}
