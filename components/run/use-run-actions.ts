"use client";

import { useEffect, useState } from "react";
import { type Refusal, sendJson } from "../request/send-json.ts";

/** What a learner can do with a run, one thing at a time, and what was asked for but has not shown yet. */
export function useRunActions(runId: string, isRunning: boolean, onDone: () => void) {
  const [isBusy, setBusy] = useState(false);
  const [isStopping, setStopping] = useState(false);
  const [asked, setAsked] = useState<Record<string, number>>({});
  const [refusal, setRefusal] = useState<Refusal | null>(null);

  async function send(path: string, body: unknown): Promise<boolean> {
    setBusy(true);
    setRefusal(null);
    const answer = await sendJson("POST", `/api/runs/${encodeURIComponent(runId)}/${path}`, body);
    setBusy(false);
    if (answer.ok) onDone();
    else setRefusal(answer.refusal);
    return answer.ok;
  }

  useEffect(() => {
    if (!isRunning) setStopping(false);
  }, [isRunning]);

  async function stop() {
    if (isBusy || isStopping) return;
    setStopping(true);
    if (!(await send("cancel", {}))) setStopping(false);
  }

  /** `wish`: what should be different this time. */
  async function redo(steps: { key: string; generation: number }[], wish?: string) {
    if (isBusy) return;
    for (const { key, generation } of steps) {
      if (asked[key] === generation) continue;
      setAsked((before) => ({ ...before, [key]: generation }));
      if (await send("redo", { step: key, ...(wish && { wish }) })) continue;
      setAsked(({ [key]: _, ...others }) => others);
      return;
    }
  }

  return {
    refusal,
    isBusy,
    /** Asked to stop, until the run says that it has. */
    isStopping,
    /** Whether this generation of a step is to be made anew; its event may come only when others are done. */
    isAsked: (step: string, generation: number) => asked[step] === generation,
    stop,
    redo,
  };
}
