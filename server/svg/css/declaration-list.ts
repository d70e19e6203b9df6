import { createStructure, isStructural } from "./structure.ts";

/** A stretch of a block: a declaration, or a nested rule (which a drawing has no use for). */
export interface BlockItem {
  kind: "declaration" | "rule";
  text: string;
}

/** Cuts the inside of a block, or of a `style` attribute, at its semicolons and nested blocks. */
export function* blockItems(text: string): Generator<BlockItem> {
  const structure = createStructure();
  let start = 0;
  let depth = 0;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (!isStructural(structure, code)) continue;
    if (code === 123) depth += 1;
    else if (code === 125) {
      if (depth === 0) continue;
      depth -= 1;
      if (depth > 0) continue;
      yield { kind: "rule", text: text.slice(start, index + 1) };
      start = index + 1;
    } else if (depth === 0) {
      if (index > start) yield { kind: "declaration", text: text.slice(start, index) };
      start = index + 1;
    }
  }
  if (depth > 0) yield { kind: "rule", text: text.slice(start) };
  else if (start < text.length) yield { kind: "declaration", text: text.slice(start) };
}
