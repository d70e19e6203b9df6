"use client";

import { Download } from "lucide-react";
import { useStrings } from "../strings/strings-provider.tsx";

/** What of a run can be taken along: the drawing that is shown, and the whole. */
export function Downloads({ runId, step }: { runId: string; step: string }) {
  const { visual } = useStrings();
  const path = `/api/runs/${encodeURIComponent(runId)}/export`;
  const links = [
    { words: visual.saveSvg, href: `${path}?format=svg&step=${encodeURIComponent(step)}` },
    { words: visual.savePng, href: `${path}?format=png&step=${encodeURIComponent(step)}` },
    { words: visual.saveHtml, href: `${path}?format=html` },
  ];
  return (
    <ul className="grid gap-1 rounded-2xl bg-sunk p-3">
      {links.map(({ words, href }) => (
        <li key={href}>
          <a
            href={href}
            download
            className="flex min-h-11 items-center gap-3 rounded-xl px-3 text-ink hover:bg-raised"
          >
            <Download aria-hidden="true" className="size-5 shrink-0 text-soft" />
            {words}
          </a>
        </li>
      ))}
    </ul>
  );
}
