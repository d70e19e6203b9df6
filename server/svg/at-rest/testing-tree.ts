import * as fc from "fast-check";
import { JSDOM } from "jsdom";
import type { SvgElement } from "../tree.ts";

/** What an element is, without numbers and parents. */
export interface Sketch {
  name: string;
  attributes: Record<string, string>;
  children: (Sketch | string)[];
}

export function sketch(
  name: string,
  attributes: Record<string, string> = {},
  children: (Sketch | string)[] = [],
): Sketch {
  return { name, attributes, children };
}

/** A tree of elements numbered in document order. */
export function treeOf(root: Sketch): SvgElement {
  let node = 0;
  const build = (from: Sketch, parent: SvgElement | null): SvgElement => {
    const element: SvgElement = { node, name: from.name, attributes: from.attributes, children: [], parent };
    node += 1;
    for (const child of from.children) {
      element.children.push(typeof child === "string" ? child : build(child, element));
    }
    return element;
  };
  return build(root, null);
}

/** What a tree is, without numbers and parents; neighbouring text is one child, empty text none. */
export function sketchOf(element: SvgElement): Sketch {
  const children: (Sketch | string)[] = [];
  for (const child of element.children)
    addChild(children, typeof child === "string" ? child : sketchOf(child));
  return { name: element.name, attributes: element.attributes, children };
}

function addChild(children: (Sketch | string)[], child: Sketch | string): void {
  const last = children.at(-1);
  if (typeof child === "string" && typeof last === "string") children[children.length - 1] = last + child;
  else if (child !== "") children.push(child);
}

const window = new JSDOM("").window;

export function parseXml(text: string): Sketch {
  const document = new window.DOMParser().parseFromString(text, "image/svg+xml");
  if (document.querySelector("parsererror")) throw new Error(`Not well-formed: ${text}`);
  return sketchOfNode(document.documentElement);
}

/** As an HTML parser reads it in a body; more than one element there is an error. */
export function parseHtml(text: string): Sketch {
  const body = window.document.createElement("body");
  body.innerHTML = text;
  const only = body.firstElementChild;
  if (only === null || body.childNodes.length !== 1) throw new Error(`Not one element: ${body.innerHTML}`);
  return sketchOfNode(only);
}

function sketchOfNode(node: Element): Sketch {
  const attributes: Record<string, string> = {};
  for (const { name, value } of node.attributes) if (name !== "xmlns") attributes[name] = value;
  const children: (Sketch | string)[] = [];
  for (const child of node.childNodes) {
    if (child.nodeType === window.Node.ELEMENT_NODE) addChild(children, sketchOfNode(child as Element));
    else if (child instanceof window.Text) addChild(children, child.nodeValue ?? "");
  }
  return { name: node.localName, attributes, children };
}

/** Text with all that a serialiser could get wrong. */
export const hostileText = fc.oneof(
  fc.constantFrom(
    "</style><script>alert(1)</script>",
    "]]>",
    "<!--",
    "-->",
    "</title><img src=x>",
    "<![CDATA[x]]>",
    "&amp;&lt;&#60;&",
    "\"'`>",
    " \t\r\n\u0085\u2028 ",
    "日本語 🎈",
    "<svg/onload=alert(1)>",
  ),
  fc.string({ unit: "binary", maxLength: 12 }),
  fc.string({ maxLength: 12 }),
);

const attributeNames = ["id", "d", "fill", "viewBox", "style", "class", "aria-label", "stroke-width"];

const attributesOf = (values: fc.Arbitrary<string>) =>
  fc
    .uniqueArray(fc.tuple(fc.constantFrom(...attributeNames), values), {
      selector: ([name]) => name,
      maxLength: 4,
    })
    .map((entries): Record<string, string> => Object.fromEntries(entries));

/** Random trees; elements in which HTML would read its own elements (`title`, `desc`) hold text only. */
export const anyTree: fc.Arbitrary<SvgElement> = fc
  .letrec<{ element: Sketch; child: Sketch | string }>((tie) => ({
    element: fc.record({
      name: fc.constantFrom("g", "path", "text", "tspan", "linearGradient", "feGaussianBlur", "style"),
      attributes: attributesOf(hostileText),
      children: fc.array(tie("child"), { maxLength: 4 }),
    }),
    child: fc.oneof(
      { maxDepth: 4 },
      hostileText,
      fc.record({
        name: fc.constantFrom("title", "desc", "style", "text", "rect"),
        attributes: attributesOf(hostileText),
        children: fc.array(hostileText, { maxLength: 2 }),
      }),
      tie("element"),
    ),
  }))
  .element.map((root) => treeOf({ ...root, name: "svg" }));
