import { z } from "zod";
import { AppError } from "../../errors.ts";
import type { EventReader } from "../../runs/index.ts";
import { asLearner, type Call, type Handler, query } from "../http.ts";
import type { Log } from "../services.ts";
import { eventStream } from "../sse.ts";

const Resume = z.strictObject({ after: z.string().optional() });

export const streamEvents = asLearner((call) =>
  stream(call, call.services.log, (after) =>
    call.services.runs.openEvents(call.actor.learnerId, call.params.id ?? "", after),
  ),
);

/**
 * The same for whoever has the run's link: who they are is not asked, they get no cookie, and what it cost is its
 * learner's business.
 */
export const streamSharedEvents: Handler = async (call) => {
  const { runs, log } = await call.open();
  return stream(call, log, async (after) => {
    const reader = await runs.openSharedEvents(call.params.token ?? "", after);
    return reader && withoutCost(reader);
  });
};

/** The reader of a journal without what it cost. */
export function withoutCost(reader: EventReader): EventReader {
  return {
    async read() {
      for (;;) {
        const events = (await reader.read())?.filter(({ event }) => event.type !== "cost") ?? null;
        if (events === null || events.length > 0) return events;
      }
    },
    close: () => reader.close(),
  };
}

async function stream(
  { request, url, params }: Call,
  log: Log,
  open: (after: number) => Promise<EventReader | null>,
): Promise<Response> {
  const from = query(Resume, url).after;
  const reader = await open(readAfter(request.headers.get("last-event-id") || from));
  // An EventSource that has everything of an ended run stops on this answer, and only on this one.
  if (reader === null) return new Response(null, { status: 204 });
  const events = eventStream(reader, request.signal, (error) =>
    log.warn({ err: error, runId: params.id }, "an event stream broke"),
  );
  return new Response(events, {
    headers: {
      "content-type": "text/event-stream; charset=utf-8",
      // Neither kept nor compressed nor collected by anything on the way.
      "cache-control": "no-cache, no-transform",
      "x-accel-buffering": "no",
    },
  });
}

/** The newest event that a client has; it says so by a header when it comes back, and in the address at first. */
function readAfter(text: string | undefined): number {
  if (text === undefined || text === "") return 0;
  const after = /^\d{1,10}$/.test(text) ? Number(text) : Number.NaN;
  if (after <= 2_147_483_647) return after;
  const message = "must be the id of an event: a whole number from 0";
  throw new AppError("INVALID", `Last-Event-ID (or after) ${message}.`, {
    issues: [{ path: "after", message }],
  });
}
