import { EQUALS, LONGEST_NAME } from "./characters.ts";

/** At the end of a quoted value: the name of the next attribute, whose opening quote was taken for the closing one. */
const NEXT_NAME = /\s([A-Za-z_:][-\w:.]*)\s?=$/;
/** At the end of an unquoted value, before `=`: the name of the next attribute. */
const LAST_WORD = /\s([A-Za-z_:][-\w:.]*)\s*$/;
/** Quotes, also escaped ones, at the ends of a value that does not begin with a quote. */
const QUOTES_BEFORE = /^[\s\\"'“”‘’]+/;
const QUOTES_AFTER = /[\s"'“”‘’\\]+(?:n[\s"'“”‘’\\]*)?$/;
const ENDS_CERTAINTY = /[&>/<]/;
const UNCERTAIN_WORD = /\s(?:[A-Za-z_:][-\w:.]*\s?=?)?$/;

/**
 * A quoted value at whose end a closing quote was lost: `10 y=` of `x="10 y="20"`. Parts it into the value and the
 * name of the next attribute; null when it is whole.
 */
export function splitLostQuote(value: string): [value: string, name: string] | null {
  if (value.charCodeAt(value.length - 1) !== EQUALS) return null;
  const next = NEXT_NAME.exec(value.slice(-LONGEST_NAME));
  return next?.[1] === undefined ? null : [value.slice(0, value.length - next[0].length), next[1]];
}

/** Takes the `/` of a self-closing tag from the end of a value that has no quote there. */
export function splitSlash(value: string): [value: string, isClosed: boolean] {
  const trimmed = value.trimEnd();
  return trimmed.endsWith("/") ? [trimmed.slice(0, -1), true] : [value, false];
}

/** A value without quotes, which goes on to the next `name=` or the end of its tag. */
export interface UnquotedValue {
  push(piece: string): void;
  /** A `=` follows: the value and the next attribute's name, when the last word may be one; else the `=` belongs to it. */
  endAtEquals(): [value: string, name: string] | null;
  /** The tag ends: the value, and whether the tag closes itself. */
  end(): [value: string, isClosed: boolean];
}

/** @param limit of a longer value, the first `limit + 1` characters are kept */
export function createUnquotedValue(limit: number): UnquotedValue {
  let value = "";
  /** What follows the last `=`. */
  let lately = "";

  function hold(piece: string): void {
    if (value.length <= limit) value += piece.slice(0, limit + 1 - value.length);
  }

  return {
    push(piece) {
      hold(piece);
      lately += piece;
    },
    endAtEquals() {
      const word = LAST_WORD.exec(lately.slice(-LONGEST_NAME));
      lately = "";
      if (word?.[1] !== undefined)
        return [stripQuotes(value.slice(0, value.length - word[0].length)), word[1]];
      hold("=");
      return null;
    },
    end() {
      const [whole, isClosed] = splitSlash(value);
      return [stripQuotes(whole), isClosed];
    },
  };
}

/** Without the halves of quotes that are left at its ends: `10"`, `\"10\"`; and without the braces of JSX around it. */
function stripQuotes(value: string): string {
  if (value.charCodeAt(0) === OPEN_BRACE) return bareValue(value.trimEnd());
  return value.replace(QUOTES_BEFORE, "").replace(QUOTES_AFTER, "").trimEnd();
}

const OPEN_BRACE = 123;
const BEFORE_PROPERTY = /,(?=\s*["']?[A-Za-z-]{1,40}["']?\s*:)/g;

/** What a value of JSX says: `{2}`, `{"red"}`, `{`url(#a)`}`, and an object of styles (`{{ strokeWidth: 2, fill: "red" }}`). */
function bareValue(value: string): string {
  const inner = value.slice(1, value.endsWith("}") ? -1 : undefined).trim();
  if (!inner.startsWith("{")) return inner.replace(/^["'`]/, "").replace(/["'`]$/, "");
  return inner
    .slice(1, inner.endsWith("}") ? -1 : undefined)
    .replace(BEFORE_PROPERTY, ";")
    .replace(/["'`]/g, "")
    .trim();
}

/**
 * Parts the end of an unfinished value into what is sure to belong to it and what is not yet: a last word that may
 * prove to be the next attribute's name (`d="M0 0 fill=`). From a character on that may end the tag or begin an
 * entity, nothing more is sure before the end: the second part is null. `isCertain` when the last word cannot be a name.
 */
function splitGrown(value: string, isCertain: boolean): [certain: string, rest: string | null] {
  const end = value.search(ENDS_CERTAINTY);
  if (end >= 0) return [value.slice(0, end), null];
  if (isCertain) return [value, null];
  const tail = Math.max(0, value.length - LONGEST_NAME);
  const word = UNCERTAIN_WORD.exec(tail === 0 ? value : value.slice(tail));
  return word ? [value.slice(0, tail + word.index), value.slice(tail + word.index)] : [value, ""];
}

/** The part of a quoted value that is certain while it still comes. */
export interface Certainty {
  /** A new value begins. */
  reset(): void;
  /** More of it; `isWord` when its last word cannot be another attribute's name. Returns what has become certain. */
  push(piece: string, isWord: boolean): string;
  /** Nothing more is certain before its end. */
  stop(): void;
}

/** For the quoted values of one tokenizer, one after the other. */
export function createCertainty(): Certainty {
  let rest: string | null = "";
  return {
    reset() {
      rest = "";
    },
    push(piece, isWord) {
      if (rest === null) return "";
      const [certain, uncertain] = splitGrown(rest + piece, isWord);
      rest = uncertain;
      return certain;
    },
    stop() {
      rest = null;
    },
  };
}
