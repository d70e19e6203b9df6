import { readFileSync } from "node:fs";
import { composeFont, type Lender } from "./compose-font.ts";
import { type FontTables, glyphsByPoint, readFont } from "./font-file.ts";
import { TYPEFACES, type Typeface, type TypefaceName } from "./typefaces.ts";

/** Bytes of fonts that are kept in memory. */
const MOST_BYTES = 16_000_000;

/** Fonts for drawings, made of the files of the typefaces; files are read when they are first needed. */
export interface FontShelf {
  /** The name of the family that is made of a typeface. */
  family(typeface: TypefaceName): string;
  /**
   * A typeface in its weights, and in italics where it has some and they are asked for, with signs for all of these code
   * points, lent by others where it has none; and the points that no typeface has.
   */
  fonts(
    typeface: TypefaceName,
    points: ReadonlySet<number>,
    withItalics: boolean,
  ): { files: Buffer[]; missing: number[] };
  /** Bytes in memory just now. */
  size(): number;
}

interface Kept {
  tables: FontTables;
  points: ReadonlyMap<number, number>;
  bytes: number;
}

/** One part of a typeface: a file for each weight and style. */
interface Part {
  typeface: TypefaceName;
  name: string;
}

/** A shelf of all typefaces; `mostBytes` of files stay in memory, those that were used last. */
export function createFontShelf(mostBytes = MOST_BYTES): FontShelf {
  const typefaces = new Map<TypefaceName, Typeface>();
  const kept = new Map<string, Kept>();
  let bytes = 0;

  function typefaceOf(name: TypefaceName): Typeface {
    const known = typefaces.get(name) ?? TYPEFACES[name]();
    typefaces.set(name, known);
    return known;
  }

  function load({ typeface, name }: Part, weight: number, isItalic: boolean): Kept {
    const path = typefaceOf(typeface).file(name, weight, isItalic);
    let one = kept.get(path);
    if (one) kept.delete(path);
    else {
      const tables = readFont(readFileSync(path));
      const size = [...tables.values()].reduce((sum, { length }) => sum + length, 0);
      one = { tables, points: glyphsByPoint(tables), bytes: size };
      bytes += size;
    }
    // The one that was used last stands last.
    kept.set(path, one);
    for (const [oldest, { bytes: size }] of kept) {
      if (bytes <= mostBytes || oldest === path) break;
      kept.delete(oldest);
      bytes -= size;
    }
    return one;
  }

  /** The part of a typeface that has a sign for a point. */
  function partWith(typeface: TypefaceName, point: number): Part | null {
    for (const { name, claims } of typefaceOf(typeface).parts) {
      if (!claims(point)) continue;
      const part = { typeface, name };
      // What a package says of its parts is what they may hold, not what they do.
      if (load(part, 400, false).points.has(point)) return part;
    }
    return null;
  }

  /** Who lends what `host` has not. */
  function lendersFor(host: Part, points: ReadonlySet<number>) {
    const own = load(host, 400, false).points;
    const lenders = new Map<string, { part: Part; points: number[] }>();
    const missing: number[] = [];
    for (const point of points) {
      if (own.has(point)) continue;
      let part: Part | null = null;
      for (const typeface of typefacesFor(point, host.typeface)) {
        part = partWith(typeface, point);
        if (part) break;
      }
      if (!part) missing.push(point);
      else {
        const key = `${part.typeface} ${part.name}`;
        const lender = lenders.get(key) ?? { part, points: [] };
        lender.points.push(point);
        lenders.set(key, lender);
      }
    }
    return { lenders: [...lenders.values()], missing };
  }

  return {
    family: (typeface) => `Learn ${typeface}`,
    fonts(name, points, withItalics) {
      const { host, weights, hasItalics, joinsLetters } = typefaceOf(name);
      const part = { typeface: name, name: host };
      const { lenders, missing } = lendersFor(part, points);
      const files: Buffer[] = [];
      for (const isItalic of withItalics && hasItalics ? [false, true] : [false])
        for (const weight of weights) {
          const lent = lenders.map(({ part, points }): Lender => {
            const lender = typefaceOf(part.typeface);
            const { tables } = load(part, nearest(lender.weights, weight), isItalic && lender.hasItalics);
            return { tables, points };
          });
          const { tables } = load(part, weight, isItalic);
          files.push(composeFont(tables, lent, `Learn ${name}`, joinsLetters));
        }
      return { files, missing };
    },
    size: () => bytes,
  };
}

/** The weight that comes closest, the bolder one of two. */
function nearest(weights: readonly number[], weight: number): number {
  return weights.reduce((best, one) => (Math.abs(one - weight) <= Math.abs(best - weight) ? one : best));
}

/** Where ideographs, kana and their punctuation begin. */
const FIRST_JAPANESE = 0x2e80;
const EMOJI = /^\p{Emoji_Presentation}/u;

/** Where a sign is looked for, in this order. */
function typefacesFor(point: number, host: TypefaceName): TypefaceName[] {
  if (EMOJI.test(String.fromCodePoint(point))) return ["emoji", "signs", "japanese"];
  if (point >= FIRST_JAPANESE) return ["japanese", "signs", "emoji"];
  const own: TypefaceName[] = host === "serif" ? ["serif", "sans"] : ["sans"];
  return [...own, "signs", "devanagari", "thai", "japanese", "emoji"];
}
