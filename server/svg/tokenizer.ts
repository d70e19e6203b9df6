import { decodeHTML, decodeHTMLAttribute } from "entities/decode";
import {
  endsAttributeName,
  endsName,
  isBlank,
  isLetter,
  isNamePart,
  isSpace,
  quoteOf,
  splitGrown,
} from "./characters.ts";

/** What a tokenizer tells, in the order of the text. */
export interface TokenSink {
  /** A tag has begun; `column` is how far its line is indented, -1 when it is not the first on its line. */
  tagBegins(name: string, column: number): void;
  /** A whole attribute of the tag that has begun, its value decoded. */
  attribute(name: string, value: string): void;
  /** More of an attribute that has not ended, as far as it is certain. Only for names it `watches`. */
  attributeGrows(name: string, more: string): void;
  watches(name: string): boolean;
  /** The tag is over; `cut` when the text ended in it. Where it stands in the text: -1 when that is not known. */
  tagEnds(selfClosing: boolean, cut: boolean, start: number, end: number): void;
  closingTag(name: string, column: number, end: number): void;
  /** Decoded text between tags, in any number of pieces. */
  text(text: string): void;
  /** What only stands at the beginning of a document: `<?xml` or `<!DOCTYPE`. */
  prolog(): void;
  repair(kind: "bad-entity" | "bad-quotes" | "stray-markup" | "unclosed-tag"): void;
  /** Whether `<name` inside a quoted value can only be a tag, so that the quote before it must be missing. */
  isElement(name: string): boolean;
}

export interface Tokenizer {
  /** Reads on; returns how many characters it took: fewer than there are once `stop` was called. */
  push(chunk: string): number;
  /** For the sink: nothing after the present token is read. */
  stop(): void;
  /** For the sink, when a tag ends: all is passed over up to `</name` or `</svg`. For scripts, whose text is no markup. */
  skipTo(name: string): void;
  /** The text is over: tells what is still held. */
  finish(): void;
}

const TEXT = 0;
const TAG_OPEN = 1;
const TAG_NAME = 2;
const BEFORE_ATTRIBUTE = 3;
const ATTRIBUTE_NAME = 4;
const AFTER_NAME = 5;
const BEFORE_VALUE = 6;
const QUOTED = 7;
const QUOTED_LESS = 8;
const UNQUOTED = 9;
const CLOSING = 10;
const DECLARATION = 11;
const COMMENT = 12;
const CDATA = 13;
const DOCTYPE = 14;
const INSTRUCTION = 15;
const SKIPPING = 16;
const SKIPPING_NAME = 17;

const LESS = 60;
const GREATER = 62;
const SLASH = 47;
const EQUALS = 61;
const COMMENT_START = "!--";
const CDATA_START = "![CDATA[";
const LONGEST_NAME = 200;
const LONGEST_ENTITY = 40;
/** `&` that begins no entity. */
const BAD_ENTITY = /&(?!#\d+;|#x[\da-f]+;|[a-z][a-z\d]*;)/i;
/** At the end of a quoted value: the name of the next attribute, whose opening quote was taken for the closing one. */
const NEXT_NAME = /\s([A-Za-z_:][-\w:.]*)\s?=$/;
/** At the end of an unquoted value, before `=`: the name of the next attribute. */
const LAST_WORD = /\s([A-Za-z_:][-\w:.]*)\s*$/;
/** Quotes, also escaped ones, at the ends of a value that does not begin with a quote. */
const QUOTES_AROUND = /^[\s\\"'“”‘’]+|(?:[\s"'“”‘’]|\\n?)+$/g;

/**
 * Reads SVG as models write it: a state machine that goes over each character once, however the text is cut.
 * Tolerant in the way of HTML parsers (unquoted values, a missing `>`), and in some ways that only drawings need:
 * names keep their case, a lost quote is noticed by the next `name="` or `<element`, and an unquoted value goes on
 * to the next `name=`, since SVG has no attributes without values.
 *
 * O(n) in time. It holds one token; of a longer one than `limit` characters, the first `limit + 1`.
 */
export function createTokenizer(sink: TokenSink, limit: number): Tokenizer {
  let state = TEXT;
  /** The part of the present token that came in earlier chunks. */
  let held = "";
  /** Text that may be the beginning of an entity, or half of a character. */
  let heldText = "";
  /** A name that is looked at to decide how to go on. */
  let ahead = "";
  /** The end of a growing value that was not told yet; null when no more of it can be told before its end. */
  let untold: string | null = "";
  let quote = 0;
  let attributeName = "";
  let slash = false;
  /** Blanks at the beginning of the present line as long as it has nothing else, else -1. */
  let column = 0;
  let tagColumn = -1;
  let tagStart = -1;
  /** In a DOCTYPE: inside its `[ ]`. */
  let subset = false;
  let skipName = "";
  let stopped = false;
  let reading = 0;
  /** Characters taken before the present chunk. */
  let base = 0;

  const placeOf = (at: number) => (reading > 1 ? -1 : base + at);

  function hold(piece: string): void {
    if (held.length > limit) return;
    held += held.length + piece.length > limit ? piece.slice(0, limit + 1 - held.length) : piece;
  }

  function takeHeld(rest: string): string {
    const token = held === "" ? rest : held + rest;
    held = "";
    return token;
  }

  function emitText(piece: string, last: boolean): void {
    let text = heldText === "" ? piece : heldText + piece;
    heldText = "";
    if (!last && text !== "") {
      heldText = unfinished(text);
      if (heldText !== "") text = text.slice(0, text.length - heldText.length);
    }
    if (text === "") return;
    const line = text.lastIndexOf("\n");
    if (line >= 0) column = isBlank(text, line + 1) ? text.length - line - 1 : -1;
    else if (column >= 0) column = isBlank(text, 0) ? column + text.length : -1;
    if (text.includes("&")) {
      if (BAD_ENTITY.test(text)) sink.repair("bad-entity");
      text = decodeHTML(text);
    }
    sink.text(text);
  }

  function emitAttribute(value: string): void {
    state = BEFORE_ATTRIBUTE;
    slash = false;
    if (value.includes("&")) {
      if (BAD_ENTITY.test(value)) sink.repair("bad-entity");
      sink.attribute(attributeName, decodeHTMLAttribute(value));
    } else sink.attribute(attributeName, value);
  }

  function endTag(at: number, cut: boolean): void {
    state = TEXT;
    held = "";
    column = -1;
    sink.tagEnds(slash, cut, tagStart, placeOf(at));
  }

  /** A quoted value has ended at its quote; or that quote opens the next value, and the one between is missing. */
  function endQuoted(value: string): void {
    if (value.charCodeAt(value.length - 1) === EQUALS) {
      const next = NEXT_NAME.exec(value.slice(-LONGEST_NAME));
      if (next?.[1] !== undefined) {
        sink.repair("bad-quotes");
        emitAttribute(value.slice(0, value.length - next[0].length));
        attributeName = next[1];
        untold = "";
        state = QUOTED;
        return;
      }
    }
    emitAttribute(value);
  }

  /** A tag begins inside a quoted value: its closing quote is missing, and its own tag ended before. */
  function endAtLess(value: string, at: number): void {
    sink.repair("bad-quotes");
    const end = value.indexOf(">");
    const own = end < 0 ? value : value.slice(0, end);
    const trimmed = own.trimEnd();
    const closed = trimmed.endsWith("/");
    emitAttribute(closed ? trimmed.slice(0, -1) : own);
    if (end < 0) sink.repair("unclosed-tag");
    slash = closed;
    endTag(at, false);
    if (end >= 0) emitText(value.slice(end + 1), true);
  }

  function endUnquoted(value: string): void {
    emitAttribute(value.replace(QUOTES_AROUND, ""));
  }

  function endClosing(at: number): void {
    const name = held.trim().split(/[\s/]/, 1)[0] ?? "";
    held = "";
    state = TEXT;
    column = -1;
    sink.closingTag(name, tagColumn, placeOf(at));
  }

  function endComment(text: string): void {
    state = TEXT;
    // A comment that begins inside a comment: the outer one was never closed, and only its first line was meant.
    const inner = text.lastIndexOf("<!--");
    const line = text.indexOf("\n");
    if (line >= 0 && line < inner) readAgain(text.slice(line, inner));
  }

  /** Reads what was passed over by mistake. What it holds in turn is not read a third time. */
  function readAgain(text: string): void {
    if (reading > 1) return;
    sink.repair("stray-markup");
    const before = base;
    push(text);
    base = before;
  }

  /** Holds up to `mark`, then hands on what came before it. Returns where to go on. */
  function readUntil(chunk: string, at: number, mark: string, done: (text: string) => void): number {
    const tail = ahead;
    const seam = (tail + chunk.slice(at, at + mark.length - 1)).indexOf(mark);
    const found = seam >= 0 ? at + seam - tail.length : chunk.indexOf(mark, at);
    if (found < 0 && seam < 0) {
      hold(chunk.slice(at));
      ahead = (tail + chunk.slice(at)).slice(1 - mark.length);
      return chunk.length;
    }
    ahead = "";
    if (found > at) hold(chunk.slice(at, found));
    const text = found < at && held.length <= limit ? held.slice(0, held.length - (at - found)) : held;
    held = "";
    done(text);
    return found + mark.length;
  }

  /** More of a quoted value, and its end is not in sight; all of it is certain when a `<` follows. */
  function grow(piece: string, isCertain: boolean): void {
    hold(piece);
    if (untold === null || held.length > limit || !sink.watches(attributeName)) return;
    const value = untold + piece;
    const [certain, rest] = splitGrown(value, isCertain);
    untold = isCertain ? null : rest;
    if (certain !== "") sink.attributeGrows(attributeName, certain);
  }

  function push(chunk: string): number {
    const length = chunk.length;
    let at = 0;
    reading += 1;
    while (at < length && !stopped) {
      switch (state) {
        case TEXT: {
          const less = chunk.indexOf("<", at);
          if (less < 0) {
            emitText(at === 0 ? chunk : chunk.slice(at), false);
            at = length;
          } else {
            if (less > at || heldText !== "") emitText(chunk.slice(at, less), true);
            at = less + 1;
            state = TAG_OPEN;
          }
          break;
        }
        case TAG_OPEN: {
          const code = chunk.charCodeAt(at);
          tagColumn = column;
          tagStart = placeOf(at - 1);
          if (isLetter(code)) state = TAG_NAME;
          else if (code === SLASH) {
            at += 1;
            state = CLOSING;
          } else if (code === 33) state = DECLARATION;
          else if (code === 63) state = INSTRUCTION;
          else {
            sink.repair("stray-markup");
            state = TEXT;
            emitText("<", true);
          }
          break;
        }
        case TAG_NAME: {
          const start = at;
          while (at < length && !endsName(chunk.charCodeAt(at))) at += 1;
          if (at === length) hold(chunk.slice(start));
          else {
            slash = false;
            state = BEFORE_ATTRIBUTE;
            sink.tagBegins(takeHeld(chunk.slice(start, at)), tagColumn);
          }
          break;
        }
        case BEFORE_ATTRIBUTE: {
          const code = chunk.charCodeAt(at);
          if (isSpace(code)) at += 1;
          else if (code === GREATER) {
            at += 1;
            endTag(at, false);
          } else if (code === SLASH) {
            slash = true;
            at += 1;
          } else if (code === LESS) {
            sink.repair("unclosed-tag");
            endTag(at, false);
          } else if (code === EQUALS || quoteOf(code) !== 0) {
            sink.repair("bad-quotes");
            at += 1;
          } else state = ATTRIBUTE_NAME;
          break;
        }
        case ATTRIBUTE_NAME: {
          const start = at;
          while (at < length && !endsAttributeName(chunk.charCodeAt(at))) at += 1;
          if (at === length) hold(chunk.slice(start));
          else {
            attributeName = takeHeld(chunk.slice(start, at));
            state = AFTER_NAME;
          }
          break;
        }
        case AFTER_NAME: {
          const code = chunk.charCodeAt(at);
          if (isSpace(code)) at += 1;
          else if (code === EQUALS) {
            at += 1;
            state = BEFORE_VALUE;
          } else if (quoteOf(code) !== 0) {
            sink.repair("bad-quotes");
            state = BEFORE_VALUE;
          } else emitAttribute("");
          break;
        }
        case BEFORE_VALUE: {
          const code = chunk.charCodeAt(at);
          if (isSpace(code)) at += 1;
          else if (code === GREATER || code === LESS) emitAttribute("");
          else {
            quote = quoteOf(code);
            state = quote === 0 ? UNQUOTED : QUOTED;
            if (quote === 0 || quote > 39) sink.repair("bad-quotes");
            if (quote !== 0) at += 1;
            untold = "";
          }
          break;
        }
        case QUOTED: {
          const start = at;
          let code = 0;
          while (at < length) {
            code = chunk.charCodeAt(at);
            if (code === quote || code === LESS) break;
            at += 1;
          }
          if (at === length) grow(chunk.slice(start), false);
          else {
            if (code === quote) endQuoted(takeHeld(chunk.slice(start, at)));
            else {
              grow(chunk.slice(start, at), true);
              ahead = "";
              untold = null;
              state = QUOTED_LESS;
            }
            at += 1;
          }
          break;
        }
        case QUOTED_LESS: {
          const code = chunk.charCodeAt(at);
          if (isNamePart(code, ahead.length) && ahead.length < LONGEST_NAME) {
            ahead += chunk.charAt(at);
            at += 1;
            break;
          }
          const name = ahead;
          ahead = "";
          const closing = name.startsWith("/");
          if (sink.isElement(closing ? name.slice(1) : name)) {
            const less = at - name.length - 1;
            endAtLess(takeHeld(""), less);
            tagColumn = column;
            tagStart = placeOf(less);
            held = closing ? name.slice(1) : name;
            state = closing ? CLOSING : TAG_NAME;
          } else {
            hold(`<${name}`);
            state = QUOTED;
          }
          break;
        }
        case UNQUOTED: {
          const start = at;
          let code = 0;
          while (at < length) {
            code = chunk.charCodeAt(at);
            if (code === GREATER || code === LESS || code === EQUALS) break;
            at += 1;
          }
          hold(chunk.slice(start, at));
          if (at === length) break;
          if (code === EQUALS) {
            at += 1;
            const next = LAST_WORD.exec(held.slice(-LONGEST_NAME));
            if (next?.[1] === undefined) hold("=");
            else {
              const value = takeHeld("");
              endUnquoted(value.slice(0, value.length - next[0].length));
              attributeName = next[1];
              state = BEFORE_VALUE;
            }
          } else {
            const value = takeHeld("").trimEnd();
            const closed = value.endsWith("/");
            endUnquoted(closed ? value.slice(0, -1) : value);
            slash = closed;
          }
          break;
        }
        case CLOSING: {
          const start = at;
          while (at < length && chunk.charCodeAt(at) !== GREATER && chunk.charCodeAt(at) !== LESS) at += 1;
          hold(chunk.slice(start, at));
          if (at === length) break;
          if (chunk.charCodeAt(at) === GREATER) at += 1;
          else sink.repair("unclosed-tag");
          endClosing(at);
          break;
        }
        case DECLARATION: {
          hold(chunk.charAt(at));
          at += 1;
          if (held === COMMENT_START || held === CDATA_START) {
            state = held === COMMENT_START ? COMMENT : CDATA;
            held = "";
            ahead = "";
          } else if (!COMMENT_START.startsWith(held) && !CDATA_START.startsWith(held)) {
            if (held === "!D" || held === "!d") sink.prolog();
            state = held.endsWith(">") ? TEXT : DOCTYPE;
            held = "";
            subset = false;
          }
          break;
        }
        case COMMENT:
          at = readUntil(chunk, at, "-->", endComment);
          break;
        case CDATA:
          at = readUntil(chunk, at, "]]>", (text) => {
            state = TEXT;
            column = -1;
            if (text !== "") sink.text(text);
          });
          break;
        case DOCTYPE: {
          const code = chunk.charCodeAt(at);
          at += 1;
          if (code === 91) subset = true;
          else if (code === 93) subset = false;
          else if (code === GREATER && !subset) state = TEXT;
          break;
        }
        case INSTRUCTION: {
          const end = chunk.indexOf(">", at);
          hold(chunk.slice(at, end < 0 ? length : end));
          at = end < 0 ? length : end + 1;
          if (end >= 0) {
            state = TEXT;
            if (/^\?xml\s/i.test(takeHeld(""))) sink.prolog();
          }
          break;
        }
        case SKIPPING: {
          const less = chunk.indexOf("<", at);
          at = less < 0 ? length : less + 1;
          if (less >= 0) state = SKIPPING_NAME;
          ahead = "";
          break;
        }
        case SKIPPING_NAME: {
          if (isNamePart(chunk.charCodeAt(at), ahead.length) && ahead.length < LONGEST_NAME) {
            ahead += chunk.charAt(at);
            at += 1;
            break;
          }
          const name = ahead.toLowerCase();
          if (name === skipName || name === "/svg") {
            held = ahead.slice(1);
            tagColumn = -1;
            state = CLOSING;
          } else state = SKIPPING;
          ahead = "";
          break;
        }
      }
    }
    base += at;
    reading -= 1;
    return at;
  }

  return {
    push,
    stop() {
      stopped = true;
    },
    skipTo(name) {
      skipName = `/${name.toLowerCase()}`;
      state = SKIPPING;
    },
    finish() {
      if (stopped) return;
      if (state === TEXT) emitText("", true);
      else if (state >= BEFORE_ATTRIBUTE && state <= UNQUOTED) endTag(0, true);
      else if (state === CLOSING) endClosing(0);
      else if (state === CDATA) sink.text(held);
      else if (state === COMMENT) {
        const line = held.indexOf("\n");
        const text = held;
        state = TEXT;
        held = "";
        if (line < 0) return;
        readAgain(text.slice(line));
        // What it ended in is over too, but for another comment: that one may stay one.
        if (!stopped && state === TEXT) emitText("", true);
        else if (!stopped && state >= BEFORE_ATTRIBUTE && state <= UNQUOTED) endTag(0, true);
      }
    },
  };
}

/** The end of a text that can only be decoded with what follows: `&am`, half of a surrogate pair, a carriage return. */
function unfinished(text: string): string {
  const entity = text.lastIndexOf("&");
  if (entity >= 0 && text.length - entity <= LONGEST_ENTITY && !text.includes(";", entity))
    return text.slice(entity);
  const last = text.charCodeAt(text.length - 1);
  return last === 13 || (last >= 0xd800 && last <= 0xdbff) ? text.slice(-1) : "";
}
