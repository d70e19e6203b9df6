import { describe, expect, test } from "vitest";
import { type SvgElement, walk } from "../tree.ts";
import { matches } from "./matching.ts";
import { createSheet } from "./sheet.ts";
import { createTestContext } from "./testing-context.ts";

function element(name: string, attributes: Record<string, string>, ...children: SvgElement[]): SvgElement {
  const made: SvgElement = { node: 0, name, attributes, children: [], parent: null };
  for (const child of children) {
    child.parent = made;
    made.children.push("\n", child);
  }
  return made;
}

function selectorsOf(text: string) {
  const [rule] = createSheet(createTestContext().context).push(`${text}{r:1}`);
  if (rule?.kind !== "style") throw new Error(`no rule: ${text}`);
  return rule.selectors;
}

const drawing = element(
  "svg",
  { id: "s3-root", class: "s3-drawing art" },
  element(
    "g",
    { id: "s3-one", class: "box  big" },
    element("rect", { fill: "none" }),
    element("text", { class: "label" }, element("tspan", {})),
  ),
  element("g", { id: "s3-two" }, element("g", {}, element("rect", { id: "s3-deep" })), element("circle", {})),
);

/** The elements that a selector selects, in document order. */
function selected(text: string): string[] {
  const selectors = selectorsOf(text);
  return [...walk(drawing)]
    .filter((it) => selectors.some((selector) => matches(selector, it)))
    .map((it) => (it.attributes.id ? `${it.name}#${it.attributes.id.slice(3)}` : it.name));
}

describe("matches", () => {
  test.each([
    ["*", 9],
    ["rect", ["rect", "rect#deep"]],
    ["#one", ["g#one"]],
    [".box.big", ["g#one"]],
    [".bo", []],
    ["g rect", ["rect", "rect#deep"]],
    ["g > rect", ["rect", "rect#deep"]],
    ["#two > rect", []],
    ["#two rect", ["rect#deep"]],
    ["svg > g > g > rect", ["rect#deep"]],
    ["svg g > g rect", ["rect#deep"]],
    ["rect + text", ["text"]],
    ["text + rect", []],
    ["g ~ circle", ["circle"]],
    ["#one ~ g rect", ["rect#deep"]],
    ["[fill='none']", ["rect"]],
    ["[class~='big']", ["g#one"]],
    ["[id^='t']", ["g#two"]],
    ["[constructor]", []],
    ["[toString^='f']", []],
    [":root", ["svg#root"]],
    [":root > g:first-child", ["g#one"]],
    ["g:last-child", ["g#two"]],
    ["g:nth-child(2n+1)", ["g#one", "g"]],
    ["g:nth-child(2)", ["g#two"]],
    ["g:nth-child(-n+1)", ["g#one", "g"]],
    ["rect:hover, rect:not(.a)", []],
    [".s3-drawing rect", ["rect", "rect#deep"]],
    [".art.s3-drawing", ["svg#root"]],
    [".s3-drawing > g", ["g#one", "g#two"]],
  ])("%s", (selector, expected) => {
    if (typeof expected === "number") expect(selected(selector)).toHaveLength(expected);
    else expect(selected(selector)).toEqual(expected);
  });

  test("gives up on a search without end instead of going on", () => {
    let deep = element("rect", {});
    for (let depth = 0; depth < 60; depth += 1) deep = element("g", {}, deep);
    const [selector] = selectorsOf(`.no ${"g ".repeat(14)}rect`);
    const [last] = [...walk(deep)].slice(-1);
    expect(selector && last && matches(selector, last)).toBe(false);
  });

  test("knows the weight of selectors without their scope", () => {
    expect(
      selectorsOf("svg #a.b:hover rect, .s3-drawing .a, :root, :not(#a, b), :where(#a)").map(
        (it) => it.specificity,
      ),
    ).toEqual([
      [1, 2, 2],
      [0, 1, 0],
      [0, 1, 0],
      [1, 0, 0],
      [0, 0, 0],
    ]);
  });
});
