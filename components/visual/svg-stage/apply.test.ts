import fc from "fast-check";
import { JSDOM } from "jsdom";
import { describe, expect, it } from "vitest";
import type { SvgOperation } from "#server/contracts/svg.ts";
import { createSvgCanvas, GROWING } from "./apply.ts";

const { document } = new JSDOM("<!doctype html><body></body>").window;

function canvasWith(operations: readonly SvgOperation[]) {
  const parent = document.createElement("div");
  const canvas = createSvgCanvas({ parent });
  for (const operation of operations) canvas.apply(operation);
  return { canvas, parent, html: () => parent.innerHTML };
}

const root: SvgOperation = {
  op: "open",
  node: 0,
  parent: null,
  name: "svg",
  attributes: { viewBox: "0 0 80 50" },
};
const open = (node: number, parent: number, name: string, attributes = {}): SvgOperation => ({
  op: "open",
  node,
  parent,
  name,
  attributes,
});
const text = (node: number, words: string): SvgOperation => ({ op: "text", node, text: words });

describe("operations on a canvas", () => {
  it("become elements of the SVG namespace, in their own case, with their text", () => {
    const { canvas, html } = canvasWith([
      root,
      open(1, 0, "linearGradient", { id: "a", "xml:space": "preserve" }),
      { op: "close", node: 1 },
      open(2, 0, "text", { x: "5" }),
      text(2, "<b>Sun & "),
      text(2, "moon"),
      open(3, 2, "tspan"),
      text(2, " after"),
    ]);
    expect(html()).toBe(
      '<svg viewBox="0 0 80 50"><linearGradient id="a" xml:space="preserve"></linearGradient>' +
        '<text x="5">&lt;b&gt;Sun &amp; moon<tspan></tspan> after</text></svg>',
    );
    const gradient = canvas.root()?.firstElementChild;
    expect(gradient?.namespaceURI).toBe("http://www.w3.org/2000/svg");
    expect(gradient?.getAttributeNS("http://www.w3.org/XML/1998/namespace", "space")).toBe("preserve");
    expect(canvas.root()?.lastElementChild?.firstChild?.nodeValue).toBe("<b>Sun & moon");
  });

  it("add to data that grows, and set what is set", () => {
    const attr = (value: string, append?: true): SvgOperation => ({
      op: "attr",
      node: 1,
      name: "d",
      value,
      ...(append && { append }),
    });
    const { html } = canvasWith([root, open(1, 0, "path"), attr("M0 0", true), attr("L5 5", true)]);
    expect(html()).toContain('d="M0 0L5 5"');
    expect(canvasWith([root, open(1, 0, "path"), attr("M0 0"), attr("L5 5")]).html()).toContain('d="L5 5"');
  });

  it("set styles declaration by declaration", () => {
    const { canvas } = canvasWith([
      root,
      open(1, 0, "rect", { style: "fill:red;opacity:0.5 !important;stroke:url(#a)" }),
      open(2, 0, "rect", { style: "fill:red" }),
      { op: "attr", node: 2, name: "style", value: "opacity:0.5" },
    ]);
    const [first, second] = [...(canvas.root()?.children ?? [])] as SVGElement[];
    expect(first?.style.getPropertyValue("opacity")).toBe("0.5");
    expect(first?.style.getPropertyPriority("opacity")).toBe("important");
    expect([second?.style.opacity, second?.style.fill]).toEqual(["0.5", ""]);
  });

  it("remove a node that is opened again, and all after it", () => {
    const parts = [root, open(1, 0, "g"), open(2, 1, "path"), open(3, 0, "rect"), open(4, 3, "title")];
    expect(canvasWith([...parts, open(2, 1, "circle")]).html()).toBe(
      '<svg viewBox="0 0 80 50"><g><circle></circle></g></svg>',
    );
    const again = canvasWith([...parts, { ...root, attributes: {} }, open(1, 0, "line"), text(4, "lost")]);
    expect(again.html()).toBe("<svg><line></line></svg>");
  });

  it("are carried out again only where something is missing", () => {
    const whole = [root, open(1, 0, "style"), text(1, "a{b:c}"), open(2, 0, "rect", { x: "1" })];
    const { canvas } = canvasWith(whole);
    expect(canvas.isDrawn(whole)).toBe(true);
    expect(canvas.isDrawn(whole.slice(0, 3))).toBe(false);
    expect(canvas.isDrawn([...whole.slice(0, 3), open(2, 0, "rect", { x: "2" })])).toBe(false);
    expect(canvas.isDrawn([...whole.slice(0, 2), text(1, "a{b:d}"), ...whole.slice(3)])).toBe(false);
    canvas.clear();
    expect(canvas.root()).toBeNull();
    expect([canvas.isDrawn([]), canvas.isDrawn(whole)]).toEqual([true, false]);
  });
});

describe("an element whose tag has not ended", () => {
  const growing = (attributes = {}, parent = 0): SvgOperation => ({
    op: "open",
    node: parent + 1,
    parent,
    name: "path",
    attributes,
    growing: true,
  });
  const attr = (node: number, name: string, value = "1"): SvgOperation => ({ op: "attr", node, name, value });
  const marked = (operations: SvgOperation[]) => canvasWith(operations).html().includes(GROWING);

  it("is a line until something else happens or its paint is known", () => {
    expect(marked([root, growing({ d: "M0 0" })])).toBe(true);
    expect(marked([root, growing(), attr(1, "d")])).toBe(true);
    for (const [paint, value] of [
      ["fill", "red"],
      ["stroke", "red"],
      ["class", "a"],
      ["style", "opacity:1"],
    ] as const) {
      expect(marked([root, growing({ [paint]: value })]), paint).toBe(false);
      expect(marked([root, open(1, 0, "g", { [paint]: value }), growing({}, 1)]), paint).toBe(false);
      expect(marked([root, growing(), attr(1, paint, value)]), paint).toBe(false);
    }
    expect(marked([root, growing(), { op: "close", node: 1 }])).toBe(false);
    expect(marked([root, growing(), attr(0, "x")])).toBe(false);
    expect(marked([root, growing(), open(2, 0, "g")])).toBe(false);
  });

  it("is one whatever the root says, and never the root itself", () => {
    expect(marked([{ ...root, attributes: { fill: "none" } }, growing()])).toBe(true);
    expect(marked([{ ...root, growing: true }])).toBe(false);
  });
});

describe("what could be dangerous", () => {
  it.each([
    "script",
    "SCRIPT",
    "foreignObject",
    "foreignobject",
    "iframe",
    "svg:script",
    "a b",
    "x-y",
    "",
    "handler",
    "metadata",
  ])("no element %j, and nothing in it", (name) => {
    const { html } = canvasWith([
      root,
      open(1, 0, name, { href: "#a" }),
      open(2, 1, "g"),
      text(1, "alert(1)"),
      open(3, 0, "rect"),
    ]);
    expect(html()).toBe('<svg viewBox="0 0 80 50"><rect></rect></svg>');
  });

  it.each([
    ["onload", "alert(1)"],
    ["ONCLICK", "alert(1)"],
    ["on", "x"],
    ["href", "javascript:alert(1)"],
    ["href", "https://evil.example/a.svg#a"],
    ["href", " #a"],
    ["href", "data:image/svg+xml,<svg/>"],
    ["href", "data:text/html,a"],
    ["xlink:href", "#a"],
    ["attributeName", "href"],
    ["attributeName", "xlink:href"],
    ["attributeName", "onclick"],
    ["fill", "url(https://evil.example)"],
    ["fill", "url( 'https://evil.example#a')"],
    ["style", "fill:url(//evil.example)"],
    ["style", "cursor:image-set('a' 1x)"],
    ["a b", "c"],
    ["=", "c"],
  ])("no attribute %s=%j", (name, value) => {
    const attributes = { x: "1", [name]: value };
    const expected = '<svg viewBox="0 0 80 50"><use x="1"></use></svg>';
    expect(canvasWith([root, open(1, 0, "use", attributes)]).html()).toBe(expected);
    const late: SvgOperation = { op: "attr", node: 1, name, value };
    expect(canvasWith([root, open(1, 0, "use", { x: "1" }), late]).html()).toBe(expected);
  });

  it("no address in parts", () => {
    const { html } = canvasWith([
      root,
      open(1, 0, "use", { href: "#a" }),
      { op: "attr", node: 1, name: "fill", value: "url(" },
      { op: "attr", node: 1, name: "fill", value: "//evil.example)", append: true },
      open(2, 0, "image", { href: "data:image/png;base64,AA" }),
      open(3, 0, "rect", { fill: "url(#b)", stroke: 'url("#c")' }),
    ]);
    expect(html()).not.toContain("evil");
    expect(html()).toContain('<use href="#a"');
    expect(html()).toContain('href="data:image/png;base64,AA"');
    expect(html()).toContain('fill="url(#b)" stroke="url(&quot;#c&quot;)"');
  });

  it("no root but svg, and no node without a parent that is there", () => {
    expect(canvasWith([open(0, 0, "g"), open(1, 0, "rect")]).html()).toBe("");
    expect(canvasWith([open(1, 0, "rect"), text(1, "a")]).html()).toBe("");
    expect(canvasWith([root, { ...open(1, 0, "g"), parent: null } as SvgOperation]).html()).not.toContain(
      "<g>",
    );
  });

  it("no rule in the page's own tree, and none that an element would hold", () => {
    const { html } = canvasWith([root, open(1, 0, "style", { id: "a" }), text(1, "*{fill:red}")]);
    expect(html()).toBe('<svg viewBox="0 0 80 50"><metadata id="a"></metadata></svg>');
  });
});

describe("any live form of a drawing", () => {
  interface Piece {
    name: string;
    attributes: Record<string, string>;
    words: string;
    children: Piece[];
  }
  const { piece } = fc.letrec<{ piece: Piece }>((tie) => ({
    piece: fc.record({
      name: fc.constantFrom("g", "path", "text", "clipPath", "animate"),
      attributes: fc.dictionary(
        fc.constantFrom("d", "x", "fill", "stroke-width", "xml:lang"),
        fc.string({ maxLength: 12 }).filter((value) => !/url/i.test(value)),
      ),
      words: fc.string({ maxLength: 8 }),
      children: fc.oneof({ maxDepth: 3 }, fc.constant<Piece[]>([]), fc.array(tie("piece"), { maxLength: 3 })),
    }),
  }));
  const drawing = fc.array(piece, { maxLength: 4 });

  /** A tree as its operations; `cut` says where values and words are cut, and what is opened in vain. */
  function operationsOf(pieces: Piece[], cut: () => number): SvgOperation[] {
    const operations: SvgOperation[] = [{ ...root }];
    let count = 1;
    const draw = (one: Piece, parent: number) => {
      const node = count++;
      const names = Object.keys(one.attributes);
      if (cut() % 5 === 0)
        operations.push(open(node, parent, "rect"), text(node, "in vain"), open(node + 1, node, "g"));
      const early = names.slice(0, cut() % (names.length + 1));
      const attributes = Object.fromEntries(early.map((name) => [name, one.attributes[name]]));
      operations.push({
        op: "open",
        node,
        parent,
        name: one.name,
        attributes,
        ...(cut() % 2 && { growing: true }),
      } as SvgOperation);
      for (const name of names.slice(early.length)) {
        const value = one.attributes[name] ?? "";
        const at = cut() % (value.length + 1);
        operations.push({ op: "attr", node, name, value: value.slice(0, at) });
        operations.push({ op: "attr", node, name, value: value.slice(at), append: true });
      }
      const at = cut() % (one.words.length + 1);
      for (const part of [one.words.slice(0, at), one.words.slice(at)])
        if (part) operations.push(text(node, part));
      for (const child of one.children) draw(child, node);
      operations.push({ op: "close", node });
    };
    for (const one of pieces) draw(one, 0);
    return operations;
  }

  it("stands as the drawing itself", () => {
    fc.assert(
      fc.property(drawing, fc.infiniteStream(fc.nat({ max: 1000 })), (pieces, stream) => {
        const live = canvasWith(operationsOf(pieces, () => stream.next().value));
        const reference = document.createElement("div");
        const page = (one: Piece): Element => {
          const element = document.createElementNS("http://www.w3.org/2000/svg", one.name);
          for (const [name, value] of Object.entries(one.attributes))
            if (name === "xml:lang")
              element.setAttributeNS("http://www.w3.org/XML/1998/namespace", name, value);
            else element.setAttribute(name, value);
          if (one.words) element.append(one.words);
          element.append(...one.children.map(page));
          return element;
        };
        const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
        svg.setAttribute("viewBox", "0 0 80 50");
        svg.append(...pieces.map(page));
        reference.append(svg);
        expect(live.parent.isEqualNode(reference)).toBe(true);
        // A tree that is not the same must not pass for it.
        svg.append("more");
        expect(live.parent.isEqualNode(reference)).toBe(false);
      }),
      { numRuns: 150 },
    );
  });
});
