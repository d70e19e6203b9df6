"use client";

import { useEffect, useRef, useState } from "react";

/** Seconds so far, counted on from what the server said, as long as `isRunning`; from 0 when it runs again. */
export function useElapsed(initial: number, isRunning: boolean): number {
  const [seconds, setSeconds] = useState(initial);
  const wasOver = useRef(false);

  useEffect(() => {
    if (!isRunning) {
      wasOver.current = true;
      return;
    }
    const offset = wasOver.current ? 0 : initial;
    const begun = performance.now();
    const tick = () => setSeconds(offset + (performance.now() - begun) / 1000);
    tick();
    const timer = setInterval(tick, 1000);
    return () => clearInterval(timer);
  }, [initial, isRunning]);

  return seconds;
}
