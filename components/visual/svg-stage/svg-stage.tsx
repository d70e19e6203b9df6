"use client";

import { cx } from "class-variance-authority";
import { type ReactNode, type Ref, useEffect, useId, useImperativeHandle, useRef, useState } from "react";
import type { DrawingFeed } from "./drawing-feed.ts";
import { createStage, type Stage, type StageState } from "./stage.ts";

/** What a page may ask of a stage. */
export type SvgStageHandle = Pick<Stage, "play" | "pause" | "restart">;

/** What a stage shows, and how. */
export interface SvgStageProps {
  feed: DrawingFeed;
  title: string;
  /** The text alternative. */
  description: string;
  /** Width by height of the box. Without it the box takes the shape of the drawing when its first tag has come. */
  aspectRatio?: number | undefined;
  paused?: boolean | undefined;
  /** How many times as fast as it was drawn to move; 1 unless given. */
  speed?: number | undefined;
  /** Stands on the paper until the first stroke comes. */
  placeholder?: ReactNode;
  onStateChange?: ((state: StageState) => void) | undefined;
  className?: string | undefined;
  ref?: Ref<SvgStageHandle> | undefined;
}

/** Most drawings are asked for in this shape, so that the box need not change when one comes. */
const USUAL_RATIO = 8 / 5;
/** Neither a ribbon nor a tower: a drawing that is one stands in the middle of its box. */
const MOST_EXTREME_RATIO = 3;

/** The width by height of the box for a drawing of this ratio. */
export function clampRatio(ratio: number): number {
  if (!(ratio > 0)) return USUAL_RATIO;
  return Math.min(MOST_EXTREME_RATIO, Math.max(1 / MOST_EXTREME_RATIO, ratio));
}

/**
 * A drawing while it is made, and afterwards. The server renders its title, its description and an empty box of the
 * right shape; the strokes come from `feed` without rendering anything anew.
 */
export function SvgStage({
  feed,
  title,
  description,
  aspectRatio,
  paused = false,
  speed = 1,
  placeholder,
  onStateChange,
  className,
  ref,
}: SvgStageProps) {
  const host = useRef<HTMLDivElement>(null);
  const stage = useRef<Stage | null>(null);
  const descriptionId = useId();
  const [state, setState] = useState<StageState>("drawing");
  const [drawnRatio, setDrawnRatio] = useState(USUAL_RATIO);
  const [begun, setBegun] = useState(() => ({ feed, is: feed.hasBegun() }));
  // Another feed: what is known of the one before does not hold for a moment.
  if (begun.feed !== feed) setBegun({ feed, is: feed.hasBegun() });
  const ratio = clampRatio(aspectRatio ?? drawnRatio);

  useEffect(() => {
    if (!host.current) return;
    const current = createStage(host.current, {
      onState: setState,
      // What has come but does not stand yet stands with one of the next frames.
      onBegun: (is) => setBegun({ feed, is: is || feed.hasBegun() }),
      onCanvas: ({ width, height }) => setDrawnRatio(width / height),
    });
    stage.current = current;
    const leave = feed.follow({ onOperations: current.push, onEnd: current.end });
    return () => {
      leave();
      current.destroy();
      stage.current = null;
      setState("drawing");
    };
  }, [feed]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new feed has a new stage, which must be told too.
  useEffect(() => stage.current?.setSpeed(speed), [speed, feed]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new feed has a new stage, which must be told too.
  useEffect(() => {
    if (paused) stage.current?.pause();
    else stage.current?.play();
  }, [paused, feed]);

  useEffect(() => onStateChange?.(state), [state, onStateChange]);

  useImperativeHandle(
    ref,
    () => ({
      play: () => stage.current?.play(),
      pause: () => stage.current?.pause(),
      restart: () => stage.current?.restart(),
    }),
    [],
  );

  return (
    <div
      data-slot="svg-stage"
      data-state={state}
      // Drawings are made for a white page, and their contrast is judged against one: it is light in the dark as well.
      className={cx("relative overflow-hidden bg-[#fffefb]", className)}
    >
      {/* Gives the box its shape by attributes alone: a style attribute would need a laxer policy. */}
      <svg
        aria-hidden="true"
        viewBox={`0 0 ${Math.round(ratio * 1000)} 1000`}
        className="pointer-events-none block w-full"
      />
      <div
        ref={host}
        role="img"
        aria-label={title}
        aria-describedby={descriptionId}
        className="absolute inset-0 [contain:layout_paint]"
      />
      {!begun.is && placeholder && <div className="absolute inset-0 grid overflow-auto">{placeholder}</div>}
      <p id={descriptionId} className="sr-only">
        {description}
      </p>
    </div>
  );
}
