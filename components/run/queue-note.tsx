import { Clock } from "lucide-react";
import type { Strings } from "../strings/en.ts";
import { Notice } from "../ui/notice.tsx";
import type { RunView } from "./run-view.ts";

/** Where in the queue the run stands; an estimate only if the server has one. */
export function QueueNote({ queue, strings }: { queue: NonNullable<RunView["queue"]>; strings: Strings }) {
  const { run } = strings;
  return (
    <Notice className="mt-8">
      <Clock aria-hidden="true" />
      <p>
        <strong className="text-ink">{run.queue(queue.place)}</strong>{" "}
        {queue.etaSeconds > 0 && run.queueEstimate(Math.ceil(queue.etaSeconds / 60))} {run.queueHint}
      </p>
    </Notice>
  );
}
