import { cleanStyle } from "../css/declarations.ts";
import type {
  Declaration,
  KeyframesRule,
  Selector,
  SheetRule,
  SimpleSelector,
  StyleRule,
} from "../css/rules.ts";
import { createLedger } from "../ledger.ts";
import { SVG_LIMITS } from "../limits.ts";
import { type SvgElement, walk } from "../tree.ts";
import { parseXml, treeOf } from "./testing-tree.ts";

/** A tree of any well-formed SVG text, unchecked, with the rules of its sheets and its declarations. */
export function readDrawing(text: string): SvgElement {
  const named = text.includes('xmlns="')
    ? text
    : text.replace("<svg", '<svg xmlns="http://www.w3.org/2000/svg"');
  const root = treeOf(parseXml(named));
  for (const element of walk(root)) {
    const { style, "xlink:href": link } = element.attributes;
    if (link !== undefined) {
      element.attributes.href = link;
      delete element.attributes["xlink:href"];
    }
    if (style !== undefined) element.declarations = readDeclarations(style);
    if (element.name === "style") element.rules = readRules(element.children.join(""));
  }
  return root;
}

export function readDeclarations(text: string): readonly Declaration[] {
  return cleanStyle(text, { idPrefix: "", limits: SVG_LIMITS, ...createLedger() })?.declarations ?? [];
}

/** Rules of plain CSS: without comments, strings and escapes. */
export function readRules(text: string): SheetRule[] {
  return blocks(text).map(({ prelude, body }): SheetRule => {
    if (prelude.startsWith("@media")) {
      const rules = readRules(body).filter((rule) => rule.kind !== "media");
      return { kind: "media", condition: prelude.slice(6).trim(), rules };
    }
    return prelude.startsWith("@keyframes")
      ? readFrames(prelude.slice(10).trim(), body)
      : readRule(prelude, body);
  });
}

function readFrames(name: string, body: string): KeyframesRule {
  const frames = blocks(body).map((frame) => ({
    offsets: frame.prelude.split(",").map((at) => OFFSETS[at.trim()] ?? Number.parseFloat(at) / 100),
    declarations: readDeclarations(frame.body),
  }));
  return { kind: "keyframes", name, frames };
}

const OFFSETS: Readonly<Record<string, number>> = { from: 0, to: 1 };

function readRule(prelude: string, body: string): StyleRule {
  return {
    kind: "style",
    selectors: prelude.split(",").map(readSelector),
    declarations: readDeclarations(body),
  };
}

function readSelector(text: string): Selector {
  const compounds = text
    .trim()
    .split(/\s+/)
    .map((compound) => ({
      combinator: "descendant" as const,
      simple: [...compound.matchAll(/([.#:]*)([\w-]+)/g)].map(([, mark = "", name = ""]): SimpleSelector => {
        if (mark === "") return { kind: "type", name };
        return mark.startsWith(":")
          ? { kind: "pseudo", text: mark + name }
          : { kind: mark === "#" ? "id" : "class", name };
      }),
    }));
  return { text: text.trim(), compounds, specificity: [0, 0, 0] };
}

function blocks(text: string): { prelude: string; body: string }[] {
  const found: { prelude: string; body: string }[] = [];
  let depth = 0;
  let start = 0;
  let open = 0;
  for (let index = 0; index < text.length; index += 1) {
    if (text[index] === "{") {
      if (depth === 0) open = index;
      depth += 1;
    } else if (text[index] === "}") {
      depth -= 1;
      if (depth > 0) continue;
      found.push({ prelude: text.slice(start, open).trim(), body: text.slice(open + 1, index) });
      start = index + 1;
    }
  }
  return found;
}
