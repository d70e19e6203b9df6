import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { VisualRun } from "#components/visual/visual-run.tsx";
import { isAppError } from "#server/errors.ts";
import { visitor } from "../../../visitor.ts";
import { inputOf, visualProps } from "../visual-props.ts";

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

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { input } = await findRun((await params).runId);
  return { title: inputOf(input).topic.slice(0, 100) };
}

export default async function VisualPage({ params }: Props) {
  const { runId } = await params;
  const snapshot = await findRun(runId);
  const { runs, actor } = await visitor();
  return (
    <VisualRun
      key={runId}
      {...(await visualProps(runs, actor.learnerId, snapshot))}
      eventsPath={`/api/runs/${runId}/events`}
      isReadOnly={false}
      sharedUrl={snapshot.sharedUrl}
    />
  );
}
