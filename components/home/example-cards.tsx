"use client";

import { useId } from "react";
import { useStrings } from "../strings/strings-provider.tsx";
import { ExampleSketch } from "./example-sketch.tsx";

export interface Example {
  id: string;
  title: string;
}

/** Ready questions: one press asks. */
export function ExampleCards({
  examples,
  onChoose,
}: {
  examples: readonly Example[];
  onChoose: (title: string) => void;
}) {
  const strings = useStrings();
  const heading = useId();
  if (examples.length === 0) return null;
  return (
    <section aria-labelledby={heading} className="mt-14">
      <h2 id={heading} className="text-[0.9375rem] font-semibold text-faint">
        {strings.home.examples}
      </h2>
      <ul className="mt-4 grid grid-cols-2 gap-3 sm:grid-cols-3">
        {examples.map((example) => (
          <li key={example.id} className="flex">
            <button
              type="button"
              onClick={() => onChoose(example.title)}
              className="group flex w-full cursor-pointer flex-col gap-4 rounded-2xl border border-line bg-raised p-4 text-left leading-snug transition-colors hover:border-accent/60 sm:p-5"
            >
              <ExampleSketch id={example.id} />
              <span>{example.title}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
