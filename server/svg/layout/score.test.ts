import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readWrittenDrawings } from "../testing-drawings.ts";
import { countDrawing } from "./counts.ts";
import { measureLayout } from "./measure.ts";
import { type ScoreFacts, scoreDrawing } from "./score.ts";
import { drawingOf, readTree } from "./testing-tree.ts";

const FINE: ScoreFacts = {
  complete: true,
  shapes: 20,
  labels: 8,
  read: 8,
  animations: 3,
  size: 9_000,
  hasTitle: true,
  hasDescription: true,
  dropped: {},
  repaired: {},
  burden: {
    outside: { labels: 0, weight: 0 },
    overlapping: { labels: 0, weight: 0 },
    lowContrast: { labels: 0, weight: 0 },
    small: { labels: 0, weight: 0 },
  },
};
const score = (facts: Partial<ScoreFacts>) => scoreDrawing({ ...FINE, ...facts }).score;

describe("scoreDrawing", () => {
  it("gives all to a drawing that has all", () => {
    expect(scoreDrawing(FINE)).toEqual({ score: 100, reasons: [] });
  });

  it("gives nothing to a drawing of nothing", () => {
    expect(scoreDrawing({ ...FINE, shapes: 0 })).toMatchObject({
      score: 0,
      reasons: [{ code: "no-shapes" }],
    });
  });

  it.each<[Partial<ScoreFacts>, number]>([
    [{ complete: false }, 75],
    [{ animations: 0 }, 90],
    [{ labels: 0, read: 0 }, 80],
    [{ labels: 2 }, 94],
    [{ labels: 3 }, 99],
    [{ shapes: 2 }, 91],
    [{ hasTitle: false, hasDescription: false }, 94],
    [{ size: 150_000 }, 97],
    [{ size: 2_000_000 }, 90],
    [{ dropped: { "element script": 2 } }, 98],
    [{ dropped: { other: 500 } }, 90],
    [{ repaired: { "bad-value": 4 } }, 100],
    [{ repaired: { "bad-value": 400 } }, 95],
  ])("%j gives %i", (facts, expected) => {
    expect(score(facts)).toBe(expected);
  });

  it("brings a drawing with half its labels spoiled below 60", () => {
    for (const kind of ["outside", "overlapping", "lowContrast"] as const) {
      expect(score({ burden: { ...FINE.burden, [kind]: { labels: 4, weight: 4 } } })).toBeLessThan(60);
      expect(score({ burden: { ...FINE.burden, [kind]: { labels: 1, weight: 0.5 } } })).toBeGreaterThan(85);
    }
  });

  it("stays within 0 and 100, and tells where the points went", () => {
    const burden = fc.record({ labels: fc.nat(), weight: fc.double({ min: 0, max: 1e6, noNaN: true }) });
    const facts = fc.record<ScoreFacts>({
      complete: fc.boolean(),
      shapes: fc.nat(),
      labels: fc.nat(),
      read: fc.nat(),
      animations: fc.nat(),
      size: fc.nat(),
      hasTitle: fc.boolean(),
      hasDescription: fc.boolean(),
      dropped: fc.dictionary(fc.string(), fc.nat(1000)),
      repaired: fc.record({ "cut-off": fc.nat(1000) }),
      burden: fc.record({ outside: burden, overlapping: burden, lowContrast: burden, small: burden }),
    });
    fc.assert(
      fc.property(facts, (given) => {
        const { score: value, reasons } = scoreDrawing(given);
        const taken = reasons.reduce((sum, { points }) => sum + points, 0);
        expect(Number.isInteger(value)).toBe(true);
        expect(value).toBe(Math.max(0, 100 - taken));
        expect(reasons.every(({ points }) => points > 0)).toBe(true);
      }),
    );
  });
});

function scoreTree(root: ReturnType<typeof readTree>, size: number): number {
  const facts = { complete: true, size, dropped: {}, repaired: {} };
  return scoreDrawing({ ...facts, ...countDrawing(root), ...measureLayout(root) }).score;
}

describe("drawings as models write them", () => {
  it("nearly all score 80 or more", () => {
    const scores = readWrittenDrawings().map(({ text }) => scoreTree(readTree(text), text.length));
    scores.sort((one, two) => one - two);
    expect(scores[Math.floor(scores.length / 2)]).toBeGreaterThanOrEqual(90);
    expect(scores.filter((value) => value >= 80).length / scores.length).toBeGreaterThan(0.85);
    expect(scores[0]).toBeGreaterThanOrEqual(60);
  });

  const shapes = `<title>T</title><desc>D</desc>${`<rect x="9" y="9" width="9" height="9"><set attributeName="x" to="3"/></rect>`.repeat(6)}`;
  const labels = (place: (index: number) => string) =>
    Array.from({ length: 8 }, (_, index) => place(index)).join("");

  it("those with colliding, lost or pale labels score below 60", () => {
    const good = labels((index) => `<text x="100" y="${30 + index * 30}">Label ${index}</text>`);
    const colliding = labels((index) => `<text x="100" y="${30 + index * 5}">Label ${index}</text>`);
    const lost = labels((index) => `<text x="380" y="${30 + index * 30}">Label ${index}</text>`);
    const pale = good.replaceAll("<text", `<text fill="#ddd"`);
    expect(scoreTree(drawingOf(shapes + good), 2_000)).toBe(100);
    expect(scoreTree(drawingOf(shapes + colliding), 2_000)).toBeLessThan(60);
    expect(scoreTree(drawingOf(shapes + lost), 2_000)).toBeLessThan(60);
    expect(scoreTree(drawingOf(shapes + pale), 2_000)).toBeLessThan(60);
  });
});
