import { isNamePart } from "./characters.ts";

/** Text between tags that is no text of the drawing: read over until its own end. */
export interface Passage {
  kind: "comment" | "cdata" | "doctype" | "instruction" | "skipped";
  /** Reads on from `at`; returns where it ended, or the end of the chunk. */
  read(chunk: string, at: number): number;
  isOver(): boolean;
  /** What it held, of at most `limit + 1` characters; of a skipped one, the name of the closing tag it ended at. */
  text(): string;
}

/** A passage that ends at a mark: `-->`, `]]>` or `>`. */
export function createMarkedPassage(kind: Passage["kind"], mark: string, limit: number): Passage {
  let text = "";
  /** The last characters read, in which the mark may have begun. */
  let tail = "";
  let isOver = false;

  function hold(piece: string): void {
    if (text.length <= limit) text += piece.slice(0, limit + 1 - text.length);
  }

  return {
    kind,
    read(chunk, at) {
      const seam = (tail + chunk.slice(at, at + mark.length - 1)).indexOf(mark);
      const found = seam >= 0 ? at + seam - tail.length : chunk.indexOf(mark, at);
      if (seam < 0 && found < 0) {
        hold(chunk.slice(at));
        tail = mark.length > 1 ? (tail + chunk.slice(1 - mark.length)).slice(1 - mark.length) : "";
        return chunk.length;
      }
      isOver = true;
      if (found >= at) hold(chunk.slice(at, found));
      else if (text.length <= limit) text = text.slice(0, text.length - (at - found));
      return found + mark.length;
    },
    isOver: () => isOver,
    text: () => text,
  };
}

/** `<!DOCTYPE …>` and other declarations, with the entities that one may declare between `[` and `]`. */
export function createDoctype(): Passage {
  let isInSubset = false;
  let isOver = false;
  return {
    kind: "doctype",
    read(chunk, from) {
      let at = from;
      while (at < chunk.length && !isOver) {
        const code = chunk.charCodeAt(at);
        at += 1;
        if (code === 91) isInSubset = true;
        else if (code === 93) isInSubset = false;
        else if (code === 62 && !isInSubset) isOver = true;
      }
      return at;
    },
    isOver: () => isOver,
    text: () => "",
  };
}

/** What stands in an element whose text is no markup: up to `</name` or `</svg`, behind that name. */
export function createSkippedPassage(name: string): Passage {
  const own = `/${name.toLowerCase()}`;
  /** What follows the last `<`; null before one. */
  let word: string | null = null;
  let text = "";
  return {
    kind: "skipped",
    read(chunk, from) {
      let at = from;
      while (at < chunk.length) {
        if (word === null) {
          const less = chunk.indexOf("<", at);
          if (less < 0) return chunk.length;
          at = less + 1;
          word = "";
          continue;
        }
        if (isNamePart(chunk.charCodeAt(at), word.length)) {
          word += chunk.charAt(at);
          at += 1;
          continue;
        }
        const found = word.toLowerCase();
        if (found === own || found === "/svg") {
          text = word.slice(1);
          return at;
        }
        word = null;
      }
      return at;
    },
    isOver: () => text !== "",
    text: () => text,
  };
}
