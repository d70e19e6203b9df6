import { beforeEach, expect, it, vi } from "vitest";
import type { JournalEvent } from "#server/contracts/events.ts";
import { type Connection, createRunStream, type Source } from "./run-stream.ts";

/** A line whose other end is the test. */
class TestSource implements Source {
  onopen: (() => void) | null = null;
  onerror: (() => void) | null = null;
  readonly listeners = new Map<string, (message: { data: string; lastEventId: string }) => void>();
  isClosed = false;
  readonly url: string;
  constructor(url: string) {
    this.url = url;
  }
  addEventListener(type: string, listener: (message: { data: string; lastEventId: string }) => void) {
    this.listeners.set(type, listener);
  }
  close() {
    this.isClosed = true;
  }
  say(seq: number, type: string) {
    this.listeners.get(type)?.({ data: JSON.stringify({ type }), lastEventId: String(seq) });
  }
}

function setUp(after = 0, hasEnded = false) {
  const lines: TestSource[] = [];
  const events: JournalEvent[][] = [];
  const states: Connection[] = [];
  const frames: (() => void)[] = [];
  const stream = createRunStream({
    path: "/events",
    after,
    hasEnded,
    onEvents: (batch) => events.push(batch),
    onConnection: (state) => states.push(state),
    connect(url) {
      const line = new TestSource(url);
      lines.push(line);
      return line;
    },
    nextFrame: (work) => frames.push(work),
  });
  const newest = () => {
    const line = lines.at(-1);
    if (!line) throw new Error("no line was opened");
    return line;
  };
  const frame = () => {
    for (const work of frames.splice(0)) work();
  };
  const isOneOpen = () => lines.filter((line) => !line.isClosed).length <= 1;
  return { stream, lines, events, states, newest, frame, isOneOpen };
}

beforeEach(() => {
  vi.useFakeTimers();
  const random = vi.spyOn(Math, "random").mockReturnValue(1);
  return () => {
    vi.useRealTimers();
    random.mockRestore();
  };
});

it("hands events over once a frame, each once and in order", () => {
  const { stream, newest, events, frame } = setUp(4);
  stream.open();
  expect(newest().url).toBe("/events?after=4");
  newest().say(4, "run-start");
  newest().say(5, "step-start");
  newest().say(6, "svg-ops");
  newest().say(6, "svg-ops");
  expect(events).toEqual([]);
  frame();
  expect(events.map((batch) => batch.map(({ seq }) => seq))).toEqual([[5, 6]]);
});

it("opens a lost line again where it was, with growing pauses, and holds one at most", () => {
  const { stream, newest, lines, states, isOneOpen } = setUp();
  stream.open();
  newest().onopen?.();
  newest().say(1, "run-start");
  newest().onerror?.();
  expect(states.at(-1)).toBe("reconnecting");
  vi.advanceTimersByTime(499);
  expect(lines).toHaveLength(1);
  vi.advanceTimersByTime(1);
  expect(newest().url).toBe("/events?after=1");
  newest().onerror?.();
  vi.advanceTimersByTime(999);
  expect(lines).toHaveLength(2);
  vi.advanceTimersByTime(1);
  expect(lines).toHaveLength(3);
  newest().onopen?.();
  expect(states.at(-1)).toBe("live");
  expect(isOneOpen()).toBe(true);
});

it("rests when the server closes the line after the end", () => {
  const { stream, newest, lines, states } = setUp();
  stream.open();
  newest().say(1, "run-end");
  newest().onerror?.();
  vi.advanceTimersByTime(60_000);
  expect(lines).toHaveLength(1);
  expect(states.at(-1)).toBe("idle");
});

it("goes on past an end after which the run was opened again", () => {
  const { stream, newest, lines } = setUp();
  stream.open();
  newest().say(1, "run-end");
  newest().say(2, "run-reopened");
  newest().onerror?.();
  vi.advanceTimersByTime(60_000);
  expect(lines.length).toBeGreaterThan(1);
});

it("asks an ended run once more and takes the refusal (204) for an answer", () => {
  const { stream, newest, lines, states } = setUp(9, true);
  stream.open();
  newest().onerror?.();
  vi.advanceTimersByTime(60_000);
  expect(lines).toHaveLength(1);
  expect(states.at(-1)).toBe("idle");
});

it("keeps what came just before it was closed, and goes on after it", () => {
  const { stream, newest, events, lines } = setUp();
  stream.open();
  newest().say(1, "run-start");
  stream.close();
  expect(events).toHaveLength(1);
  expect(newest().isClosed).toBe(true);
  vi.advanceTimersByTime(60_000);
  expect(lines).toHaveLength(1);
  stream.open();
  expect(newest().url).toBe("/events?after=1");
});
