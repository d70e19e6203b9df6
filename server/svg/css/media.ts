import { type CSSToken, TokenType } from "@csstools/css-tokenizer";
import { isPlainName } from "./identifiers.ts";
import { indexOfType, solidTokens } from "./token-list.ts";

const WORDS = new Set(["all", "screen", "print", "and", "or", "not", "only"]);
const FEATURES = new Set(
  (
    "width min-width max-width height min-height max-height orientation hover pointer prefers-reduced-motion " +
    "prefers-color-scheme prefers-contrast"
  ).split(" "),
);

/** How far below a length the next smaller one is, for `<` and `>`; as sheets written for all browsers do it. */
const STEP = 0.02;

/**
 * A plain media condition, written again without spaces it does not need: words, and features in parentheses.
 * Comparisons become `min-` and `max-`, which every renderer knows. Undefined for anything else.
 */
export function readMediaCondition(tokens: readonly CSSToken[]): string | undefined {
  let text = "";
  let index = 0;
  while (index < tokens.length) {
    const token = tokens[index] as CSSToken;
    index += 1;
    switch (token[0]) {
      case TokenType.Whitespace:
      case TokenType.Comment:
      case TokenType.EOF:
        continue;
      case TokenType.Comma:
        text += ",";
        continue;
      case TokenType.Ident: {
        const word = token[4].value.toLowerCase();
        if (!WORDS.has(word)) return undefined;
        text += text === "" ? word : ` ${word}`;
        continue;
      }
      case TokenType.OpenParen: {
        const end = indexOfType(tokens, TokenType.CloseParen, index);
        const feature = end < 0 ? undefined : readFeature(tokens.slice(index, end));
        if (feature === undefined) return undefined;
        text += text === "" ? feature : ` ${feature}`;
        index = end + 1;
        continue;
      }
      default:
        return undefined;
    }
  }
  return text === "" ? "all" : text;
}

function readFeature(tokens: readonly CSSToken[]): string | undefined {
  const solid = solidTokens(tokens);
  const [first, second] = solid;
  if (!first) return undefined;
  const name = featureName(first);
  if (solid.length === 1) return name && `(${name})`;
  if (name && second?.[0] === TokenType.Colon) {
    const value = solid.length === 3 ? writeMediaValue(solid[2]) : undefined;
    return value && `(${name}:${value})`;
  }
  const sign = solid
    .slice(1, -1)
    .map((token) => (token[0] === TokenType.Delim ? token[4].value : "?"))
    .join("");
  const last = solid.at(-1) as CSSToken;
  return name ? writeComparison(name, sign, last) : writeComparison(featureName(last), turned(sign), first);
}

function featureName(token: CSSToken): string | undefined {
  if (token[0] !== TokenType.Ident) return undefined;
  const name = token[4].value.toLowerCase();
  return FEATURES.has(name) ? name : undefined;
}

function turned(sign: string): string {
  if (sign.startsWith("<")) return sign.replace("<", ">");
  return sign.replace(">", "<");
}

function writeComparison(name: string | undefined, sign: string, value: CSSToken): string | undefined {
  if (name !== "width" && name !== "height") return undefined;
  if (value[0] !== TokenType.Dimension || !isPlainName(value[4].unit)) return undefined;
  const unit = value[4].unit.toLowerCase();
  const write = (prefix: string, length: number) =>
    Number.isFinite(length) ? `(${prefix}${name}:${Number(length.toFixed(4))}${unit})` : undefined;
  switch (sign) {
    case "=":
      return write("", value[4].value);
    case "<=":
      return write("max-", value[4].value);
    case ">=":
      return write("min-", value[4].value);
    case "<":
      return write("max-", value[4].value - STEP);
    case ">":
      return write("min-", value[4].value + STEP);
    default:
      return undefined;
  }
}

function writeMediaValue(token: CSSToken | undefined): string | undefined {
  switch (token?.[0]) {
    case TokenType.Ident:
      return isPlainName(token[4].value) ? token[4].value.toLowerCase() : undefined;
    case TokenType.Number:
      return token[1];
    case TokenType.Dimension:
      return isPlainName(token[4].unit) && !token[1].includes("\\") ? token[1].toLowerCase() : undefined;
    default:
      return undefined;
  }
}
