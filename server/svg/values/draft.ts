/**
 * The cleaned text of a scanner: what is whole and can be given away, and what is held until its group is whole.
 * Clean text is never copied character by character: the run from `from` on is taken over in one piece when
 * something in it changes, or when the chunk ends. All positions are in the present chunk.
 */
export interface Draft {
  /** The present chunk. */
  text: string;
  /** Whole, and not taken yet. */
  out: string;
  /** Not whole yet. */
  held: string;
  /** Where the run begins that is in neither. */
  from: number;
  /** Up to where all is whole, or -1. */
  whole: number;
  repaired: boolean;
}

/** Of no text yet. */
export function createDraft(): Draft {
  return { text: "", out: "", held: "", from: 0, whole: -1, repaired: false };
}

function settle(draft: Draft, at: number) {
  const { whole } = draft;
  if (whole >= 0) {
    draft.out += draft.held + draft.text.slice(draft.from, whole);
    draft.held = "";
    draft.from = whole;
    draft.whole = -1;
  }
  if (at > draft.from) draft.held += draft.text.slice(draft.from, at);
  draft.from = at;
}

/** Leaves out the character at a position. */
export function drop(draft: Draft, at: number) {
  replace(draft, at, "");
}

/** Puts something in the place of the character at a position. */
export function replace(draft: Draft, at: number, by: string) {
  settle(draft, at);
  draft.held += by;
  draft.from = at + 1;
  draft.repaired = true;
}

/** Whether the character at a position has been neither dropped nor replaced. */
export function has(draft: Draft, at: number): boolean {
  return draft.from <= at;
}

/** Puts something before the character at a position. */
export function insert(draft: Draft, at: number, text: string) {
  settle(draft, at);
  draft.held += text;
  draft.repaired = true;
}

/** Leaves out the last characters before a position; they are held. */
export function dropTail(draft: Draft, at: number, count: number) {
  settle(draft, at);
  draft.held = draft.held.slice(0, draft.held.length - count);
  draft.repaired = true;
}

/** Leaves out one held character, this many characters before a position. */
export function dropBefore(draft: Draft, at: number, distance: number) {
  settle(draft, at);
  const position = draft.held.length - distance;
  draft.held = draft.held.slice(0, position) + draft.held.slice(position + 1);
  draft.repaired = true;
}

/** Puts something in the place of all that is held. */
export function hold(draft: Draft, at: number, text: string) {
  settle(draft, at);
  draft.held = text;
  draft.repaired = true;
}

/** Puts something before all that is held. */
export function lead(draft: Draft, at: number, text: string) {
  settle(draft, at);
  draft.held = text + draft.held;
  draft.repaired = true;
}

/** Goes on with the next chunk; the one before must have ended. */
export function beginChunk(draft: Draft, chunk: string) {
  draft.text = chunk;
  draft.from = 0;
}

/** Ends the chunk: what is whole by now, and with it all that is held when `all`. */
export function endChunk(draft: Draft, all: boolean): string {
  settle(draft, draft.text.length);
  draft.text = "";
  draft.from = 0;
  const taken = all ? draft.out + draft.held : draft.out;
  draft.out = "";
  if (all) draft.held = "";
  return taken;
}
