import type { SvgElement } from "../tree.ts";
import { escapeAttribute, escapeText } from "./escape.ts";

const NAMESPACE = ' xmlns="http://www.w3.org/2000/svg"';

/**
 * A tree as the text of a stand-alone SVG document. Read by an XML parser, or by an HTML parser inside a body, it
 * gives the same tree again: no white space is added, everything special is escaped (`style` included: inside
 * `svg` an HTML parser reads it as ordinary text too). Neighbouring text children come back as one.
 *
 * The namespace is always written first; namespace declarations and `xlink:` attributes of the tree are not
 * (plain `href` is what every present viewer reads). One pass, no recursion.
 */
export function serialise(root: SvgElement): string {
  let out = openTag(root, NAMESPACE);
  if (root.children.length === 0) return out;
  const ancestors: SvgElement[] = [];
  const places: number[] = [];
  let element = root;
  let place = 0;
  while (true) {
    const child = element.children[place];
    place += 1;
    if (typeof child === "string") {
      out += escapeText(child);
    } else if (child !== undefined) {
      out += openTag(child, "");
      if (child.children.length === 0) continue;
      ancestors.push(element);
      places.push(place);
      element = child;
      place = 0;
    } else {
      out += `</${element.name}>`;
      const parent = ancestors.pop();
      if (parent === undefined) return out;
      element = parent;
      place = places.pop() ?? 0;
    }
  }
}

function openTag(element: SvgElement, namespace: string): string {
  let tag = `<${element.name}${namespace}`;
  const attributes = element.attributes;
  for (const name in attributes) {
    if (name.startsWith("xmlns") || name.startsWith("xlink:")) continue;
    tag += ` ${name}="${escapeAttribute(attributes[name] ?? "")}"`;
  }
  return element.children.length === 0 ? `${tag}/>` : `${tag}>`;
}
