import { cleanStyle } from "../css/declarations.ts";
import type { SheetRule } from "../css/rules.ts";
import { createSheet } from "../css/sheet.ts";
import { scopeClass } from "../ids.ts";
import { type CheckContext, createLedger } from "../ledger.ts";
import { SVG_LIMITS } from "../limits.ts";
import { type SvgElement, walk } from "../tree.ts";
import { parseXml, treeOf } from "./testing-tree.ts";

/** A tree of any well-formed SVG text, unchecked, with the rules of its sheets and its declarations. */
export function readDrawing(text: string): SvgElement {
  const named = text.includes('xmlns="')
    ? text
    : text.replace("<svg", '<svg xmlns="http://www.w3.org/2000/svg"');
  const root = treeOf(parseXml(named));
  root.attributes.class = scopeClass("");
  for (const element of walk(root)) {
    const { style, "xlink:href": link } = element.attributes;
    delete element.attributes["xmlns:xlink"];
    if (link !== undefined) {
      element.attributes.href = link;
      delete element.attributes["xlink:href"];
    }
    if (style !== undefined) element.declarations = cleanStyle(style, context)?.declarations ?? [];
    if (element.name === "style") element.rules = readRules(element.children.join(""));
  }
  return root;
}

const context: CheckContext = { idPrefix: "", limits: SVG_LIMITS, ...createLedger() };

function readRules(text: string): SheetRule[] {
  const sheet = createSheet(context);
  return [...sheet.push(text), ...sheet.finish(true)];
}
