import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type SvgElement, walk } from "../tree.ts";
import { serialise } from "./serialise.ts";
import { stillOf } from "./still.ts";
import { readDrawing } from "./testing-sheet.ts";
import { parseXml, type Sketch, sketch, sketchOf, treeOf } from "./testing-tree.ts";

const FOLDERS = [
  "svg-spinners/svg",
  "svg-loaders/svg-smil-loaders",
  "svg-loaders/svg-css-loaders",
  "@bybas/weather-icons/production/fill/all",
  "@bybas/weather-icons/production/line/all",
];

const MOTION = /<(animate|set\b)|[{;"]\s*(-webkit-)?(animation|transition)|@keyframes/;

/** What must be true of every still. */
function judge(root: SvgElement): SvgElement {
  const before = serialise(root);
  const still = stillOf(root);
  expect(serialise(root)).toBe(before);
  expect(serialise(still)).not.toMatch(MOTION);
  expect(stillOf(still)).toBe(still);
  for (const element of walk(still)) {
    for (const child of element.children) if (typeof child === "object") expect(child.parent).toBe(element);
  }
  expect(parseXml(serialise(still))).toEqual(sketchOf(still));
  return still;
}

describe.each(FOLDERS)("%s", (folder) => {
  const path = join(import.meta.dirname, "../../../node_modules", folder);
  it("comes to rest, and keeps all that is painted", () => {
    const files = readdirSync(path).filter((file) => file.endsWith(".svg"));
    expect(files.length).toBeGreaterThan(10);
    const step = files.length > 100 ? 3 : 1;
    for (const file of files.filter((_, index) => index % step === 0)) {
      const root = readDrawing(readFileSync(join(path, file), "utf8"));
      const still = judge(root);
      const painted = (from: SvgElement) =>
        [...walk(from)].map(({ name }) => name).filter((name) => !/^(animate|set$|mpath|style)/.test(name));
      expect(painted(still), file).toEqual(painted(root));
    }
  });
});

describe("any drawing", () => {
  const word = fc.constantFrom(
    "0",
    "1",
    "0;1;0",
    "10px",
    "#a",
    "#b",
    "a.end",
    "b.begin+1s",
    "0;c.end",
    "click",
    "1s",
    "indefinite",
    "freeze",
    "sum",
    "scale(0)",
    "rotate",
    "scale",
    "opacity",
    "r",
    "d",
    "x",
    "transform",
    "gradientTransform",
    "visibility",
    "hidden;visible",
    "M0 0L9 9",
    "",
    "\u0000;;",
    "1e999",
    "-",
    "(((",
    "__proto__",
  );
  const values = fc.dictionary(
    fc.constantFrom(
      "href",
      "values",
      "from",
      "to",
      "by",
      "begin",
      "dur",
      "fill",
      "repeatCount",
      "additive",
      "type",
      "path",
      "keyPoints",
      "opacity",
      "transform",
      "r",
      "class",
    ),
    word,
  );
  const attributeName = fc.constantFrom(
    "opacity",
    "r",
    "d",
    "x",
    "transform",
    "visibility",
    "stroke-dashoffset",
  );
  const attributes = fc
    .tuple(values, attributeName)
    .map(([rest, name]) => ({ ...rest, attributeName: name }));
  const id = fc.constantFrom("a", "b", "c");
  const css = fc
    .array(
      fc.constantFrom(
        ".a{opacity:0}",
        "#a{animation:x 1s forwards,y 2s infinite}",
        ".b{animation-name:y,x,x;animation-fill-mode:both;opacity:0!important}",
        "@keyframes x{from{opacity:0}to{opacity:1;--v:1}}",
        "@keyframes y{50%,100%{transform:scale(1);stroke-dashoffset:0}}",
        "@media (prefers-color-scheme:dark){.a{transition:all 1s;animation:x infinite}}",
        "circle{animation:both forwards 3 alternate}",
      ),
    )
    .map((rules) => rules.join(""));
  const { element } = fc.letrec<{ element: Sketch }>((tie) => ({
    element: fc.record({
      name: fc.constantFrom(
        "g",
        "circle",
        "path",
        "animate",
        "set",
        "animateTransform",
        "animateMotion",
        "mpath",
      ),
      attributes: fc.tuple(attributes, id, css).map(([rest, own]) => ({ ...rest, id: own })),
      children: fc.array(fc.oneof({ maxDepth: 4, withCrossShrink: true }, fc.constant("t"), tie("element")), {
        maxLength: 4,
      }),
    }),
  }));

  it("comes to rest", () => {
    fc.assert(
      fc.property(fc.array(element, { maxLength: 6 }), css, (children, sheet) => {
        const root = readDrawing(
          serialise(treeOf(sketch("svg", {}, [sketch("style", {}, [sheet]), ...children]))),
        );
        judge(root);
      }),
    );
  });

  it("comes to rest as fast when everything hangs on everything", () => {
    const many = (make: (index: number) => string) =>
      Array.from({ length: 1_000 }, (_, index) => make(index)).join("");
    const properties = many((index) => `--v${index}:1;`);
    const root = readDrawing(
      `<svg><style>@keyframes k{to{${properties}}}${many((index) => `.c${index}{animation:k 1s forwards}`)}</style>` +
        `<path id="p" d="M0 0${"l1 1".repeat(9_000)}"/>` +
        many(
          (
            index,
          ) => `<g class="c${index}"><animateMotion dur="1s" fill="freeze"><mpath href="#p"/></animateMotion>
        <animate id="a${index}" attributeName="x" dur="1s" fill="freeze" begin="a${(index * 7) % 1_000}.end;0s" by="1"/></g>`,
        ) +
        "</svg>",
    );
    const before = serialise(root).length;
    // 20,000 values of a dozen characters, not hundreds of thousands.
    expect(serialise(judge(root)).length).toBeLessThan(before + 500_000);
  });
});
