import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { JournalEvent } from "#server/contracts/events.ts";
import type { SvgOperation } from "#server/contracts/svg.ts";
import { emptyRunView, isOver } from "../run/run-view.ts";
import { createDrawingFeeds, type DrawingFeeds } from "./drawing-feeds.ts";
import { scriptOf, writeJournal } from "./testing-journal.ts";
import { applyToVisual, stepsOf, type VisualView } from "./visual-view.ts";

const journals = fc.array(scriptOf, { maxLength: 60 }).map(writeJournal);
const EMPTY: VisualView = { run: emptyRunView(), plan: null, drawings: {} };

/** What a stage that comes now would be given. */
function shown(feeds: DrawingFeeds, key: string): { operations: SvgOperation[]; isWhole: boolean } {
  const operations: SvgOperation[] = [];
  let isWhole = false;
  feeds
    .feedOf(key)
    .follow({ onOperations: (more) => void operations.push(...more), onEnd: () => (isWhole = true) })();
  return { operations, isWhole };
}

function feedsOf(journal: readonly JournalEvent[]): DrawingFeeds {
  const feeds = createDrawingFeeds();
  feeds.take(journal);
  return feeds;
}

const KEYS = ["draw:a", "draw:b", "draw:c"];

describe("the feeds of a run", () => {
  it("hold every finished drawing, live or read again without the strokes", () => {
    fc.assert(
      fc.property(journals, (journal) => {
        const view = journal.reduce(applyToVisual, EMPTY);
        fc.pre(isOver(view.run.status));
        const compacted = journal.filter(({ event }) => event.type !== "svg-ops");
        const [live, later] = [feedsOf(journal), feedsOf(compacted)];
        for (const step of stepsOf(view)) {
          if (step.key === null || step.drawing === null) continue;
          expect(shown(live, step.key).isWhole).toBe(true);
          expect(shown(live, step.key)).toEqual(shown(later, step.key));
        }
      }),
    );
  });

  it("are the same wherever the journal is cut", () => {
    fc.assert(
      fc.property(journals, fc.nat(), (journal, at) => {
        const cut = at % (journal.length + 1);
        const feeds = createDrawingFeeds();
        feeds.take(journal.slice(0, cut));
        feeds.take(journal.slice(cut));
        for (const key of KEYS) expect(shown(feeds, key)).toEqual(shown(feedsOf(journal), key));
      }),
    );
  });

  it("leave the view as it is with the strokes left out", () => {
    fc.assert(
      fc.property(journals, (journal) => {
        const rest = createDrawingFeeds().take(journal);
        const without = ({ run: { seq: _, steps, ...run }, ...view }: VisualView) => ({
          ...view,
          run,
          steps: stepsOf({ ...view, run: { ...run, seq: 0, steps } }),
        });
        expect(without(rest.reduce(applyToVisual, EMPTY))).toEqual(
          without(journal.reduce(applyToVisual, EMPTY)),
        );
        const strokes = rest.filter(({ event }) => event.type === "svg-ops");
        for (const { event } of strokes) expect(event.ops).toEqual([]);
      }),
    );
  });
});
