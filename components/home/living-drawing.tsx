"use client";

import { cx } from "class-variance-authority";
import { type ComponentProps, useState } from "react";

/** A drawing as a picture, not as markup: in an `img` nothing runs and nothing is fetched. */
function Drawing({ className, ...props }: ComponentProps<"img"> & { src: string }) {
  return (
    // biome-ignore lint/performance/noImgElement: what an SVG looks like needs no other sizes and no script.
    <img
      width={640}
      height={400}
      alt=""
      decoding="async"
      className={cx("absolute inset-0 block size-full", className)}
      {...props}
    />
  );
}

/**
 * The drawing of a ready question (public/examples, made by scripts/make-examples.ts): at rest, and while it has its
 * turn the moving one over it. What is not `visible` is not painted, so that it costs nothing between its turns.
 */
export function LivingDrawing({ id, isMoving }: { id: string; isMoving: boolean }) {
  const [hasMoved, setHasMoved] = useState(false);
  if (isMoving && !hasMoved) setHasMoved(true);
  return (
    <span className="relative block aspect-8/5 overflow-hidden rounded-xl bg-sunk">
      <Drawing src={`/examples/${id}-still.svg`} loading="lazy" />
      {hasMoved && (
        <Drawing
          src={`/examples/${id}.svg`}
          data-moving={isMoving}
          className={cx(
            "transition-[opacity,visibility] duration-500 starting:opacity-0",
            isMoving ? "visible opacity-100" : "invisible opacity-0",
          )}
        />
      )}
    </span>
  );
}
