import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createSvgStream } from "#server/svg/index.ts";
import { drawGeneric, type Figure, figureOf } from "./index.ts";
import { paletteOf } from "./palettes.ts";
import { DRAWING_WORDS, type DrawingLanguage } from "./words.ts";

const FIGURES: Figure[] = ["question", "main-idea", "how-it-works", "recap"];
const draw = (figure: Figure, topic: string | undefined, language: DrawingLanguage = "en") =>
  drawGeneric({ figure, topic, language, title: "A title", desc: "What is on it." });

function finish(drawing: string) {
  const stream = createSvgStream();
  stream.push(drawing);
  return stream.finish();
}
const reportOf = (drawing: string) => finish(drawing).report;

const NO_PROBLEM = { outside: [], overlapping: [], lowContrast: [], small: [] };

describe.each(FIGURES)("%s", (figure) => {
  test.each([
    "Tea",
    "How do bees find their way home?",
    "The economic and social consequences of the invention of movable type printing in fifteenth-century Europe",
    "Donaudampfschifffahrtsgesellschaftskapitän",
    "WWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWW",
    "お茶",
    "江戸時代の浮世絵版画がヨーロッパの印象派の画家たちに与えた影響について",
    "한국어의 높임말은 어떻게 쓰나요?",
    "🦋🌈👩‍🚀",
    "👨‍👩‍👧‍👦".repeat(30),
    "كيف تعمل الذاكرة؟",
    "איך עובד הזיכרון?",
    "प्रकाश संश्लेषण कैसे होता है?",
    "การสังเคราะห์ด้วยแสงทำงานอย่างไร",
    `<script>alert("1")</script> & ]]> 'x'`,
    "﷽﷽﷽",
    "\u202e\u0000",
  ])("%s: nothing dropped, repaired or misplaced", (topic) => {
    for (const language of ["en", "ja"] as const) {
      const drawing = draw(figure, topic, language);
      const report = reportOf(drawing);
      expect(report).toMatchObject({
        complete: true,
        drawings: 1,
        dropped: {},
        repaired: {},
        layout: NO_PROBLEM,
        score: 100,
        hasTitle: true,
        hasDescription: true,
        canvas: { x: 0, y: 0, width: 640, height: 400 },
      });
      expect(report.labels).toBeGreaterThanOrEqual(6);
      expect(report.animations).toBeGreaterThanOrEqual(1);
      expect(drawing.length).toBeGreaterThan(3_000);
      expect(drawing.length).toBeLessThan(14_000);
      expect(drawing).toContain(`>${DRAWING_WORDS[language].sample}</text>`);
    }
  });

  test("any topic at all is drawn in one piece", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 120 }), (topic) => {
        const { complete, dropped, repaired, layout } = reportOf(draw(figure, topic));
        expect({ complete, dropped, repaired }).toEqual({ complete: true, dropped: {}, repaired: {} });
        expect({ outside: layout.outside, overlapping: layout.overlapping }).toEqual({
          outside: [],
          overlapping: [],
        });
      }),
      { numRuns: 60 },
    );
  });

  test("without motion it is complete", () => {
    const { still, report } = finish(draw(figure, "How do bees find their way home?"));
    const { animations, labels, shapes, layout } = reportOf(still);
    expect({ animations, labels, shapes }).toEqual({
      animations: 0,
      labels: report.labels,
      shapes: report.shapes,
    });
    expect(layout).toEqual(NO_PROBLEM);
  });

  test("its letters are at least 20 units high", () => {
    const sizes = [...draw(figure, "x".repeat(400)).matchAll(/font(?:-size)?:[^;]*?(\d+)px/g)];
    expect(sizes.length).toBeGreaterThan(1);
    for (const [, size] of sizes) expect(Number(size)).toBeGreaterThanOrEqual(20);
  });
});

test("the four are different, and of one topic in one palette", () => {
  expect(new Set(FIGURES.map((figure) => draw(figure, "tea"))).size).toBe(4);
  const skies = FIGURES.map((figure) => /id="sky".*?<\/linearGradient>/.exec(draw(figure, "tea"))?.[0]);
  expect(new Set(skies).size).toBe(1);
});

test("all palettes are in use, and a topic keeps its own", () => {
  const topics = Array.from({ length: 200 }, (_, index) => `topic ${index}`);
  const palettes = topics.map(paletteOf);
  expect(new Set(palettes).size).toBe(4);
  expect(topics.map(paletteOf)).toEqual(palettes);
  expect(paletteOf("TEA")).toBe(paletteOf("tea"));
});

test("no topic: the drawing says so", () => {
  expect(draw("recap", undefined)).toContain("this topic");
  expect(draw("recap", "\u0007", "ja")).toContain("このテーマ");
});

test("a step that the generic plan does not have gets one of the four, always the same", () => {
  for (const figure of FIGURES) expect(figureOf(figure)).toBe(figure);
  const ids = Array.from({ length: 40 }, (_, index) => `part-${index}`);
  expect(new Set(ids.map(figureOf))).toEqual(new Set(FIGURES));
  expect(FIGURES).toContain(figureOf("constructor"));
});
