import { describe, expect, it } from "vitest";
import { textAdvance } from "./advances.ts";
import type { Box } from "./boxes.ts";
import { fontFace } from "./fonts.ts";
import { buildScene } from "./scene.ts";
import { surveyDrawing } from "./survey.ts";
import { drawingOf } from "./testing-tree.ts";
import { type Label, layLabel } from "./texts.ts";

function labelsOf(content: string): Label[] {
  const root = drawingOf(content);
  const survey = surveyDrawing(root);
  return buildScene(root, survey).texts.flatMap((text) => layLabel(text, survey.rules) ?? []);
}

function boxOf(content: string): Box {
  const [label] = labelsOf(content);
  if (!label) throw new Error("There is no label.");
  return label.box;
}

const width = (text: string, size = 16, bold = false) => textAdvance(text, fontFace(""), bold, size, 0);

function expectBox(box: Box, left: number, top: number, right: number, bottom: number): void {
  expect(box.left).toBeCloseTo(left, 6);
  expect(box.top).toBeCloseTo(top, 6);
  expect(box.right).toBeCloseTo(right, 6);
  expect(box.bottom).toBeCloseTo(bottom, 6);
}

describe("layLabel", () => {
  it("puts a line on its baseline, from ascent to descent", () => {
    // "ab" is two letters of 1139/2048 em.
    const expected = (2 * 1139 * 20) / 2048;
    expectBox(boxOf(`<text x="10" y="50" font-size="20">ab</text>`), 10, 50 - 18.1, 10 + expected, 50 + 4.24);
  });

  it("aligns by the anchor", () => {
    const half = width("Water") / 2;
    expectBox(
      boxOf(`<text x="100" y="50" text-anchor="middle">Water</text>`),
      100 - half,
      35.52,
      100 + half,
      53.392,
    );
    const end = boxOf(`<text x="100" y="50" text-anchor="end">Water</text>`);
    expect(end.right).toBeCloseTo(100, 6);
    const rtl = boxOf(`<text x="100" y="50" direction="rtl">Water</text>`);
    expect(rtl.right).toBeCloseTo(100, 6);
  });

  it.each([
    ["middle", 0.519 / 2],
    ["central", (0.905 - 0.212) / 2],
    ["hanging", 0.724],
    ["text-before-edge", 0.905],
    ["auto", 0],
  ])("moves the baseline for %s", (baseline, em) => {
    const box = boxOf(`<text y="100" font-size="10" dominant-baseline="${baseline}">a</text>`);
    expect(box.bottom).toBeCloseTo(100 + em * 10 + 2.12, 6);
  });

  it("goes on where the last run ended, and anew where a tspan says", () => {
    const box = boxOf(`<text x="10" y="50">one <tspan font-weight="bold">two</tspan></text>`);
    expect(box.right).toBeCloseTo(10 + width("one ") + width("two", 16, true), 6);
    const [lines] = labelsOf(
      `<text x="10" y="50"><tspan x="10">first</tspan><tspan x="20" dy="1.5em">second</tspan></text>`,
    );
    expect(lines?.lines).toHaveLength(2);
    expect(lines?.text).toBe("first second");
    expectBox(
      lines?.box ?? { left: 0, top: 0, right: 0, bottom: 0 },
      10,
      35.52,
      20 + width("second"),
      74 + 3.392,
    );
  });

  it("aligns each line of a label by itself", () => {
    const [label] = labelsOf(
      `<text text-anchor="middle" y="50">
        <tspan x="100">long first line</tspan>
        <tspan x="100" dy="20">short</tspan>
      </text>`,
    );
    const [first, second] = label?.lines ?? [];
    expect(((first?.box.left ?? 0) + (first?.box.right ?? 0)) / 2).toBeCloseTo(100, 6);
    expect(((second?.box.left ?? 0) + (second?.box.right ?? 0)) / 2).toBeCloseTo(100, 6);
  });

  it("shifts by dx and dy and reads the first of a list", () => {
    expectBox(
      boxOf(`<text x="10 20 30" y="50,60" dx="5" dy="-5">a</text>`),
      15,
      30.52,
      15 + width("a"),
      48.392,
    );
  });

  it("collapses white space unless it is kept", () => {
    expect(boxOf(`<text>\n   a   b\n  </text>`).right).toBeCloseTo(width("a b"), 6);
    expect(boxOf(`<text xml:space="preserve">  a</text>`).right).toBeCloseTo(width("  a"), 6);
  });

  it("follows transforms, of groups too", () => {
    const plain = boxOf(`<text x="10" y="20">a</text>`);
    const moved = boxOf(`<g transform="translate(5 6) scale(2)"><text x="10" y="20">a</text></g>`);
    expectBox(moved, plain.left * 2 + 5, plain.top * 2 + 6, plain.right * 2 + 5, plain.bottom * 2 + 6);
    const turned = boxOf(`<text x="0" y="0" transform="translate(100 100) rotate(-90)">abc</text>`);
    expectBox(turned, 100 - 14.48, 100 - width("abc"), 100 + 3.392, 100);
    const style = boxOf(`<text style="transform: translate(10px, 20px)">a</text>`);
    expect(style.left).toBeCloseTo(10, 6);
    const about = boxOf(
      `<text x="50" y="50" style="transform: scale(2); transform-origin: 50px 50px">a</text>`,
    );
    expect(about.left).toBeCloseTo(50, 6);
  });

  it("stretches to textLength and takes spacing in", () => {
    expect(boxOf(`<text x="0" textLength="90">abc</text>`).right).toBeCloseTo(90, 6);
    expect(boxOf(`<text x="0" letter-spacing="2">abc</text>`).right).toBeCloseTo(width("abc") + 6, 6);
  });

  it("places what use, symbols and nested drawings show", () => {
    const text = `<text x="1" y="10" font-size="10">a</text>`;
    expect(boxOf(`<defs><g id="t">${text}</g></defs><use href="#t" x="100" y="5"/>`).left).toBeCloseTo(
      101,
      6,
    );
    const symbol = `<symbol id="s" viewBox="0 0 10 10">${text}</symbol><use href="#s" x="100" width="50" height="50"/>`;
    expect(boxOf(symbol).left).toBeCloseTo(105, 6);
    const nested = `<svg x="20" y="0" width="100" height="50" viewBox="0 0 10 10">${text}</svg>`;
    // 50 units of height make five of one; they stand in the middle of the width.
    expect(boxOf(nested).left).toBeCloseTo(20 + 25 + 5, 6);
  });

  it.each([
    `<text>  </text>`,
    `<text display="none">a</text>`,
    `<g visibility="hidden"><text>a</text></g>`,
    `<text opacity="0">a</text>`,
    `<defs><text>a</text></defs>`,
    `<clipPath id="c"><text>a</text></clipPath>`,
    `<symbol id="s"><text>a</text></symbol>`,
    `<path id="p" d="M0 0h9"/><text><textPath href="#p">a</textPath></text>`,
    `<text writing-mode="vertical-rl">水</text>`,
  ])("leaves out %s", (content) => {
    expect(labelsOf(content)).toEqual([]);
  });

  it.each([
    `<text opacity="0">a<animate attributeName="opacity" to="1" dur="1s"/></text>`,
    `<g opacity="0"><animate attributeName="opacity" to="1" dur="1s"/><text>a</text></g>`,
    `<text id="t" visibility="hidden">a</text><set href="#t" attributeName="visibility" to="visible"/>`,
    `<style>@keyframes in { to { opacity: 1 } } .in { opacity: 0; animation: in 1s forwards }</style><text class="in">a</text>`,
  ])("keeps what an animation shows: %s", (content) => {
    expect(labelsOf(content)).toHaveLength(1);
  });

  it("ends with uses that use each other", () => {
    const content = `<g id="a"><use href="#b"/><use href="#b"/><text>x</text></g><g id="b"><use href="#a"/><use href="#a"/></g>`;
    expect(labelsOf(content).length).toBeLessThan(100);
  });
});
