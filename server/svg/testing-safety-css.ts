import { type CSSToken, tokenize } from "@csstools/css-tokenizer";

/** Functions that name a file, or bring in what was not checked. */
const REFUSED_FUNCTIONS = new Set(
  (
    "src image image-set -webkit-image-set cross-fade -webkit-cross-fade element -moz-element paint expression attr " +
    "url-prefix domain regexp progid"
  ).split(" "),
);

/** Properties that reach out of the drawing. */
const REFUSED_PROPERTY =
  /^(position.*|top|right|bottom|left|inset.*|z-index|float|margin.*|all|behavior|content|src|-moz-.*|-ms-.*|contain.*|view-.*|scroll-.*|anchor.*|overlay|counter-.*|quotes|page.*|unicode-range)$/;

/** What is wrong with a CSS value: outside references, functions that load, anything that ends the value early. */
export function judgeCssValue(value: string, idPrefix: string): string[] {
  return judgeTokens(tokensOf(value), idPrefix);
}

/** What is wrong with the text of a `style` attribute: `property:value` joined by `;`. */
export function judgeStyleAttribute(text: string, idPrefix: string): string[] {
  const problems = judgeTokens(tokensOf(text), idPrefix);
  for (const pair of text.split(";")) problems.push(...judgeDeclaration(pair, idPrefix));
  return problems;
}

/** What is wrong with whole rules of a sheet. */
export function judgeSheet(text: string, idPrefix: string): string[] {
  const problems: string[] = [];
  const tokens = tokensOf(text).filter((token) => token[0] !== "comment");
  if (text.includes("<")) problems.push("a sheet has <");
  const end = judgeRules(tokens, 0, { idPrefix, problems, isInside: false });
  if (end < tokens.length) problems.push(`a sheet has more closings than openings at ${end}`);
  return problems;
}

function tokensOf(css: string): CSSToken[] {
  return tokenize({ css }).filter((token) => token[0] !== "EOF-token");
}

function judgeTokens(tokens: readonly CSSToken[], idPrefix: string): string[] {
  const problems: string[] = [];
  const open: string[] = [];
  tokens.forEach((token, index) => {
    const [kind, raw] = token;
    const own = (address: string) => address.startsWith(`#${idPrefix}`);
    if (kind === "url-token" && !own(token[4].value)) problems.push(`url ${raw}`);
    if (kind === "bad-url-token" || kind === "bad-string-token") problems.push(`${kind} ${raw}`);
    if (kind === "at-keyword-token") problems.push(`at-rule ${raw}`);
    if (kind === "CDO-token" || kind === "CDC-token") problems.push(kind);
    if (kind === "{-token" || kind === "}-token") problems.push(`brace in a value`);
    if (raw.includes("\0")) problems.push("NUL in CSS");
    if (kind === "string-token" && /^["']?$|[\n\r\f]/.test(raw)) problems.push(`string ${raw}`);
    if (kind === "string-token" && raw.at(0) !== raw.at(-1)) problems.push(`unclosed string ${raw}`);
    if (kind === "comment" && !raw.endsWith("*/")) problems.push("unclosed comment");
    if (kind === "function-token") {
      const name = token[4].value.toLowerCase();
      if (REFUSED_FUNCTIONS.has(name)) problems.push(`function ${raw}`);
      if (name === "url") {
        const [inside, after] = tokens.slice(index + 1).filter((one) => one[0] !== "whitespace-token");
        if (inside?.[0] !== "string-token" || !own(inside[4].value) || after?.[0] !== ")-token")
          problems.push(`url(${inside?.[1]}`);
      }
    }
    if (kind === "function-token" || kind === "(-token") open.push(")-token");
    if (kind === "[-token") open.push("]-token");
    if ((kind === ")-token" || kind === "]-token") && open.pop() !== kind) problems.push("brackets crossed");
  });
  if (open.length > 0) problems.push("a bracket stays open");
  return problems;
}

function judgeDeclaration(text: string, idPrefix: string): string[] {
  if (text.trim() === "") return [];
  const colon = text.indexOf(":");
  const property = text.slice(0, colon).trim();
  const value = text.slice(colon + 1);
  if (colon < 0) return [`no declaration: ${text}`];
  if (!/^(--[\w\u0080-\uffff-]*|-?[a-z][a-z-]*)$/.test(property)) return [`property ${property}`];
  if (REFUSED_PROPERTY.test(property)) return [`property ${property}`];
  if (/fixed|sticky/.test(value) && !property.startsWith("--") && !property.startsWith("font"))
    return [`${property}:${value}`];
  return judgeTokens(tokensOf(value), idPrefix);
}

interface Sheet {
  idPrefix: string;
  problems: string[];
  /** Inside a media rule, where no keyframes name a page's own and no media nests further. */
  isInside: boolean;
}

const raw = (tokens: readonly CSSToken[]) => tokens.map((token) => token[1]).join("");

/** Reads rules up to a closing brace or the end; gives the place after them. */
function judgeRules(tokens: readonly CSSToken[], start: number, sheet: Sheet): number {
  let at = start;
  while (at < tokens.length) {
    if (tokens[at]?.[0] === "whitespace-token") {
      at += 1;
      continue;
    }
    if (tokens[at]?.[0] === "}-token") return at;
    const brace = tokens.findIndex((token, index) => index >= at && token[0] === "{-token");
    if (brace < 0) {
      sheet.problems.push(`no rule: ${raw(tokens.slice(at)).slice(0, 80)}`);
      return tokens.length;
    }
    at = judgeRule(tokens, at, brace, sheet);
  }
  return at;
}

function judgeRule(tokens: readonly CSSToken[], start: number, brace: number, sheet: Sheet): number {
  const first = tokens[start];
  const prelude = tokens.slice(start, brace);
  const { problems, idPrefix } = sheet;
  let end: number;
  if (first?.[0] === "at-keyword-token") {
    const name = first[4].value.toLowerCase();
    problems.push(...judgeTokens(prelude.slice(1), idPrefix));
    if (name === "media") end = judgeRules(tokens, brace + 1, { ...sheet, isInside: true });
    else if (/^(-webkit-)?keyframes$/.test(name)) {
      const given = prelude.find((token) => token[0] === "ident-token" || token[0] === "string-token");
      if (!given || !(given as { 4: { value: string } })[4].value.startsWith(idPrefix))
        problems.push(`keyframes without the prefix: ${raw(prelude)}`);
      end = judgeFrames(tokens, brace + 1, sheet);
    } else {
      problems.push(`at-rule ${first[1]}`);
      return tokens.length;
    }
  } else {
    judgeSelectors(prelude, sheet);
    end = judgeBlock(tokens, brace + 1, sheet);
  }
  if (tokens[end]?.[0] !== "}-token") problems.push(`a rule is not closed: ${raw(prelude).slice(0, 80)}`);
  return end + 1;
}

function judgeFrames(tokens: readonly CSSToken[], start: number, sheet: Sheet): number {
  let at = start;
  while (at < tokens.length && tokens[at]?.[0] !== "}-token") {
    const brace = tokens.findIndex((token, index) => index >= at && token[0] === "{-token");
    if (brace < 0) return at;
    const offsets = raw(tokens.slice(at, brace)).trim();
    if (!/^((from|to|[\d.]+%)\s*,?\s*)+$/i.test(offsets)) sheet.problems.push(`frame ${offsets}`);
    at = judgeBlock(tokens, brace + 1, sheet) + 1;
    while (tokens[at]?.[0] === "whitespace-token") at += 1;
  }
  return at;
}

/** Declarations up to the closing brace; gives its place. */
function judgeBlock(tokens: readonly CSSToken[], start: number, { problems, idPrefix }: Sheet): number {
  let end = start;
  while (end < tokens.length && tokens[end]?.[0] !== "}-token") end += 1;
  let declaration: CSSToken[] = [];
  for (const token of [...tokens.slice(start, end), null]) {
    if (token !== null && token[0] !== "semicolon-token") declaration.push(token);
    else {
      problems.push(...judgeTokens(declaration, idPrefix), ...judgeDeclaration(raw(declaration), idPrefix));
      declaration = [];
    }
  }
  return end;
}

/** The classes of a selector's first compound, and what stands between it and the next. */
function readFirstCompound(selector: readonly CSSToken[]): { names: string[]; combinator: string } {
  const names: string[] = [];
  let depth = 0;
  let previous = "";
  const rest = [...selector];
  while (rest[0]?.[0] === "whitespace-token") rest.shift();
  for (const [index, token] of rest.entries()) {
    const [kind, written] = token;
    const ends = kind === "whitespace-token" || (kind === "delim-token" && /^[>+~|]$/.test(written));
    if (depth === 0 && ends)
      return {
        names,
        combinator: raw(rest.slice(index))
          .replace(/\/\*.*?\*\//g, "")
          .trim()
          .charAt(0),
      };
    if (kind === "function-token" || kind === "(-token" || kind === "[-token") depth += 1;
    if (kind === ")-token" || kind === "]-token") depth -= 1;
    if (depth === 0 && previous === "." && kind === "ident-token") names.push(token[4].value);
    previous = written;
  }
  return { names, combinator: "" };
}

/** Each selector begins in the drawing: its first compound has the class of the root or of parts, and none leads to a sibling of it. */
function judgeSelectors(prelude: readonly CSSToken[], { problems, idPrefix }: Sheet): void {
  problems.push(...judgeTokens(prelude, idPrefix));
  let depth = 0;
  let selector: CSSToken[] = [];
  for (const token of [...prelude, null]) {
    if (token?.[0] === "function-token" || token?.[0] === "(-token" || token?.[0] === "[-token") depth += 1;
    if (token?.[0] === ")-token" || token?.[0] === "]-token") depth -= 1;
    if (token !== null && (token[0] !== "comma-token" || depth > 0)) {
      selector.push(token);
      continue;
    }
    const text = raw(selector).trim();
    const { names, combinator } = readFirstCompound(selector);
    const isInside = names.includes(`${idPrefix}drawing`) || names.includes(`${idPrefix}drawing-part`);
    if (!isInside) problems.push(`selector ${text} is not in the drawing`);
    if (combinator === "+" || combinator === "~") problems.push(`selector ${text} leads out`);
    if (/:(host|root|slotted|part|global)|::part|\|/i.test(text)) problems.push(`selector ${text}`);
    for (const one of selector)
      if (one[0] === "hash-token" && !one[4].value.startsWith(idPrefix)) problems.push(`selector ${text}`);
    selector = [];
  }
}
