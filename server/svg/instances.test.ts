import { describe, expect, it } from "vitest";
import { settle } from "./at-rest/operations.ts";
import { createSvgStream } from "./index.ts";
import type { SvgOperation } from "./operations.ts";

const SHEET = "<style>.leaf{fill:green}symbol path{stroke:red}</style>";
const TREE = '<g id="tree"><path class="leaf" d="M0 0L9 9"/></g>';
const USE = '<use href="#tree"/>';

function draw(inside: string) {
  const stream = createSvgStream({ idPrefix: "s3-" });
  const live: SvgOperation[] = [];
  for (const character of `<svg viewBox="0 0 9 9">${inside}</svg>`) live.push(...stream.push(character));
  const { rest, ops, svg } = stream.finish();
  return { live: [...live, ...rest], ops, svg };
}

/** The classes of the drawing's elements but the root, by their names. */
const classes = (inside: string) =>
  draw(inside)
    .ops.flatMap((op) => (op.op === "open" && op.node > 0 ? [op] : []))
    .map(({ name, attributes }) => `${name}${(attributes.class ?? "").replace(/^| /g, ".").slice(0, 60)}`);

const MARKED = ["g.s3-drawing-part", "path.leaf.s3-drawing-part"];

describe("what a use brings forth", () => {
  it.each([
    [SHEET + TREE + USE, ["style.", ...MARKED, "use."]],
    [TREE + USE + SHEET, [...MARKED, "use.", "style."]],
    [USE + SHEET + TREE, ["use.", "style.", ...MARKED]],
  ])("is found by rules wherever the sheet stands: %s", (inside, expected) => {
    expect(classes(inside)).toEqual(expected);
    const { live, ops, svg } = draw(inside);
    expect(settle(live)).toEqual(ops);
    expect(svg).toContain(".leaf.s3-drawing-part{fill:green}");
    expect(svg).toContain("symbol.s3-drawing-part path{stroke:red}");
    const again = createSvgStream({ idPrefix: "s3-" });
    again.push(svg);
    expect(again.finish().svg).toBe(svg);
  });

  it.each([SHEET + TREE, TREE + USE])("has no class where no rule looks for it: %s", (inside) => {
    expect(draw(inside).svg).not.toMatch(/class="[^"]*-part/);
  });

  it("is not the root, nor what has no id, nor what is not painted", () => {
    const gradient = '<linearGradient id="a"><stop/></linearGradient>';
    expect(classes(`${SHEET}<g>${gradient}<rect/></g>${USE}`).join(" ")).not.toContain("-part");
    const stream = createSvgStream();
    stream.push('<svg class="a drawing-part" viewBox="0 0 9 9"><rect/></svg>');
    expect(stream.finish().svg).toContain('class="drawing a"');
  });

  it("does not change what was told", () => {
    const stream = createSvgStream();
    const told = stream.push(`<svg viewBox="0 0 9 9">${TREE}${USE}`);
    const before = JSON.stringify(told);
    stream.push(SHEET);
    expect(JSON.stringify(told)).toBe(before);
  });
});
