import type { CSSProperties } from "react";
import type { PlanStep } from "#server/contracts/visual.ts";

/** The plan while it is written: each step as soon as it stands. */
export function PlanList({ steps }: { steps: readonly PlanStep[] }) {
  return (
    <ol className="mt-8 grid gap-5">
      {steps.map((step, index) => (
        <li
          key={step.id}
          className="grid grid-cols-[auto_1fr] gap-x-4 motion-safe:animate-arrive"
          style={{ "--place": index } as CSSProperties}
        >
          <span
            aria-hidden="true"
            className="grid size-9 place-items-center rounded-full border border-line text-[0.9375rem] text-faint tabular-nums"
          >
            {index + 1}
          </span>
          <div className="min-w-0">
            <p className="font-serif text-[1.3rem] leading-snug font-semibold wrap-anywhere">{step.title}</p>
            <p className="mt-1 text-soft wrap-anywhere">{step.desc}</p>
          </div>
        </li>
      ))}
    </ol>
  );
}
