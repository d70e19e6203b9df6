import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { composeFont } from "./compose-font.ts";
import { type FontTables, glyphsByPoint, readFont, tableOf, writeFont } from "./font-file.ts";
import { createFontShelf, type FontShelf } from "./font-shelf.ts";
import { advanceOf, readGlyph, unitsOf } from "./glyphs.ts";
import { setFonts } from "./set-fonts.ts";
import { TYPEFACES, type TypefaceName } from "./typefaces.ts";

const read = (name: TypefaceName, part: string, weight = 400) =>
  readFont(readFileSync(TYPEFACES[name]().file(part, weight, false)));
const pointsOf = (text: string) => new Set([...text].map((sign) => sign.codePointAt(0) ?? 0));
const glyphOf = (tables: FontTables, sign: string) =>
  glyphsByPoint(tables).get(sign.codePointAt(0) ?? 0) ?? 0;

describe("fonts as files", () => {
  const latin = read("sans", "latin");

  it("are read packed and unpacked, and written so that they are read again", () => {
    const again = readFont(writeFont(latin));
    expect([...again.keys()].sort()).toEqual([...latin.keys()].sort());
    for (const [name, table] of latin) expect(again.get(name)?.equals(table), name).toBe(true);
    expect(read("signs", "all").has("glyf")).toBe(true);
  });

  it("know their signs, how wide they are, and how they are drawn", () => {
    expect(unitsOf(latin)).toBe(1000);
    const glyph = readGlyph(latin, glyphOf(latin, "o"));
    // A ring: one line outside, one inside.
    expect(glyph.contours).toHaveLength(2);
    expect(glyph.advance).toBeGreaterThan(400);
    expect(advanceOf(latin, glyphOf(latin, "i"))).toBeLessThan(glyph.advance);
    expect(readGlyph(latin, glyphOf(latin, " ")).contours).toEqual([]);
    // é is an e with something on it.
    const accented = readGlyph(read("signs", "all"), glyphOf(read("signs", "all"), "é"));
    const plain = readGlyph(read("signs", "all"), glyphOf(read("signs", "all"), "e"));
    expect(accented.contours.length).toBeGreaterThan(plain.contours.length);
    expect(accented.contours.slice(0, plain.contours.length)).toEqual(plain.contours);
  });
});

describe("a font with signs of others", () => {
  const host = read("sans", "latin");
  const lender = read("signs", "all");
  const points = [...pointsOf("→₂A")];
  const made = readFont(composeFont(host, [{ tables: lender, points }], "Mine", false));

  it("has them in its own size, and its own as they were", () => {
    const scale = unitsOf(host) / unitsOf(lender);
    const [arrow, lent] = [glyphOf(made, "→"), glyphOf(lender, "→")];
    expect(advanceOf(made, arrow)).toBe(Math.round(advanceOf(lender, lent) * scale));
    const round = ({ contours }: ReturnType<typeof readGlyph>, factor: number) =>
      contours.map((contour) =>
        contour.map(({ x, y, isOnCurve }) => [Math.round(x * factor), Math.round(y * factor), isOnCurve]),
      );
    expect(round(readGlyph(made, arrow), 1)).toEqual(round(readGlyph(lender, lent), scale));
    expect(glyphOf(made, "A")).toBe(glyphOf(host, "A"));
    expect(readGlyph(made, glyphOf(made, "A"))).toEqual(readGlyph(host, glyphOf(host, "A")));
  });

  it("keeps its kerning, joins no letters, and leaves the host as it was", () => {
    expect(made.get("GPOS")?.equals(tableOf(host, "GPOS"))).toBe(true);
    expect(made.has("GSUB")).toBe(false);
    expect(host.has("GSUB")).toBe(true);
    expect(glyphOf(host, "→")).toBe(0);
    const joining = readFont(composeFont(read("thai", "thai"), [], "Mine", true));
    expect(joining.has("GSUB")).toBe(true);
  });
});

describe("the shelf", () => {
  it("makes fonts that have everything, in each weight", () => {
    const points = pointsOf("CO₂ → 光合成 Ωλ Жук Łódź ế ½ ≈ ✓ 🌱 ☀ 「かぎ」 ①");
    const { files, missing } = createFontShelf().fonts("sans", points, false);
    expect(missing).toEqual([]);
    expect(files).toHaveLength(3);
    for (const file of files) {
      const known = glyphsByPoint(readFont(file));
      for (const point of points) expect(known.has(point), String.fromCodePoint(point)).toBe(true);
    }
  });

  it("has italics for those who ask, and says what no font has", () => {
    const shelf = createFontShelf();
    expect(shelf.fonts("serif", pointsOf("a"), true).files).toHaveLength(6);
    expect(shelf.fonts("signs", pointsOf("a"), true).files).toHaveLength(2);
    expect(shelf.fonts("sans", pointsOf("a한"), false).missing).toEqual(["한".codePointAt(0)]);
  });

  it("keeps no more than it may, whatever it is asked for", () => {
    const shelf = createFontShelf(2_000_000);
    for (const text of ["a", "光合成", "水の循環", "→", "🌱🔥", "नमस्ते", "สวัสดี", "電気回路抵抗"]) {
      shelf.fonts("sans", pointsOf(text), false);
      expect(shelf.size(), text).toBeLessThanOrEqual(2_000_000);
    }
    expect(shelf.size()).toBeGreaterThan(0);
  });
});

describe("labels", () => {
  const asked: [TypefaceName, string][] = [];
  const shelf: FontShelf = {
    family: (typeface) => `F-${typeface}`,
    fonts(typeface, points) {
      asked.push([typeface, String.fromCodePoint(...[...points].sort((one, two) => one - two))]);
      return { files: [Buffer.from(typeface)], missing: [] };
    },
    size: () => 0,
  };
  const set = (content: string) => {
    asked.length = 0;
    return setFonts(`<svg>${content}</svg>`, shelf).svg.slice(5, -6);
  };

  it.each([
    ["&quot;Source Sans 3&quot;, Arial, sans-serif", "sans"],
    ["Arial", "sans"],
    ["Helvetica Neue", "sans"],
    ["system-ui", "sans"],
    ["'Comic Sans MS', cursive", "sans"],
    ["serif", "serif"],
    ["Georgia, serif", "serif"],
    ["&quot;Times New Roman&quot;", "serif"],
    ["monospace", "mono"],
    ["ui-monospace, Menlo", "mono"],
    ["'Courier New', Courier", "mono"],
  ])("in %s are set in %s", (families, typeface) => {
    expect(set(`<g font-family="${families}"><text>a</text></g>`)).toBe(
      `<g font-family="F-${typeface}"><text>a</text></g>`,
    );
  });

  it("ask every font for everything that is written anywhere, and for nothing else", () => {
    set(
      '<title>no</title><text font-family="serif">a&amp;b <tspan>→</tspan></text><desc>no</desc><text/><text x="1">é e\u0301</text>',
    );
    const all = " &abeé→";
    expect(asked.map(([typeface]) => typeface)).toEqual(["sans", "serif"]);
    for (const [, text] of asked) for (const sign of all) expect(text, sign).toContain(sign);
    expect(asked[0]?.[1]).not.toContain("n");
  });

  it("whose letters are joined are set in one font that joins them", () => {
    expect(set('<text x="1" font-family="serif">سلام <tspan font-family="Arial">abc</tspan></text>')).toBe(
      '<text font-family="F-signs" x="1">سلام <tspan>abc</tspan></text>',
    );
    expect(set("<text>नमस्ते</text>")).toBe('<text font-family="F-devanagari">नमस्ते</text>');
    expect(set("<text>สวัสดี</text><text>a</text>")).toBe(
      '<text font-family="F-thai">สวัสดี</text><text>a</text>',
    );
  });
});
