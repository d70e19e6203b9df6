import {
  type FontTables,
  glyphsByPoint,
  tableOf,
  writeFont,
  writeGlyphsByPoint,
  writeName,
} from "./font-file.ts";
import { advanceOf, glyphBytes, readGlyph, unitsOf, writeGlyph } from "./glyphs.ts";

/** A font that lends its glyphs. */
export interface Lender {
  tables: FontTables;
  points: readonly number[];
}

/** Tables that are about more than the present glyphs, or about screens of old. */
const LEFT_OUT = ["DSIG", "FFTM", "STAT", "VDMX", "cvt ", "fpgm", "gasp", "hdmx", "kern", "prep"];

/**
 * A font with the glyphs of others added at its end, scaled to its size: one that has everything a drawing needs. What it
 * says of its own glyphs (kerning, the joining of letters) stays true, as these keep their numbers.
 * @param substitutes whether glyphs may be put in place of others: joined letters and ligatures
 */
export function composeFont(
  host: FontTables,
  lenders: readonly Lender[],
  family: string,
  substitutes: boolean,
): Buffer {
  const own = tableOf(host, "maxp").readUInt16BE(4);
  const byPoint = glyphsByPoint(host);
  const glyphs = Array.from({ length: own }, (_, id) => glyphBytes(host, id));
  const advances = Array.from({ length: own }, (_, id) => advanceOf(host, id));
  for (const { tables, points } of lenders) {
    const lent = glyphsByPoint(tables);
    const scale = unitsOf(host) / unitsOf(tables);
    for (const point of points) {
      const id = lent.get(point);
      if (id === undefined || byPoint.has(point)) continue;
      const glyph = readGlyph(tables, id);
      byPoint.set(point, glyphs.length);
      glyphs.push(writeGlyph(glyph, scale));
      advances.push(Math.round(glyph.advance * scale));
    }
  }
  const tables = new Map(host);
  for (const name of LEFT_OUT) tables.delete(name);
  if (!substitutes) tables.delete("GSUB");
  tables.set("cmap", writeGlyphsByPoint(byPoint));
  tables.set("name", writeName(family));
  setGlyphs(tables, glyphs, advances);
  return writeFont(tables);
}

function setGlyphs(tables: FontTables, glyphs: readonly Buffer[], advances: readonly number[]): void {
  const places = Buffer.alloc(4 * (glyphs.length + 1));
  let end = 0;
  for (const [index, glyph] of glyphs.entries()) {
    end += glyph.length;
    places.writeUInt32BE(end, 4 * (index + 1));
  }
  tables.set("glyf", Buffer.concat(glyphs));
  tables.set("loca", places);
  const widths = Buffer.alloc(4 * advances.length);
  for (const [index, advance] of advances.entries()) {
    const glyph = glyphs[index];
    widths.writeUInt16BE(Math.min(advance, 0xffff), 4 * index);
    if (glyph && glyph.length >= 10) widths.writeInt16BE(glyph.readInt16BE(2), 4 * index + 2);
  }
  tables.set("hmtx", widths);
  const count = changed(tables, "maxp");
  count.writeUInt16BE(glyphs.length, 4);
  changed(tables, "hhea").writeUInt16BE(advances.length, 34);
  // Places are written as long numbers.
  changed(tables, "head").writeInt16BE(1, 50);
  // Version 3: glyphs have no names.
  const post = changed(tables, "post").subarray(0, 32);
  post.writeUInt32BE(0x00030000, 0);
  tables.set("post", post);
}

/** A copy of a table, in place of it: the host is used again. */
function changed(tables: FontTables, name: string): Buffer {
  const copy = Buffer.from(tableOf(tables, name));
  tables.set(name, copy);
  return copy;
}
