import { type CSSToken, TokenType, tokenize } from "@csstools/css-tokenizer";
import { instanceClass, scopeClass } from "../ids.ts";
import type { CheckContext } from "../ledger.ts";
import { addSpecificity, readSimple } from "./compounds.ts";
import type { Compound, Selector, SimpleSelector } from "./rules.ts";

/** Selectors of one rule, and compounds of one selector. */
const MAX_SELECTORS = 200;
const MAX_COMPOUNDS = 16;
const MOST_FORMS = 3;

/** A compound and the texts of its parts. */
interface WrittenCompound {
  combinator: Compound["combinator"];
  simple: SimpleSelector[];
  texts: string[];
}

interface ReadSelector {
  compounds: WrittenCompound[];
  specificity: readonly [number, number, number];
}

const COMBINATORS = new Map<string, Compound["combinator"]>([
  [">", "child"],
  ["+", "next"],
  ["~", "later"],
]);
const SIGNS = { descendant: " ", child: ">", next: "+", later: "~" } as const;

/**
 * The selectors of a list, scoped to the drawing; a wrong one goes alone. (CSS drops the whole rule; a drawing
 * means the others all the same.)
 *
 * Scoped with the means of CSS 2, for renderers know no others: `A B` becomes `.scope A B`, `A.scope B` too where `A`
 * may be the root, and `A.part B` for what `use` brings forth. Every rule gains one class, so their order among each
 * other stays.
 */
export function readSelectors(prelude: string, context: CheckContext): Selector[] {
  const tokens = tokenize({ css: prelude });
  const selectors: Selector[] = [];
  // One with three forms comes back as three selectors when the output is read again.
  let room = MOST_FORMS * MAX_SELECTORS;
  let start = 0;
  for (let index = 0; index < tokens.length; index += 1) {
    const type = tokens[index]?.[0];
    if (type === TokenType.Function || type === TokenType.OpenSquare) {
      index = endOfGroup(tokens, index);
      continue;
    }
    if (type !== TokenType.Comma && type !== TokenType.EOF) continue;
    const read = readSelector(tokens.slice(start, index), context.idPrefix);
    start = index + 1;
    const scoped = read && scopeSelector(read, context.idPrefix);
    if (!scoped) {
      context.drop("selector");
      continue;
    }
    room -= scoped.already ? 1 : MOST_FORMS;
    if (room < 0) {
      context.drop("limit selectors");
      break;
    }
    selectors.push(scoped.selector);
  }
  return selectors;
}

/** The index of the bracket or parenthesis that ends a group, or of the last token before the end. */
function endOfGroup(tokens: readonly CSSToken[], start: number): number {
  let depth = 0;
  let index = start;
  for (; index < tokens.length - 2; index += 1) {
    const type = tokens[index]?.[0];
    if (type === TokenType.Function || type === TokenType.OpenSquare || type === TokenType.OpenParen)
      depth += 1;
    else if (type === TokenType.CloseParen || type === TokenType.CloseSquare) depth -= 1;
    if (depth === 0) return index;
  }
  return index;
}

function readSelector(tokens: readonly CSSToken[], idPrefix: string): ReadSelector | undefined {
  const compounds: WrittenCompound[] = [];
  let specificity: readonly [number, number, number] = [0, 0, 0];
  let combinator: Compound["combinator"] | undefined = "descendant";
  let explicit = false;
  let index = 0;
  while (index < tokens.length) {
    const token = tokens[index];
    if (token?.[0] === TokenType.Comment) {
      index += 1;
      continue;
    }
    if (token?.[0] === TokenType.Whitespace) {
      combinator ??= "descendant";
      index += 1;
      continue;
    }
    const sign = token?.[0] === TokenType.Delim ? COMBINATORS.get(token[4].value) : undefined;
    if (sign) {
      if (compounds.length === 0 || explicit) return undefined;
      combinator = sign;
      explicit = true;
      index += 1;
      continue;
    }
    const read = readSimple(tokens, index, idPrefix);
    if (!read) return undefined;
    const current = compounds.at(-1);
    if (combinator !== undefined || !current) {
      if (compounds.length > MAX_COMPOUNDS) return undefined;
      compounds.push({ combinator: combinator ?? "descendant", simple: [read.simple], texts: [read.text] });
      combinator = undefined;
      explicit = false;
    } else {
      if (read.simple.kind === "type" || read.simple.kind === "universal") return undefined;
      current.simple.push(read.simple);
      current.texts.push(read.text);
    }
    specificity = addSpecificity(specificity, read.specificity);
    index = read.next;
  }
  return compounds.length === 0 || explicit ? undefined : { compounds, specificity };
}

function scopeSelector(
  { compounds, specificity }: ReadSelector,
  idPrefix: string,
): { selector: Selector; already: boolean } | undefined {
  const [first, ...rest] = compounds;
  if (!first) return undefined;
  const scope = scopeClass(idPrefix);
  const part = instanceClass(idPrefix);
  const isScope = (simple: SimpleSelector) =>
    simple.kind === "class" && (simple.name === scope || simple.name === part);
  if (first.simple.some(isScope)) return readScoped(compounds, specificity, isScope);

  if (compounds.length > MAX_COMPOUNDS || rest.some(({ texts }) => texts.includes(":root"))) return undefined;
  const [type] = first.simple;
  const mayBeRoot = type?.kind !== "type" || type.name === "svg";
  const hasSibling = rest[0]?.combinator === "next" || rest[0]?.combinator === "later";
  const tail = rest.map(writeCompound).join("");
  const isRoot = first.texts.includes(":root");
  if (isRoot && (!mayBeRoot || hasSibling)) return undefined;

  const head = first.texts.join("");
  const forms: string[] = [];
  // `:root` counts as a class by itself, so it becomes two.
  if (isRoot) {
    forms.push(first.texts.map((text) => (text === ":root" ? `.${scope}.${scope}` : text)).join("") + tail);
  } else {
    forms.push(`.${scope} ${head}${tail}`);
    if (!hasSibling) {
      if (mayBeRoot) forms.push(`${head}.${scope}${tail}`);
      forms.push(`${head}.${part}${tail}`);
    }
  }
  const selector = { text: forms.join(", "), compounds: compounds.map(withoutTexts), specificity };
  return { selector, already: false };
}

/** A selector of sheets that were scoped before stays as it is; only what it selects is told without the scope. */
function readScoped(
  compounds: readonly WrittenCompound[],
  [ids, classes, types]: ReadSelector["specificity"],
  isScope: (simple: SimpleSelector) => boolean,
): { selector: Selector; already: boolean } | undefined {
  const [first, second] = compounds;
  if (!first || compounds.length > MAX_COMPOUNDS + 1) return undefined;
  // What stands beside the root is not in the drawing.
  if (second?.combinator === "next" || second?.combinator === "later") return undefined;
  const own = first.simple.filter((simple) => !isScope(simple));
  const scopes = first.simple.length - own.length;
  const root: SimpleSelector = { kind: "pseudo", text: ":root" };
  const plain = compounds.map(withoutTexts);
  // `.scope A` is an `A` anywhere below; any other use of the class means the root itself.
  if (scopes === 1 && own.length === 0 && second?.combinator === "descendant") plain.shift();
  else plain[0] = { combinator: "descendant", simple: scopes > 1 || own.length === 0 ? [root, ...own] : own };
  const text = compounds.map(writeCompound).join("").trimStart();
  const count = scopes > 1 ? classes - scopes + 1 : classes - scopes;
  return { selector: { text, compounds: plain, specificity: [ids, count, types] }, already: true };
}

function withoutTexts({ combinator, simple }: WrittenCompound): Compound {
  return { combinator, simple };
}

function writeCompound({ combinator, texts }: WrittenCompound): string {
  return SIGNS[combinator] + texts.join("");
}
