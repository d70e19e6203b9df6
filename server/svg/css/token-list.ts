import { type CSSToken, TokenType } from "@csstools/css-tokenizer";

/** The index of the first token from `index` on that is neither white space nor a comment. */
export function skipBlanks(tokens: readonly CSSToken[], index: number): number {
  let next = index;
  for (;;) {
    const type = tokens[next]?.[0];
    if (type !== TokenType.Whitespace && type !== TokenType.Comment) return next;
    next += 1;
  }
}

/** The index of the first token of a type from `from` on; -1 when there is none. */
export function indexOfType(tokens: readonly CSSToken[], type: TokenType, from: number): number {
  for (let index = from; index < tokens.length; index += 1) {
    if (tokens[index]?.[0] === type) return index;
  }
  return -1;
}

/** Without white space and comments. */
export function solidTokens(tokens: readonly CSSToken[]): CSSToken[] {
  return tokens.filter(([type]) => type !== TokenType.Whitespace && type !== TokenType.Comment);
}
