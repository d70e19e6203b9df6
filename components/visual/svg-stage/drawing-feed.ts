import type { SvgOperation } from "#server/contracts/svg.ts";
import { createBeginning } from "./beginning.ts";

/** Who follows a feed: a stage. */
export interface FeedListener {
  onOperations(operations: readonly SvgOperation[]): void;
  onEnd(whole?: readonly SvgOperation[]): void;
}

/** The operations of a drawing on their way to stages, past React: a stroke renders nothing anew. */
export interface DrawingFeed {
  push(operations: readonly SvgOperation[]): void;
  /**
   * The drawing is whole. Operations that come after all (it is continued) open it again.
   * @param whole its final operations; what stands otherwise is drawn anew
   */
  end(whole?: readonly SvgOperation[]): void;
  /** Whether the drawing has its first stroke. */
  hasBegun(): boolean;
  /** Tells a listener what has come so far, then what comes. Returns what stops that. */
  follow(listener: FeedListener): () => void;
}

/** A feed that begins empty, or with a whole drawing. */
export function createDrawingFeed(whole?: readonly SvgOperation[]): DrawingFeed {
  let operations: SvgOperation[] = whole ? [...whole] : [];
  let hasEnded = whole !== undefined;
  const listeners = new Set<FeedListener>();
  return {
    push(more) {
      if (more.length === 0) return;
      hasEnded = false;
      for (const operation of more) {
        // Another drawing begins: what is known of the one before is of no use any more.
        if (operation.op === "open" && operation.node === 0) operations = [];
        operations.push(operation);
      }
      for (const listener of listeners) listener.onOperations(more);
    },
    end(whole) {
      if (hasEnded) return;
      hasEnded = true;
      if (whole) operations = [...whole];
      for (const listener of listeners) listener.onEnd(whole);
    },
    hasBegun() {
      const beginning = createBeginning();
      for (const operation of operations) {
        beginning.take(operation);
        if (beginning.hasBegun()) return true;
      }
      return false;
    },
    follow(listener) {
      listeners.add(listener);
      listener.onOperations(operations);
      if (hasEnded) listener.onEnd();
      return () => listeners.delete(listener);
    },
  };
}
