"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import type { DrawingDemoLine, DrawingDemoRequest, DrawingResume } from "#server/contracts/drawing-demo.ts";
import type { SvgOperation, SvgReport } from "#server/contracts/svg.ts";
import { createDrawingFeed, type DrawingFeed } from "../../visual/svg-stage/drawing-feed.ts";

/** What can be counted before there is a report. */
export interface Tally {
  read: number;
  elements: number;
  labels: number;
  animations: number;
}

export interface DemoStream {
  feed: DrawingFeed;
  phase: "idle" | "streaming" | "ended" | "stopped" | "failed";
  tally: Tally;
  end: { report: SvgReport; resume: DrawingResume; milliseconds: number } | null;
  start(request: DrawingDemoRequest): void;
  stop(): void;
}

const NOTHING: Tally = { read: 0, elements: 0, labels: 0, animations: 0 };
const ANIMATIONS = new Set(["animate", "animateTransform", "animateMotion", "set"]);

/** Streams a reply through the engine; the strokes go to the feed, the numbers into the state. */
export function useDemoStream(): DemoStream {
  const [feed, setFeed] = useState(() => createDrawingFeed());
  const [phase, setPhase] = useState<DemoStream["phase"]>("idle");
  const [tally, setTally] = useState(NOTHING);
  const [end, setEnd] = useState<DemoStream["end"]>(null);
  const line = useRef<AbortController | null>(null);

  const stop = useCallback(() => {
    if (!line.current) return;
    line.current.abort();
    line.current = null;
    setPhase("stopped");
  }, []);
  useEffect(() => () => line.current?.abort(), []);

  const start = useCallback(
    async (request: DrawingDemoRequest) => {
      line.current?.abort();
      const current = new AbortController();
      line.current = current;
      // A drawing that is continued goes on where it stands; another one begins on an empty stage.
      const into = request.resumeFrom ? feed : createDrawingFeed();
      setFeed(into);
      setPhase("streaming");
      setEnd(null);
      const names = new Map<number, string>();
      if (!request.resumeFrom) setTally(NOTHING);
      else into.follow({ onOperations: (all) => count(all, names), onEnd: () => {} })();
      try {
        for await (const message of lines(request, current.signal)) {
          if (message.type === "operations") {
            into.push(message.operations);
            count(message.operations, names);
            setTally(tallyOf(names, message.read));
            continue;
          }
          into.end(message.operations);
          setEnd(message);
          setPhase("ended");
        }
      } catch {
        if (!current.signal.aborted) setPhase("failed");
      }
      if (line.current === current) line.current = null;
    },
    [feed],
  );

  return { feed, phase, tally, end, start, stop };
}

function count(operations: readonly SvgOperation[], names: Map<number, string>): void {
  for (const operation of operations) {
    if (operation.op !== "open") continue;
    if (names.has(operation.node))
      for (const node of names.keys()) if (node >= operation.node) names.delete(node);
    names.set(operation.node, operation.name);
  }
}

function tallyOf(names: ReadonlyMap<number, string>, read: number): Tally {
  const all = [...names.values()];
  return {
    read,
    elements: all.length,
    labels: all.filter((name) => name === "text").length,
    animations: all.filter((name) => ANIMATIONS.has(name)).length,
  };
}

async function* lines(request: DrawingDemoRequest, signal: AbortSignal): AsyncGenerator<DrawingDemoLine> {
  const answer = await fetch("/api/dev/drawing", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(request),
    signal,
  });
  if (!answer.ok || !answer.body) throw new Error(`The stream was refused: ${answer.status}`);
  const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    const found = (rest + part.value).split("\n");
    rest = found.pop() ?? "";
    for (const text of found) yield JSON.parse(text) as DrawingDemoLine;
  }
}
