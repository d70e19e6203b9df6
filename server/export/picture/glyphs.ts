import { type FontTables, tableOf } from "./font-file.ts";

/** The outline of one glyph, in units of its font. */
export interface Glyph {
  contours: Point[][];
  /** How far the next glyph stands. */
  advance: number;
}
interface Point {
  x: number;
  y: number;
  isOnCurve: boolean;
}

/** Glyphs that are made of others are followed this deep. */
const DEEPEST = 5;

/** Reads glyphs out of a TrueType font (OpenType 1.9, `glyf`, `loca`, `hmtx`); composed ones are taken apart. */
export function readGlyph(tables: FontTables, id: number): Glyph {
  return { contours: contoursOf(tables, id, 0), advance: advanceOf(tables, id) };
}

export function unitsOf(tables: FontTables): number {
  return tableOf(tables, "head").readUInt16BE(18);
}

export function advanceOf(tables: FontTables, id: number): number {
  // Those at the end are all as wide as the last one that is listed.
  const listed = tableOf(tables, "hhea").readUInt16BE(34);
  return tableOf(tables, "hmtx").readUInt16BE(4 * Math.min(id, listed - 1));
}

/** Where the bytes of a glyph begin in `glyf`, and where they end. */
export function glyphBytes(tables: FontTables, id: number): Buffer {
  const loca = tableOf(tables, "loca");
  const isLong = tableOf(tables, "head").readInt16BE(50) === 1;
  const at = (index: number) => (isLong ? loca.readUInt32BE(4 * index) : 2 * loca.readUInt16BE(2 * index));
  return tableOf(tables, "glyf").subarray(at(id), at(id + 1));
}

function contoursOf(tables: FontTables, id: number, depth: number): Point[][] {
  const data = glyphBytes(tables, id);
  if (data.length < 10) return [];
  const count = data.readInt16BE(0);
  return count >= 0 ? simpleContours(data, count) : composedContours(tables, data, depth);
}

const ON_CURVE = 1;
const REPEAT = 8;

function simpleContours(data: Buffer, count: number): Point[][] {
  if (count === 0) return [];
  const ends = Array.from({ length: count }, (_, index) => data.readUInt16BE(10 + 2 * index));
  const total = (ends.at(-1) ?? -1) + 1;
  // What follows the ends are instructions for screens of old.
  let at = 10 + 2 * count + 2 + data.readUInt16BE(10 + 2 * count);
  const flags: number[] = [];
  while (flags.length < total) {
    const flag = data.readUInt8(at++);
    const times = flag & REPEAT ? 1 + data.readUInt8(at++) : 1;
    for (let time = 0; time < times; time += 1) flags.push(flag);
  }
  const coordinates = (short: number, same: number) => {
    let value = 0;
    return flags.map((flag) => {
      if (flag & short) value += (flag & same ? 1 : -1) * data.readUInt8(at++);
      else if (!(flag & same)) {
        value += data.readInt16BE(at);
        at += 2;
      }
      return value;
    });
  };
  const across = coordinates(2, 16);
  const up = coordinates(4, 32);
  const contours: Point[][] = [];
  let first = 0;
  for (const end of ends) {
    const contour: Point[] = [];
    for (let index = first; index <= end; index += 1)
      contour.push({
        x: across[index] ?? 0,
        y: up[index] ?? 0,
        isOnCurve: ((flags[index] ?? 0) & ON_CURVE) !== 0,
      });
    contours.push(contour);
    first = end + 1;
  }
  return contours;
}

const WORDS = 1;
const OFFSETS = 2;
const ONE_SCALE = 8;
const MORE = 32;
const TWO_SCALES = 64;
const MATRIX = 128;

function composedContours(tables: FontTables, data: Buffer, depth: number): Point[][] {
  const contours: Point[][] = [];
  if (depth >= DEEPEST) return contours;
  for (let at = 10, flags = MORE; flags & MORE; ) {
    flags = data.readUInt16BE(at);
    const part = data.readUInt16BE(at + 2);
    at += 4;
    const [x, y] =
      flags & WORDS
        ? [data.readInt16BE(at), data.readInt16BE(at + 2)]
        : [data.readInt8(at), data.readInt8(at + 1)];
    at += flags & WORDS ? 4 : 2;
    const numbers = flags & MATRIX ? 4 : flags & TWO_SCALES ? 2 : flags & ONE_SCALE ? 1 : 0;
    const scales = Array.from({ length: numbers }, (_, index) => data.readInt16BE(at + 2 * index) / 16_384);
    at += 2 * numbers;
    const [a = 1, b = 0, c = 0, d = 1] =
      numbers === 4 ? scales : [scales[0] ?? 1, 0, 0, scales[1] ?? scales[0] ?? 1];
    // Parts that are fastened to points of others are put where they were drawn.
    const [right, up] = flags & OFFSETS ? [x, y] : [0, 0];
    for (const contour of contoursOf(tables, part, depth + 1))
      contours.push(
        contour.map(({ x, y, isOnCurve }) => ({
          x: a * x + c * y + right,
          y: b * x + d * y + up,
          isOnCurve,
        })),
      );
  }
  return contours;
}

/** The bytes of an outline in `glyf`, `scale` times as large. Every coordinate is written as a word. */
export function writeGlyph({ contours }: Glyph, scale: number): Buffer {
  const points = contours.flat().map(({ x, y, isOnCurve }) => ({
    x: Math.round(x * scale),
    y: Math.round(y * scale),
    isOnCurve,
  }));
  if (points.length === 0) return Buffer.alloc(0);
  const head = Buffer.alloc(10 + 2 * contours.length + 2);
  head.writeInt16BE(contours.length, 0);
  const box = [least(points, "x"), least(points, "y"), most(points, "x"), most(points, "y")];
  for (const [index, value] of box.entries()) head.writeInt16BE(value, 2 + 2 * index);
  let end = -1;
  for (const [index, contour] of contours.entries()) {
    end += contour.length;
    head.writeUInt16BE(end, 10 + 2 * index);
  }
  const flags = Buffer.from(points.map(({ isOnCurve }) => (isOnCurve ? ON_CURVE : 0)));
  const glyph = Buffer.concat([head, flags, words(points, "x"), words(points, "y")]);
  return glyph.length % 2 === 0 ? glyph : Buffer.concat([glyph, Buffer.alloc(1)]);
}

const least = (points: readonly Point[], axis: "x" | "y") =>
  points.reduce((before, point) => Math.min(before, point[axis]), Number.POSITIVE_INFINITY);
const most = (points: readonly Point[], axis: "x" | "y") =>
  points.reduce((before, point) => Math.max(before, point[axis]), Number.NEGATIVE_INFINITY);

function words(points: readonly Point[], axis: "x" | "y"): Buffer {
  const table = Buffer.alloc(2 * points.length);
  let before = 0;
  for (const [index, point] of points.entries()) {
    table.writeInt16BE(point[axis] - before, 2 * index);
    before = point[axis];
  }
  return table;
}
