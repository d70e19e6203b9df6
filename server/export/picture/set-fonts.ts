import type { FontShelf } from "./font-shelf.ts";
import type { TypefaceName } from "./typefaces.ts";

/** A drawing whose labels name fonts of ours, and those fonts. */
export interface SetDrawing {
  svg: string;
  fonts: Buffer[];
  /** What labels say that no font has a sign for. */
  missing: string[];
}

/**
 * Sets the labels of a plain drawing (`FinishedDrawing.plain`) in fonts of ours, each of which has everything that is
 * written anywhere in the drawing. The renderer sets a label in several fonts only if it comes to the same number of
 * glyphs in all of them, and for a sign that a font lacks it takes any other one, whatever its weight: so no font may
 * lack anything, and none may join letters where that is not how they are written.
 */
export function setFonts(plain: string, shelf: FontShelf): SetDrawing {
  // What names no family is set in this one.
  const used = new Set<TypefaceName>(["sans"]);
  const points = new Set<number>();
  const svg = plain.replace(/<text(?:\s[^>]*[^/>])?>.*?<\/text>/gs, (label) => {
    addPoints(points, label);
    const script = joinedScript(label);
    if (script) used.add(script);
    return script ? withFamily(label, shelf.family(script)) : label;
  });
  const set = svg.replace(/ font-family="([^"]*)"/g, (_, families: string) => {
    if (families.startsWith(OURS)) return ` font-family="${families.slice(OURS.length)}"`;
    const typeface = typefaceOf(families);
    used.add(typeface);
    return ` font-family="${shelf.family(typeface)}"`;
  });
  const hasItalics = /font-style="(?:italic|oblique)/.test(plain);
  const fonts: Buffer[] = [];
  let missing: number[] = [];
  for (const typeface of used) {
    const made = shelf.fonts(typeface, points, hasItalics);
    fonts.push(...made.files);
    missing = made.missing;
  }
  return { svg: set, fonts, missing: missing.map((point) => String.fromCodePoint(point)) };
}

/** Marks a family that is ours already. */
const OURS = "=";

const SERIFS =
  /^(?:ui-serif|serif|georgia|times|cambria|garamond|palatino|baskerville|didot|bodoni|charter|source serif)/;
const MONOS =
  /^(?:ui-monospace|monospace|courier|consolas|menlo|monaco|sf mono|fira (?:code|mono)|source code|jetbrains mono|dejavu sans mono)/;

/** Which of ours is meant by a list of families: the first name decides. */
function typefaceOf(families: string): TypefaceName {
  const name = families
    .replace(/&quot;|['"]/g, "")
    .trim()
    .toLowerCase();
  if (SERIFS.test(name)) return "serif";
  return MONOS.test(name) ? "mono" : "sans";
}

/** Signs of which nothing is seen: joiners, directions, variation selectors, line ends. */
const UNSEEN = /[\p{Default_Ignorable_Code_Point}\p{Cc}]/u;

function addPoints(points: Set<number>, label: string): void {
  // Composed as well: that is how the renderer writes what is composed of a letter and its accent.
  const text = wordsOf(label);
  for (const sign of text + text.normalize("NFC"))
    if (!UNSEEN.test(sign)) points.add(sign.codePointAt(0) ?? 0);
}

const ENTITIES: Readonly<Record<string, string>> = { "&lt;": "<", "&gt;": ">", "&amp;": "&", "&#13;": "\r" };

/** What a label says. The engine writes these entities and no others (`server/svg/at-rest/escape.ts`). */
function wordsOf(label: string): string {
  return label
    .replace(/<[^>]*>/g, "")
    .replace(/&(?:lt|gt|amp|#13);/g, (entity) => ENTITIES[entity] ?? entity);
}

/** The typeface of the first script in a label whose letters change with their neighbours. */
function joinedScript(label: string): TypefaceName | null {
  const first =
    /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Nko}\p{Script=Lao}]|(\p{Script=Devanagari})|(\p{Script=Thai})/u.exec(
      label,
    );
  if (!first) return null;
  return first[1] ? "devanagari" : first[2] ? "thai" : "signs";
}

/** A label in one family, whatever its parts ask for. */
function withFamily(label: string, family: string): string {
  return label
    .replace(/ font-family="[^"]*"/g, "")
    .replace(/^<text/, () => `<text font-family="${OURS}${family}"`);
}
