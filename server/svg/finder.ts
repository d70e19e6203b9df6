import { isSpace } from "./characters.ts";

/** What a finder tells of the drawings in a reply. */
export interface FinderSink {
  /** A drawing begins: what comes next is its text. */
  begins(): void;
  /** Text of the present drawing; returns how many characters belonged to it: fewer than there are when it is over. */
  text(text: string): number;
  /** A fence stands in the present drawing: nothing more of it comes. */
  breaksOff(): void;
}

export interface Finder {
  push(chunk: string): void;
  finish(): void;
}

const BEGINNING = /<(?:svg:)?svg(?=[\s/>])/gi;
/** What may be half of a beginning, at the end of a text. */
const HALF_BEGINNING = /<(?:s(?:v(?:g(?::(?:s(?:vg?)?)?)?)?)?)?$/i;
const LONGEST_BEGINNING = 8;
const FENCE_IN_TEXT = /\n[ \t\r]*(?:```|~~~)/g;
const FENCE_AT_START = /^[ \t\r]*(?:```|~~~)/;
const FENCE_LENGTH = 3;
const HALF_FENCE = /(?:`{1,2}|~{1,2})$/;

const isFencePart = (code: number) => code === 96 || code === 126;

/**
 * Finds the drawings in a model's reply: with or without prose, fences and XML prologs around them, one or several.
 * A fence (``` or ~~~ at the beginning of a line) ends a drawing that was not closed. O(n); holds at most eight
 * characters.
 */
export function createFinder(sink: FinderSink, isInside: boolean): Finder {
  let inside = isInside;
  let held = "";
  /** Whether the line has only blanks so far. */
  let isBlankLine = !isInside;

  /** Looks for a drawing from `at` on; returns where to go on. */
  function search(text: string, at: number): number {
    BEGINNING.lastIndex = at;
    const found = BEGINNING.exec(text);
    if (found) {
      inside = true;
      sink.begins();
      return found.index;
    }
    const half = HALF_BEGINNING.exec(text.slice(Math.max(at, text.length - LONGEST_BEGINNING)));
    keep(text, half ? text.length - half[0].length : text.length);
    return text.length;
  }

  function read(text: string, at: number): number {
    const fence = findFence(text, at);
    let end = fence < 0 ? text.length : fence;
    if (fence < 0) {
      const half = isFencePart(text.charCodeAt(text.length - 1))
        ? (HALF_FENCE.exec(text.slice(-2))?.[0].length ?? 0)
        : 0;
      if (half > 0 && isBlankUpTo(text, text.length - half)) end = Math.max(at, end - half);
    }
    const piece = at === 0 && end === text.length ? text : text.slice(at, end);
    const taken = sink.text(piece);
    if (taken < piece.length) {
      inside = false;
      return at + taken;
    }
    if (fence < 0) {
      keep(text, end);
      return text.length;
    }
    inside = false;
    sink.breaksOff();
    return fence + FENCE_LENGTH;
  }

  /** Where the next fence stands; -1 when there is none. */
  function findFence(text: string, from: number): number {
    if (from === 0 && isBlankLine) {
      const first = FENCE_AT_START.exec(text);
      if (first) return first[0].length - FENCE_LENGTH;
    }
    FENCE_IN_TEXT.lastIndex = from;
    const found = FENCE_IN_TEXT.exec(text);
    return found ? found.index + found[0].length - FENCE_LENGTH : -1;
  }

  function isBlankUpTo(text: string, end: number): boolean {
    let at = end;
    while (at > 0 && text.charCodeAt(at - 1) !== 10 && isSpace(text.charCodeAt(at - 1))) at -= 1;
    return at === 0 ? isBlankLine : text.charCodeAt(at - 1) === 10;
  }

  /** What stands from `end` on is looked at again with what follows it. */
  function keep(text: string, end: number): void {
    isBlankLine = isBlankUpTo(text, end);
    held = text.slice(end);
  }

  return {
    push(chunk) {
      const text = held === "" ? chunk : held + chunk;
      held = "";
      let at = 0;
      while (at < text.length) at = inside ? read(text, at) : search(text, at);
    },
    finish() {
      const rest = held;
      held = "";
      if (inside && rest !== "") sink.text(rest);
    },
  };
}
