"use client";

import { Pause, Play, RotateCcw, Square } from "lucide-react";
import { useRef, useState } from "react";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { Notice } from "../../ui/notice.tsx";
import { Textarea } from "../../ui/textarea.tsx";
import { SvgStage, type SvgStageHandle } from "../../visual/svg-stage/svg-stage.tsx";
import { Choice } from "./choice.tsx";
import { ReportPanel } from "./report-panel.tsx";
import { SAMPLES } from "./samples.ts";
import { useDemoStream } from "./use-demo-stream.ts";

const OWN = "own";
const CHOICES = [...SAMPLES.map(({ id, name }) => ({ id, name })), { id: OWN, name: "Your own" }];
const SPEEDS = [
  { id: "10", name: "10 a second" },
  { id: "50", name: "50" },
  { id: "200", name: "200" },
  { id: "0", name: "At once" },
] as const;

const PHASES = {
  idle: "Choose a reply and let it come.",
  streaming: "It is being drawn.",
  ended: "It is whole.",
  stopped: "Stopped.",
  failed: "The stream broke. Is the server running?",
};

/** A reply drawn as if a model were writing it, beside what is known about the drawing. */
export function DrawingDemo() {
  const stream = useDemoStream();
  const stage = useRef<SvgStageHandle>(null);
  const [choice, setChoice] = useState<string>("good");
  const [own, setOwn] = useState("");
  const [speed, setSpeed] = useState<(typeof SPEEDS)[number]["id"]>("50");
  const [isPaused, setPaused] = useState(false);

  const sample = SAMPLES.find(({ id }) => id === choice);
  const chunksPerSecond = Number(speed);
  const isStreaming = stream.phase === "streaming";
  const canContinue = stream.end !== null && !stream.end.report.complete && stream.end.resume.text !== "";

  function begin() {
    setPaused(false);
    stream.start({ text: sample?.text ?? own, chunksPerSecond });
  }

  /** As a model would go on: with what comes after the last whole element. */
  function goOn() {
    if (!stream.end) return;
    const { resume } = stream.end;
    const whole = sample?.whole ?? "";
    const at = whole.indexOf(resume.text);
    const text = sample ? (at < 0 ? "</svg>" : whole.slice(at + resume.text.length)) : own;
    stream.start({ text, chunksPerSecond, resumeFrom: resume });
  }

  return (
    <article
      className="relative left-1/2 w-[min(calc(100vw-2rem),78rem)] -translate-x-1/2"
      data-phase={stream.phase}
    >
      <header className="max-w-2xl">
        <h1 className="font-serif text-[2rem] leading-[1.2] font-semibold tracking-tight">
          A drawing, as it streams
        </h1>
        <p className="mt-2 text-soft">
          A reply goes through the engine in pieces of 40 characters. Beside what a learner sees stands what
          is known about it.
        </p>
      </header>

      <div className="mt-6 flex flex-wrap items-center gap-3">
        <Choice label="Reply" options={CHOICES} value={choice} onChange={setChoice} />
        <Choice label="Pieces a second" options={SPEEDS} value={speed} onChange={setSpeed} />
        {isStreaming ? (
          <Button variant="secondary" onClick={stream.stop}>
            <Square aria-hidden="true" className="fill-current" />
            Stop
          </Button>
        ) : (
          <Button aria-disabled={!sample && own.trim() === ""} onClick={begin}>
            <Play aria-hidden="true" />
            Draw it
          </Button>
        )}
        {canContinue && !isStreaming && (
          <Button variant="secondary" onClick={goOn}>
            Continue
          </Button>
        )}
      </div>
      <p className="mt-3 text-[0.9375rem] text-faint">
        {sample?.about ??
          "Paste a reply with a drawing in it. For Continue: what comes after the last whole element."}
      </p>
      {!sample && (
        <Card className="mt-4">
          <Textarea
            aria-label="Reply"
            rows={5}
            spellCheck={false}
            placeholder="<svg viewBox=…"
            value={own}
            onChange={(event) => setOwn(event.target.value)}
            className="max-h-80 min-h-32 overflow-auto font-mono text-[0.875rem] leading-normal"
          />
        </Card>
      )}

      <div className="mt-6 grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_21rem] lg:gap-8">
        <div>
          <SvgStage
            ref={stage}
            feed={stream.feed}
            title={sample?.name ?? "Your own"}
            description={sample?.about ?? "A drawing of your own."}
            paused={isPaused}
            className="rounded-2xl border border-line"
          />
          <div className="mt-3 flex min-h-11 flex-wrap items-center justify-between gap-3">
            <p role="status" className="text-[0.9375rem] text-soft">
              {stream.phase === "ended" && !stream.end?.report.complete
                ? "The reply broke off here."
                : PHASES[stream.phase]}
            </p>
            <div className="flex gap-1">
              <Button variant="quiet" size="small" onClick={() => setPaused(!isPaused)}>
                {isPaused ? <Play aria-hidden="true" /> : <Pause aria-hidden="true" />}
                {isPaused ? "Play" : "Pause"}
              </Button>
              <Button
                variant="quiet"
                size="small"
                onClick={() => {
                  setPaused(false);
                  stage.current?.restart();
                }}
              >
                <RotateCcw aria-hidden="true" />
                From the beginning
              </Button>
            </div>
          </div>
          {stream.phase === "failed" && (
            <Notice tone="bad" role="alert">
              <p>{PHASES.failed}</p>
            </Notice>
          )}
        </div>
        <Card>
          <ReportPanel stream={stream} />
        </Card>
      </div>
    </article>
  );
}
