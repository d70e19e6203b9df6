"use client";

import { Pause, Play } from "lucide-react";
import { useId, useRef, useState } from "react";
import { useStrings } from "../strings/strings-provider.tsx";
import { Button } from "../ui/button.tsx";
import { useReducedMotion } from "../visual/use-reduced-motion.ts";
import { LivingDrawing } from "./living-drawing.tsx";
import { useTurns } from "./use-turns.ts";

export interface Example {
  id: string;
  title: string;
}

/** Ready questions: one press asks. Their drawings move by turns, and at once when they are pointed at. */
export function ExampleCards({
  examples,
  onChoose,
}: {
  examples: readonly Example[];
  onChoose: (title: string) => void;
}) {
  const { home } = useStrings();
  const heading = useId();
  const list = useRef<HTMLUListElement>(null);
  const [isResting, setResting] = useState(false);
  const [pointed, setPointed] = useState<number | null>(null);
  const isReduced = useReducedMotion();
  const turn = useTurns(list, isResting || isReduced);
  const moving = isReduced ? null : (pointed ?? turn);
  if (examples.length === 0) return null;
  const leave = (place: number) => setPointed((before) => (before === place ? null : before));
  return (
    <section aria-labelledby={heading} className="mt-12">
      <div className="flex min-h-9 items-center justify-between gap-4">
        <h2 id={heading} className="text-[0.9375rem] font-semibold text-faint">
          {home.examples}
        </h2>
        <Button
          variant="quiet"
          size="small"
          className="-mr-3 px-3 motion-reduce:hidden"
          onClick={() => setResting(!isResting)}
        >
          {isResting ? <Play aria-hidden="true" /> : <Pause aria-hidden="true" />}
          <span className="max-sm:sr-only">{isResting ? home.moveExamples : home.restExamples}</span>
        </Button>
      </div>
      <ul ref={list} className="mt-3 grid grid-cols-2 gap-3 sm:grid-cols-3 sm:gap-4">
        {examples.map(({ id, title }, place) => (
          <li key={id} className="flex">
            <button
              type="button"
              onClick={() => onChoose(title)}
              onPointerEnter={() => setPointed(place)}
              onPointerLeave={() => leave(place)}
              onFocus={() => setPointed(place)}
              onBlur={() => leave(place)}
              className="group flex w-full cursor-pointer flex-col rounded-2xl border border-line bg-raised p-1.5 text-left leading-snug transition-[border-color,box-shadow,translate] duration-200 hover:-translate-y-0.5 hover:border-accent/60 hover:shadow-[0_10px_28px_-14px_#00000040] focus-visible:border-accent active:translate-y-0"
            >
              <LivingDrawing id={id} isMoving={place === moving} />
              <span className="px-2 pt-2.5 pb-1.5 font-semibold">{title}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
