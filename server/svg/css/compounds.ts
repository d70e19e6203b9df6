import { type CSSToken, TokenType } from "@csstools/css-tokenizer";
import { prefixId, scopeClass } from "../ids.ts";
import { readAttributeTest, writeAttributeTest } from "./attribute-selectors.ts";
import { isPlainIdentifier, writeIdentifier } from "./identifiers.ts";
import {
  COUNTING_PSEUDO_CLASSES,
  LOGICAL_PSEUDO_CLASSES,
  PSEUDO_CLASSES,
  readCount,
} from "./pseudo-classes.ts";
import type { SimpleSelector } from "./rules.ts";
import { indexOfType, skipBlanks } from "./token-list.ts";

type Specificity = readonly [number, number, number];

/** One simple selector, as it is written again. */
export interface ReadSimple {
  simple: SimpleSelector;
  text: string;
  specificity: Specificity;
  /** The index after its last token. */
  next: number;
}

const ID: Specificity = [1, 0, 0];
const CLASS: Specificity = [0, 1, 0];
const TYPE: Specificity = [0, 0, 1];
const NOTHING: Specificity = [0, 0, 0];

/** Reads the simple selector that begins at `index`; undefined when it is not one, or not an allowed one. */
export function readSimple(
  tokens: readonly CSSToken[],
  index: number,
  idPrefix: string,
  inside = false,
): ReadSimple | undefined {
  const token = tokens[index];
  const following = tokens[index + 1];
  switch (token?.[0]) {
    case TokenType.Ident: {
      const name = token[4].value;
      if (!isPlainIdentifier(name)) return undefined;
      return { simple: { kind: "type", name }, text: name, specificity: TYPE, next: index + 1 };
    }
    case TokenType.Hash: {
      const name = prefixId(token[4].value, idPrefix);
      const text = token[4].type === "id" ? writeIdentifier(name) : undefined;
      if (text === undefined) return undefined;
      return { simple: { kind: "id", name }, text: `#${text}`, specificity: ID, next: index + 1 };
    }
    case TokenType.Delim: {
      if (token[4].value === "*") {
        return { simple: { kind: "universal" }, text: "*", specificity: NOTHING, next: index + 1 };
      }
      if (token[4].value !== "." || following?.[0] !== TokenType.Ident) return undefined;
      const text = writeIdentifier(following[4].value);
      if (text === undefined) return undefined;
      const simple = { kind: "class", name: following[4].value } as const;
      return { simple, text: `.${text}`, specificity: CLASS, next: index + 2 };
    }
    case TokenType.OpenSquare: {
      const end = indexOfType(tokens, TokenType.CloseSquare, index + 1);
      const test = end < 0 ? undefined : readAttributeTest(tokens.slice(index + 1, end), idPrefix);
      if (!test) return undefined;
      const text = writeAttributeTest(test);
      return { simple: { kind: "attribute", text }, text, specificity: CLASS, next: end + 1 };
    }
    case TokenType.Colon:
      return readPseudo(tokens, index + 1, idPrefix, inside);
    default:
      return undefined;
  }
}

function readPseudo(
  tokens: readonly CSSToken[],
  index: number,
  idPrefix: string,
  inside: boolean,
): ReadSimple | undefined {
  const token = tokens[index];
  if (token?.[0] === TokenType.Ident) {
    const name = token[4].value.toLowerCase();
    if (!PSEUDO_CLASSES.has(name)) return undefined;
    // Inside of `:not()` and the like the root is told by its class: in a shadow tree nothing else is `:root`.
    const text = inside && name === "root" ? `.${scopeClass(idPrefix)}` : `:${name}`;
    return { simple: { kind: "pseudo", text }, text, specificity: CLASS, next: index + 1 };
  }
  if (token?.[0] !== TokenType.Function) return undefined;
  const name = token[4].value.toLowerCase();
  const end = closingParenthesis(tokens, index + 1);
  if (end < 0) return undefined;
  if (COUNTING_PSEUDO_CLASSES.has(name)) {
    const count = readCount(tokens.slice(index + 1, end));
    if (count === undefined) return undefined;
    const text = `:${name}(${count})`;
    return { simple: { kind: "pseudo", text }, text, specificity: CLASS, next: end + 1 };
  }
  if (inside || !LOGICAL_PSEUDO_CLASSES.has(name)) return undefined;
  const list = readCompoundList(tokens.slice(index + 1, end), idPrefix);
  if (!list) return undefined;
  const text = `:${name}(${list.text})`;
  const specificity = name === "where" ? NOTHING : list.specificity;
  return { simple: { kind: "pseudo", text }, text, specificity, next: end + 1 };
}

function closingParenthesis(tokens: readonly CSSToken[], from: number): number {
  let depth = 1;
  for (let index = from; index < tokens.length; index += 1) {
    const type = tokens[index]?.[0];
    if (type === TokenType.OpenParen || type === TokenType.Function) depth += 1;
    else if (type === TokenType.CloseParen) depth -= 1;
    if (depth === 0) return index;
  }
  return -1;
}

/** A list of compounds without combinators: the argument of `:not()`, `:is()` and `:where()`. */
function readCompoundList(
  tokens: readonly CSSToken[],
  idPrefix: string,
): { text: string; specificity: Specificity } | undefined {
  let text = "";
  let greatest: Specificity = NOTHING;
  let index = skipBlanks(tokens, 0);
  for (;;) {
    let own: Specificity = NOTHING;
    let parts = 0;
    for (;;) {
      const read = readSimple(tokens, index, idPrefix, true);
      if (!read) break;
      if (parts > 0 && (read.simple.kind === "type" || read.simple.kind === "universal")) return undefined;
      text += read.text;
      own = addSpecificity(own, read.specificity);
      index = read.next;
      parts += 1;
    }
    if (parts === 0) return undefined;
    if (compareSpecificity(own, greatest) > 0) greatest = own;
    index = skipBlanks(tokens, index);
    if (index >= tokens.length) return { text, specificity: greatest };
    if (tokens[index]?.[0] !== TokenType.Comma) return undefined;
    text += ",";
    index = skipBlanks(tokens, index + 1);
  }
}

/** The specificity of two selectors that are written as one. */
export function addSpecificity(a: Specificity, b: Specificity): Specificity {
  return [a[0] + b[0], a[1] + b[1], a[2] + b[2]];
}

/** Above zero when `a` wins, below when `b` does. */
function compareSpecificity(a: Specificity, b: Specificity): number {
  return a[0] - b[0] || a[1] - b[1] || a[2] - b[2];
}
