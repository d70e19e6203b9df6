import { createCertainty, createUnquotedValue, splitLostQuote, splitSlash } from "./attribute-ends.ts";
import {
  closingName,
  EQUALS,
  endsAttributeName,
  endsName,
  GREATER,
  isLetter,
  isNamePart,
  isSpace,
  LESS,
  quoteOf,
  SLASH,
} from "./characters.ts";
import { createTextReader, decodeValue } from "./entities.ts";
import { createDoctype, createMarkedPassage, createSkippedPassage, type Passage } from "./passages.ts";
import type { Tokenizer, TokenSink } from "./token-sink.ts";

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
const PASSAGE = 12;

const COMMENT_START = "!--";
const CDATA_START = "![CDATA[";

/**
 * Reads SVG as models write it: a state machine that goes over each character once, however the text is cut.
 * Tolerant in the way of HTML parsers (unquoted values, a missing `>`), and in some ways that only drawings need:
 * names keep their case, a lost quote is noticed by the next `name="` or `<element`, and an unquoted value goes on
 * to the next `name=`, since SVG has no attributes without values.
 *
 * O(n) in time. It holds one token; of a longer one than `limit` characters, the first `limit + 1`.
 */
export function createTokenizer(sink: TokenSink, limit: number): Tokenizer {
  const words = createTextReader(sink.repair);
  const certainty = createCertainty();
  let state = TEXT;
  /** The part of the present token that came in earlier chunks. */
  let held = "";
  /** A name that is looked at to decide how to go on. */
  let ahead = "";
  let quote = 0;
  let attributeName = "";
  let slash = false;
  let tagColumn = -1;
  let tagStart = -1;
  let unquoted = createUnquotedValue(limit);
  let passage: Passage | null = null;
  let stopped = false;
  /** Reading what was passed over before: places in the text are not known. */
  let isAgain = false;
  /** Characters taken before the present chunk. */
  let base = 0;

  const placeOf = (at: number) => (isAgain ? -1 : base + at);

  function hold(piece: string): void {
    if (held.length > limit) return;
    held += held.length + piece.length > limit ? piece.slice(0, limit + 1 - held.length) : piece;
  }

  function takeHeld(rest: string): string {
    const token = held === "" ? rest : held + rest;
    held = "";
    return token;
  }

  function emitText(piece: string, isLast: boolean): void {
    const text = words.push(piece, isLast);
    if (text !== "") sink.text(text);
  }

  function emitAttribute(value: string): void {
    state = BEFORE_ATTRIBUTE;
    slash = false;
    sink.attribute(attributeName, value.includes("&") ? decodeValue(value, sink.repair) : value);
  }

  function endTag(at: number, cut: boolean): void {
    state = TEXT;
    held = "";
    words.endLine();
    sink.tagEnds(slash, cut, tagStart, placeOf(at));
  }

  /** A quoted value has ended at its quote; or that quote opens the next value, and the one between is missing. */
  function endQuoted(value: string): void {
    const lost = splitLostQuote(value);
    emitAttribute(lost ? lost[0] : value);
    if (!lost) return;
    sink.repair("bad-quotes");
    attributeName = lost[1];
    certainty.reset();
    state = QUOTED;
  }

  /** A tag begins inside a quoted value: its closing quote is missing, and its own tag ended before. */
  function endAtLess(value: string, at: number): void {
    sink.repair("bad-quotes");
    const end = value.indexOf(">");
    const [own, isClosed] = splitSlash(end < 0 ? value : value.slice(0, end));
    emitAttribute(own);
    if (end < 0) sink.repair("unclosed-tag");
    slash = isClosed;
    endTag(at, false);
    if (end >= 0) emitText(value.slice(end + 1), true);
  }

  function endClosing(at: number): void {
    const name = closingName(held);
    held = "";
    state = TEXT;
    words.endLine();
    sink.closingTag(name, tagColumn, placeOf(at));
  }

  function enter(next: Passage): void {
    held = "";
    passage = next;
    state = PASSAGE;
  }

  function endPassage(ended: Passage): void {
    const { kind } = ended;
    const text = ended.text();
    passage = null;
    state = TEXT;
    if (kind === "comment") endComment(text);
    else if (kind === "cdata") {
      words.endLine();
      if (text !== "") sink.text(text);
    } else if (kind === "instruction") {
      if (/^\?xml\s/i.test(text)) sink.prolog();
    } else if (kind === "skipped") {
      held = text;
      tagColumn = -1;
      state = CLOSING;
    }
  }

  /** A comment that begins inside a comment: the outer one was never closed, and only its first line was meant. */
  function endComment(text: string): void {
    const inner = text.lastIndexOf("<!--");
    const line = text.indexOf("\n");
    if (line >= 0 && line < inner) readAgain(text.slice(line, inner));
  }

  /** Reads what was passed over by mistake. What it holds in turn is not read a third time. */
  function readAgain(text: string): void {
    if (isAgain) return;
    sink.repair("stray-markup");
    const before = base;
    isAgain = true;
    push(text);
    isAgain = false;
    base = before;
  }

  /** More of a quoted value, and its end is not in sight; all of it is certain when a `<` follows. */
  function grow(piece: string, isCertain: boolean): void {
    hold(piece);
    if (held.length > limit || !sink.watches(attributeName)) return;
    const certain = certainty.push(piece, isCertain);
    if (certain !== "") sink.attributeGrows(attributeName, certain);
  }

  function push(chunk: string): number {
    const length = chunk.length;
    let at = 0;
    while (at < length && !stopped) {
      switch (state) {
        case TEXT: {
          const less = chunk.indexOf("<", at);
          if (less < 0) {
            emitText(at === 0 ? chunk : chunk.slice(at), false);
            at = length;
          } else {
            if (less > at || words.isHolding()) emitText(chunk.slice(at, less), true);
            at = less + 1;
            state = TAG_OPEN;
          }
          break;
        }
        case TAG_OPEN: {
          const code = chunk.charCodeAt(at);
          tagColumn = words.column();
          tagStart = placeOf(at - 1);
          if (isLetter(code)) state = TAG_NAME;
          else if (code === SLASH) {
            at += 1;
            state = CLOSING;
          } else if (code === 33) state = DECLARATION;
          else if (code === 63) enter(createMarkedPassage("instruction", ">", limit));
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
            certainty.reset();
            if (quote === 0) unquoted = createUnquotedValue(limit);
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
              certainty.stop();
              state = QUOTED_LESS;
            }
            at += 1;
          }
          break;
        }
        case QUOTED_LESS: {
          const code = chunk.charCodeAt(at);
          if (isNamePart(code, ahead.length)) {
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
            tagColumn = words.column();
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
          unquoted.push(chunk.slice(start, at));
          if (at === length) break;
          if (code !== EQUALS) {
            const [value, isClosed] = unquoted.end();
            emitAttribute(value);
            slash = isClosed;
            break;
          }
          at += 1;
          const next = unquoted.endAtEquals();
          if (!next) break;
          emitAttribute(next[0]);
          attributeName = next[1];
          state = BEFORE_VALUE;
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
          if (held === COMMENT_START) enter(createMarkedPassage("comment", "-->", limit));
          else if (held === CDATA_START) enter(createMarkedPassage("cdata", "]]>", limit));
          else if (!COMMENT_START.startsWith(held) && !CDATA_START.startsWith(held)) {
            if (held === "!D" || held === "!d") sink.prolog();
            if (held.endsWith(">")) {
              held = "";
              state = TEXT;
            } else enter(createDoctype());
          }
          break;
        }
        case PASSAGE: {
          if (!passage) break;
          at = passage.read(chunk, at);
          if (passage.isOver()) endPassage(passage);
          break;
        }
      }
    }
    base += at;
    return at;
  }

  return {
    push,
    stop() {
      stopped = true;
    },
    skipTo: (name) => enter(createSkippedPassage(name)),
    finish() {
      const open = passage;
      passage = null;
      if (open?.kind === "cdata") endPassage(open);
      else if (open?.kind === "comment" && open.text().includes("\n")) {
        state = TEXT;
        readAgain(open.text().slice(open.text().indexOf("\n")));
      }
      if (stopped) return;
      if (state === TEXT) emitText("", true);
      else if (state >= BEFORE_ATTRIBUTE && state <= UNQUOTED) endTag(0, true);
      else if (state === CLOSING) endClosing(0);
    },
  };
}
