import { toOperations } from "./at-rest/operations.ts";
import { serialise } from "./at-rest/serialise.ts";
import { stillOf } from "./at-rest/still.ts";
import { createDrawing, type Drawing } from "./drawing.ts";
import { createFinder } from "./finder.ts";
import { createJoin } from "./join.ts";
import type { SvgOperation } from "./operations.ts";
import { type DrawingOptions, readOptions } from "./options.ts";
import { plainOf } from "./plain/plain.ts";
import type { SvgReport } from "./report.ts";
import type { SvgElement } from "./tree.ts";
import { writeReport } from "./write-report.ts";

/** Each beginning of a drawing may cost a look at all of a chunk: a reply of beginnings alone is not read to its end. */
const MOST_STARTS = 100;

/** Where a drawing that broke off can be continued. Plain data: it can be stored and sent. */
export interface ResumePoint {
  /** The drawing's text up to the end of its last whole element; empty when no drawing had begun. */
  text: string;
  /** The text of that element (of its tag alone, when it is still open): what to tell a model to go on after. */
  lastElement: string;
  /** The names of the elements that are open there, the root first. */
  open: string[];
}

/** What a stream may be told before it reads. */
export interface SvgStreamOptions extends DrawingOptions {
  /** The reply to come continues this drawing. Its operations continue those that the first stream gave. */
  resumeFrom?: ResumePoint;
}

/** What a reply came to. To be read by name: spreading it would leave out what is only written when it is asked for. */
export interface FinishedDrawing {
  /** The operations that the end of the text still brought: applied after all that `push` gave, they make the drawing whole. */
  rest: SvgOperation[];
  /** The whole drawing in canonical form; empty when the text held none. */
  ops: SvgOperation[];
  /** The drawing as a document, for exports; empty when there is none. Written when it is first asked for. */
  readonly svg: string;
  /** The drawing without animations, at their end, as a document. Written when it is first asked for. */
  readonly still: string;
  /** The still as programs read it that know little of CSS (`plain/`). Written when it is first asked for. */
  readonly plain: string;
  /** What was dropped, mended and measured. Written when it is first asked for. */
  readonly report: SvgReport;
}

/** Reads one reply. */
export interface SvgStream {
  /** Reads more of the reply, cut anywhere; returns what it adds to the picture. */
  push(chunk: string): SvgOperation[];
  /** The reply is over. Calling it again gives the same; what is pushed later is ignored. */
  finish(): FinishedDrawing;
  /** Where the drawing, as far as it was read, can be continued: the same before and after `finish`. */
  resumePoint(): ResumePoint;
}

/**
 * Turns a model's reply into a safe drawing while it streams. No reply makes it throw; O(n) in time, bounded by the
 * limits in memory; the finished drawing does not depend on how the reply was cut into chunks.
 *
 * A reply may hold several drawings. The best one is kept: a complete one before one that broke off, then the one with
 * more shapes and texts, then the first. As soon as a later one is better than the one on show, it takes its place, by
 * an `open` of node 0.
 *
 * @throws AppError INVALID for options that cannot be meant, before anything is read
 */
export function createSvgStream({ resumeFrom, ...options }: SvgStreamOptions = {}): SvgStream {
  const { idPrefix, limits } = readOptions(options);
  const sink = { begins, text, breaksOff: breakOff };
  let live: SvgOperation[] = [];
  let drawings = 0;
  /** How often the reading of a drawing began, mentions of `<svg>` in prose included. */
  let starts = 0;
  /** The drawing whose text is being read. */
  let current: Drawing | null = null;
  /** The best one so far. */
  let shown: Drawing | null = null;
  let finished: FinishedDrawing | null = null;

  const join = resumeFrom && resumeFrom.text !== "" ? createJoin(resumeFrom.text) : null;
  if (resumeFrom && join) {
    begins();
    text(resumeFrom.text);
    live = [];
  }
  let finder = createFinder(sink, current !== null);
  let joined = false;

  function begins(): void {
    drawings += 1;
    begin();
  }

  function begin(): void {
    starts += 1;
    if (starts > MOST_STARTS) {
      current = null;
      return;
    }
    current = createDrawing(idPrefix, limits);
    if (shown === null || rank(shown) === 0) shown = current;
  }

  function text(piece: string): number {
    if (starts > MOST_STARTS) return piece.length;
    let waiting = piece;
    while (current) {
      waiting = waiting.slice(current.push(waiting));
      const start = current.realStart();
      if (start === null) break;
      // It was a mention of `<svg>` in prose: the drawing itself begins further on, and is read from there.
      waiting = current.source().slice(start) + waiting;
      if (shown === current) shown = null;
      begin();
    }
    choose();
    if (current?.isOver()) current = null;
    return Math.max(0, piece.length - waiting.length);
  }

  function breakOff(): void {
    current?.finish();
    choose();
    current = null;
  }

  /** The present drawing takes the place of the shown one as soon as it is better. */
  function choose(): void {
    if (current && shown && current !== shown && rank(current) > rank(shown)) shown = current;
    const more = shown?.take() ?? [];
    live = live.length === 0 ? more : live.concat(more);
  }

  function takeLive(): SvgOperation[] {
    const taken = live;
    live = [];
    return taken;
  }

  function read(piece: string): void {
    if (join?.beginsAnew() && !joined) {
      breakOff();
      finder = createFinder(sink, false);
    }
    joined ||= piece !== "";
    finder.push(piece);
  }

  return {
    push(chunk) {
      if (finished) return [];
      read(join ? join.push(chunk) : chunk);
      return takeLive();
    },
    finish() {
      if (finished) return finished;
      if (join) read(join.finish());
      finder.finish();
      breakOff();
      finished = new Finished(shown, drawings, takeLive());
      return finished;
    },
    resumePoint: () => shown?.whole() ?? { text: "", lastElement: "", open: [] },
  };
}

const COMPLETE = 1_000_000_000;

/** How good a drawing is beside others of the same reply. */
function rank(drawing: Drawing): number {
  const painted = drawing.painted();
  return painted > 0 && drawing.isComplete() ? COMPLETE + painted : painted;
}

/** Writes each thing once, when it is first asked for. */
class Finished implements FinishedDrawing {
  readonly ops: SvgOperation[];
  readonly rest: SvgOperation[];
  readonly #drawing: Drawing | null;
  readonly #drawings: number;
  readonly #root: SvgElement | null;
  #svg: string | undefined;
  #still: string | undefined;
  #plain: string | undefined;
  #report: SvgReport | undefined;

  constructor(drawing: Drawing | null, drawings: number, rest: SvgOperation[]) {
    this.#drawing = drawing;
    this.#drawings = drawings;
    this.#root = drawing?.root() ?? null;
    this.ops = this.#root ? toOperations(this.#root) : [];
    this.rest = rest;
  }

  get svg(): string {
    this.#svg ??= this.#root ? serialise(this.#root) : "";
    return this.#svg;
  }

  get still(): string {
    this.#still ??= this.#root ? serialise(stillOf(this.#root)) : "";
    return this.#still;
  }

  get plain(): string {
    this.#plain ??= this.#root ? serialise(plainOf(stillOf(this.#root))) : "";
    return this.#plain;
  }

  get report(): SvgReport {
    this.#report ??= writeReport(this.#drawing, this.#drawings);
    return this.#report;
  }
}
