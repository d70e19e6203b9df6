import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createFrames } from "./frames.ts";

const waiting = new Map<number, FrameRequestCallback>();
let last = 0;

beforeEach(() => {
  waiting.clear();
  vi.stubGlobal("requestAnimationFrame", (work: FrameRequestCallback) => {
    last += 1;
    waiting.set(last, work);
    return last;
  });
  vi.stubGlobal("cancelAnimationFrame", (id: number) => waiting.delete(id));
});
afterEach(() => vi.unstubAllGlobals());

function frame() {
  const due = [...waiting.values()];
  waiting.clear();
  for (const work of due) work(0);
}

function page() {
  const target = new EventTarget();
  const listeners = new Set<unknown>();
  const document = {
    visibilityState: "visible",
    addEventListener(type: string, listener: () => void) {
      listeners.add(listener);
      target.addEventListener(type, listener);
    },
    removeEventListener(type: string, listener: () => void) {
      listeners.delete(listener);
      target.removeEventListener(type, listener);
    },
  };
  const show = (state: string) => {
    document.visibilityState = state;
    target.dispatchEvent(new Event("visibilitychange"));
  };
  return { document: document as unknown as Document, listeners, show };
}

describe("work with each frame", () => {
  it("is done once a frame as long as it is wanted, and then leaves nothing behind", () => {
    const { document, listeners } = page();
    const work = vi.fn();
    const frames = createFrames(document, work);
    expect([waiting.size, listeners.size]).toEqual([0, 0]);
    frames.want(true);
    frames.want(true);
    expect([waiting.size, listeners.size, work.mock.calls.length]).toEqual([1, 1, 0]);
    frame();
    frame();
    expect([waiting.size, work.mock.calls.length]).toEqual([1, 2]);
    frames.want(false);
    expect([waiting.size, listeners.size]).toEqual([0, 0]);
  });

  it("waits while nobody sees the page", () => {
    const { document, show } = page();
    const work = vi.fn();
    const frames = createFrames(document, work);
    show("hidden");
    frames.want(true);
    expect(waiting.size).toBe(0);
    show("visible");
    show("visible");
    expect(waiting.size).toBe(1);
    frame();
    show("hidden");
    expect([waiting.size, work.mock.calls.length]).toEqual([0, 1]);
    frames.want(false);
    show("visible");
    expect(waiting.size).toBe(0);
  });

  it("may end itself", () => {
    const { document } = page();
    const frames = createFrames(document, () => frames.want(false));
    frames.want(true);
    frame();
    expect(waiting.size).toBe(0);
  });
});
