import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { VisualRun } from "#components/visual/visual-run.tsx";
import { isAppError } from "#server/errors.ts";
import { visitor } from "../../../visitor.ts";
import { inputOf, visualProps } from "../../visual/visual-props.ts";

interface Props {
  params: Promise<{ token: string }>;
}

/** The run that a link is for, or the page that says there is none: also for a link that was taken back. */
const findShared = cache(async (token: string) => {
  const { runs } = await visitor();
  try {
    const { learnerId, id } = await runs.shared(token);
    const snapshot = await runs.snapshot(learnerId, id);
    if (snapshot.kind === "visual") return { learnerId, snapshot };
  } catch (error) {
    if (!isAppError(error) || error.code !== "NOT_FOUND") throw error;
  }
  notFound();
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { snapshot } = await findShared((await params).token);
  return {
    title: inputOf(snapshot.input).topic.slice(0, 100),
    robots: { index: false, follow: false },
    // The address is the key to the page: it stays here.
    referrer: "no-referrer",
  };
}

/** What somebody made, for those they gave the link to: to look at only. */
export default async function SharedPage({ params }: Props) {
  const { token } = await params;
  const { learnerId, snapshot } = await findShared(token);
  const { runs } = await visitor();
  const props = await visualProps(runs, learnerId, snapshot);
  return (
    <VisualRun
      key={token}
      {...props}
      // What it cost is its learner's business.
      initial={{ ...props.initial, run: { ...props.initial.run, cost: null } }}
      eventsPath={`/api/shared/${encodeURIComponent(token)}/events`}
      isReadOnly
      sharedUrl={null}
    />
  );
}
