import { TokenType, tokenize } from "@csstools/css-tokenizer";
import { scopeClass } from "../ids.ts";
import type { CheckContext } from "../ledger.ts";
import { cleanStyle, serialiseDeclarations } from "./declarations.ts";
import { readKeyframes, serialiseKeyframes } from "./keyframes.ts";
import { readMediaCondition } from "./media.ts";
import { createRuleScanner, type RawRule, significantStart } from "./rule-scanner.ts";
import type { KeyframesRule, SheetRule, StyleRule } from "./rules.ts";
import { readSelectors } from "./selectors.ts";

/** Rules of one sheet, those in `@media` too; the rest is dropped. */
const MAX_RULES = 2_000;

/** Checks the text of a `style` element while it arrives, its entities decoded. */
export interface Sheet {
  /** The rules that became whole, checked and scoped. The same ones in the end however the text is cut. */
  push(text: string): SheetRule[];
  /**
   * Closes what is open as CSS does. Unless told that the element was whole, it takes the text for cut off: a
   * declaration that may be half goes, those before it stay.
   */
  finish(whole?: boolean): SheetRule[];
}

/** The check of one `style` element; what it drops and repairs is counted in the context. */
export function createSheet(context: CheckContext): Sheet {
  const scanner = createRuleScanner(context.limits.attribute);
  const reader = createReader(context);
  return {
    push(text) {
      const rules = scanner.push(text);
      return rules.length === 0 ? [] : reader.readAll(rules);
    },
    finish(whole = false) {
      const { rules, open } = scanner.finish(!whole);
      if (open) context.repair("cut-off");
      return reader.readAll(rules);
    },
  };
}

function createReader(context: CheckContext): { readAll(raws: readonly RawRule[]): SheetRule[] } {
  let left = MAX_RULES;
  /** Names of keyframes that were written without a vendor prefix: browsers prefer those, whichever come last. */
  const plainNames = new Set<string>();

  function read(raw: RawRule, nested: boolean): SheetRule | undefined {
    switch (raw.kind) {
      case "stray":
        context.repair("stray-markup");
        if (raw.text !== "") context.drop("rule");
        return undefined;
      case "too-long":
        context.drop("limit rule");
        return undefined;
      case "statement":
        context.drop(`at-rule ${readAtRule(raw.prelude)?.name ?? "unknown"}`);
        return undefined;
      case "block": {
        const at = readAtRule(raw.prelude);
        if (at) return readAtBlock(at, raw.block, nested);
        const style = cleanStyle(raw.block, context);
        const selectors = style && readSelectors(raw.prelude.slice(significantStart(raw.prelude)), context);
        if (!style || !selectors || selectors.length === 0) return undefined;
        return { kind: "style", selectors, declarations: style.declarations };
      }
    }
  }

  function readAtBlock(at: AtRule, block: string, nested: boolean): SheetRule | undefined {
    switch (at.name) {
      case "keyframes": {
        const rule = readKeyframes(at.tokens, block, context);
        if (rule) plainNames.add(rule.name);
        return rule;
      }
      case "-webkit-keyframes": {
        const rule = readKeyframes(at.tokens, block, context);
        return rule && plainNames.has(rule.name) ? undefined : rule;
      }
      case "media": {
        const condition = nested ? undefined : readMediaCondition(at.tokens);
        if (condition === undefined) break;
        const inner = createRuleScanner(context.limits.attribute);
        const raws = [...inner.push(block), ...inner.finish(false).rules];
        const rules = readRules(raws, true).filter((rule) => rule.kind !== "media");
        return rules.length === 0 ? undefined : { kind: "media", condition, rules };
      }
    }
    context.drop(`at-rule ${at.name}`);
    return undefined;
  }

  function readRules(raws: readonly RawRule[], nested: boolean): SheetRule[] {
    const rules: SheetRule[] = [];
    for (const raw of raws) {
      if (left === 0) {
        context.drop("limit rules");
        continue;
      }
      const rule = read(raw, nested);
      if (!rule || (!nested && !fits(rule, raw, context))) continue;
      left -= 1;
      rules.push(rule);
    }
    return rules;
  }

  return { readAll: (raws) => readRules(raws, false) };
}

/**
 * Prefixes and scopes make rules longer; one that is too long then would not pass when it is read again. A
 * selector or a name of one letter and its comma gain at most three scopes, so most rules are seen to fit at once.
 */
function fits(rule: SheetRule, written: RawRule, context: CheckContext): boolean {
  const length = written.kind === "block" ? written.prelude.length + written.block.length : 0;
  if ((length + 16) * (2 * scopeClass(context.idPrefix).length + 16) <= context.limits.attribute) return true;
  if (serialiseRule(rule).length <= context.limits.attribute) return true;
  context.drop("limit rule");
  return false;
}

interface AtRule {
  /** In lower case. */
  name: string;
  tokens: ReturnType<typeof tokenize>;
}

function readAtRule(prelude: string): AtRule | undefined {
  const start = significantStart(prelude);
  if (prelude.charCodeAt(start) !== 64 /* @ */) return undefined;
  const [keyword, ...tokens] = tokenize({ css: prelude.slice(start) });
  const name = keyword?.[0] === TokenType.AtKeyword ? keyword[4].value.toLowerCase() : "unknown";
  return { name, tokens };
}

/** A rule as text: compact, and the same again when it is read again in the same context. */
export function serialiseRule(rule: SheetRule): string {
  switch (rule.kind) {
    case "style":
      return serialiseStyleRule(rule);
    case "keyframes":
      return serialiseKeyframes(rule);
    case "media":
      return `@media ${rule.condition}{${rule.rules.map(serialiseInnerRule).join("")}}`;
  }
}

function serialiseInnerRule(rule: StyleRule | KeyframesRule): string {
  return rule.kind === "style" ? serialiseStyleRule(rule) : serialiseKeyframes(rule);
}

function serialiseStyleRule({ selectors, declarations }: StyleRule): string {
  return `${selectors.map(({ text }) => text).join(", ")}{${serialiseDeclarations(declarations)}}`;
}
