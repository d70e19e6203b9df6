import { createStructure, isStructural } from "./structure.ts";

/** What stands between the rules of a sheet, as it was written. */
export type RawRule =
  /** A rule with its block, without the outer braces. */
  | { kind: "block"; prelude: string; block: string }
  /** An at-rule that ended with a `;`. */
  | { kind: "statement"; prelude: string }
  /** A `;` or `}` where no rule was, and the text before it. */
  | { kind: "stray"; text: string }
  | { kind: "too-long" };

/** Cuts a sheet, or the inside of a block of rules, into rules while it arrives. */
export interface RuleScanner {
  /** The rules that became whole. The same ones in the end however the text is cut. O(characters). */
  push(text: string): RawRule[];
  /**
   * Closes what is open. Of text that was `cut`, what may be half of something goes: all that follows the last
   * `;` or brace. `open` tells whether there was anything to close.
   */
  finish(cut: boolean): { rules: RawRule[]; open: boolean };
}

/** @param limit Characters of one rule; of a longer one nothing is kept. */
export function createRuleScanner(limit: number): RuleScanner {
  const structure = createStructure();
  let carried = "";
  let depth = 0;
  let tooLong = false;
  /** In the present rule: the place of its `{`, and after its last `;` or brace. */
  let braceAt = -1;
  let safeAt = 0;

  function endRule(raw: string): RawRule {
    const whole: RawRule =
      tooLong || raw.length > limit
        ? { kind: "too-long" }
        : { kind: "block", prelude: raw.slice(0, braceAt), block: raw.slice(braceAt + 1, -1) };
    begin();
    return whole;
  }

  function endStatement(raw: string): RawRule {
    const whole: RawRule =
      tooLong || raw.length > limit ? { kind: "too-long" } : readStatement(raw.slice(0, -1));
    begin();
    return whole;
  }

  function begin(): void {
    carried = "";
    tooLong = false;
    braceAt = -1;
    safeAt = 0;
  }

  return {
    push(text) {
      const rules: RawRule[] = [];
      let start = 0;
      for (let index = 0; index < text.length; index += 1) {
        const code = text.charCodeAt(index);
        if (!isStructural(structure, code)) continue;
        if (code === 123) {
          if (depth === 0) braceAt = carried.length + index - start;
          depth += 1;
        } else if (depth === 0) {
          rules.push(endStatement(carried + text.slice(start, index + 1)));
          start = index + 1;
          continue;
        } else if (code === 125) {
          depth -= 1;
          if (depth === 0) {
            rules.push(endRule(carried + text.slice(start, index + 1)));
            start = index + 1;
            continue;
          }
        }
        safeAt = carried.length + index - start + 1;
      }
      if (!tooLong) carried += start === 0 ? text : text.slice(start);
      if (carried.length > limit) {
        tooLong = true;
        carried = "";
      }
      return rules;
    },
    finish(cut) {
      const raw = carried;
      const inside = depth > 0;
      const text = cut && inside ? raw.slice(0, safeAt) : raw;
      const long = tooLong;
      const prelude = inside ? text.slice(0, braceAt) : text;
      const block = text.slice(braceAt + 1);
      begin();
      depth = 0;
      Object.assign(structure, createStructure());
      if (long) return { rules: [{ kind: "too-long" }], open: true };
      if (inside) return { rules: [{ kind: "block", prelude, block }], open: true };
      if (significantStart(text) === text.length) return { rules: [], open: false };
      return { rules: cut ? [] : [readStatement(text)], open: true };
    },
  };
}

function readStatement(prelude: string): RawRule {
  const start = significantStart(prelude);
  return prelude.charCodeAt(start) === 64 /* @ */
    ? { kind: "statement", prelude }
    : { kind: "stray", text: prelude.slice(start) };
}

const MARKS = ["<!--", "-->", "<![CDATA[", "]]>"];

/** Where a rule begins: after white space, comments, and the marks that hide sheets from old parsers. */
export function significantStart(text: string): number {
  let index = 0;
  for (;;) {
    const code = text.charCodeAt(index);
    if (code === 32 || (code >= 9 && code <= 13) || code === 0xfeff) index += 1;
    else if (code === 47 && text.charCodeAt(index + 1) === 42) {
      const end = text.indexOf("*/", index + 2);
      if (end < 0) return text.length;
      index = end + 2;
    } else {
      const mark = MARKS.find((it) => text.startsWith(it, index));
      if (!mark) return index;
      index += mark.length;
    }
  }
}
