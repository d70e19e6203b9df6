"use client";

import { useEffect, useRef } from "react";
import type { DrawingFeed } from "./svg-stage/drawing-feed.ts";
import { createStage } from "./svg-stage/stage.ts";

/** A drawing in small, as it grows; it stands still, and says nothing to those who cannot see it. */
export function Thumbnail({ feed }: { feed: DrawingFeed }) {
  const host = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!host.current) return;
    const stage = createStage(host.current);
    stage.pause();
    const leave = feed.follow({ onOperations: stage.push, onEnd: stage.end });
    return () => {
      leave();
      stage.destroy();
    };
  }, [feed]);
  return <div ref={host} aria-hidden="true" className="absolute inset-0 [contain:layout_paint]" />;
}
