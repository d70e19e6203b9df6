import { isSpace } from "./characters.ts";
import { createStringSigns, createUnescaping, type EscapedAs, type Unescaping } from "./escaping.ts";

/** What a finder tells of the drawings in a reply. */
export interface FinderSink {
  /** A drawing begins: what comes next is its text. */
  begins(): void;
  /** Text of the present drawing; returns how many characters belonged to it: fewer than there are when it is over. */
  text(text: string): number;
  /** A fence stands in the present drawing: nothing more of it comes. */
  breaksOff(): void;
}

/** Reads a reply in any pieces, and tells its sink of the drawings in it. */
export interface Finder {
  push(chunk: string): void;
  finish(): void;
}

const BEGINNING = /<(?:svg:)?svg(?=[\s/>])|(?:&(?:lt|#60|#x3c);|\\u003c)svg(?=[\s/>&\\])/gi;
/** What may be half of a beginning, at the end of a text. */
const BEGINNINGS = ["<svg", "<svg:svg", "&lt;svg", "&#60;svg", "&#x3c;svg", "\\u003csvg"];
const LONGEST_BEGINNING = 9;
const FENCE_IN_TEXT = /\n[ \t\r]*(?:```|~~~)/g;
const FENCE_AT_START = /^[ \t\r]*(?:```|~~~)/;
const FENCE_LENGTH = 3;
const HALF_FENCE = /(?:`{1,2}|~{1,2})$/;

const isFencePart = (code: number) => code === 96 || code === 126;

/**
 * Finds the drawings in a model's reply: with or without prose, fences and XML prologs around them, one or several.
 * A drawing may also be a string of JSON or a script (`"<svg width=\\"9\\"`), or the text of a page (`&lt;svg`): from
 * its beginning on the reply is unescaped.
 *
 * A fence (``` or ~~~ at the beginning of a line) ends a drawing that was not closed. O(n); holds a few characters.
 *
 * @param isInside whether the reply begins inside a drawing, because it continues one
 */
export function createFinder(sink: FinderSink, isInside: boolean): Finder {
  let inside = isInside;
  let held = "";
  let signs = createStringSigns();
  let unescaping: Unescaping | null = null;
  /** What is being read. */
  let text = "";
  /** Whether the line has only blanks so far. */
  let isBlankLine = !isInside;

  /** Looks for a drawing from `at` on; returns where to go on. */
  function search(at: number): number {
    BEGINNING.lastIndex = at;
    const found = BEGINNING.exec(text);
    if (found) {
      const { index } = found;
      const sign = text.charAt(index);
      if (sign !== "<") {
        if (unescaping) return index + 1;
        unescapeFrom(index, sign === "&" ? "page" : "string");
      }
      inside = true;
      signs = createStringSigns();
      sink.begins();
      return index;
    }
    keep(halfBeginning(Math.max(at, text.length - LONGEST_BEGINNING)));
    return text.length;
  }

  function halfBeginning(from: number): number {
    const tail = text.slice(from).toLowerCase();
    for (let at = 0; at < tail.length; at += 1) {
      const half = tail.slice(at);
      if (BEGINNINGS.some((beginning) => beginning.startsWith(half))) return from + at;
    }
    return text.length;
  }

  /** The text from here on, and all that comes, is escaped once. */
  function unescapeFrom(at: number, as: EscapedAs): void {
    unescaping = createUnescaping(as);
    text = text.slice(0, at) + unescaping.push(text.slice(at));
  }

  function read(at: number): number {
    const sign = unescaping ? -1 : signs.look(at === 0 ? text : text.slice(at));
    if (sign >= 0) unescapeFrom(at + sign, "string");
    const fence = findFence(at);
    let end = fence < 0 ? text.length : fence;
    if (fence < 0) {
      const half = isFencePart(text.charCodeAt(text.length - 1))
        ? (HALF_FENCE.exec(text.slice(-2))?.[0].length ?? 0)
        : 0;
      if (half > 0 && isBlankUpTo(text.length - half)) end = Math.max(at, end - half);
    }
    const piece = at === 0 && end === text.length ? text : text.slice(at, end);
    const taken = sink.text(piece);
    if (taken < piece.length) {
      inside = false;
      return at + taken;
    }
    if (fence < 0) {
      keep(end);
      return text.length;
    }
    inside = false;
    sink.breaksOff();
    return fence + FENCE_LENGTH;
  }

  /** Where the next fence stands; -1 when there is none. */
  function findFence(from: number): number {
    if (from === 0 && isBlankLine) {
      const first = FENCE_AT_START.exec(text);
      if (first) return first[0].length - FENCE_LENGTH;
    }
    FENCE_IN_TEXT.lastIndex = from;
    const found = FENCE_IN_TEXT.exec(text);
    return found ? found.index + found[0].length - FENCE_LENGTH : -1;
  }

  function isBlankUpTo(end: number): boolean {
    let at = end;
    while (at > 0 && text.charCodeAt(at - 1) !== 10 && isSpace(text.charCodeAt(at - 1))) at -= 1;
    return at === 0 ? isBlankLine : text.charCodeAt(at - 1) === 10;
  }

  /** What stands from `end` on is looked at again with what follows it. */
  function keep(end: number): void {
    isBlankLine = isBlankUpTo(end);
    held = text.slice(end);
  }

  function readAll(): void {
    let at = 0;
    while (at < text.length) at = inside ? read(at) : search(at);
  }

  return {
    push(chunk) {
      const more = unescaping ? unescaping.push(chunk) : chunk;
      text = held === "" ? more : held + more;
      held = "";
      readAll();
    },
    finish() {
      if (unescaping) {
        text = held + unescaping.finish();
        held = "";
        readAll();
      }
      const rest = held;
      held = "";
      if (inside && rest !== "") sink.text(rest);
    },
  };
}
