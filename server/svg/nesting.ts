import type { Sheet } from "./css/sheet.ts";
import { type ElementRule, mayHold } from "./elements.ts";
import type { Repair } from "./ledger.ts";
import type { SvgElement } from "./tree.ts";

/** An element whose closing tag has not come. */
export interface Frame {
  element: SvgElement;
  rule: ElementRule;
  /** Its name as the text has it, by which its closing tag is known. */
  written: string;
  /** How far its line is indented; -1 when it is not the first on its line. */
  column: number;
  /** Where its tag begins in the text, -1 when that is not known. */
  start: number;
  /** Whether something in it is indented further than it. */
  hasDeeper: boolean;
  /** Whether references to its id are counted. */
  isOwner: boolean;
  /** How many paints and markers what is in it inherits from it. */
  inherited: number;
  /** Whether it, or what it is in, has an id, so that a `use` may bring it forth. */
  isInstance: boolean;
  sheet: Sheet | null;
  /** Characters of text in it. */
  words: number;
}

/** The elements that are open, from the root to the innermost. */
export interface Nesting {
  top(): Frame | undefined;
  depth(): number;
  /** Closes what must be over before such an element can begin. False when it has no place here. */
  makeRoom(rule: ElementRule, column: number): boolean;
  open(frame: Frame): void;
  /** A closing tag: closes what it closes. Returns the frame whose tag it was. */
  closeBy(written: string, rule: ElementRule | undefined, column: number): Frame | undefined;
  close(): void;
  /** The names of what is open and holds elements: not of a text that is being written. */
  wholeNames(): string[];
}

/**
 * Which element is in which, in spite of lost, misspelt and swapped closing tags:
 * - what cannot hold a new element is over (a `rect` holds no `circle`);
 * - a closing tag closes the nearest element of its name, with all that is in it; the tags of those may still
 *   follow and then close nothing; a name that nothing open has, and that is no shape's, is a slip for the innermost
 *   group;
 * - in a drawing whose indentation was right so far, a group is over where its own column is reached again.
 */
export function createNesting(over: (frame: Frame) => void, repair: (kind: Repair) => void): Nesting {
  const frames: Frame[] = [];
  /** Elements closed without their tags, by name: the tags may still come. */
  const owed = new Map<string, number>();
  let isAligned = true;

  const top = () => frames[frames.length - 1];

  function close(): void {
    const frame = frames.pop();
    if (frame) over(frame);
  }

  function closeEarly(): void {
    const name = top()?.written ?? "";
    owed.set(name, (owed.get(name) ?? 0) + 1);
    repair("unclosed-element");
    close();
  }

  function closeDownTo(index: number): void {
    while (frames.length - 1 > index) closeEarly();
  }

  function closeByColumn(column: number): void {
    for (let at = top(); at && frames.length > 1; at = top()) {
      if (at.rule.kind !== "container" || !at.hasDeeper || at.column < 0 || column > at.column) return;
      closeEarly();
    }
  }

  return {
    top,
    depth: () => frames.length,
    makeRoom(rule, column) {
      let index = frames.length - 1;
      for (; index >= 0; index -= 1) {
        const frame = frames[index];
        if (frame && mayHold(frame.rule, rule)) break;
      }
      if (index < 0) return false;
      closeDownTo(index);
      if (column >= 0 && isAligned) closeByColumn(column);
      const parent = top();
      if (parent && parent.column >= 0 && column > parent.column) parent.hasDeeper = true;
      return true;
    },
    open(frame) {
      frames.push(frame);
    },
    closeBy(written, rule, column) {
      let index = frames.length - 1;
      for (; index >= 0; index -= 1) if (frames[index]?.written === written) break;
      if (index < 0 && rule) {
        for (index = frames.length - 1; index >= 0; index -= 1)
          if (frames[index]?.rule.name === rule.name) break;
      }
      const found = frames[index];
      if (found) {
        if (column >= 0 && found.column >= 0 && column !== found.column) isAligned = false;
        if (written !== found.written) repair("mismatched-close");
        closeDownTo(index);
        close();
        return found;
      }
      repair("mismatched-close");
      const due = owed.get(written) ?? 0;
      const innermost = top();
      if (due > 0) owed.set(written, due - 1);
      else if (
        innermost &&
        frames.length > 1 &&
        (!rule || rule.kind === "container") &&
        closesBySlip(innermost)
      )
        close();
      return undefined;
    },
    close,
    wholeNames() {
      const open = frames.findIndex(({ rule: { kind } }) => kind === "text" || kind === "words");
      return frames.slice(0, open < 0 ? frames.length : open).map(({ element }) => element.name);
    },
  };
}

const closesBySlip = (frame: Frame) =>
  frame.rule.kind === "container" || frame.rule.kind === "text" || frame.rule.kind === "gradient";
