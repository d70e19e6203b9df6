"use client";

import { BookText, Download, PencilLine, RotateCcw } from "lucide-react";
import { type ReactNode, type Ref, useId, useRef, useState } from "react";
import { useKeepFocus } from "../run/use-keep-focus.ts";
import { failureSentence } from "../strings/failure-sentence.ts";
import { useLocale, useStrings } from "../strings/strings-provider.tsx";
import { Button } from "../ui/button.tsx";
import { Downloads } from "./downloads.tsx";
import type { DrawingFeeds } from "./drawing-feeds.ts";
import { DrawingReport } from "./drawing-report.tsx";
import { isWorking } from "./filmstrip.tsx";
import { Player } from "./player.tsx";
import { RedoForm } from "./redo-form.tsx";
import { createDrawingFeed, type DrawingFeed } from "./svg-stage/drawing-feed.ts";
import type { VisualStep } from "./visual-view.ts";

/** What a learner may do with the steps of a run of their own. */
export interface StepActions {
  runId: string;
  /** Whether nothing can be asked for just now. */
  isBusy: boolean;
  isAsked(key: string, generation: number): boolean;
  redo(step: { key: string; generation: number }, wish?: string): void;
}

const NO_STROKES: DrawingFeed = createDrawingFeed();
type Panel = "words" | "redo" | "save";

/** One step, large: its drawing with the player, what it is about, and what can be done with it. */
export function StepView({
  step,
  number,
  total,
  feeds,
  onStep,
  actions,
}: {
  step: VisualStep;
  number: number;
  total: number;
  feeds: DrawingFeeds;
  onStep: (by: 1 | -1) => void;
  /** Null for those who may only look. */
  actions: StepActions | null;
}) {
  const { visual } = useStrings();
  const [shown, setShown] = useState(step.plan.id);
  const [open, setOpen] = useState<Panel | null>(null);
  const panel = useId();
  const title = useRef<HTMLHeadingElement>(null);
  const panelBox = useRef<HTMLDivElement>(null);
  const instead = useRef<HTMLDivElement>(null);
  const { plan, key, state, drawing, generation } = step;
  const isShown = key !== null && (drawing !== null || isWorking(step));
  const canRedo = actions !== null && key !== null && !isWorking(step) && state !== "pending";
  const isAsked = key !== null && (actions?.isAsked(key, generation) ?? false);
  const toggle = (one: Panel) => setOpen(open === one ? null : one);
  // Another step: who reads in words reads on, but what is asked for is about one step.
  if (shown !== step.plan.id) {
    setShown(step.plan.id);
    if (open !== "words") setOpen(null);
  }
  // What was pressed goes away when it is done: the keyboard goes on from the step's title.
  useKeepFocus(open === "redo" && canRedo, panelBox, title);
  useKeepFocus(state === "failed" || state === "stopped", instead, title);

  return (
    <section aria-label={visual.step(number, total)} data-slot="stage" data-state={state}>
      <Player
        feed={isShown ? feeds.feedOf(key) : NO_STROKES}
        title={plan.title}
        description={plan.alt}
        number={number}
        total={total}
        onStep={onStep}
        instead={<Instead ref={instead} step={step} actions={actions} />}
      >
        <Tool label={visual.describe} isOpen={open === "words"} panel={panel} onClick={() => toggle("words")}>
          <BookText aria-hidden="true" />
        </Tool>
        {canRedo && (
          <Tool label={visual.redraw} isOpen={open === "redo"} panel={panel} onClick={() => toggle("redo")}>
            <PencilLine aria-hidden="true" />
          </Tool>
        )}
        {actions !== null && drawing !== null && (
          <Tool label={visual.save} isOpen={open === "save"} panel={panel} onClick={() => toggle("save")}>
            <Download aria-hidden="true" />
          </Tool>
        )}
      </Player>

      <div className="mx-auto mt-3 max-w-[max(20rem,calc((100dvh-23rem)*1.6))]">
        <div id={panel} ref={panelBox} className="not-empty:mb-5">
          {open === "words" && <p className="rounded-2xl bg-sunk p-5 text-soft wrap-anywhere">{plan.alt}</p>}
          {open === "redo" && canRedo && (
            <RedoForm
              key={plan.id}
              isBusy={actions.isBusy || isAsked}
              onRedo={(wish) => {
                actions.redo({ key, generation }, wish);
                setOpen(null);
              }}
            />
          )}
          {open === "save" && actions !== null && <Downloads runId={actions.runId} step={plan.id} />}
        </div>
        {state === "failed" && drawing !== null && <p className="mb-3 text-danger">{visual.former}</p>}
        <p className="text-[0.9375rem] text-faint">
          {visual.tags[plan.tag]}
          {state !== "done" && (
            <>
              <span aria-hidden="true"> · </span>
              {visual.states[state]}
            </>
          )}
        </p>
        <h2
          ref={title}
          tabIndex={-1}
          className="mt-1 font-serif text-[1.45rem] leading-snug font-semibold tracking-tight wrap-anywhere"
        >
          {plan.title}
        </h2>
        <p className="mt-1.5 max-w-[42rem] text-soft wrap-anywhere">{plan.desc}</p>
        {drawing && !isWorking(step) && <DrawingReport key={plan.id} drawing={drawing} />}
      </div>
    </section>
  );
}

function Tool({
  label,
  isOpen,
  panel,
  onClick,
  children,
}: {
  label: string;
  isOpen: boolean;
  panel: string;
  onClick: () => void;
  children: ReactNode;
}) {
  return (
    <button
      type="button"
      aria-expanded={isOpen}
      aria-controls={panel}
      onClick={onClick}
      className={`inline-flex min-h-11 cursor-pointer items-center gap-2 rounded-full px-3 text-[0.9375rem] transition-colors hover:bg-sunk hover:text-ink [&_svg]:size-5 ${isOpen ? "bg-sunk text-ink" : "text-soft"}`}
    >
      {children}
      <span className="max-sm:sr-only">{label}</span>
    </button>
  );
}

/** What stands on the paper as long as nothing is drawn, or because nothing could be. */
function Instead({
  step,
  actions,
  ref,
}: {
  step: VisualStep;
  actions: StepActions | null;
  ref: Ref<HTMLDivElement>;
}) {
  const { visual, run } = useStrings();
  const locale = useLocale();
  const { key, generation, state, error } = step;
  const canAskAgain = actions !== null && key !== null && (state === "failed" || state === "stopped");
  const isAsked = key !== null && (actions?.isAsked(key, generation) ?? false);
  if (state === "failed" || state === "stopped")
    return (
      <div
        ref={ref}
        className="grid place-content-center justify-items-center gap-4 bg-sunk p-6 text-center text-soft"
      >
        <p className={state === "failed" ? "text-danger" : ""}>
          {state === "failed" ? visual.failed : visual.states.stopped}
        </p>
        {state === "failed" && error && <p>{failureSentence(locale, error)}</p>}
        {canAskAgain && (
          <Button
            variant="secondary"
            aria-disabled={actions.isBusy || isAsked}
            onClick={() => actions.redo({ key, generation })}
          >
            <RotateCcw aria-hidden="true" />
            {isAsked ? run.retryingNow : run.again}
          </Button>
        )}
      </div>
    );
  // It is whole, and on its way here.
  if (state === "done") return null;
  // The paper is light in both themes, and so is the ink on it dark.
  return (
    <p
      className={`grid place-content-center p-6 text-center text-[#666b76] ${isWorking(step) ? "motion-safe:animate-breathe" : ""}`}
    >
      {visual.states[state]}
    </p>
  );
}
