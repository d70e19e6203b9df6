import { describe, expect, it } from "vitest";
import { type SvgElement, walk } from "../tree.ts";
import { resolveVariables, styleOf } from "./cascade.ts";
import { INITIAL_STYLE, type Style } from "./style.ts";
import { surveyDrawing } from "./survey.ts";
import { drawingOf } from "./testing-tree.ts";

/** The style of the first `text` in `content`, through all its ancestors. */
function textStyle(content: string): Style {
  const root = drawingOf(content);
  const { rules } = surveyDrawing(root);
  const text = [...walk(root)].find(({ name }) => name === "text");
  const path: SvgElement[] = [];
  for (let element = text ?? null; element; element = element.parent) path.unshift(element);
  return path.reduce((style, element) => styleOf(element, style, rules), INITIAL_STYLE);
}

describe("styleOf", () => {
  it("inherits what is inherited, and only that", () => {
    const style = textStyle(
      `<g fill="red" font-size="20" font-weight="bold" text-anchor="end" opacity=".5" transform="scale(2)"><text>a</text></g>`,
    );
    expect(style).toMatchObject({
      fill: "red",
      fontSize: 20,
      bold: true,
      anchor: "end",
      opacity: 1,
      transform: null,
    });
  });

  it("lets rules win over attributes, the style attribute over rules, and what is important over all", () => {
    const sheet = "<style>text { fill: red; stroke: red } .a { opacity: .2 !important }</style>";
    const style = textStyle(
      `${sheet}<text class="a" fill="blue" style="stroke: green; opacity: .9" opacity=".4">a</text>`,
    );
    expect(style).toMatchObject({ fill: "red", stroke: "green", opacity: 0.2 });
  });

  it("orders rules by specificity, then by place", () => {
    const style = (sheet: string) => textStyle(`<style>${sheet}</style><text id="i" class="a b">t</text>`);
    expect(style("#i{fill:red}.a.b{fill:blue}text{fill:green}").fill).toBe("red");
    expect(style(".a.b{fill:blue}.a{fill:red}").fill).toBe("blue");
    expect(style(".a{fill:blue}.b{fill:red}").fill).toBe("red");
    expect(style("*{fill:blue}text{fill:red}").fill).toBe("red");
    expect(style(".c{fill:blue}").fill).toBe("black");
  });

  it("matches through ancestors, also when an element like it was matched before", () => {
    const sheet = "<style>.dark text { fill: white }</style>";
    expect(textStyle(`${sheet}<g class="dark"><text>a</text></g><text>b</text>`).fill).toBe("white");
    const root = drawingOf(`${sheet}<text>b</text><g class="dark"><text>a</text></g>`);
    const { rules } = surveyDrawing(root);
    const fills = [...walk(root)]
      .filter(({ name }) => name === "text")
      .map((text) => styleOf(text, INITIAL_STYLE, rules).fill);
    expect(fills).toEqual(["black", "white"]);
  });

  it("knows media about screens and leaves out preferences and paper", () => {
    const style = (condition: string) =>
      textStyle(`<style>@media ${condition} { text { fill: red } }</style><text>a</text>`).fill;
    expect(style("screen")).toBe("red");
    expect(style("(prefers-color-scheme: dark)")).toBe("black");
    expect(style("print")).toBe("black");
  });

  it("reads sizes in all units, and what is relative to them", () => {
    const size = (value: string) =>
      textStyle(`<g font-size="20"><text style="font-size:${value}">a</text></g>`).fontSize;
    expect(size("1.5em")).toBe(30);
    expect(size("50%")).toBe(10);
    expect(size("2rem")).toBe(32);
    expect(size("12pt")).toBe(16);
    expect(size("x-large")).toBe(24);
    expect(size("smaller")).toBeCloseTo(20 / 1.2, 9);
    expect(textStyle(`<text font-size="20" letter-spacing="0.1em">a</text>`).letterSpacing).toBe(2);
  });

  it("reads the shorthand", () => {
    const style = textStyle(
      `<style>text { font: italic 600 18px/1.4 "Courier New", monospace }</style><text>a</text>`,
    );
    expect(style).toMatchObject({ bold: true, fontSize: 18, face: { kind: "mono" } });
  });

  it("puts in custom properties", () => {
    const sheet = "<style>.theme { --ink: #123456; --main: var(--ink) } text { fill: var(--main) }</style>";
    expect(textStyle(`${sheet}<g class="theme"><text>a</text></g>`).fill).toBe("#123456");
    expect(textStyle(`<text style="fill: var(--none, rgb(1, 2, 3))">a</text>`).fill).toBe("rgb(1, 2, 3)");
    expect(textStyle(`<text style="fill: var(--none)">a</text>`).fill).toBe("black");
  });
});

it("ends with variables that name each other", () => {
  const custom = new Map([
    ["--a", "var(--b)"],
    ["--b", "var(--a) var(--a)"],
  ]);
  expect(resolveVariables("var(--a)", custom)).toBeNull();
  expect(resolveVariables("var(--a", custom)).toBeNull();
});
