import { inflateSync } from "node:zlib";

/** The tables of a font by their four letters (OpenType 1.9, "Organization of an OpenType Font"). */
export type FontTables = Map<string, Buffer>;

const WOFF = 0x774f4646;
const TRUETYPE = 0x00010000;

/** Reads a TrueType file, or a WOFF 1.0 file: the same tables, each packed by itself. */
export function readFont(file: Buffer): FontTables {
  const isWoff = file.readUInt32BE(0) === WOFF;
  const count = file.readUInt16BE(isWoff ? 12 : 4);
  const tables: FontTables = new Map();
  for (let index = 0; index < count; index += 1) {
    const entry = isWoff ? 44 + 20 * index : 12 + 16 * index;
    const start = file.readUInt32BE(entry + (isWoff ? 4 : 8));
    const packed = file.readUInt32BE(entry + (isWoff ? 8 : 12));
    const length = file.readUInt32BE(entry + 12);
    const data = file.subarray(start, start + packed);
    tables.set(
      file.toString("latin1", entry, entry + 4),
      packed < length ? inflateSync(data) : Buffer.from(data),
    );
  }
  return tables;
}

/** Writes a TrueType file. Checksums are left at 0: nobody here reads them. */
export function writeFont(tables: FontTables): Buffer {
  const names = [...tables.keys()].sort();
  const head = Buffer.alloc(12 + 16 * names.length);
  head.writeUInt32BE(TRUETYPE, 0);
  head.writeUInt16BE(names.length, 4);
  const parts: Buffer[] = [head];
  let end = head.length;
  for (const [index, name] of names.entries()) {
    const table = padded(tables.get(name) ?? Buffer.alloc(0));
    const entry = 12 + 16 * index;
    head.write(name, entry, "latin1");
    head.writeUInt32BE(end, entry + 8);
    head.writeUInt32BE(tables.get(name)?.length ?? 0, entry + 12);
    parts.push(table);
    end += table.length;
  }
  return Buffer.concat(parts);
}

/** Tables begin at multiples of four. */
function padded(table: Buffer): Buffer {
  const rest = table.length % 4;
  return rest === 0 ? table : Buffer.concat([table, Buffer.alloc(4 - rest)]);
}

/** A table that every font has. */
export function tableOf(tables: FontTables, name: string): Buffer {
  const table = tables.get(name);
  if (!table) throw new Error(`The font has no table ${name}.`);
  return table;
}

/** The number of the glyph for each code point: `cmap`, formats 4 and 12. */
export function glyphsByPoint(tables: FontTables): Map<number, number> {
  const map = tableOf(tables, "cmap");
  const glyphs = new Map<number, number>();
  for (let index = 0; index < map.readUInt16BE(2); index += 1) {
    const start = map.readUInt32BE(8 + 8 * index);
    const format = map.readUInt16BE(start);
    if (format === 4) addSegments(glyphs, map, start);
    else if (format === 12) addGroups(glyphs, map, start);
  }
  return glyphs;
}

function addSegments(glyphs: Map<number, number>, map: Buffer, start: number): void {
  const bytes = map.readUInt16BE(start + 6);
  for (let at = 0; at < bytes; at += 2) {
    const last = map.readUInt16BE(start + 14 + at);
    const first = map.readUInt16BE(start + 16 + bytes + at);
    const delta = map.readUInt16BE(start + 16 + 2 * bytes + at);
    const offsetAt = start + 16 + 3 * bytes + at;
    const offset = map.readUInt16BE(offsetAt);
    for (let point = first; point <= last && point < 0xffff; point += 1) {
      const listed = offset === 0 ? point : map.readUInt16BE(offsetAt + offset + 2 * (point - first));
      const glyph = offset !== 0 && listed === 0 ? 0 : (listed + delta) & 0xffff;
      if (glyph !== 0) glyphs.set(point, glyph);
    }
  }
}

function addGroups(glyphs: Map<number, number>, map: Buffer, start: number): void {
  for (let group = 0; group < map.readUInt32BE(start + 12); group += 1) {
    const entry = start + 16 + 12 * group;
    const first = map.readUInt32BE(entry);
    const glyph = map.readUInt32BE(entry + 8);
    for (let point = first; point <= map.readUInt32BE(entry + 4); point += 1)
      glyphs.set(point, glyph + point - first);
  }
}

/** A `cmap` table, as one subtable of format 12 for all of Unicode. */
export function writeGlyphsByPoint(glyphs: ReadonlyMap<number, number>): Buffer {
  const sorted = [...glyphs].sort(([one], [two]) => one - two);
  const table = Buffer.alloc(12 + 16 + 12 * sorted.length);
  for (const [index, value] of [0, 1, 3, 10].entries()) table.writeUInt16BE(value, 2 * index);
  table.writeUInt32BE(12, 8);
  table.writeUInt16BE(12, 12);
  table.writeUInt32BE(table.length - 12, 16);
  table.writeUInt32BE(sorted.length, 24);
  for (const [index, [point, glyph]] of sorted.entries())
    for (const [place, value] of [point, point, glyph].entries())
      table.writeUInt32BE(value, 28 + 12 * index + 4 * place);
  return table;
}

const FAMILY = 1;
const POSTSCRIPT_NAME = 6;

/** A `name` table that gives a font this family's name, and no other names. */
export function writeName(family: string): Buffer {
  const text = Buffer.from(family, "utf16le").swap16();
  const ids = [FAMILY, POSTSCRIPT_NAME];
  const table = Buffer.alloc(6 + 12 * ids.length);
  table.writeUInt16BE(ids.length, 2);
  table.writeUInt16BE(table.length, 4);
  for (const [index, id] of ids.entries()) {
    // Windows, Unicode, English: the one kind that all readers know.
    for (const [place, value] of [3, 1, 0x409, id, text.length, 0].entries())
      table.writeUInt16BE(value, 6 + 12 * index + 2 * place);
  }
  return Buffer.concat([table, text]);
}
