import { type CSSToken, TokenType } from "@csstools/css-tokenizer";
import { prefixId } from "../ids.ts";
import { isPlainIdentifier, isPlainString } from "./identifiers.ts";
import { skipBlanks } from "./token-list.ts";

/** The inside of `[name]` or `[name="value" i]`. */
export interface AttributeTest {
  name: string;
  operator?: "=" | "~=" | "|=" | "^=" | "$=" | "*=";
  value?: string;
  /** Whether the case of letters counts; by itself it does. */
  ignoreCase?: true;
}

const OPERATORS = new Map<string, AttributeTest["operator"]>([
  ["~", "~="],
  ["|", "|="],
  ["^", "^="],
  ["$", "$="],
  ["*", "*="],
]);

/** An attribute selector from its tokens between the brackets; undefined when it is not a plain one. */
export function readAttributeTest(tokens: readonly CSSToken[], idPrefix: string): AttributeTest | undefined {
  let index = skipBlanks(tokens, 0);
  const name = tokens[index];
  if (name?.[0] !== TokenType.Ident || !isPlainIdentifier(name[4].value)) return undefined;
  index = skipBlanks(tokens, index + 1);
  if (index >= tokens.length) return { name: name[4].value };

  let operator: AttributeTest["operator"] = "=";
  const first = tokens[index];
  if (first?.[0] === TokenType.Delim && OPERATORS.has(first[4].value)) {
    operator = OPERATORS.get(first[4].value);
    index += 1;
  }
  const equals = tokens[index];
  if (equals?.[0] !== TokenType.Delim || equals[4].value !== "=") return undefined;

  index = skipBlanks(tokens, index + 1);
  const value = tokens[index];
  if (value?.[0] !== TokenType.String && value?.[0] !== TokenType.Ident) return undefined;
  const text = withPrefix(name[4].value, value[4].value, operator, idPrefix);
  if (!isPlainString(text)) return undefined;
  index = skipBlanks(tokens, index + 1);
  if (index >= tokens.length) return { name: name[4].value, operator, value: text };

  const flag = tokens[index];
  if (flag?.[0] !== TokenType.Ident || skipBlanks(tokens, index + 1) < tokens.length) return undefined;
  if (flag[4].value.toLowerCase() !== "i") return undefined;
  return { name: name[4].value, operator, value: text, ignoreCase: true };
}

/** Ids have the prefix in the drawing, so a test of their beginning needs it too. */
function withPrefix(
  name: string,
  value: string,
  operator: AttributeTest["operator"],
  idPrefix: string,
): string {
  if (operator === "$=" || operator === "*=" || value === "") return value;
  if (name === "id") return prefixId(value, idPrefix);
  if (name === "href" && value.startsWith("#") && value.length > 1) {
    return `#${prefixId(value.slice(1), idPrefix)}`;
  }
  return value;
}

/** An attribute selector as text, its value in double quotes. */
export function writeAttributeTest({ name, operator, value, ignoreCase }: AttributeTest): string {
  if (operator === undefined) return `[${name}]`;
  return `[${name}${operator}"${value ?? ""}"${ignoreCase ? " i" : ""}]`;
}

const WRITTEN = /^\[([^=~|^$*\]]+)(?:([~|^$*]?=)"([^"]*)"( i)?)?\]$/;

/** What `writeAttributeTest` wrote. */
export function parseAttributeTest(text: string): AttributeTest | undefined {
  const match = WRITTEN.exec(text);
  const name = match?.[1];
  if (!match || name === undefined) return undefined;
  if (match[2] === undefined) return { name };
  return {
    name,
    operator: match[2] as AttributeTest["operator"],
    value: match[3],
    ...(match[4] && { ignoreCase: true }),
  };
}

/** Whether an attribute, undefined when it is not there, passes a test (Selectors 4, section 6). */
export function passesAttributeTest(test: AttributeTest, actual: string | undefined): boolean {
  if (actual === undefined) return false;
  if (test.operator === undefined) return true;
  const value = test.ignoreCase ? (test.value ?? "").toLowerCase() : (test.value ?? "");
  const own = test.ignoreCase ? actual.toLowerCase() : actual;
  switch (test.operator) {
    case "=":
      return own === value;
    case "~=":
      return value !== "" && own.split(/\s+/).includes(value);
    case "|=":
      return own === value || own.startsWith(`${value}-`);
    case "^=":
      return value !== "" && own.startsWith(value);
    case "$=":
      return value !== "" && own.endsWith(value);
    case "*=":
      return value !== "" && own.includes(value);
  }
}
