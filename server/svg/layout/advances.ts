import type { FontFace } from "./fonts.ts";
import { BOLD, EMOJI_WIDTH, KERNING_END, REGULAR, TABLE_END, UNITS, wideWidth } from "./glyph-widths.ts";

/** Heights of Arial in em: above the baseline, below it, of capitals, of an `x`. */
export const ASCENT = 0.905;
export const DESCENT = 0.212;
export const CAP_HEIGHT = 0.716;
export const X_HEIGHT = 0.519;

const MONO_WIDTH = 0.6;
const JOINER = 0x200d;
/** Variation selector 16. */
const EMOJI_SIGN = 0xfe0f;

/**
 * How far the pen moves over `text`, in user units.
 *
 * By the advance table of a sans font, kerned as browsers kern; exact for fonts with the metrics of Arial (Arial,
 * Helvetica, Liberation Sans, Arimo) in Latin, Greek and Cyrillic, one em for full-width scripts, an average for
 * the others. Letter spacing is added after every character that takes room, the last one too, as browsers do.
 */
export function textAdvance(
  text: string,
  face: FontFace,
  bold: boolean,
  fontSize: number,
  letterSpacing: number,
): number {
  if (face.kind === "mono") return monoAdvance(text, fontSize, letterSpacing);
  const { widths, left, right, kerning, rightClasses } = bold ? BOLD : REGULAR;
  let units = 0;
  let letters = 0;
  let wide = 0;
  let previous = 0;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code < TABLE_END) {
      const width = widths[code] ?? 0;
      units += width;
      if (width > 0) letters += 1;
      if (previous !== 0 && code < KERNING_END) {
        const pair = right[code] ?? 0;
        if (pair !== 0) units += kerning[previous * rightClasses + pair] ?? 0;
      }
      previous = code < KERNING_END ? (left[code] ?? 0) : 0;
      if (code === JOINER && index > 0) index += unitsAt(text, index + 1);
    } else {
      const point = text.codePointAt(index) ?? code;
      if (point > 0xffff) index += 1;
      const width = point === EMOJI_SIGN ? emojiGrowth(text, index, widths) : wideWidth(point);
      wide += width;
      if (width > 0 && point !== EMOJI_SIGN) letters += 1;
      previous = 0;
    }
  }
  return ((units * face.factor + wide) / UNITS) * fontSize + letters * letterSpacing;
}

/** What a sign such as ☀ grows by when the sign after it asks for its emoji. */
function emojiGrowth(text: string, index: number, widths: Uint16Array): number {
  const before = text.charCodeAt(index - 1);
  return before >= 0x2190 && before < TABLE_END ? Math.max(0, EMOJI_WIDTH - (widths[before] ?? 0)) : 0;
}

/** Code units of the character at `index`; what follows a joiner is part of the same sign. */
function unitsAt(text: string, index: number): number {
  const point = text.codePointAt(index);
  if (point === undefined || point < 0x2190) return 0;
  return point > 0xffff ? 2 : 1;
}

function monoAdvance(text: string, fontSize: number, letterSpacing: number): number {
  let em = 0;
  let letters = 0;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    let width: number;
    if (code < TABLE_END) {
      width = (REGULAR.widths[code] ?? 0) === 0 ? 0 : code >= 0x2e80 ? 1 : MONO_WIDTH;
    } else {
      const point = text.codePointAt(index) ?? code;
      if (point > 0xffff) index += 1;
      width = wideWidth(point) / UNITS;
    }
    em += width;
    if (width > 0) letters += 1;
  }
  return em * fontSize + letters * letterSpacing;
}
