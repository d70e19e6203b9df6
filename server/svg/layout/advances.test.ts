import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { textAdvance } from "./advances.ts";
import { fontFace } from "./fonts.ts";

/** Text, and its length in em as Chromium measures it (`getComputedTextLength`) in Liberation Sans: regular, bold. */
const MEASURED: readonly (readonly [string, number, number])[] = [
  ["Photosynthesis", 6.7817, 7.4458],
  ["Water cycle", 5.186, 5.5215],
  ["Evaporation", 5.3369, 5.7788],
  ["The Earth's orbit", 7.3052, 7.9053],
  ["Velocity = 10 m/s", 7.5869, 8.0327],
  ["AVATAR", 3.7041, 3.8696],
  ["To Type WAVE", 6.5952, 6.8335],
  ["Tokyo", 2.6123, 2.8706],
  ["P. 7", 1.6499, 1.6499],
  ["y = mx + b", 4.6685, 4.8916],
  ["Größe", 2.834, 2.9448],
  ["naïve café", 4.6143, 4.8364],
  ["Żółć gęślą", 4.5576, 4.8906],
  ["Résumé – “quoted”", 8.5601, 9.335],
  ["Ελληνικά κείμενα", 7.5571, 8.2085],
  ["Φωτοσύνθεση", 6.3408, 6.7993],
  ["Τάξη", 2.083, 2.2075],
  ["Привет, мир", 5.5815, 6.0244],
  ["Фотосинтез", 5.3477, 5.8315],
  ["Круговорот воды", 7.7852, 8.6431],
  ["€ 5 ≤ 6 ≈ ∞", 4.8682, 4.8682],
  ["A → B", 2.8345, 2.9629],
  ["100 %", 2.8355, 2.8355],
  ["Størrelse & båd", 6.9473, 7.3911],
];

const sans = fontFace("Arial, sans-serif");
const wide = (text: string) => textAdvance(text, sans, false, 1, 0);

describe("textAdvance", () => {
  it.each(MEASURED)("measures %s as a browser does", (text, regular, bold) => {
    expect(textAdvance(text, sans, false, 1, 0)).toBeCloseTo(regular, 3);
    expect(textAdvance(text, sans, true, 1, 0)).toBeCloseTo(bold, 3);
  });

  it.each([
    ["光合作用", 4],
    ["ひかり", 3],
    ["カタカナ", 4],
    ["ｶﾅ", 1],
    ["물의순환", 4],
    ["ＡＢ１", 3],
    ["か\u3099", 1],
    ["☀️", 1.25],
    ["🌍", 1.25],
    ["👩‍🔬", 1.25],
    ["🇯🇵", 1.25],
    ["👍🏽", 1.25],
  ])("measures %s by the em", (text, em) => {
    expect(wide(text)).toBeCloseTo(em, 6);
  });

  it("gives marks and zero-width characters no width", () => {
    expect(wide("e\u0301")).toBe(wide("e"));
    expect(wide("a\u200bb\u2060c\u00ad")).toBe(wide("abc"));
    expect(wide("ที่")).toBe(wide("ท"));
  });

  it("takes letters with more accents for the letter", () => {
    expect(wide("ạ")).toBe(wide("a"));
    expect(wide("Ệ")).toBe(wide("E"));
  });

  it("grows with the size and the spacing", () => {
    expect(textAdvance("abc", sans, false, 20, 0)).toBeCloseTo(20 * wide("abc"), 9);
    expect(textAdvance("abc", sans, false, 20, 2)).toBeCloseTo(20 * wide("abc") + 6, 9);
  });

  it("knows other kinds of fonts by name", () => {
    const of = (family: string) => textAdvance("Water", fontFace(family), false, 10, 0);
    expect(of("'Courier New', monospace")).toBeCloseTo(30, 9);
    expect(of("Menlo")).toBeCloseTo(30, 9);
    expect(of("Times New Roman")).toBeLessThan(of("Arial") * 0.95);
    expect(of("serif")).toBe(of("Times"));
    expect(of("'PT Sans', serif")).toBe(of("Arial"));
    expect(of("Verdana")).toBeGreaterThan(of("Arial"));
  });

  it("keeps full-width letters whole in a monospaced font", () => {
    expect(textAdvance("a水", fontFace("monospace"), false, 10, 0)).toBeCloseTo(16, 9);
  });

  it("is a number for any text", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: "binary" }),
        fc.boolean(),
        fc.constantFrom("a", "mono"),
        (text, bold, family) => {
          const width = textAdvance(text, fontFace(family), bold, 16, 1);
          return width >= 0 && width <= text.length * 32;
        },
      ),
    );
  });
});
