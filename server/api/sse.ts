import type { JournalEvent } from "../contracts/events.ts";
import type { EventReader } from "../runs/index.ts";

/** A comment after this much silence, so that nothing between us and the browser takes the line for dead. */
const KEEP_ALIVE_MS = 15_000;

/** One event in the form of https://html.spec.whatwg.org/multipage/server-sent-events.html */
export function encodeEvent({ seq, event }: JournalEvent): string {
  // JSON has no raw line breaks, so the data is always one line; a type is never anything but a name of ours.
  return `id: ${seq}\nevent: ${event.type.replace(/[\r\n\0]/g, "")}\ndata: ${JSON.stringify(event)}\n\n`;
}

/**
 * A run's events as a stream that is pulled: the next ones are read only when the receiver has taken the former,
 * so a slow or dead one makes nothing pile up. It ends with the run, or when `signal` fires.
 * @param onTrouble is told why a stream broke; the receiver just sees its end, and comes back
 */
export function eventStream(
  reader: EventReader,
  signal: AbortSignal,
  onTrouble: (error: unknown) => void,
  keepAliveMs = KEEP_ALIVE_MS,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  const close = () => reader.close();
  let waiting: Promise<JournalEvent[] | null> | undefined;
  let isFirst = true;

  async function next(): Promise<string | null> {
    // Says at once that the line stands, and how soon to come back when it is lost.
    if (isFirst) {
      isFirst = false;
      return "retry: 1000\n\n";
    }
    if (!waiting) {
      waiting = reader.read();
      // It may fail while nobody looks; the next look finds that.
      waiting.catch(() => {});
    }
    const events = await orSilence(waiting, keepAliveMs);
    if (events === "silence") return ": still here\n\n";
    waiting = undefined;
    return events?.map(encodeEvent).join("") ?? null;
  }

  return new ReadableStream(
    {
      start() {
        signal.addEventListener("abort", close, { once: true });
        if (signal.aborted) close();
      },
      async pull(controller) {
        const text = await next().catch((error) => {
          onTrouble(error);
          return null;
        });
        if (text !== null) return controller.enqueue(encoder.encode(text));
        signal.removeEventListener("abort", close);
        close();
        controller.close();
      },
      cancel() {
        signal.removeEventListener("abort", close);
        close();
      },
    },
    { highWaterMark: 0 },
  );
}

async function orSilence<T>(work: Promise<T>, milliseconds: number): Promise<T | "silence"> {
  let timer: NodeJS.Timeout | undefined;
  const silence = new Promise<"silence">((resolve) => {
    timer = setTimeout(resolve, milliseconds, "silence");
  });
  try {
    return await Promise.race([work, silence]);
  } finally {
    clearTimeout(timer);
  }
}
