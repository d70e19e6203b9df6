"use client";

import { useCallback, useEffect, useReducer, useRef, useState } from "react";
import type { JournalEvent } from "#server/contracts/events.ts";
import { type Connection, createRunStream, type RunStream } from "./run-stream.ts";
import { isOver, type RunView } from "./run-view.ts";

export interface RunEventsOptions<V> {
  /** The address of the run's events. */
  path: string;
  /** What the server rendered. */
  initial: V;
  apply(view: V, entry: JournalEvent): V;
  /**
   * Takes what the page shows past React, and the whole journal from its beginning for that, whatever `initial` has of
   * it. Returns the events that the view is to learn of. Must not change between renders.
   */
  divert(events: JournalEvent[]): JournalEvent[];
}

/**
 * The live view of a run: begins with what the server rendered and goes on from there, event by event.
 * The line is closed while the page is hidden. `resume` opens it again after something was asked for (a redo).
 */
export function useRunEvents<V extends { run: RunView }>({
  path,
  initial,
  apply,
  divert,
}: RunEventsOptions<V>): { view: V; connection: Connection; resume: () => void } {
  const [view, add] = useReducer(
    (before: V, events: JournalEvent[]) => events.reduce(apply, before),
    initial,
  );
  const [connection, setConnection] = useState<Connection>("idle");
  const stream = useRef<RunStream | null>(null);
  const isOngoing = useRef(!isOver(initial.run.status));
  isOngoing.current = !isOver(view.run.status);

  useEffect(() => {
    const current = createRunStream({
      path,
      after: 0,
      hasEnded: !isOngoing.current,
      onEvents(events) {
        const rest = divert(events);
        if (rest.length > 0) add(rest);
      },
      onConnection: setConnection,
    });
    stream.current = current;
    const follow = () => (document.visibilityState === "visible" ? current.open() : current.close());
    const retryNow = () => {
      if (document.visibilityState !== "visible" || !isOngoing.current) return;
      current.close();
      current.open();
    };
    follow();
    document.addEventListener("visibilitychange", follow);
    window.addEventListener("online", retryNow);
    return () => {
      document.removeEventListener("visibilitychange", follow);
      window.removeEventListener("online", retryNow);
      current.close();
    };
  }, [path, divert]);

  const resume = useCallback(() => stream.current?.open(), []);
  return { view, connection, resume };
}
