import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

/** A typeface as its package has it: whole, or in parts by Unicode ranges; and the weights that are used here. */
export interface Typeface {
  weights: readonly number[];
  hasItalics: boolean;
  /** Its letters are written in forms that depend on their neighbours: its substitutions must be kept. */
  joinsLetters: boolean;
  /** The part that others are added to. */
  host: string;
  /** Its parts, and whether one says that it holds a code point. */
  parts: readonly { name: string; claims(point: number): boolean }[];
  /** The path of one file. */
  file(part: string, weight: number, isItalic: boolean): string;
}

export const TYPEFACES = {
  /** The typeface of the interface, and of drawings. */
  sans: () => fontsource("source-sans-3", { weights: [400, 600, 700], hasItalics: true }),
  serif: () => fontsource("source-serif-4", { weights: [400, 600, 700], hasItalics: true }),
  mono: () => dejavu("DejaVuSansMono", false),
  japanese: () => fontsource("noto-sans-jp", {}),
  devanagari: () => fontsource("noto-sans-devanagari", { host: "devanagari", joinsLetters: true }),
  thai: () => fontsource("noto-sans-thai", { host: "thai", joinsLetters: true }),
  emoji: () => fontsource("noto-emoji", {}),
  /** Arrows, signs of mathematics, raised and lowered digits, and the letters of many languages. */
  signs: () => dejavu("DejaVuSans", true),
} as const satisfies Record<string, () => Typeface>;
export type TypefaceName = keyof typeof TYPEFACES;

const require = createRequire(import.meta.url);

function fontsource(
  name: string,
  {
    weights = [400, 700],
    hasItalics = false,
    joinsLetters = false,
    host = "latin",
  }: Partial<Pick<Typeface, "weights" | "hasItalics" | "joinsLetters" | "host">>,
): Typeface {
  const folder = dirname(require.resolve(`@fontsource/${name}/package.json`));
  const ranges: Record<string, string> = JSON.parse(readFileSync(join(folder, "unicode.json"), "utf8"));
  return {
    weights,
    hasItalics,
    joinsLetters,
    host,
    parts: Object.entries(ranges).map(([part, range]) => {
      const spans = range.split(",").map(readSpan);
      return {
        // `[119]` is in the file `119`.
        name: part.replace(/[[\]]/g, ""),
        claims: (point) => spans.some(([first, last]) => point >= first && point <= last),
      };
    }),
    file: (part, weight, isItalic) =>
      join(folder, "files", `${name}-${part}-${weight}-${isItalic ? "italic" : "normal"}.woff`),
  };
}

/** `U+4e00-4eff`, or one code point. */
function readSpan(text: string): [first: number, last: number] {
  const [first = "", last = first] = text.replace(/^U\+/i, "").split("-");
  return [Number.parseInt(first, 16), Number.parseInt(last, 16)];
}

function dejavu(name: string, joinsLetters: boolean): Typeface {
  const folder = join(dirname(require.resolve("dejavu-fonts-ttf/package.json")), "ttf");
  return {
    weights: [400, 700],
    hasItalics: false,
    joinsLetters,
    host: "all",
    parts: [{ name: "all", claims: () => true }],
    file: (_, weight) => join(folder, weight === 700 ? `${name}-Bold.ttf` : `${name}.ttf`),
  };
}
