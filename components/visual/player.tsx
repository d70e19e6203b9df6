"use client";

import { ChevronLeft, ChevronRight, Pause, Play, RotateCcw } from "lucide-react";
import { type ReactNode, useRef, useState } from "react";
import { useStrings } from "../strings/strings-provider.tsx";
import type { DrawingFeed } from "./svg-stage/drawing-feed.ts";
import { SvgStage, type SvgStageHandle } from "./svg-stage/svg-stage.tsx";
import { useReducedMotion } from "./use-reduced-motion.ts";

const SPEEDS = [0.5, 1, 2] as const;
const round =
  "grid size-11 shrink-0 cursor-pointer place-items-center rounded-full text-soft transition-colors hover:not-aria-disabled:bg-sunk hover:not-aria-disabled:text-ink aria-disabled:cursor-default aria-disabled:opacity-40 [&_svg]:size-5";

/** The drawing, large, and what moves it: play, pause, again, speed, one step on or back. */
export function Player({
  feed,
  title,
  description,
  number,
  total,
  onStep,
  children,
  instead,
}: {
  feed: DrawingFeed;
  title: string;
  description: string;
  number: number;
  total: number;
  /** One on (1) or back (-1). */
  onStep: (by: 1 | -1) => void;
  /** More tools, at the end of the bar. */
  children?: ReactNode;
  /** Stands on the paper until the first stroke; or for good, when there is no drawing. */
  instead: ReactNode;
}) {
  const { player } = useStrings().visual;
  const stage = useRef<SvgStageHandle>(null);
  const [isPaused, setPaused] = useState(false);
  const [speed, setSpeed] = useState<number>(1);
  const isReduced = useReducedMotion();
  const [played, setPlayed] = useState(feed);
  // Another drawing moves, at the speed that was chosen.
  if (played !== feed) {
    setPlayed(feed);
    setPaused(false);
  }

  return (
    <div className="mx-auto max-w-[max(20rem,calc((100dvh-23rem)*1.6))]">
      <SvgStage
        ref={stage}
        feed={feed}
        title={title}
        description={description}
        paused={isPaused}
        speed={speed}
        placeholder={instead}
        className="rounded-2xl border border-line shadow-[0_1px_2px_#0000000a,0_16px_48px_-24px_#00000033]"
      />
      <div
        role="toolbar"
        aria-label={player.label}
        className="mt-2 flex flex-wrap items-center justify-between gap-x-2"
      >
        <div className="flex items-center">
          <button
            type="button"
            aria-label={player.back}
            aria-disabled={number === 1}
            onClick={() => number > 1 && onStep(-1)}
            className={`${round} -ml-2`}
          >
            <ChevronLeft aria-hidden="true" />
          </button>
          <p className="min-w-12 text-center text-[0.9375rem] text-soft tabular-nums">
            <span aria-hidden="true">
              {number} / {total}
            </span>
          </p>
          <button
            type="button"
            aria-label={player.next}
            aria-disabled={number === total}
            onClick={() => number < total && onStep(1)}
            className={round}
          >
            <ChevronRight aria-hidden="true" />
          </button>
        </div>
        {isReduced ? (
          <p className="text-[0.9375rem] text-faint">{player.reduced}</p>
        ) : (
          <div className="flex items-center">
            <button
              type="button"
              aria-label={isPaused ? player.play : player.pause}
              onClick={() => setPaused(!isPaused)}
              className={round}
            >
              {isPaused ? <Play aria-hidden="true" /> : <Pause aria-hidden="true" />}
            </button>
            <button
              type="button"
              aria-label={player.restart}
              onClick={() => {
                setPaused(false);
                stage.current?.restart();
              }}
              className={round}
            >
              <RotateCcw aria-hidden="true" />
            </button>
            <select
              aria-label={player.speed}
              value={speed}
              onChange={(event) => setSpeed(Number(event.target.value))}
              className="min-h-11 cursor-pointer appearance-none rounded-full bg-transparent px-3 text-center text-[0.9375rem] text-soft tabular-nums hover:bg-sunk hover:text-ink"
            >
              {SPEEDS.map((one) => (
                <option key={one} value={one}>
                  {player.times(one)}
                </option>
              ))}
            </select>
          </div>
        )}
        <div className="-ml-3 flex items-center sm:-mr-3 sm:ml-0">{children}</div>
      </div>
    </div>
  );
}
