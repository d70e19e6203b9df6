import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Declaration, SheetRule } from "../css/rules.ts";
import { readWrittenDrawings } from "../testing-drawings.ts";
import type { SvgElement } from "../tree.ts";
import { countDrawing } from "./counts.ts";
import { measureLayout } from "./measure.ts";
import { readTree } from "./testing-tree.ts";

const NAMES = (
  "a animate animateMotion circle clipPath defs ellipse g image line linearGradient mask path pattern polygon " +
  "polyline radialGradient rect set stop style svg switch symbol text textPath title tspan use"
).split(" ");
const ATTRIBUTES = (
  "id class x y x1 y2 cx cy r rx ry width height d points dx dy href xlink:href transform viewBox fill stroke opacity " +
  "fill-opacity font-size font-family font-weight letter-spacing text-anchor dominant-baseline textLength clip-path " +
  "mask offset stop-color gradientUnits gradientTransform clipPathUnits attributeName visibility display " +
  "preserveAspectRatio transform-origin xml:space writing-mode"
).split(" ");

const value = fc.oneof(
  fc.constantFrom(
    "a",
    "b",
    "#a",
    "#b",
    "url(#a)",
    "url(#b) red",
    "none",
    "inherit",
    "currentColor",
    "red",
    "#fff",
  ),
  fc.constantFrom(
    "0",
    "-5",
    "1e300",
    "-1e300",
    "1e-300",
    "50%",
    "2em",
    "NaN",
    "",
    "var(--x)",
    "opacity",
    "objectBoundingBox",
  ),
  fc.constantFrom(
    "rotate(45)",
    "scale(0)",
    "scale(1e200)",
    "matrix(1 1 1 1 0 0)",
    "M0 0h9a1 2 3 0 1 4 5z",
    "M0 0A",
    "0 0 9 9",
  ),
  fc.integer().map(String),
  fc.string(),
);
const declaration: fc.Arbitrary<Declaration> = fc.record({
  property: fc.constantFrom(...ATTRIBUTES, "font", "animation", "--x", "--y", "background"),
  value,
  important: fc.boolean(),
});
const rule: fc.Arbitrary<SheetRule> = fc.record({
  kind: fc.constant("style" as const),
  selectors: fc.constantFrom(
    [{ text: "a", compounds: [], specificity: [0, 0, 0] as const }],
    [
      {
        text: ".a",
        compounds: [{ combinator: "descendant" as const, simple: [{ kind: "class" as const, name: "a" }] }],
        specificity: [0, 1, 0] as const,
      },
    ],
  ),
  declarations: fc.array(declaration, { maxLength: 4 }),
});

/** Trees of allowed elements with any values at all, as no check would let them through. */
const tree = fc
  .array(
    fc.record({
      name: fc.constantFrom(...NAMES),
      attributes: fc.dictionary(fc.constantFrom(...ATTRIBUTES), value, { maxKeys: 6 }),
      parent: fc.nat(),
      text: fc.string(),
      declarations: fc.option(fc.array(declaration, { maxLength: 3 }), { nil: undefined }),
      rules: fc.array(rule, { maxLength: 2 }),
    }),
    { maxLength: 60 },
  )
  .map((parts) => {
    const root: SvgElement = { node: 0, name: "svg", attributes: {}, children: [], parent: null };
    const all = [root];
    for (const { name, attributes, parent, text, declarations, rules } of parts) {
      const holder = all[parent % all.length] ?? root;
      const element: SvgElement = { node: all.length, name, attributes, children: [text], parent: holder };
      if (declarations) element.declarations = declarations;
      if (name === "style") element.rules = rules;
      holder.children.push(element);
      all.push(element);
    }
    return root;
  });

describe("for any tree", () => {
  it("never throws, and every figure is one", () => {
    fc.assert(
      fc.property(tree, (root) => {
        countDrawing(root);
        const { layout, burden, read } = measureLayout(root);
        for (const kind of ["outside", "overlapping"] as const)
          expect(layout[kind].every((problem) => problem.value >= 0 && problem.value <= 1)).toBe(true);
        expect(layout.lowContrast.every((problem) => problem.value >= 1 && problem.value <= 21)).toBe(true);
        expect(Object.values(burden).every(({ labels, weight }) => weight >= 0 && weight <= labels)).toBe(
          true,
        );
        expect(burden.outside.labels).toBeLessThanOrEqual(read);
      }),
      { numRuns: 500 },
    );
  });
});

/** The drawing with everything in it, and its canvas, moved alike. */
function moved(text: string, x: number, y: number): string {
  const open = text.slice(0, text.indexOf(">", text.indexOf("<svg")) + 1);
  const [left = 0, top = 0, width = 0, height = 0] = (/viewBox="([^"]+)"/.exec(open)?.[1] ?? "")
    .split(/[ ,]+/)
    .map(Number);
  const shifted = open.replace(/viewBox="[^"]+"/, `viewBox="${left + x} ${top + y} ${width} ${height}"`);
  const inside = text.slice(text.indexOf(open) + open.length, text.lastIndexOf("</svg>"));
  return `${shifted}<g transform="translate(${x} ${y})">${inside}</g></svg>`;
}

describe("a drawing moved together with its canvas", () => {
  // Root rules (`svg > text`, percentages of an origin) would tell the two apart; such drawings are left out.
  const drawings = readWrittenDrawings().filter(
    ({ text }) => /viewBox="0 0/.test(text) && !text.includes("<style"),
  );

  it("keeps its report", () => {
    expect(drawings.length).toBeGreaterThan(5);
    const at = fc.integer({ min: -4000, max: 4000 });
    fc.assert(
      fc.property(fc.constantFrom(...drawings), at, at, ({ text }, x, y) => {
        const one = measureLayout(readTree(text));
        const two = measureLayout(readTree(moved(text, x, y)));
        const shape = ({ layout }: typeof one) =>
          Object.values(layout).map((problems) =>
            problems.map((problem) => [problem.text, problem.value.toFixed(2)]),
          );
        expect(shape(two)).toEqual(shape(one));
        expect(two.read).toBe(one.read);
      }),
      { numRuns: 40 },
    );
  });
});

describe("bombs", () => {
  const element = (
    parent: SvgElement,
    name: string,
    attributes: Record<string, string>,
    text = "",
  ): SvgElement => {
    const child: SvgElement = { node: 1, name, attributes, children: text === "" ? [] : [text], parent };
    parent.children.push(child);
    return child;
  };
  const root = (): SvgElement => ({
    node: 0,
    name: "svg",
    attributes: { viewBox: "0 0 400 300" },
    children: [],
    parent: null,
  });

  it("ends with five thousand labels in one place", () => {
    const drawing = root();
    for (let index = 0; index < 5_000; index += 1)
      element(drawing, "text", { x: "10", y: "50" }, `label ${index}`);
    const { layout, read } = measureLayout(drawing);
    expect(layout.overlapping).toHaveLength(50);
    expect(read).toBe(5_000);
  });

  it("ends with labels on shapes that are beneath all of them but cover none", () => {
    const drawing = root();
    const frame = "M0 0H400V300H0zM1 1V299H399V1z";
    for (let index = 0; index < 2_500; index += 1) element(drawing, "path", { d: frame });
    for (let index = 0; index < 2_500; index += 1)
      element(drawing, "text", { x: "10", y: String(20 + (index % 270)) }, "label");
    expect(measureLayout(drawing).layout.lowContrast).toEqual([]);
  });

  it("ends with uses of uses, and with groups in groups", () => {
    const drawing = root();
    for (let level = 0; level < 20; level += 1) {
      const group = element(drawing, "g", { id: `g${level}` });
      for (let index = 0; index < 50; index += 1) element(group, "use", { href: `#g${(level + 1) % 20}` });
      element(group, "text", { x: "9", y: "50" }, "label");
    }
    let deep = drawing;
    for (let depth = 0; depth < 20_000; depth += 1) deep = element(deep, "g", { transform: "rotate(1)" });
    expect(measureLayout(drawing).read).toBeLessThan(15_000);
  });
});
