import { isRefusedRule } from "./refusals.ts";

/**
 * The rules of a text of whole rules, as written. A sheet takes them one by one, so that the rules that are there
 * already, and the animations that they run, stay as they are.
 */
export function splitRules(text: string): string[] {
  const rules: string[] = [];
  let depth = 0;
  let quote = "";
  let start = 0;
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at];
    if (character === "\\") at += 1;
    else if (quote) {
      if (character === quote) quote = "";
    } else if (character === '"' || character === "'") quote = character;
    else if (character === "{") depth += 1;
    else if (character === "}") {
      depth -= 1;
      if (depth <= 0) {
        rules.push(text.slice(start, at + 1).trim());
        start = at + 1;
        depth = 0;
      }
    }
  }
  return rules;
}

/** A sheet of the drawing's own; `null` where there are no sheets made by scripts (jsdom). */
export function createSheet(media: string | undefined): CSSStyleSheet | null {
  if (typeof CSSStyleSheet === "undefined" || !("replaceSync" in CSSStyleSheet.prototype)) return null;
  return media === undefined ? new CSSStyleSheet() : new CSSStyleSheet({ media });
}

/** Adds rules to the end of a sheet. One that this browser does not understand is left out. */
export function addRules(sheet: CSSStyleSheet, text: string): void {
  for (const rule of splitRules(text)) {
    if (isRefusedRule(rule)) continue;
    try {
      sheet.insertRule(rule, sheet.cssRules.length);
    } catch {
      // A selector or an at-rule that is newer than the browser: the rest of the sheet still counts.
    }
  }
}
