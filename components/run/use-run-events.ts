"use client";

import { useCallback, useEffect, useReducer, useRef, useState } from "react";
import type { JournalEvent } from "#server/contracts/events.ts";
import { type Connection, createRunStream, type RunStream } from "./run-stream.ts";
import { isOver, type RunView } from "./run-view.ts";

/**
 * The live view of a run: begins with what the server rendered and goes on from there, event by event.
 * The line is closed while the page is hidden. `resume` opens it again after something was asked for (a redo).
 */
export function useRunEvents<V extends { run: RunView }>(
  runId: string,
  initial: V,
  apply: (view: V, entry: JournalEvent) => V,
): { view: V; connection: Connection; resume: () => void } {
  const [view, add] = useReducer(
    (before: V, events: JournalEvent[]) => events.reduce(apply, before),
    initial,
  );
  const [connection, setConnection] = useState<Connection>("idle");
  const stream = useRef<RunStream | null>(null);
  // The line starts at what this browser has read, also when an effect runs anew.
  const seq = useRef(initial.run.seq);
  const isOngoing = useRef(!isOver(initial.run.status));
  seq.current = view.run.seq;
  isOngoing.current = !isOver(view.run.status);

  useEffect(() => {
    const current = createRunStream({
      path: `/api/runs/${runId}/events`,
      after: seq.current,
      hasEnded: !isOngoing.current,
      onEvents: add,
      onConnection: setConnection,
    });
    stream.current = current;
    const follow = () => (document.visibilityState === "visible" ? current.open() : current.close());
    const retryNow = () => {
      if (document.visibilityState !== "visible" || !isOngoing.current) return;
      current.close();
      current.open();
    };
    if (isOngoing.current) follow();
    document.addEventListener("visibilitychange", follow);
    window.addEventListener("online", retryNow);
    return () => {
      document.removeEventListener("visibilitychange", follow);
      window.removeEventListener("online", retryNow);
      current.close();
    };
  }, [runId]);

  const resume = useCallback(() => stream.current?.open(), []);
  return { view, connection, resume };
}
