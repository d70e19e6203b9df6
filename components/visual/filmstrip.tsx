"use client";

import { CircleSlash, X } from "lucide-react";
import { useStrings } from "../strings/strings-provider.tsx";
import type { DrawingFeeds } from "./drawing-feeds.ts";
import { Thumbnail } from "./thumbnail.tsx";
import type { VisualStep } from "./visual-view.ts";

/** All steps in small, each with its drawing as it grows; one press shows it large. */
export function Filmstrip({
  steps,
  feeds,
  selected,
  onSelect,
}: {
  steps: readonly VisualStep[];
  feeds: DrawingFeeds;
  selected: number;
  onSelect: (index: number) => void;
}) {
  const { visual } = useStrings();
  return (
    <nav aria-label={visual.steps} className="mt-6 sm:mt-8">
      <ol className="relative -mx-4 flex snap-x scroll-px-4 gap-3 sm:scroll-px-6 overflow-x-auto px-4 pt-1 pb-3 sm:-mx-6 sm:px-6 lg:mx-0 lg:overflow-visible lg:px-0">
        {steps.map((step, index) => (
          <li
            key={step.plan.id}
            data-slot="step"
            data-state={step.state}
            className="w-36 shrink-0 snap-start sm:w-44 lg:w-auto lg:flex-1"
          >
            <button
              type="button"
              aria-current={index === selected ? "step" : undefined}
              onClick={() => onSelect(index)}
              className="group block w-full cursor-pointer rounded-xl text-left"
            >
              <span
                className={`relative block aspect-[8/5] overflow-hidden rounded-xl border bg-[#fffefb] transition-shadow ${
                  index === selected
                    ? "border-accent shadow-[0_0_0_2px_var(--color-accent)]"
                    : "border-line group-hover:border-edge"
                }`}
              >
                <Placeholder step={step} number={index + 1} />
                {step.key !== null && (step.drawing !== null || isWorking(step)) && (
                  <Thumbnail feed={feeds.feedOf(step.key)} />
                )}
              </span>
              <span className="mt-2 block text-[0.9375rem] leading-snug">
                <span className="sr-only">{visual.step(index + 1, steps.length)}. </span>
                <span className={index === selected ? "font-semibold text-ink" : "text-soft"}>
                  {step.plan.title}
                </span>
                {step.state !== "done" && (
                  <span className={step.state === "failed" ? "block text-danger" : "block text-faint"}>
                    {visual.states[step.state]}
                  </span>
                )}
              </span>
            </button>
          </li>
        ))}
      </ol>
    </nav>
  );
}

export const isWorking = ({ state }: VisualStep) => state === "running" || state === "retrying";

/** What stands in the frame as long as there is no stroke. The paper is light in both themes, and so is the ink dark. */
function Placeholder({ step, number }: { step: VisualStep; number: number }) {
  const base = "absolute inset-0 grid place-items-center font-serif text-2xl";
  if (step.state === "failed" && step.drawing === null)
    return (
      <span className={`${base} bg-danger-wash text-danger`}>
        <X aria-hidden="true" className="size-6" />
      </span>
    );
  if (step.state === "stopped" && step.drawing === null)
    return (
      <span className={`${base} bg-sunk text-faint`}>
        <CircleSlash aria-hidden="true" className="size-6" />
      </span>
    );
  return (
    <span
      aria-hidden="true"
      className={`${base} text-[#8d8675] ${isWorking(step) ? "motion-safe:animate-breathe" : ""}`}
    >
      {number}
    </span>
  );
}
