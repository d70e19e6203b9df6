import { FlaskConical } from "lucide-react";
import type { Strings } from "../strings/en.ts";

/** Says, always and everywhere, that answers come from the sample model; opens to say what that means. */
export function SampleNotice({ strings }: { strings: Strings }) {
  return (
    <details data-slot="sample-notice" className="group relative text-[0.9375rem]">
      <summary className="inline-flex min-h-9 cursor-pointer list-none items-center gap-1.5 rounded-full border border-line bg-raised px-3 text-soft hover:border-edge/60 hover:text-ink group-open:border-edge/60 [&::-webkit-details-marker]:hidden">
        <FlaskConical aria-hidden="true" className="size-4" strokeWidth={1.8} />
        {strings.sample.name}
      </summary>
      <p className="absolute top-full left-0 z-20 mt-2 w-[min(26rem,calc(100vw-2rem))] rounded-2xl border border-line bg-raised p-4 leading-relaxed text-soft shadow-[0_12px_40px_-12px_#00000040]">
        {strings.sample.explanation}
      </p>
    </details>
  );
}
