"use client";

import { Check, CircleSlash, RotateCcw, X } from "lucide-react";
import { type CSSProperties, useId, useRef } from "react";
import { useKeepFocus } from "../run/use-keep-focus.ts";
import { failureSentence } from "../strings/failure-sentence.ts";
import { useLocale, useStrings } from "../strings/strings-provider.tsx";
import { Button } from "../ui/button.tsx";
import type { VisualStep } from "./visual-view.ts";

function paragraphsOf(text: string): string[] {
  return text.split(/\n\s*\n/).filter((paragraph) => paragraph.trim() !== "");
}

function Mark({ state, number }: { state: VisualStep["state"]; number: number }) {
  const base = "grid size-9 shrink-0 place-items-center rounded-full border text-[0.9375rem] tabular-nums";
  const icon = "size-[1.1rem]";
  if (state === "done") {
    return (
      <span className={`${base} border-accent bg-accent text-on-accent`}>
        <Check aria-hidden="true" className={icon} strokeWidth={2.5} />
      </span>
    );
  }
  if (state === "failed") {
    return (
      <span className={`${base} border-danger text-danger`}>
        <X aria-hidden="true" className={icon} strokeWidth={2.5} />
      </span>
    );
  }
  if (state === "stopped") {
    return (
      <span className={`${base} border-line text-faint`}>
        <CircleSlash aria-hidden="true" className={icon} />
      </span>
    );
  }
  const isWorking = state !== "pending";
  return (
    <span
      aria-hidden="true"
      className={`${base} ${isWorking ? "border-accent text-accent motion-safe:animate-breathe" : "border-line text-faint"}`}
    >
      {number}
    </span>
  );
}

/** The text as it grows: paragraphs of plain words, with a caret while more is coming. */
function StepText({ text, isGrowing }: { text: string; isGrowing: boolean }) {
  const paragraphs = paragraphsOf(text);
  return (
    <div className="mt-4 grid gap-4 font-serif text-[1.1875rem] leading-[1.7] wrap-anywhere">
      {paragraphs.map((paragraph, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: paragraphs only ever grow at the end.
        <p key={index} className="whitespace-pre-line">
          {paragraph}
          {isGrowing && index === paragraphs.length - 1 && (
            <span
              aria-hidden="true"
              className="ml-0.5 inline-block h-[1.05em] w-[2px] translate-y-[0.18em] bg-accent motion-safe:animate-caret"
            />
          )}
        </p>
      ))}
    </div>
  );
}

/** One planned step: what it will be about at once, its text as it comes, or why there is none. */
export function StepCard({
  step,
  number,
  total,
  isRedoing,
  onRedo,
}: {
  step: VisualStep;
  number: number;
  total: number;
  isRedoing: boolean;
  onRedo: (key: string) => void;
}) {
  const strings = useStrings();
  const locale = useLocale();
  const heading = useId();
  const title = useRef<HTMLHeadingElement>(null);
  const actions = useRef<HTMLDivElement>(null);
  const { visual, run } = strings;
  const { plan, state, key } = step;
  const isWorking = state === "running" || state === "retrying";
  const canAskAgain = key !== null && (state === "failed" || state === "stopped");
  useKeepFocus(canAskAgain, actions, title);

  return (
    <li
      id={`step-${plan.id}`}
      data-slot="step"
      data-state={state}
      aria-busy={isWorking}
      aria-labelledby={heading}
      className="grid grid-cols-[auto_1fr] gap-x-4 border-t border-line py-8 first:border-t-0 motion-safe:animate-arrive [animation-delay:calc(var(--place)*70ms)] sm:gap-x-6 sm:py-10"
      style={{ "--place": number } as CSSProperties}
    >
      <Mark state={state} number={number} />
      <div className="min-w-0">
        <p className="text-[0.9375rem] text-faint">
          <span className="sr-only">{visual.step(number, total)}. </span>
          {visual.tags[plan.tag]}
          {state !== "done" && state !== "failed" && (
            <>
              <span aria-hidden="true"> · </span>
              {visual.states[state]}
            </>
          )}
        </p>
        <h2
          ref={title}
          id={heading}
          tabIndex={-1}
          className={`mt-1 font-serif text-[1.45rem] leading-snug font-semibold tracking-tight wrap-anywhere ${state === "pending" || state === "stopped" ? "text-soft" : ""}`}
        >
          {plan.title}
        </h2>
        <p className="mt-1.5 text-soft wrap-anywhere">{plan.desc}</p>
      </div>
      <div className="col-span-full min-w-0 sm:col-start-2">
        {step.text !== "" && <StepText text={step.text} isGrowing={isWorking} />}
        {state === "failed" && (
          <div className="mt-4 rounded-2xl bg-danger-wash px-4 py-3.5 text-danger">
            <p className="font-semibold">{visual.failed}</p>
            {step.error && <p className="mt-0.5">{failureSentence(locale, step.error)}</p>}
          </div>
        )}
        {canAskAgain && (
          <div ref={actions} className="mt-4">
            <Button
              variant="secondary"
              size="small"
              aria-disabled={isRedoing}
              aria-describedby={heading}
              onClick={() => onRedo(key)}
            >
              <RotateCcw aria-hidden="true" />
              {isRedoing ? run.retryingNow : run.again}
            </Button>
          </div>
        )}
      </div>
    </li>
  );
}
