/**
 * The cleaned text of a scanner: what is whole and can be given away, and what is held until its group is whole.
 * Clean text is never copied character by character: the run from `from` on is taken over in one piece when
 * something in it changes, or when the chunk ends. All positions are in the present chunk.
 */
export interface Draft {
  /** The present chunk. */
  readonly text: string;
  readonly repaired: boolean;
  begin(chunk: string): void;
  /** Everything before the position is whole. */
  markWhole(at: number): void;
  /** Leaves out the character at a position. */
  drop(at: number): void;
  replace(at: number, by: string): void;
  insert(at: number, text: string): void;
  /** Whether the character at a position has been neither dropped nor replaced. */
  has(at: number): boolean;
  /** Leaves out the last characters before a position; they are held. */
  dropTail(count: number, at: number): void;
  /** Leaves out one held character, this many characters before a position. */
  dropBefore(distance: number, at: number): void;
  /** Puts something in the place of all that is held. */
  hold(at: number, text: string): void;
  /** Puts something before all that is held. */
  lead(at: number, text: string): void;
  /** The chunk is over. */
  end(): void;
  /** What is whole and has not been taken; with all that is held when `all`. */
  take(all: boolean): string;
}

export function createDraft(): Draft {
  let text = "";
  let out = "";
  let held = "";
  let from = 0;
  let whole = -1;
  let repaired = false;

  function settle(at: number) {
    if (whole >= 0) {
      out += held + text.slice(from, whole);
      held = "";
      from = whole;
      whole = -1;
    }
    if (at > from) held += text.slice(from, at);
    from = at;
  }

  function change(at: number, next: number, changed: string) {
    held = changed;
    from = Math.max(at, next);
    repaired = true;
  }

  return {
    get text() {
      return text;
    },
    get repaired() {
      return repaired;
    },
    begin(chunk) {
      text = chunk;
      from = 0;
    },
    markWhole(at) {
      whole = at;
    },
    drop(at) {
      settle(at);
      change(at, at + 1, held);
    },
    replace(at, by) {
      settle(at);
      change(at, at + 1, held + by);
    },
    insert(at, added) {
      settle(at);
      change(at, at, held + added);
    },
    has: (at) => from <= at,
    dropTail(count, at) {
      settle(at);
      change(at, at, held.slice(0, held.length - count));
    },
    dropBefore(distance, at) {
      settle(at);
      const position = held.length - distance;
      change(at, at, held.slice(0, position) + held.slice(position + 1));
    },
    hold(at, instead) {
      settle(at);
      change(at, at, instead);
    },
    lead(at, before) {
      settle(at);
      change(at, at, before + held);
    },
    end() {
      settle(text.length);
      text = "";
      from = 0;
    },
    take(all) {
      const taken = all ? out + held : out;
      out = "";
      if (all) held = "";
      return taken;
    },
  };
}
