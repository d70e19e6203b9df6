import type { ReactNode } from "react";

/** A line in the accent colour that draws itself when its card is pointed at. */
function Stroke({ d }: { d: string }) {
  return (
    <path
      d={d}
      pathLength={1}
      strokeDasharray="1 1"
      className="text-accent motion-safe:group-hover:animate-draw motion-safe:group-focus-visible:animate-draw"
      stroke="currentColor"
    />
  );
}

const SKETCHES: Record<string, ReactNode> = {
  "blood-circulation": (
    <>
      <path d="M48 56C30 44 22 35 22 25c0-8 6-13 12.5-13 6 0 10.5 3.5 13.5 9 3-5.5 7.5-9 13.5-9C68 12 74 17 74 25c0 10-8 19-26 31Z" />
      <Stroke d="M6 33h22l5-9 8 19 7-15 4 5h38" />
    </>
  ),
  photosynthesis: (
    <g transform="translate(-8 0)">
      <circle cx="76" cy="15" r="7" />
      <path d="M76 2v2M89 15h2M85.2 5.8l-1.4 1.4M85.2 24.2l-1.4-1.4M61 15h2M66.8 5.8l1.4 1.4" />
      <path d="M22 50C16 30 30 16 58 18c2 24-10 38-30 36" />
      <Stroke d="M12 60c8-12 18-22 34-30M29 41V30M29 41h13" />
    </g>
  ),
  "water-cycle": (
    <>
      <path d="M34 30a9 9 0 0 1 2-17.8A13 13 0 0 1 61 15a8 8 0 0 1 1 15Z" />
      <path d="M6 54c6-4 12-4 18 0s12 4 18 0 12-4 18 0 12 4 18 0 8-3.5 12-3" />
      <Stroke d="M38 36l-3 7M48 36l-3 7M58 36l-3 7M82 46V26m-5 5 5-6 5 6" />
    </>
  ),
  "plate-tectonics": (
    <>
      <path d="M4 24h36l10 9-8 15H4Z" />
      <path d="M92 16H70l-6-7-8 9-6 15" />
      <path d="M92 40H62c-8 0-12 6-20 14" />
      <Stroke d="M14 36h18m-5-5 5.5 5-5.5 5M84 28H66m5-5-5.5 5 5.5 5" />
    </>
  ),
  "electric-circuits": (
    <g transform="translate(-18 0)">
      <path d="M40 46H20V18h16M60 18h16v28H56M44 38v16M52 42v8" />
      <circle cx="48" cy="18" r="11" />
      <Stroke d="M42 22l3-8 3 8 3-8 3 8" />
    </g>
  ),
  fractions: (
    <g transform="translate(-15 0)">
      <circle cx="40" cy="32" r="23" />
      <path d="M40 32V9M40 32 20.1 43.5M40 32l19.9 11.5" />
      <Stroke d="M51 24V3a24 24 0 0 1 19 33Z" />
    </g>
  ),
};

const OTHER = (
  <>
    <path d="M48 18c-8-6-20-7-32-5v38c12-2 24-1 32 5 8-6 20-7 32-5V13c-12-2-24-1-32 5Z" />
    <Stroke d="M48 18v38M24 24c5-.6 10 0 15 2M24 33c5-.6 10 0 15 2M57 26c5-2 10-2.6 15-2" />
  </>
);

/** A small line drawing for a ready question. */
export function ExampleSketch({ id }: { id: string }) {
  return (
    <svg
      viewBox="0 0 96 64"
      aria-hidden="true"
      className="h-14 w-auto self-start overflow-visible text-soft"
      fill="none"
      stroke="currentColor"
      strokeWidth="2"
      strokeLinecap="round"
      strokeLinejoin="round"
    >
      {SKETCHES[id] ?? OTHER}
    </svg>
  );
}
