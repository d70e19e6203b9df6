import { type CSSToken, TokenType } from "@csstools/css-tokenizer";
import type { CheckContext, Repair } from "../ledger.ts";
import { MATH_FUNCTIONS } from "./functions.ts";
import { isPlainIdentifier, isPlainName, isPlainString } from "./identifiers.ts";
import { createKeyframeNames } from "./keyframe-names.ts";
import { MAX_NESTING } from "./plain-value.ts";
import type { PropertyRule } from "./properties.ts";
import { readReference } from "./references.ts";
import { type BlurLengths, createBlurLengths } from "./shadows.ts";

/** What became of a value: its text, and what was repaired in it; or the reason why it goes. */
export type CheckedValue =
  | { ok: true; text: string; repairs: readonly Repair[] }
  | { ok: false; why: "value" | "reference" };

const BAD_VALUE: CheckedValue = { ok: false, why: "value" };
const BAD_REFERENCE: CheckedValue = { ok: false, why: "reference" };

/** An open parenthesis: the function it belongs to, and the lengths of a blur in it. */
interface Opened {
  name: string;
  blur: BlurLengths | undefined;
}

/** Directly before a parenthesis these look like the name of a function (`1pxurl(`), and are none. */
const GLUED: ReadonlySet<TokenType> = new Set([
  TokenType.Dimension,
  TokenType.Hash,
  TokenType.Number,
  TokenType.Percentage,
  TokenType.Ident,
]);

const DELIMITERS = "+-*/%.#";
const PATH_DATA = /^[-+.,\sMmLlHhVvCcSsQqTtAaZzEe0-9]*$/;

/**
 * Checks the tokens of one value from `from` up to `to` and writes it again: byte for byte when it is clean,
 * without comments and escapes, with its references and names of keyframes prefixed, its blur within the limit
 * and its parentheses closed. Every function must be on the list of the property, every character of a kind
 * that no parser takes for structure.
 */
export function checkValue(
  tokens: readonly CSSToken[],
  from: number,
  to: number,
  rule: PropertyRule,
  context: CheckContext,
): CheckedValue {
  const { idPrefix, limits } = context;
  const names = rule.keyframes && createKeyframeNames(rule.keyframes, idPrefix);
  const shadow = rule.shadow && createBlurLengths("shadow", limits.blur);
  const opened: Opened[] = [];
  const repairs: Repair[] = [];
  let text = "";

  for (let index = from; index < to; index += 1) {
    const token = tokens[index] as CSSToken;
    const top = opened.at(-1);
    let piece: string | undefined;
    switch (token[0]) {
      case TokenType.Whitespace:
        piece = token[1];
        break;
      case TokenType.Comment:
        piece = " ";
        break;
      case TokenType.Comma:
        if (opened.length === 0) names?.comma();
        (top ? top.blur : shadow)?.comma();
        piece = ",";
        break;
      case TokenType.Ident:
        if (rule.words && !rule.words.has(token[4].value.toLowerCase())) return BAD_VALUE;
        piece = names && opened.length === 0 ? names.word(token[4].value) : writeWord(token, token[4].value);
        break;
      case TokenType.String:
        if (names && opened.length === 0) {
          // Without its quotes it must not grow together with what stands beside it.
          if (standsAlone(tokens, index)) piece = names.word(token[4].value);
        } else if (top?.name === "path")
          piece = PATH_DATA.test(token[4].value) ? writeString(token) : undefined;
        else if (rule.strings) piece = writeString(token);
        if (piece !== undefined && !isClosedString(token[1])) repairs.push("bad-value");
        break;
      case TokenType.Number:
      case TokenType.Percentage:
      case TokenType.Dimension:
        if ((top ? top.blur : shadow)?.exceeds(token)) {
          piece = token[0] === TokenType.Number ? `${limits.blur}` : `${limits.blur}px`;
          repairs.push("clamped");
        } else if (token[0] !== TokenType.Dimension || isPlainUnit(token[1])) piece = token[1];
        break;
      case TokenType.Hash:
        if (isPlainName(token[4].value)) piece = `#${token[4].value}`;
        break;
      case TokenType.Delim:
        if (DELIMITERS.includes(token[4].value)) piece = token[1];
        break;
      case TokenType.Function: {
        const name = token[4].value.toLowerCase();
        if (name === "url") {
          const reference = rule.references ? readReference(tokens, index, idPrefix) : undefined;
          if (!reference) return BAD_REFERENCE;
          index = reference.last;
          if (reference.open) repairs.push("bad-value");
          piece = reference.text;
          break;
        }
        if (!rule.functions.has(name) || opened.length >= MAX_NESTING) return BAD_VALUE;
        const lengths = top ? top.blur : shadow;
        // What a calculation in a blur comes to is not known, so there is none.
        if (lengths && MATH_FUNCTIONS.has(name)) return BAD_VALUE;
        if (name === "var") lengths?.unknown();
        opened.push({ name, blur: blurOf(name, limits.blur) });
        piece = `${token[4].value}(`;
        break;
      }
      case TokenType.URL: {
        const reference = rule.references ? readReference(tokens, index, idPrefix) : undefined;
        if (!reference) return BAD_REFERENCE;
        if (reference.open) repairs.push("bad-value");
        piece = reference.text;
        break;
      }
      case TokenType.BadURL:
        return BAD_REFERENCE;
      case TokenType.OpenParen:
        // A parenthesis of its own only groups the terms of a calculation.
        if (!top || !MATH_FUNCTIONS.has(top.name) || opened.length >= MAX_NESTING) return BAD_VALUE;
        if (GLUED.has(tokens[index - 1]?.[0] as TokenType)) return BAD_VALUE;
        opened.push({ name: top.name, blur: undefined });
        piece = "(";
        break;
      case TokenType.CloseParen:
        if (!opened.pop()) return BAD_VALUE;
        piece = ")";
        break;
    }
    if (piece === undefined) return BAD_VALUE;
    text += piece;
  }

  text = text.trim();
  if (opened.length > 0) {
    text += ")".repeat(opened.length);
    repairs.push("bad-value");
  }
  return text === "" ? BAD_VALUE : { ok: true, text, repairs };
}

function blurOf(name: string, limit: number): BlurLengths | undefined {
  if (name === "blur") return createBlurLengths("blur", limit);
  return name === "drop-shadow" ? createBlurLengths("shadow", limit) : undefined;
}

/** A word without escapes: one that needed them is no word of a value. */
function writeWord(token: CSSToken, word: string): string | undefined {
  return token[1] === word || isPlainIdentifier(word) ? word : undefined;
}

function standsAlone(tokens: readonly CSSToken[], index: number): boolean {
  return [tokens[index - 1], tokens[index + 1]].every(
    (token) =>
      token === undefined ||
      token[0] === TokenType.Whitespace ||
      token[0] === TokenType.Comment ||
      token[0] === TokenType.Comma ||
      token[0] === TokenType.Colon ||
      token[0] === TokenType.EOF,
  );
}

function isPlainUnit(written: string): boolean {
  return isPlainName(written.replace(/^[-+.0-9]+(?:[eE][-+]?[0-9]+)?/, ""));
}

function isClosedString(written: string): boolean {
  return written.length > 1 && written.at(-1) === written.at(0);
}

function writeString(token: CSSToken): string | undefined {
  if (token[0] !== TokenType.String || !isPlainString(token[4].value)) return undefined;
  return !token[1].includes("\\") && isClosedString(token[1]) ? token[1] : `"${token[4].value}"`;
}
