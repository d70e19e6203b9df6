import { JSDOM } from "jsdom";
import { describe, expect, it } from "vitest";
import type { SvgOperation } from "./operations.ts";
import { createSafetyJudge, judgeDocument } from "./testing-safety.ts";

const root: SvgOperation = { op: "open", node: 0, parent: null, name: "svg", attributes: {} };

function judge(name: string, attributes: Record<string, string>): string[] {
  const { judge: next } = createSafetyJudge("s-");
  return [...next(root), ...next({ op: "open", node: 1, parent: 0, name, attributes })];
}

function judgeRules(text: string): string[] {
  const { judge: next } = createSafetyJudge("s-");
  next(root);
  next({ op: "open", node: 1, parent: 0, name: "style", attributes: {} });
  return next({ op: "text", node: 1, text });
}

describe("the second opinion", () => {
  it.each<[string, string, Record<string, string>]>([
    ["an element that runs", "script", {}],
    ["an element of HTML", "foreignObject", {}],
    ["a handler", "rect", { onclick: "x" }],
    ["a handler in upper case", "rect", { ONCLICK: "x" }],
    ["an address", "image", { href: "http://x" }],
    ["a drawing in data", "image", { href: "data:image/svg+xml,x" }],
    ["a raster in data where none belongs", "use", { href: "data:image/png;base64,AA" }],
    ["a reference without the prefix", "use", { href: "#a" }],
    ["an id without the prefix", "rect", { id: "a" }],
    ["a label by an id without the prefix", "rect", { "aria-labelledby": "s-a b" }],
    ["a fill from outside", "rect", { fill: "url(http://x)" }],
    ["a fill from outside, escaped", "rect", { fill: String.raw`\75rl(http://x)` }],
    ["a fill from outside, quoted", "rect", { fill: "url('x#s-a')" }],
    ["a fill without the prefix", "rect", { fill: "url(#a)" }],
    ["a style from outside", "rect", { style: "fill:red;filter:url(x)" }],
    ["a style with a set of images", "rect", { style: "background:image-set('x' 1x)" }],
    ["a style out of the drawing", "rect", { style: "position:fixed" }],
    ["a style that runs on", "rect", { style: "fill:(" }],
    ["an animated address", "set", { attributeName: "href" }],
    ["an animated address with a prefix", "set", { attributeName: "xlink:href" }],
    ["an animated style", "set", { attributeName: "style" }],
    ["a value from outside", "set", { attributeName: "fill", to: "url(http://x)" }],
    ["a script for a value", "set", { attributeName: "fill", to: " javascript:x" }],
    ["a moment of an id without the prefix", "set", { begin: "0s;a.click" }],
    ["an access key", "set", { begin: "accessKey(x)" }],
    ["NUL", "rect", { class: "a\0" }],
    ["half of a pair", "rect", { class: "\ud800" }],
  ])("refuses %s", (_, name, attributes) => {
    expect(judge(name, attributes)).not.toEqual([]);
  });

  it.each([
    "@import 'x';",
    "@font-face{src:url(x)}",
    "rect{fill:red}",
    ".s-drawing ~ p{fill:red}",
    ".s-drawing rect, p{fill:red}",
    ".s-drawing:is(x,y) + p{fill:red}",
    ".s-drawing rect{fill:url(x)}",
    ".s-drawing rect{fill:url(#a)}",
    ".s-drawing #a{fill:red}",
    ".s-drawing rect{position:fixed}",
    ".s-drawing rect{fill:red",
    ".s-drawing rect{fill:red}}",
    "@media all{rect{fill:red}}",
    "@keyframes k{to{fill:red}}",
    "@keyframes s-k{to{fill:url(x)}}",
    "@supports(fill:red){.s-drawing rect{fill:red}}",
    ":root.s-drawing{fill:red}",
    ".s-drawing text{font-family:'</style>'}",
  ])("refuses the rule %s", (text) => {
    expect(judgeRules(text)).not.toEqual([]);
  });

  it("accepts what a drawing needs", () => {
    expect(judge("image", { href: "data:image/png;base64,AA==", id: "s-a", class: "c" })).toEqual([]);
    expect(judge("rect", { fill: "url(#s-a) red", style: "filter:url('#s-f');--x:1px" })).toEqual([]);
    expect(
      judge("animate", { attributeName: "fill", values: "red;url(#s-a)", begin: "0s; s-b.end+1s" }),
    ).toEqual([]);
    expect(
      judgeRules(
        ".s-drawing rect, svg.s-drawing > g + g{fill:red}@media all{@keyframes s-k{0%,to{opacity:0}}}",
      ),
    ).toEqual([]);
  });

  it("refuses operations out of order, and data that grows where none may", () => {
    const { judge: next } = createSafetyJudge("s-");
    expect(next({ op: "close", node: 3 })).not.toEqual([]);
    next(root);
    expect(next({ op: "attr", node: 0, name: "class", value: "x", append: true })).not.toEqual([]);
    expect(next({ op: "close", node: 0 })).toEqual([]);
    expect(next({ op: "open", node: 1, parent: 0, name: "g", attributes: {} })).not.toEqual([]);
  });

  it("sees what a parser made of a text", () => {
    const { document } = new JSDOM(
      `<svg class="s-drawing"><title><p onclick="x">y</p></title><!-- z --></svg>`,
    ).window;
    const { problems, tree } = judgeDocument(document.querySelector("svg") ?? document.body, "s-");
    expect(problems.join()).toMatch(/p of http.*xhtml.*element p.*p onclick.*type 8|type 8.*element p/);
    expect(tree.map(({ name }) => name)).toEqual(["svg", "title", "p"]);
  });
});
