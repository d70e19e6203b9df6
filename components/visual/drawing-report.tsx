"use client";

import { ShieldCheck } from "lucide-react";
import { useId, useState } from "react";
import { useStrings } from "../strings/strings-provider.tsx";
import type { DrawingView } from "./visual-view.ts";

/** A small mark that opens: what was checked of a drawing, and what was found. */
export function DrawingReport({ drawing }: { drawing: DrawingView }) {
  const { report: words } = useStrings().visual;
  const [isOpen, setOpen] = useState(false);
  const panel = useId();
  const { report, scores, isReplay } = drawing;
  const dropped = Object.entries(report.dropped);
  const repairs = Object.values(report.repaired).reduce((sum, count) => sum + (count ?? 0), 0);
  return (
    <div className="min-w-0">
      <button
        type="button"
        aria-expanded={isOpen}
        aria-controls={panel}
        onClick={() => setOpen(!isOpen)}
        className="-ml-2 inline-flex min-h-11 cursor-pointer items-center gap-2 rounded-full px-2 text-[0.9375rem] text-soft hover:text-ink"
      >
        <ShieldCheck aria-hidden="true" className="size-5 text-accent" strokeWidth={1.8} />
        {words.mark}
        <span className="text-faint tabular-nums">{words.score(Math.round(report.score))}</span>
      </button>
      <div id={panel} hidden={!isOpen} className="mt-1 rounded-2xl bg-sunk p-5 text-[0.9375rem] text-soft">
        <p>{words.lead}</p>
        <dl className="mt-3 grid grid-cols-[auto_1fr] gap-x-4 gap-y-1">
          <dt className="text-faint">{words.shapes}</dt>
          <dd className="tabular-nums">{report.shapes}</dd>
          <dt className="text-faint">{words.labels}</dt>
          <dd className="tabular-nums">{report.labels}</dd>
          <dt className="text-faint">{words.animations}</dt>
          <dd className="tabular-nums">{report.animations}</dd>
        </dl>
        <ul className="mt-3 grid list-disc gap-1 pl-5 marker:text-faint">
          {report.reasons.map(({ code, points, count }) => (
            <li key={code}>
              {words.reasons[code]}
              {count > 1 && ` (${count})`}
              <span className="text-faint tabular-nums"> −{Math.round(points)}</span>
            </li>
          ))}
          {report.reasons.length === 0 && <li>{words.nothing}</li>}
          {dropped.length > 0 && <li>{words.dropped(dropped.map(([what]) => what).join(", "))}</li>}
          {repairs > 0 && <li>{words.repaired(repairs)}</li>}
          {report.limit !== null && <li>{words.limit}</li>}
          {scores.length > 1 && <li>{words.redrawn(scores.map((score) => Math.round(score)).join(", "))}</li>}
          {isReplay && <li>{words.replay}</li>}
        </ul>
      </div>
    </div>
  );
}
