import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { elapsedSeconds } from "#components/run/elapsed.ts";
import { VisualRun } from "#components/visual/visual-run.tsx";
import { isAppError } from "#server/errors.ts";
import { visitor } from "../../../visitor.ts";
import { readView } from "./read-view.ts";

interface Props {
  params: Promise<{ runId: string }>;
}

/** The run, or the page that says there is none: also for another learner's, and for one of another kind. */
const findRun = cache(async (runId: string) => {
  const { runs, actor } = await visitor();
  const snapshot = await runs.snapshot(actor.learnerId, runId).catch((error: unknown) => {
    if (isAppError(error) && error.code === "NOT_FOUND") notFound();
    throw error;
  });
  if (snapshot.kind !== "visual") notFound();
  return snapshot;
});

function inputOf(input: unknown): { topic: string; [field: string]: unknown } {
  const fields = typeof input === "object" && input !== null ? input : {};
  return { ...fields, topic: "topic" in fields && typeof fields.topic === "string" ? fields.topic : "" };
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { input } = await findRun((await params).runId);
  return { title: inputOf(input).topic.slice(0, 100), robots: { index: false, follow: false } };
}

export default async function VisualPage({ params }: Props) {
  const { runId } = await params;
  const snapshot = await findRun(runId);
  const { runs, actor } = await visitor();
  return (
    <VisualRun
      key={runId}
      runId={runId}
      eventsPath={`/api/runs/${runId}/events`}
      isReadOnly={false}
      sharedUrl={snapshot.sharedUrl}
      input={inputOf(snapshot.input)}
      isSample={snapshot.isSample}
      initial={await readView(runs, actor.learnerId, snapshot)}
      initialSeconds={elapsedSeconds(snapshot, new Date())}
    />
  );
}
