"use client";

import { Check } from "lucide-react";
import type { ReactNode } from "react";
import type { SvgReport } from "#server/contracts/svg.ts";
import { LAYOUT, REASONS, REPAIRS } from "./report-words.ts";
import type { DemoStream } from "./use-demo-stream.ts";

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="border-t border-line pt-4">
      <h3 className="mb-1.5 font-semibold">{title}</h3>
      {children}
    </section>
  );
}

function Rows({ rows }: { rows: { key: string; words: ReactNode; figure: string }[] }) {
  return (
    <ul className="grid gap-1 text-[0.9375rem] text-soft">
      {rows.map(({ key, words, figure }) => (
        <li key={key} className="flex items-baseline justify-between gap-4">
          <span className="min-w-0 wrap-anywhere">{words}</span>
          <span className="shrink-0 tabular-nums text-faint">{figure}</span>
        </li>
      ))}
    </ul>
  );
}

function Figure({ name, value }: { name: string; value: string }) {
  return (
    <div>
      <dt className="text-[0.875rem] text-faint">{name}</dt>
      <dd className="text-[1.1875rem] tabular-nums">{value}</dd>
    </div>
  );
}

const number = new Intl.NumberFormat("en");

function Score({ report }: { report: SvgReport | null }) {
  const score = report ? Math.round(report.score) : null;
  return (
    <div>
      <p className="flex items-baseline gap-2">
        <span
          className={`font-serif text-5xl leading-none font-semibold tabular-nums ${score === null ? "text-faint" : ""}`}
        >
          {score ?? "–"}
        </span>
        <span className="text-soft">{score === null ? "points when it is whole" : "of 100 points"}</span>
      </p>
      <svg
        aria-hidden="true"
        viewBox="0 0 100 2"
        preserveAspectRatio="none"
        className="mt-4 block h-1.5 w-full rounded-full bg-sunk"
      >
        <rect width={score ?? 0} height="2" className="fill-accent" />
      </svg>
    </div>
  );
}

/** What is known about the drawing: counts while it comes, everything when it is whole. */
export function ReportPanel({ stream: { tally, end } }: { stream: DemoStream }) {
  const report = end?.report ?? null;
  const layout = report
    ? (Object.keys(LAYOUT) as (keyof typeof LAYOUT)[]).flatMap((kind) =>
        report.layout[kind].map((problem, index) => ({
          key: `${kind}-${problem.node}-${index}`,
          words: (
            <>
              <q>{problem.text}</q> <span className="text-faint">{LAYOUT[kind].name.toLowerCase()}</span>
            </>
          ),
          figure: LAYOUT[kind].size(problem.value),
        })),
      )
    : [];
  const repaired = Object.entries(report?.repaired ?? {}) as [keyof typeof REPAIRS, number][];
  const dropped = Object.entries(report?.dropped ?? {});
  return (
    <div className="grid content-start gap-5" data-slot="report" data-complete={report?.complete}>
      <h2 className="sr-only">Report</h2>
      <Score report={report} />
      <dl className="grid grid-cols-3 gap-x-4 gap-y-3">
        <Figure name="Shapes" value={report ? number.format(report.shapes) : "–"} />
        <Figure name="Labels" value={number.format(report?.labels ?? tally.labels)} />
        <Figure name="Animations" value={number.format(report?.animations ?? tally.animations)} />
        <Figure name="Elements" value={number.format(report?.elements ?? tally.elements)} />
        <Figure name="Characters" value={number.format(tally.read)} />
        <Figure name="Engine" value={end ? `${end.milliseconds.toFixed(1)} ms` : "–"} />
      </dl>
      {report && (
        <>
          {report.reasons.length > 0 ? (
            <Section title="What took points">
              <Rows
                rows={report.reasons.map(({ code, points, count }) => ({
                  key: code,
                  words: count > 1 ? `${REASONS[code]} (${count})` : REASONS[code],
                  figure: `−${Number(points.toFixed(1))}`,
                }))}
              />
            </Section>
          ) : (
            <p className="flex items-center gap-2 border-t border-line pt-4 text-accent">
              <Check aria-hidden="true" className="size-4" strokeWidth={2.4} />
              Nothing to complain about
            </p>
          )}
          {layout.length > 0 && (
            <Section title="Labels to look at">
              <Rows rows={layout.slice(0, 12)} />
            </Section>
          )}
          {repaired.length > 0 && (
            <Section title="Repaired">
              <Rows
                rows={repaired.map(([kind, count]) => ({
                  key: kind,
                  words: REPAIRS[kind],
                  figure: `${count}`,
                }))}
              />
            </Section>
          )}
          {dropped.length > 0 && (
            <Section title="Left out">
              <Rows rows={dropped.map(([kind, count]) => ({ key: kind, words: kind, figure: `${count}` }))} />
            </Section>
          )}
          {report.limit && (
            <Section title="Ended at a limit">
              <p className="text-[0.9375rem] text-soft">{report.limit}</p>
            </Section>
          )}
        </>
      )}
    </div>
  );
}
