import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { serialise } from "./serialise.ts";
import {
  anyTree,
  hostileText,
  parseHtml,
  parseXml,
  type Sketch,
  sketch,
  sketchOf,
  treeOf,
} from "./testing-tree.ts";

const write = (root: Sketch): string => serialise(treeOf(root));

/** Production 2 of XML 1.0: what a document may contain. */
function isXmlCharacter(character: string): boolean {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x20) return code === 0x09 || code === 0x0a || code === 0x0d;
  return code <= 0xd7ff || (code >= 0xe000 && code <= 0xfffd) || code >= 0x10000;
}

const cleanText = (text: string): string => Array.from(text).filter(isXmlCharacter).join("");

/** A tree without the characters that XML 1.0 has no way to write. */
function writable(from: Sketch): Sketch {
  return {
    name: from.name,
    attributes: Object.fromEntries(
      Object.entries(from.attributes).map(([name, value]) => [name, cleanText(value)]),
    ),
    children: from.children.map((child) => (typeof child === "string" ? cleanText(child) : writable(child))),
  };
}

describe("serialise", () => {
  it("writes the namespace first, attributes in their order, and closes empty elements at once", () => {
    const root = sketch("svg", { viewBox: "0 0 9 9", class: "a" }, [
      sketch("title", {}, ["Tea & cake"]),
      sketch("g", { id: "g" }, [sketch("path", { d: "M0 0", fill: "red" }), " x "]),
    ]);
    expect(write(root)).toBe(
      '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9" class="a"><title>Tea &amp; cake</title>' +
        '<g id="g"><path d="M0 0" fill="red"/> x </g></svg>',
    );
    expect(write(sketch("svg"))).toBe('<svg xmlns="http://www.w3.org/2000/svg"/>');
  });

  it("keeps white space in attributes and carriage returns in text by references", () => {
    expect(write(sketch("svg", { id: 'a\t"b"\n<c>\r&' }, ["a\r\nb\t"]))).toBe(
      '<svg xmlns="http://www.w3.org/2000/svg" id="a&#9;&quot;b&quot;&#10;&lt;c&gt;&#13;&amp;">a&#13;\nb\t</svg>',
    );
  });

  it("leaves out what XML forbids, and keeps pairs of surrogates", () => {
    const text = "a\0b\x0bc\ud83dd\udc4de\ufffff\ufffeg🎈h\ud83d";
    expect(write(sketch("svg", { id: text }, [text]))).toBe(
      '<svg xmlns="http://www.w3.org/2000/svg" id="abcdefg🎈h">abcdefg🎈h</svg>',
    );
  });

  it("never writes a second namespace or xlink", () => {
    const attributes = {
      xmlns: "http://www.w3.org/1999/xhtml",
      "xmlns:xlink": "x",
      "xlink:href": "#a",
      href: "#b",
    };
    expect(write(sketch("svg", attributes))).toBe('<svg xmlns="http://www.w3.org/2000/svg" href="#b"/>');
  });

  it.each(["title", "desc", "text", "style"])("gives an XML and an HTML parser the same tree: %s", (name) => {
    fc.assert(
      fc.property(hostileText, hostileText, (text, value) => {
        const root = sketch("svg", { "aria-label": value }, [sketch(name, { id: value }, [text]), text]);
        const wanted = sketchOf(treeOf(writable(root)));
        expect(parseXml(write(root))).toEqual(wanted);
        expect(parseHtml(write(root))).toEqual(wanted);
      }),
    );
  });

  it("is read back as the same tree", () => {
    fc.assert(
      fc.property(anyTree, (root) => {
        const text = serialise(root);
        const wanted = sketchOf(treeOf(writable(sketchOf(root))));
        expect(parseXml(text)).toEqual(wanted);
        expect(parseHtml(text)).toEqual(wanted);
      }),
    );
  });

  it("is not limited by the stack", () => {
    const root = treeOf(sketch("svg"));
    let element = root;
    for (let node = 1; node < 50_000; node += 1) {
      const child = { node, name: "g", attributes: {}, children: [], parent: element };
      element.children.push(child);
      element = child;
    }
    expect(serialise(root)).toContain("<g/></g></g>");
  });
});
