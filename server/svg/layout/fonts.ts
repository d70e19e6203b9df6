/** How wide a font is beside the sans font of the advance table. */
export interface FontFace {
  /** `mono`: every letter of half-width scripts is 0.6 em (Courier New, Menlo, DejaVu Sans Mono: 0.60). */
  kind: "sans" | "mono";
  /** Widths of the advance table are multiplied by this. */
  factor: number;
}

const SANS: FontFace = { kind: "sans", factor: 1 };
const MONO: FontFace = { kind: "mono", factor: 1 };
/** Times New Roman (Tinos, npm `@fontsource/tinos`) beside Arimo, over English text. */
const TIMES: FontFace = { kind: "sans", factor: 0.9 };

/** Found in the first family that is known, in lower case; the first match of this list counts. */
const KNOWN: readonly (readonly [string, FontFace])[] = [
  ["mono", MONO],
  ["courier", MONO],
  ["consolas", MONO],
  ["menlo", MONO],
  ["monaco", MONO],
  ["sans", SANS],
  ["verdana", { kind: "sans", factor: 1.15 }],
  ["georgia", { kind: "sans", factor: 0.98 }],
  ["comic", { kind: "sans", factor: 1.06 }],
  ["impact", { kind: "sans", factor: 0.95 }],
  ["times", TIMES],
  ["serif", TIMES],
  ["garamond", TIMES],
  ["palatino", { kind: "sans", factor: 0.96 }],
];

const memo = new Map<string, FontFace>();
const MEMO_SIZE = 200;

/** The face of a `font-family` list: by the first family whose name says something, else sans. */
export function fontFace(families: string): FontFace {
  const known = memo.get(families);
  if (known) return known;
  const face = findFace(families.slice(0, 500).toLowerCase());
  if (memo.size < MEMO_SIZE && families.length < 200) memo.set(families, face);
  return face;
}

function findFace(families: string): FontFace {
  const first = families.split(",", 1)[0] ?? "";
  for (const [name, face] of KNOWN) if (first.includes(name)) return face;
  return SANS;
}

const BOLD_FROM = 600;

/** Whether a `font-weight` is drawn bold; `parent` for the relative ones. */
export function isBold(weight: string, parent: boolean): boolean {
  switch (weight) {
    case "normal":
    case "400":
      return false;
    case "bold":
    case "bolder":
      return true;
    case "lighter":
      return false;
    case "inherit":
      return parent;
    default: {
      const number = Number.parseFloat(weight);
      return number >= 1 && number <= 1000 ? number >= BOLD_FROM : parent;
    }
  }
}
