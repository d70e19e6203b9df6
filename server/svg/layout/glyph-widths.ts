import { BOLD_KERNING, BOLD_WIDTHS, REGULAR_KERNING, REGULAR_WIDTHS } from "./advance-table.ts";

/** Units of one em in the tables. */
export const UNITS = 2048;
/** Characters below this are looked up, those above are sorted by range. */
export const TABLE_END = 0x3000;
/** Characters from here on have no kerning. */
export const KERNING_END = 0x2030;

/** Widths and kerning of one weight, ready to be added up. */
export interface GlyphWidths {
  /** By code unit, below `TABLE_END`, in 1/2048 em. */
  widths: Uint16Array;
  /** The class of a character as the left one of a pair; 0 for none. */
  left: Uint8Array;
  /** The class of a character as the right one of a pair; 0 for none. */
  right: Uint8Array;
  /** Change of the pair, at `left * rightClasses + right`. */
  kerning: Int16Array;
  rightClasses: number;
}

/** What the average letter of a script takes, where the fonts of the table have none: [first, last, 1/2048 em]. */
const AVERAGES: readonly (readonly [number, number, number])[] = [
  [0x180, 0x2af, 1100],
  [0x2b0, 0x2ff, 682],
  [0x530, 0x58f, 1180],
  [0x590, 0x5ff, 1100],
  [0x600, 0x8ff, 1000],
  [0x900, 0xdff, 1200],
  [0xe00, 0xeff, 1150],
  [0xf00, 0xfff, 1150],
  [0x1000, 0x109f, 1500],
  [0x10a0, 0x10ff, 1150],
  [0x1100, 0x115f, 2048],
  [0x1160, 0x11ff, 0],
  [0x1200, 0x1dff, 1250],
  [0x2000, 0x206f, 1024],
  [0x2070, 0x209f, 682],
  [0x20a0, 0x20cf, 1139],
  [0x2100, 0x214f, 1400],
  [0x2150, 0x215f, 1708],
  [0x2160, 0x218f, 1400],
  [0x2190, 0x21ff, 2048],
  [0x2200, 0x22ff, 1200],
  [0x2300, 0x23ff, 1700],
  [0x2400, 0x24ff, 1800],
  [0x2500, 0x259f, 1450],
  [0x25a0, 0x25ff, 1600],
  [0x2600, 0x27bf, 1800],
  [0x27c0, 0x2bff, 1700],
  [0x2c00, 0x2e7f, 1200],
  [0x2e80, 0x2fff, 2048],
];

/** The spaces of General Punctuation from U+2000 on. */
const SPACES = [1024, 2048, 1024, 2048, 683, 512, 341, 1139, 569, 410, 205, 0];

/** Signs that most systems draw as emoji, below `TABLE_END`. */
const EMOJI = /\p{Emoji_Presentation}/u;
export const EMOJI_WIDTH = 2560;
/** Combining marks and format characters; they take no width of their own. */
const WIDTHLESS = /[\p{Mn}\p{Me}\p{Cf}]/u;

function readWidths(text: string): Uint16Array {
  const widths = new Uint16Array(TABLE_END).fill(1139);
  widths.fill(0, 0, 0x20);
  widths.fill(0, 0x7f, 0xa0);
  for (const [first, last, width] of AVERAGES) widths.fill(width, first, last + 1);
  widths.set(SPACES, 0x2000);
  const known = new Set<number>();
  for (const run of text.trim().split(/\s+/)) {
    const colon = run.indexOf(":");
    const first = Number.parseInt(run.slice(0, colon), 16);
    for (let at = colon + 1, code = first; at < run.length; at += 3, code += 1) {
      widths[code] = Number.parseInt(run.slice(at, at + 3), 16);
      known.add(code);
    }
  }
  for (let code = 0xa0; code < TABLE_END; code += 1) {
    if (known.has(code)) continue;
    const letter = String.fromCharCode(code);
    if (code === 0xad || (code >= 0x300 && WIDTHLESS.test(letter))) widths[code] = 0;
    else if (code >= 0x2300 && EMOJI.test(letter)) widths[code] = EMOJI_WIDTH;
    else if (code < 0x250 || (code >= 0x1e00 && code < 0x2000)) {
      const plain = letter.normalize("NFD").charCodeAt(0);
      if (plain !== code && known.has(plain)) widths[code] = widths[plain] ?? 0;
    }
  }
  return widths;
}

/** Letters with the same row in the table share a class on the left; each right letter that occurs is its own. */
function readKerning(text: string): Omit<GlyphWidths, "widths"> {
  const left = new Uint8Array(KERNING_END);
  const right = new Uint8Array(KERNING_END);
  const rows = text.trim().split(/\s*\n\s*|\s\|\s/);
  const pairs: { row: number; right: number; change: number }[] = [];
  let rightClasses = 1;
  rows.forEach((row, index) => {
    const [lefts = "", ...changes] = row.split(" ");
    for (const letter of lefts) left[codeOf(letter)] = index + 1;
    for (let at = 0; at + 1 < changes.length; at += 2) {
      for (const letter of changes[at + 1] ?? "") {
        const code = codeOf(letter);
        if (right[code] === 0) right[code] = rightClasses++;
        pairs.push({ row: index + 1, right: right[code] ?? 0, change: Number(changes[at]) });
      }
    }
  });
  const kerning = new Int16Array((rows.length + 1) * rightClasses);
  for (const pair of pairs) kerning[pair.row * rightClasses + pair.right] = pair.change;
  return { left, right, kerning, rightClasses };
}

function codeOf(letter: string): number {
  return letter === "␣" ? 0x20 : letter.charCodeAt(0);
}

export const REGULAR: GlyphWidths = { widths: readWidths(REGULAR_WIDTHS), ...readKerning(REGULAR_KERNING) };
export const BOLD: GlyphWidths = { widths: readWidths(BOLD_WIDTHS), ...readKerning(BOLD_KERNING) };

/**
 * The width in 1/2048 em of a code point from U+3000 on: ideographs, kana, hangul and full-width forms are one em,
 * half-width forms half of one, emoji five quarters; parts of one emoji (joiners, skin tones, variation selectors)
 * nothing.
 */
export function wideWidth(code: number): number {
  if (code < 0xa4d0)
    return code === 0x3099 || code === 0x309a || (code >= 0x302a && code <= 0x302d) ? 0 : UNITS;
  if (code < 0xac00) return code >= 0xa960 && code <= 0xa97f ? UNITS : 1200;
  if (code < 0xd7b0) return UNITS;
  if (code < 0xe000) return 0;
  if (code < 0xf900) return UNITS;
  if (code < 0xfb00) return UNITS;
  if (code < 0xfe00) return 1000;
  if (code < 0xfe10 || (code >= 0xfe20 && code < 0xfe30) || code === 0xfeff) return 0;
  if (code < 0xfe70) return UNITS;
  if (code < 0xff00) return 1000;
  if (code < 0xff61) return UNITS;
  if (code < 0xffe0) return UNITS / 2;
  if (code < 0xffe7) return UNITS;
  if (code < 0xfff9) return UNITS / 2;
  if (code < 0x10000) return code >= 0xfffc ? UNITS : 0;
  if (code >= 0x1f3fb && code <= 0x1f3ff) return 0;
  if (code >= 0x1f1e6 && code <= 0x1f1ff) return EMOJI_WIDTH / 2;
  if (code >= 0x1f000 && code < 0x1fb00) return EMOJI_WIDTH;
  if (code >= 0x20000 && code < 0x40000) return UNITS;
  if (code >= 0xe0000) return 0;
  if (code >= 0x1b000 && code < 0x1b300) return UNITS;
  return 1250;
}
