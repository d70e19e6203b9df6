import type { Declaration, SheetRule } from "./css/rules.ts";

/** One element of a checked drawing. Everything in it is allowed, prefixed and in its final form. */
export interface SvgElement {
  /** Its number in operations. */
  node: number;
  name: string;
  /** Without a prototype's surprises: only allowed names are ever keys. */
  attributes: Record<string, string>;
  /** Elements and text, in order. The text of a `style` is its checked rules. */
  children: (SvgElement | string)[];
  parent: SvgElement | null;
  /** The parsed `style` attribute, when there is one. */
  declarations?: readonly Declaration[];
  /** The parsed rules of a `style` element. */
  rules?: SheetRule[];
}

/** Every element of a tree in document order, the root first. Iterative: depth costs no stack. */
export function* walk(root: SvgElement): Generator<SvgElement> {
  const waiting: SvgElement[] = [root];
  for (let element = waiting.pop(); element; element = waiting.pop()) {
    yield element;
    for (let index = element.children.length - 1; index >= 0; index -= 1) {
      const child = element.children[index];
      if (typeof child === "object") waiting.push(child);
    }
  }
}

/** The same as a list: several times as fast where every element is looked at anyway. */
export function elementsOf(root: SvgElement): SvgElement[] {
  const elements: SvgElement[] = [];
  const waiting: SvgElement[] = [root];
  for (let element = waiting.pop(); element; element = waiting.pop()) {
    elements.push(element);
    for (let index = element.children.length - 1; index >= 0; index -= 1) {
      const child = element.children[index];
      if (typeof child === "object") waiting.push(child);
    }
  }
  return elements;
}

/** The text in an element and all below it, as written. */
export function textOf(element: SvgElement): string {
  let text = "";
  const waiting: (SvgElement | string)[] = [element];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (typeof next === "string") text += next;
    else
      for (let index = next.children.length - 1; index >= 0; index -= 1)
        waiting.push(next.children[index] ?? "");
  }
  return text;
}
