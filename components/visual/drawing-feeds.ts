import type { JournalEvent } from "#server/contracts/events.ts";
import type { SvgOperation } from "#server/contracts/svg.ts";
import type { VisualEvent } from "#server/contracts/visual.ts";
import { isOfStep } from "../run/run-view.ts";
import { createDrawingFeed, type DrawingFeed } from "./svg-stage/drawing-feed.ts";

/** The strokes of all drawings of a run, by step key, past React. */
export interface DrawingFeeds {
  /**
   * Takes the next events of the journal. Returns those that a view must learn of: all but strokes, and of those the
   * first of each try, without what it draws, because it shows that the step works.
   */
  take(events: readonly JournalEvent[]): JournalEvent[];
  /** The drawing of one step: empty until its first stroke. The same object for the same key. */
  feedOf(key: string): DrawingFeed;
}

interface Drawing {
  feed: DrawingFeed;
  generation: number;
  attempt: number;
  /** The newest whole one: it is shown again when one that was to take its place did not come about. */
  whole: readonly SvgOperation[] | null;
  isGrowing: boolean;
  /** Whether the view knows that this try draws. */
  isTold: boolean;
}

/** Feeds that are empty until events come; a journal that is read from its beginning fills them as a live one does. */
export function createDrawingFeeds(): DrawingFeeds {
  const drawings = new Map<string, Drawing>();

  function drawingOf(key: string): Drawing {
    const known = drawings.get(key);
    if (known) return known;
    const feed = createDrawingFeed();
    const drawing: Drawing = {
      feed,
      generation: 0,
      attempt: 0,
      whole: null,
      isGrowing: false,
      isTold: false,
    };
    drawings.set(key, drawing);
    return drawing;
  }

  function fallBack(drawing: Drawing): void {
    if (!drawing.isGrowing) return;
    drawing.isGrowing = false;
    if (!drawing.whole) return;
    drawing.feed.push(drawing.whole);
    drawing.feed.end(drawing.whole);
  }

  function takeOne(entry: JournalEvent): JournalEvent | null {
    const { event } = entry;
    if (event.type === "run-end") {
      for (const drawing of drawings.values()) fallBack(drawing);
      return entry;
    }
    if (!isOfStep(event)) return entry;
    const drawing = drawingOf(event.step);
    const { generation, attempt } = event;
    const isNewer =
      generation > drawing.generation || (generation === drawing.generation && attempt > drawing.attempt);
    if (!isNewer && (generation < drawing.generation || attempt < drawing.attempt)) return null;
    if (isNewer) Object.assign(drawing, { generation, attempt, isTold: false });
    const visual = event as unknown as VisualEvent | { type: "step-failed" | "step-retry" };
    if (visual.type === "svg-ops") {
      drawing.isGrowing = true;
      drawing.feed.push(visual.ops);
      const isFirst = !drawing.isTold;
      drawing.isTold = true;
      return isFirst ? { ...entry, event: { ...event, ops: [] } } : null;
    }
    drawing.isTold = false;
    if (visual.type === "svg-ready") {
      // What was not shown live is drawn now; what stands as it must is left alone by `end`.
      if (!drawing.isGrowing) drawing.feed.push(visual.ops);
      drawing.isGrowing = false;
      drawing.whole = visual.ops;
      drawing.feed.end(visual.ops);
    } else if (visual.type === "step-failed") fallBack(drawing);
    return entry;
  }

  return {
    take: (events) => events.flatMap((entry) => takeOne(entry) ?? []),
    feedOf: (key) => drawingOf(key).feed,
  };
}
