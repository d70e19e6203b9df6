import { cx } from "class-variance-authority";

export type Segment = "pending" | "running" | "done" | "failed";

const TONES: Record<Segment, string> = {
  pending: "bg-line",
  running: "bg-accent/45 motion-safe:animate-breathe",
  done: "bg-accent",
  failed: "bg-danger",
};

/** One piece for each step, filled when it is really done. The sentence beside it says the same in words. */
export function ProgressTrack({
  segments,
  label,
  text,
}: {
  segments: Segment[];
  label: string;
  text: string;
}) {
  const done = segments.filter((segment) => segment === "done").length;
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={segments.length}
      aria-valuenow={done}
      aria-valuetext={text}
      className="flex gap-1.5"
    >
      {segments.map((segment, index) => (
        <span
          // biome-ignore lint/suspicious/noArrayIndexKey: a segment is its place.
          key={index}
          className={cx("h-1 flex-1 rounded-full transition-colors duration-500", TONES[segment])}
        />
      ))}
    </div>
  );
}
