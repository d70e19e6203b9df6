import { FlaskConical } from "lucide-react";
import type { Strings } from "../strings/en.ts";

/** Says, always and everywhere, that answers come from the sample model; opens to say what that means. */
export function SampleNotice({ strings }: { strings: Strings }) {
  return (
    <details data-slot="sample-notice" className="group max-w-xl text-[0.9375rem]">
      <summary className="inline-flex min-h-10 cursor-pointer list-none items-center gap-2 rounded-full border border-edge/60 px-3.5 text-soft hover:text-ink [&::-webkit-details-marker]:hidden">
        <FlaskConical aria-hidden="true" className="size-4" />
        {strings.sample.name}
        <span aria-hidden="true" className="transition-transform group-open:rotate-45">
          +
        </span>
      </summary>
      <p className="mt-3 leading-relaxed text-soft">{strings.sample.explanation}</p>
    </details>
  );
}
