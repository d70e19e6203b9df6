import type { SvgOperation } from "#server/contracts/svg.ts";

/** What of a frame's 16 ms drawing may take; the rest is the browser's, for style, layout and paint. */
export const FRAME_BUDGET_MS = 4;
/** Operations between two looks at the clock. */
const SLICE = 16;

/** Asks for one call later; returns what takes the wish back. */
export type Schedule = (work: () => void) => () => void;

/** Operations between their coming and a frame. */
export interface OperationQueue {
  push(operations: readonly SvgOperation[]): void;
  /** Calls once when everything pushed so far is carried out. */
  whenEmpty(work: () => void): void;
  /** Asks anew for the next call, when the way of asking has changed (the tab was hidden or shown). */
  reschedule(): void;
  /** Forgets what is waiting. */
  clear(): void;
}

/** What a queue works with; `now` is in milliseconds. */
export interface QueueOptions {
  apply(operation: SvgOperation): void;
  /** Called after each batch. */
  onBatch?(): void;
  schedule: Schedule;
  now?(): number;
  budgetMs?: number;
}

/**
 * Gathers operations and carries them out once a frame, for at most `budgetMs` (as close as the slices allow); what
 * is left waits for the next frame. Data that grows piece by piece is joined while it waits, so that the browser
 * reads a long path once a frame and not once a piece.
 */
export function createOperationQueue(options: QueueOptions): OperationQueue {
  const { apply, onBatch, schedule, now = () => performance.now(), budgetMs = FRAME_BUDGET_MS } = options;
  let waiting: SvgOperation[] = [];
  let next = 0;
  let cancel: (() => void) | null = null;
  let afterwards: (() => void)[] = [];

  function ask(): void {
    cancel ??= schedule(work);
  }

  function work(): void {
    cancel = null;
    const end = now() + budgetMs;
    do {
      const stop = Math.min(next + SLICE, waiting.length);
      for (; next < stop; next += 1) {
        const operation = waiting[next];
        if (operation) apply(operation);
      }
    } while (next < waiting.length && now() < end);
    onBatch?.();
    if (next < waiting.length) {
      ask();
      return;
    }
    waiting = [];
    next = 0;
    const calls = afterwards;
    afterwards = [];
    for (const call of calls) call();
  }

  return {
    push(operations) {
      for (const operation of operations) {
        const last = waiting.length > next ? waiting.at(-1) : undefined;
        const joined = last && join(last, operation);
        if (joined) waiting[waiting.length - 1] = joined;
        else waiting.push(operation);
      }
      if (waiting.length > next) ask();
    },
    whenEmpty(call) {
      afterwards.push(call);
      ask();
    },
    reschedule() {
      if (!cancel) return;
      cancel();
      cancel = null;
      ask();
    },
    clear() {
      cancel?.();
      cancel = null;
      waiting = [];
      next = 0;
      afterwards = [];
    },
  };
}

/** One operation that does what two do, or `null`. */
function join(first: SvgOperation, second: SvgOperation): SvgOperation | null {
  if (first.node !== second.node) return null;
  if (first.op === "attr" && second.op === "attr" && second.append && first.name === second.name)
    return { ...first, value: first.value + second.value };
  if (first.op === "text" && second.op === "text") return { ...first, text: first.text + second.text };
  return null;
}

/** The next frame while the page is seen; a timer while it is hidden, when there are no frames. */
export function frameOrTimer(page: Document, hiddenDelayMs = 100): Schedule {
  return (work) => {
    if (page.visibilityState === "hidden") {
      const timer = setTimeout(work, hiddenDelayMs);
      return () => clearTimeout(timer);
    }
    const frame = requestAnimationFrame(work);
    return () => cancelAnimationFrame(frame);
  };
}
