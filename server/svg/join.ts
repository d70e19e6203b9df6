/** Puts the continuation of a cut-off drawing to its beginning. */
export interface Join {
  /** What of the reply can be read on: nothing as long as that is not decided. */
  push(chunk: string): string;
  finish(): string;
  /** Whether the reply is no continuation but begins anew. */
  beginsAnew(): boolean;
}

/** A shorter repetition may be chance: two circles alike. */
const SHORTEST_REPETITION = 12;
const PROLOG = /^<(?:\?xml\s|!doctype)/i;
const LONGEST_PROLOG = 9;
/** A tag that is not closed within so many characters is no tag. */
const LONGEST_ROOT = 4_000;
const ROOT = /^<(?:svg:)?svg[\s/>]/i;

/**
 * A model that is asked to go on after `text` may open a fence or say something first, may repeat the last
 * elements, or may begin the whole drawing anew. What is before the first `<` is passed over; what repeats the end
 * of `text`, character by character to its end, is passed over too.
 */
export function createJoin(text: string): Join {
  let held: string | null = "";
  /** How much of the beginning is sure to be no markup. */
  let passed = 0;
  let beginsAnew = false;

  /** Whether the reply, from its first tag on, may repeat the end of the text: null when that is still open. */
  function repeats(reply: string): number | null {
    const tag = reply.indexOf(">");
    if (tag < 0) return text.length > reply.length && text.includes(reply) ? null : 0;
    const from = text.lastIndexOf(reply.slice(0, tag + 1));
    if (from < 0) return 0;
    const end = text.slice(from);
    if (end.length > reply.length) return end.startsWith(reply) ? null : 0;
    return end.length >= SHORTEST_REPETITION && reply.startsWith(end) ? end.length : 0;
  }

  /** Whether it is the tag of a drawing, and not of one inside this drawing. */
  const isRoot = (tag: string) => tag === "" || tag.includes("xmlns=") || text.trimStart().startsWith(tag);

  function decide(isLast: boolean): string {
    if (held === null) return "";
    const less = held.indexOf("<", passed);
    passed = less < 0 ? held.length : less;
    if (less < 0) return isLast ? release(held.length) : "";
    const reply = held.slice(less);
    if (reply.length < LONGEST_PROLOG && !isLast) return "";
    const tag = ROOT.test(reply) ? reply.slice(0, reply.indexOf(">") + 1) : null;
    if (tag === "" && reply.length < LONGEST_ROOT && !isLast) return "";
    if (PROLOG.test(reply) || (tag !== null && isRoot(tag))) {
      beginsAnew = true;
      return release(less);
    }
    const repeated = repeats(reply);
    if (repeated === null && !isLast) return "";
    return release(less + (repeated ?? 0));
  }

  function release(from: number): string {
    const rest = held?.slice(from) ?? "";
    held = null;
    return rest;
  }

  return {
    push(chunk) {
      if (held === null) return chunk;
      held += chunk;
      return decide(false);
    },
    finish: () => decide(true),
    beginsAnew: () => beginsAnew,
  };
}
