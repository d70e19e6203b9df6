import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import type { SvgOperation } from "#server/contracts/svg.ts";
import { createDrawingFeed } from "./drawing-feed.ts";
import { clampRatio, SvgStage } from "./svg-stage.tsx";

const root: SvgOperation = { op: "open", node: 0, parent: null, name: "svg", attributes: {} };
const rect: SvgOperation = { op: "open", node: 1, parent: 0, name: "rect", attributes: {} };
const close = (node: number): SvgOperation => ({ op: "close", node });

describe("what the server renders", () => {
  const feed = createDrawingFeed([root, { op: "text", node: 0, text: "a stroke" }]);
  const html = renderToStaticMarkup(
    createElement(SvgStage, { feed, title: "The <moon>", description: "A drawing of it.", aspectRatio: 2 }),
  );

  it("is a title, a description and an empty box of the right shape, without a style attribute", () => {
    expect(html).toContain('role="img" aria-label="The &lt;moon&gt;"');
    expect(html).toMatch(/aria-describedby="([^"]+)".*<p id="\1" class="sr-only">A drawing of it\.<\/p>/);
    expect(html).toContain('viewBox="0 0 2000 1000"');
    expect(html).not.toContain("a stroke");
    expect(html).not.toMatch(/style=|tabindex/i);
  });

  it("has what stands there until the first stroke, but not where the drawing is known", () => {
    const render = (operations?: SvgOperation[]) =>
      renderToStaticMarkup(
        createElement(SvgStage, {
          feed: createDrawingFeed(operations),
          title: "",
          description: "",
          placeholder: "Soon.",
        }),
      );
    expect(render()).toContain("Soon.");
    expect(render([root])).toContain("Soon.");
    expect(render([root, rect])).not.toContain("Soon.");
  });

  it.each([
    [1.6, 1.6],
    [100, 3],
    [0.01, 1 / 3],
    [0, 1.6],
    [Number.NaN, 1.6],
    [Number.POSITIVE_INFINITY, 3],
  ])("a ratio of %d makes a box of %d", (ratio, box) => {
    expect(clampRatio(ratio)).toBeCloseTo(box);
  });
});

describe("a feed", () => {
  function follow(feed: ReturnType<typeof createDrawingFeed>) {
    const seen: unknown[] = [];
    const stop = feed.follow({
      onOperations: (operations) => seen.push(...operations),
      onEnd: (whole) => seen.push(whole ? ["end", whole] : "end"),
    });
    return { seen, stop };
  }

  it("tells a late listener everything, and one that left nothing", () => {
    const feed = createDrawingFeed();
    const early = follow(feed);
    feed.push([root]);
    const late = follow(feed);
    early.stop();
    feed.push([close(0)]);
    feed.end();
    feed.end();
    expect(early.seen).toEqual([root]);
    expect(late.seen).toEqual([root, close(0), "end"]);
    expect(follow(feed).seen).toEqual([root, close(0), "end"]);
  });

  it("keeps only the newest drawing, and its final form when that is known", () => {
    const feed = createDrawingFeed();
    feed.push([root, close(1)]);
    feed.push([root, close(2)]);
    expect(follow(feed).seen).toEqual([root, close(2)]);
    const whole = [root, close(0)];
    const { seen } = follow(feed);
    feed.end(whole);
    expect(seen.at(-1)).toEqual(["end", whole]);
    expect(follow(feed).seen).toEqual([...whole, "end"]);
  });

  it("knows whether the newest drawing has begun", () => {
    const feed = createDrawingFeed();
    expect(feed.hasBegun()).toBe(false);
    feed.push([root]);
    expect(feed.hasBegun()).toBe(false);
    feed.push([rect]);
    expect(feed.hasBegun()).toBe(true);
    feed.push([root]);
    expect(feed.hasBegun()).toBe(false);
    feed.end([root, rect]);
    expect(feed.hasBegun()).toBe(true);
    expect(createDrawingFeed([root, rect]).hasBegun()).toBe(true);
  });

  it("is open again when more comes after the end", () => {
    const feed = createDrawingFeed([root]);
    const { seen } = follow(feed);
    feed.push([close(0)]);
    feed.end();
    expect(seen).toEqual([root, "end", close(0), "end"]);
  });
});
