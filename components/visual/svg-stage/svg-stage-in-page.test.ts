import { JSDOM } from "jsdom";
import { act, createElement } from "react";
import { createRoot, hydrateRoot, type Root } from "react-dom/client";
import { renderToString } from "react-dom/server";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { SvgOperation } from "#server/contracts/svg.ts";
import { createDrawingFeed, type DrawingFeed } from "./drawing-feed.ts";
import { SvgStage, type SvgStageProps } from "./svg-stage.tsx";

const root: SvgOperation = { op: "open", node: 0, parent: null, name: "svg", attributes: {} };
const rect: SvgOperation = { op: "open", node: 1, parent: 0, name: "rect", attributes: {} };

let box: HTMLElement;
let page: Root | null;
const frames: FrameRequestCallback[] = [];

beforeEach(() => {
  const { window } = new JSDOM("<!doctype html><main></main>");
  box = window.document.querySelector("main") as HTMLElement;
  page = null;
  frames.length = 0;
  vi.stubGlobal("IS_REACT_ACT_ENVIRONMENT", true);
  vi.stubGlobal("window", window);
  vi.stubGlobal("document", window.document);
  vi.stubGlobal("requestAnimationFrame", (work: FrameRequestCallback) => frames.push(work));
  vi.stubGlobal("cancelAnimationFrame", (id: number) => {
    frames[id - 1] = () => {};
  });
});
afterEach(() => {
  act(() => page?.unmount());
  vi.unstubAllGlobals();
});

const stage = (feed: DrawingFeed, props: Partial<SvgStageProps> = {}) =>
  createElement(SvgStage, { feed, title: "", description: "", placeholder: "Soon.", ...props });

function show(feed: DrawingFeed, props?: Partial<SvgStageProps>) {
  act(() => {
    page ??= createRoot(box);
    page.render(stage(feed, props));
  });
}

/** Carries out the frame that is waited for. */
function frame() {
  act(() => {
    for (const work of frames.splice(0)) work(0);
  });
}

const isWaiting = () => box.textContent?.includes("Soon.");
const strokes = () => box.querySelector("[role=img]")?.shadowRoot?.querySelectorAll("rect").length;

describe("what stands on the paper until the first stroke", () => {
  it("goes with the first stroke, not with the root, and comes back when the drawing is made anew", () => {
    const feed = createDrawingFeed();
    show(feed);
    frame();
    expect(isWaiting()).toBe(true);
    act(() => feed.push([root]));
    frame();
    expect(isWaiting()).toBe(true);
    act(() => feed.push([rect]));
    expect(isWaiting()).toBe(true);
    frame();
    expect([isWaiting(), strokes()]).toEqual([false, 1]);
    act(() => feed.push([root]));
    frame();
    expect([isWaiting(), strokes()]).toEqual([true, 0]);
    act(() => feed.push([rect]));
    frame();
    expect(isWaiting()).toBe(false);
  });

  it("never shows when a drawing is drawn anew all at once", () => {
    const feed = createDrawingFeed();
    show(feed);
    act(() => feed.push([root, rect]));
    frame();
    const seen = vi.fn();
    const { MutationObserver } = window as unknown as {
      MutationObserver: typeof globalThis.MutationObserver;
    };
    const observer = new MutationObserver(seen);
    observer.observe(box, { childList: true, subtree: true });
    act(() => feed.push([root, rect]));
    frame();
    expect(observer.takeRecords()).toEqual([]);
    expect([isWaiting(), strokes(), seen.mock.calls.length]).toEqual([false, 1, 0]);
  });

  it("never shows where the feed holds a whole drawing already: not even before the first frame", () => {
    show(createDrawingFeed([root, rect]));
    expect([isWaiting(), strokes()]).toEqual([false, 0]);
    frame();
    expect([isWaiting(), strokes()]).toEqual([false, 1]);
  });

  it("is that of the feed that is shown", () => {
    const empty = createDrawingFeed();
    const whole = createDrawingFeed([root, rect]);
    show(whole);
    frame();
    show(empty);
    expect(isWaiting()).toBe(true);
    frame();
    expect([isWaiting(), strokes()]).toEqual([true, 0]);
    show(whole);
    expect(isWaiting()).toBe(false);
    frame();
    expect([isWaiting(), strokes()]).toEqual([false, 1]);
  });

  it.each([
    ["nothing", createDrawingFeed(), true],
    ["a drawing", createDrawingFeed([root, rect]), false],
  ])("is the same on the server and where the page comes to life, when the feed has %s", (_, feed, is) => {
    box.innerHTML = renderToString(stage(feed));
    expect(isWaiting()).toBe(is);
    const onRecoverableError = vi.fn();
    act(() => {
      page = hydrateRoot(box, stage(feed), { onRecoverableError });
    });
    expect([isWaiting(), onRecoverableError.mock.calls]).toEqual([is, []]);
    frame();
    expect(isWaiting()).toBe(is);
  });
});

it("the speed that is asked for is that of each drawing, from its beginning on", () => {
  // There is no SMIL here: a clock that is only ever set by hand.
  const set = vi.fn();
  const svg = (window as unknown as { SVGSVGElement: typeof SVGSVGElement }).SVGSVGElement.prototype;
  Object.assign(svg, {
    pauseAnimations() {},
    unpauseAnimations() {},
    getCurrentTime: () => 0,
    setCurrentTime: set,
  });
  const timeline = { currentTime: 0 };
  Object.assign(document, { timeline });
  const after = (milliseconds: number) => {
    timeline.currentTime += milliseconds;
    frame();
    return set.mock.lastCall;
  };
  for (const feed of [createDrawingFeed([root, rect]), createDrawingFeed([root, rect])]) {
    show(feed, { speed: 2 });
    expect(after(1_000)).toEqual([0]);
    expect(after(1_000)).toEqual([2]);
    show(feed, { speed: 0.5 });
    expect(after(1_000)).toEqual([2.5]);
    show(feed, { speed: 0.5, paused: true });
    expect([after(1_000), frames.length]).toEqual([[2.5], 0]);
    show(feed, { speed: 0.5 });
    expect(after(1_000)).toEqual([3]);
  }
});
