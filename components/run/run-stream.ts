import type { CommonEvent, JournalEvent } from "#server/contracts/events.ts";
import type { VisualEvent } from "#server/contracts/visual.ts";

/** Every type that a page listens for; a type missing here is a type error. */
const EVENT_TYPES = Object.keys({
  "run-start": true,
  "run-queued": true,
  "step-start": true,
  "step-retry": true,
  "step-end": true,
  "step-failed": true,
  cost: true,
  "run-waiting": true,
  "run-answered": true,
  "run-reopened": true,
  "run-end": true,
  "plan-ready": true,
  "plan-delta": true,
  "svg-ops": true,
  "svg-ready": true,
} satisfies Record<(CommonEvent | VisualEvent)["type"], true>);

/** `idle`: nothing more to come, or not wanted now. */
export type Connection = "idle" | "connecting" | "live" | "reconnecting";

/** What the stream needs of an EventSource. */
export interface Source {
  onopen: (() => void) | null;
  onerror: (() => void) | null;
  addEventListener(type: string, listener: (message: { data: string; lastEventId: string }) => void): void;
  close(): void;
}

export interface RunStreamOptions {
  /** The address of the run's events, without a query. */
  path: string;
  /** The newest event that is known already. */
  after: number;
  /** Whether the run is known to have ended by then; it may have been reopened elsewhere since. */
  hasEnded: boolean;
  onEvents(events: JournalEvent[]): void;
  onConnection(connection: Connection): void;
  /** Replaced in tests: how a line is opened, and how work is put off to the next frame. */
  connect?(url: string): Source;
  nextFrame?(work: () => void): void;
}

export interface RunStream {
  /** Opens the line unless one is open: at the first moment, when the page shows again, after a redo. */
  open(): void;
  /** Closes the line and keeps the place, for a page that is hidden. */
  close(): void;
}

const FIRST_DELAY_MS = 500;
const LONGEST_DELAY_MS = 10_000;

/**
 * Reads a run's events from where it left off. Holds at most one line; a lost one is opened again with growing
 * pauses, until the run has ended. Events are handed over once a frame, so that a long journal draws once.
 */
export function createRunStream(options: RunStreamOptions): RunStream {
  const connect = options.connect ?? ((url: string): Source => new EventSource(url) as unknown as Source);
  const nextFrame = options.nextFrame ?? ((work: () => void) => requestAnimationFrame(work));
  let source: Source | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let failures = 0;
  let last = options.after;
  let hasEnded = options.hasEnded;
  let waiting: JournalEvent[] = [];

  function flush() {
    if (waiting.length === 0) return;
    const events = waiting;
    waiting = [];
    options.onEvents(events);
  }

  function receive(message: { data: string; lastEventId: string }) {
    const seq = Number(message.lastEventId);
    if (!Number.isInteger(seq) || seq <= last) return;
    const event: JournalEvent["event"] = JSON.parse(message.data);
    last = seq;
    if (event.type === "run-end") hasEnded = true;
    if (event.type === "run-reopened") hasEnded = false;
    waiting.push({ seq, event });
    if (waiting.length === 1) nextFrame(flush);
  }

  function drop() {
    clearTimeout(timer);
    timer = undefined;
    source?.close();
    source = null;
    flush();
  }

  function start() {
    const line = connect(`${options.path}?after=${last}`);
    source = line;
    line.onopen = () => {
      failures = 0;
      options.onConnection("live");
    };
    line.onerror = () => {
      if (source !== line) return;
      drop();
      // The server closes the line after the end, and refuses (204) one that has nothing left to say.
      if (hasEnded) return options.onConnection("idle");
      options.onConnection("reconnecting");
      const pause = Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** failures++);
      timer = setTimeout(start, pause * (0.5 + Math.random() / 2));
    };
    for (const type of EVENT_TYPES) line.addEventListener(type, receive);
  }

  return {
    open() {
      if (source) return;
      drop();
      failures = 0;
      options.onConnection("connecting");
      start();
    },
    close() {
      drop();
      options.onConnection("idle");
    },
  };
}
