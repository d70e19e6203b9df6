import { describe, expect, it } from "vitest";
import { keptDrawing, sampleDrawing } from "../testing-run.ts";
import { createFontShelf, type FontShelf } from "./font-shelf.ts";
import { LARGEST_SIDE, paint } from "./paint.ts";
import { type Pixels, readPixels } from "./testing-pixels.ts";

const PATIENCE = 30_000;
const shelf = createFontShelf();
/** What can be written without fonts. */
const bare: FontShelf = {
  family: (typeface) => `Learn ${typeface}`,
  fonts: () => ({ files: [], missing: [] }),
  size: () => 0,
};

const painted = async (still: string, width = 320, fonts = shelf) =>
  readPixels((await paint(still, width, fonts)).png);
/** A picture of 320 by 200 pixels with one label whose baseline is at 120. */
const label = (words: string, attributes = "", sheet = "") =>
  painted(
    keptDrawing(
      `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 320 200">${sheet}<text x="20" y="120" font-size="40" ${attributes}>${words}</text></svg>`,
    ).still,
  );
const ink = (pixels: Pixels) => pixels.ink(0, 0, pixels.width, pixels.height);
const PAPER = 255 - (0xff + 0xfe + 0xfb) / 3;
/** Ink above that of the bare paper, which is not quite white. */
const inkOf = (pixels: Pixels) => ink(pixels) - (PAPER / 255) * pixels.width * pixels.height;

describe("words in a picture", () => {
  it(
    "stand where they are drawn, and only because of the fonts",
    async () => {
      for (const words of ["Rain", "光合成", "Дождь", "Ω → CO₂"]) {
        const pixels = await label(words);
        const inside = pixels.ink(20, 80, 240, 135) - (PAPER / 255) * 220 * 55;
        expect(inside, words).toBeGreaterThan(150);
        expect(Math.abs(inkOf(pixels) - inside), words).toBeLessThan(20);
      }
      const still = keptDrawing(
        `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 320 200"><text x="20" y="120" font-size="40">光合成</text></svg>`,
      ).still;
      expect(Math.abs(inkOf(await painted(still, 320, bare)))).toBeLessThan(1);
    },
    PATIENCE,
  );

  it(
    "are different signs, not boxes; boxes are for what no font has",
    async () => {
      const inks = async (words: string[]) =>
        (await Promise.all(words.map((one) => label(one)))).map((pixels) => Math.round(inkOf(pixels)));
      expect(new Set(await inks(["光", "水", "葉", "体", "あ", "A", "→", "₂", "🌱"])).size).toBe(9);
      expect(new Set(await inks(["안", "녕", "\u{10ffff}"])).size).toBe(1);
    },
    PATIENCE,
  );

  it(
    "are as bold as they are meant, in every script, and slanted where they are",
    async () => {
      for (const words of ["Rain", "光合成", "Дождь"]) {
        const [plain, semibold, bold] = await Promise.all(
          [400, 600, 700].map(async (weight) => inkOf(await label(words, `font-weight="${weight}"`))),
        );
        expect(semibold, words).toBeGreaterThan((plain ?? 0) * 1.1);
        expect(bold, words).toBeGreaterThanOrEqual(semibold ?? 0);
      }
      const sheet = "<style>.a{font:italic 700 40px Georgia, serif}</style>";
      const slanted = await label("Rain", 'class="a"', sheet);
      expect(inkOf(slanted)).not.toBe(inkOf(await label("Rain", 'font-weight="700" font-family="serif"')));
    },
    PATIENCE,
  );

  it(
    "of several fonts stand on one line, whatever they are set by",
    async () => {
      for (const baseline of ["auto", "middle", "central", "hanging"]) {
        const rows = async (words: string) => {
          const pixels = await label(words, `dominant-baseline="${baseline}"`);
          return Array.from({ length: 200 }, (_, y) => y).filter((y) => pixels.ink(0, y, 320, y + 1) > 5);
        };
        const [alone, together] = [await rows("光"), await rows("x光x")];
        expect(together[0], baseline).toBe(alone[0]);
        expect(together.at(-1), baseline).toBe(alone.at(-1));
      }
    },
    PATIENCE,
  );

  it(
    "are all there when fonts, weights and scripts are mixed",
    async () => {
      const both = await label('final <tspan font-family="monospace" font-weight="700">fi→光</tspan> ź');
      const one = await label("final");
      expect(inkOf(both)).toBeGreaterThan(inkOf(one) * 1.5);
      for (const words of ["سلام abc", "שלום", "नमस्ते", "สวัสดี"])
        expect(inkOf(await label(words)), words).toBeGreaterThan(100);
    },
    PATIENCE,
  );
});

describe("a picture", () => {
  it(
    "has the width that is asked for and the shape of the drawing, whatever size it says it has",
    async () => {
      const size = async (attributes: string, width: number) => {
        const { still } = keptDrawing(
          `<svg xmlns="http://www.w3.org/2000/svg" ${attributes}><rect width="9" height="9"/></svg>`,
        );
        const picture = await paint(still, width, shelf);
        return [picture.width, picture.height];
      };
      expect(await size('viewBox="0 0 640 400"', 320)).toEqual([320, 200]);
      expect(await size('viewBox="0 0 640 400" width="100%" height="30"', 640)).toEqual([640, 400]);
      expect(await size('viewBox="0 0 10 1000"', 4096)).toEqual([1365, LARGEST_SIDE - 1]);
      expect(await size('viewBox="0 0 100000 1"', 320)).toEqual([320, 107]);
      expect(await size('width="40" height="20"', 320)).toEqual([320, 160]);
    },
    PATIENCE,
  );

  it(
    "of a sample drawing has its labels, as large as they are drawn",
    async () => {
      const { still } = sampleDrawing("blood-circulation/double-pump");
      const [whole, bareOne] = [await painted(still, 640), await painted(still, 640, bare)];
      // Right of the heart stand the labels "to body" and "to lungs".
      expect(whole.ink(495, 35, 600, 115) - bareOne.ink(495, 35, 600, 115)).toBeGreaterThan(300);
    },
    PATIENCE,
  );

  it("of nothing is none", async () => {
    await expect(paint("no drawing", 320, shelf)).rejects.toThrow("There is no drawing");
  });
});
