import { type CSSToken, TokenType } from "@csstools/css-tokenizer";
import { idOfFragment, prefixId } from "../ids.ts";
import { writeFragment } from "./identifiers.ts";
import { skipBlanks } from "./token-list.ts";

/** A `url()` of an element of the drawing, as it is written again. */
export interface Reference {
  text: string;
  /** The index of its last token. */
  last: number;
  /** Its end was missing. */
  open: boolean;
}

/**
 * Reads the `url()` whose first token is at `index`: a URL token, or a function named `url` in whatever spelling
 * (the tokens are unescaped). Undefined for everything but the id of an element of the drawing.
 */
export function readReference(
  tokens: readonly CSSToken[],
  index: number,
  idPrefix: string,
): Reference | undefined {
  const token = tokens[index];
  if (token?.[0] === TokenType.URL) {
    const text = writeReference(token[4].value, idPrefix);
    return text === undefined ? undefined : { text, last: index, open: !token[1].endsWith(")") };
  }
  let next = skipBlanks(tokens, index + 1);
  const string = tokens[next];
  if (string?.[0] !== TokenType.String) return undefined;
  const text = writeReference(string[4].value, idPrefix);
  if (text === undefined) return undefined;
  next = skipBlanks(tokens, next + 1);
  const end = tokens[next];
  if (end === undefined || end[0] === TokenType.EOF) return { text, last: next, open: true };
  // Anything but the end would be a modifier of the request.
  return end[0] === TokenType.CloseParen ? { text, last: next, open: false } : undefined;
}

function writeReference(url: string, idPrefix: string): string | undefined {
  const trimmed = url.trim();
  if (trimmed.charCodeAt(0) !== 35 /* # */ || trimmed.length < 2) return undefined;
  const id = idOfFragment(trimmed.slice(1));
  const fragment = id === undefined ? undefined : writeFragment(prefixId(id, idPrefix));
  return fragment === undefined ? undefined : `url(#${fragment})`;
}
