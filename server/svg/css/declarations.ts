import { type CSSToken, TokenType, tokenize } from "@csstools/css-tokenizer";
import { isSpace } from "../characters.ts";
import type { CheckContext } from "../ledger.ts";
import { blockItems } from "./declaration-list.ts";
import { countingFor } from "./memo.ts";
import { intendedProperty } from "./misspelt.ts";
import { type CleanStyle, MAX_DECLARATIONS, readPlainStyle } from "./plain-style.ts";
import { isPlainValue, plainReference } from "./plain-value.ts";
import { type PropertyRule, propertyRule, unprefixed } from "./properties.ts";
import type { Declaration } from "./rules.ts";
import { skipBlanks } from "./token-list.ts";
import { checkValue } from "./values.ts";

/**
 * A value of one property, safe and in its final form: the very same string when it is clean, else with its
 * references prefixed and its slips repaired. Undefined when it goes; that is counted here (`value fill`,
 * `reference fill`, `property position`). `property` is in lower case. For presentation attributes too, but for
 * `d`, `points`, `transform` and lengths, whose attributes have a grammar of their own.
 */
export function cleanPropertyValue(
  property: string,
  value: string,
  context: CheckContext,
): string | undefined {
  const rule = propertyRule(property);
  if (!rule) {
    context.drop(`property ${property}`);
    return undefined;
  }
  const { length } = value;
  if (rule.plain && length > 0 && !isSpace(value.charCodeAt(0)) && !isSpace(value.charCodeAt(length - 1))) {
    if (isPlainValue(value, 0, length, rule.plain)) return value;
    const id = rule.references ? plainReference(value, 0, length) : undefined;
    if (id !== undefined) return id.startsWith(context.idPrefix) ? value : `url(#${context.idPrefix}${id})`;
  }
  const counting = countingFor(context);
  return counting.remember(counting.values, `${property}:${value}`, value.length, () => {
    const tokens = tokenize({ css: value });
    return checkedText(property, rule, tokens, 0, tokens.length - 1, counting);
  });
}

/**
 * The declarations of a `style` attribute or of the inside of a block, checked one by one as CSS recovers from
 * errors: a bad one goes, the others stay. Undefined when nothing is left.
 */
export function cleanStyle(text: string, context: CheckContext): CleanStyle | undefined {
  const plain = readPlainStyle(text, context.idPrefix);
  if (plain) return styleOf(plain);
  const counting = countingFor(context);
  return counting.remember(counting.styles, text, text.length, () => styleOf(readStyle(text, counting)));
}

function styleOf(declarations: readonly Declaration[]): CleanStyle | undefined {
  return declarations.length === 0 ? undefined : { text: serialiseDeclarations(declarations), declarations };
}

/** `property:value` pairs joined by `;`, with ` !important` where it was said. */
export function serialiseDeclarations(declarations: readonly Declaration[]): string {
  let text = "";
  for (const { property, value, important } of declarations) {
    if (text !== "") text += ";";
    text += important ? `${property}:${value} !important` : `${property}:${value}`;
  }
  return text;
}

/** The slow way: by tokens. For every block it gives what the fast way gives, where that gives anything. */
export function readStyle(text: string, context: CheckContext): Declaration[] {
  const declarations: Declaration[] = [];
  const aliases: { at: number; declaration: Declaration }[] = [];
  let count = 0;
  for (const item of blockItems(text)) {
    if (item.kind === "rule") {
      context.drop("nested rule");
      continue;
    }
    const tokens = tokenize({ css: item.text });
    let index = skipBlanks(tokens, 0);
    while (index < tokens.length - 1) {
      if (count === MAX_DECLARATIONS) {
        context.drop("limit declarations");
        return withAliases(declarations, aliases);
      }
      count += 1;
      const { next, declaration, alias } = readDeclaration(tokens, index, context);
      index = next;
      if (!declaration) continue;
      if (alias) aliases.push({ at: declarations.length, declaration });
      else declarations.push(declaration);
    }
  }
  return withAliases(declarations, aliases);
}

interface ReadDeclaration {
  next: number;
  declaration?: Declaration;
  /** It was written with a vendor prefix: it counts when the property is not there without. */
  alias?: boolean;
}

function readDeclaration(tokens: readonly CSSToken[], start: number, context: CheckContext): ReadDeclaration {
  const last = tokens.length - 1;
  const name = tokens[start] as CSSToken;
  const colon = skipBlanks(tokens, start + 1);
  if (name[0] === TokenType.AtKeyword) {
    context.drop(`at-rule ${name[4].value.toLowerCase()}`);
    return { next: last };
  }
  if (name[0] !== TokenType.Ident || tokens[colon]?.[0] !== TokenType.Colon) {
    context.drop("declaration");
    return { next: last };
  }
  const from = skipBlanks(tokens, colon + 1);
  const next = nextDeclaration(tokens, from, last);
  const { end, important } = splitImportant(tokens, from, next);
  const known = knownProperty(name[4].value);
  if (!known) {
    context.drop(`property ${name[4].value}`);
    return { next };
  }
  if (known.how === "obsolete") return { next };
  const rule = propertyRule(known.property) as PropertyRule;
  const value = checkedText(known.property, rule, tokens, from, end, context);
  if (value === undefined) return { next };
  if (known.how === "misspelt") context.repair("misspelt-attribute");
  if (next < last) context.repair("bad-value");
  return { next, declaration: { property: known.property, value, important }, alias: known.how === "alias" };
}

function knownProperty(
  written: string,
): { property: string; how: "written" | "misspelt" | "alias" | "obsolete" } | undefined {
  if (written.startsWith("--")) {
    return propertyRule(written) ? { property: written, how: "written" } : undefined;
  }
  const lower = written.toLowerCase();
  if (propertyRule(lower)) return { property: lower, how: "written" };
  const prefixed = unprefixed(lower);
  if (prefixed) return { property: prefixed.property, how: prefixed.kind };
  const intended = intendedProperty(written);
  return intended === undefined ? undefined : { property: intended, how: "misspelt" };
}

/**
 * Where the declaration after this one begins, when the `;` between them was forgotten: at a name of an allowed
 * property before a colon, which no value holds. Else the end.
 */
function nextDeclaration(tokens: readonly CSSToken[], from: number, last: number): number {
  for (let index = from + 2; index < last; index += 1) {
    const token = tokens[index];
    if (token?.[0] !== TokenType.Ident || tokens[index - 1]?.[0] !== TokenType.Whitespace) continue;
    if (tokens[skipBlanks(tokens, index + 1)]?.[0] !== TokenType.Colon) continue;
    if (propertyRule(token[4].value.toLowerCase())) return index;
  }
  return last;
}

function splitImportant(
  tokens: readonly CSSToken[],
  from: number,
  to: number,
): { end: number; important: boolean } {
  const word = skipBlanksBack(tokens, to - 1);
  const token = tokens[word];
  if (word > from && token?.[0] === TokenType.Ident && token[4].value.toLowerCase() === "important") {
    const mark = skipBlanksBack(tokens, word - 1);
    const delimiter = tokens[mark];
    if (mark >= from && delimiter?.[0] === TokenType.Delim && delimiter[4].value === "!") {
      return { end: mark, important: true };
    }
  }
  return { end: to, important: false };
}

function skipBlanksBack(tokens: readonly CSSToken[], index: number): number {
  let at = index;
  while (tokens[at]?.[0] === TokenType.Whitespace || tokens[at]?.[0] === TokenType.Comment) at -= 1;
  return at;
}

function checkedText(
  property: string,
  rule: PropertyRule,
  tokens: readonly CSSToken[],
  from: number,
  to: number,
  context: CheckContext,
): string | undefined {
  const checked = checkValue(tokens, from, to, rule, context);
  if (!checked.ok) {
    context.drop(`${checked.why} ${property}`);
    return undefined;
  }
  for (const repair of checked.repairs) context.repair(repair);
  return checked.text;
}

function withAliases(
  declarations: Declaration[],
  aliases: readonly { at: number; declaration: Declaration }[],
): Declaration[] {
  if (aliases.length === 0) return declarations;
  const written = new Set(declarations.map(({ property }) => property));
  const all: Declaration[] = [];
  let next = 0;
  for (let at = 0; at <= declarations.length; at += 1) {
    for (; aliases[next]?.at === at; next += 1) {
      const alias = (aliases[next] as (typeof aliases)[number]).declaration;
      if (!written.has(alias.property)) all.push(alias);
    }
    const declaration = declarations[at];
    if (declaration) all.push(declaration);
  }
  return all;
}
