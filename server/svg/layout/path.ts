import { type Box, emptyBox, includePoint } from "./boxes.ts";
import { type NumberReader, readNumber } from "./numbers.ts";

/** Hears the whole segments of a path, all absolute, arcs and smooth curves written out. */
interface PathSink {
  move(x: number, y: number): void;
  line(x: number, y: number): void;
  cubic(x1: number, y1: number, x2: number, y2: number, x: number, y: number): void;
  arc(fromX: number, fromY: number, values: readonly number[], x: number, y: number): void;
}

/** How many numbers a command takes; 0 for `Z`. */
const COUNTS: Record<string, number> = { m: 2, l: 2, h: 1, v: 1, c: 6, s: 4, q: 4, t: 2, a: 7, z: 0 };

/** Reads path data up to its first mistake, as a browser does. */
function readPath(data: string, sink: PathSink): void {
  const reader: NumberReader = { text: data, at: 0 };
  const values = [0, 0, 0, 0, 0, 0, 0];
  let command = "";
  let x = 0;
  let y = 0;
  let startX = 0;
  let startY = 0;
  // The last control point, mirrored by S and T.
  let controlX = 0;
  let controlY = 0;
  let curve = "";
  for (;;) {
    const code = skipSeparators(reader);
    if (Number.isNaN(code)) return;
    const letter = code | 32;
    if (letter >= 97 && letter <= 122) {
      command = data.charAt(reader.at);
      reader.at += 1;
    } else if (command === "" || command === "z" || command === "Z") return;
    const lower = command.toLowerCase();
    const count = COUNTS[lower];
    if (count === undefined) return;
    if (count === 0) {
      sink.line(startX, startY);
      x = startX;
      y = startY;
      curve = "";
      continue;
    }
    for (let index = 0; index < count; index += 1) {
      const value = lower === "a" && (index === 3 || index === 4) ? readFlag(reader) : readNumber(reader);
      if (value === null) return;
      values[index] = value;
    }
    const relative = command === lower;
    const originX = relative ? x : 0;
    const originY = relative ? y : 0;
    const at = (index: number) => (values[index] ?? 0) + (index % 2 === 0 ? originX : originY);
    let next = "";
    switch (lower) {
      case "m":
        startX = x = at(0);
        startY = y = at(1);
        sink.move(x, y);
        command = relative ? "l" : "L";
        break;
      case "l":
        x = at(0);
        y = at(1);
        sink.line(x, y);
        break;
      case "h":
        x = at(0);
        sink.line(x, y);
        break;
      case "v":
        y = (values[0] ?? 0) + originY;
        sink.line(x, y);
        break;
      case "c":
      case "s": {
        const smooth = lower === "s";
        const x1 = smooth ? (curve === "c" ? 2 * x - controlX : x) : at(0);
        const y1 = smooth ? (curve === "c" ? 2 * y - controlY : y) : at(1);
        const from = smooth ? 0 : 2;
        controlX = at(from);
        controlY = at(from + 1);
        x = at(from + 2);
        y = at(from + 3);
        sink.cubic(x1, y1, controlX, controlY, x, y);
        next = "c";
        break;
      }
      case "q":
      case "t": {
        const fromX = x;
        const fromY = y;
        if (lower === "q") {
          controlX = at(0);
          controlY = at(1);
          x = at(2);
          y = at(3);
        } else {
          controlX = curve === "q" ? 2 * x - controlX : x;
          controlY = curve === "q" ? 2 * y - controlY : y;
          x = at(0);
          y = at(1);
        }
        const third = 2 / 3;
        sink.cubic(
          fromX + (controlX - fromX) * third,
          fromY + (controlY - fromY) * third,
          x + (controlX - x) * third,
          y + (controlY - y) * third,
          x,
          y,
        );
        next = "q";
        break;
      }
      default: {
        const fromX = x;
        const fromY = y;
        x = (values[5] ?? 0) + originX;
        y = (values[6] ?? 0) + originY;
        sink.arc(fromX, fromY, values, x, y);
      }
    }
    curve = next;
  }
}

function skipSeparators(reader: NumberReader): number {
  let code = reader.text.charCodeAt(reader.at);
  while (code === 32 || code === 44 || code === 10 || code === 9 || code === 13) {
    reader.at += 1;
    code = reader.text.charCodeAt(reader.at);
  }
  return code;
}

/** Flags of arcs may stand close together: `a5 5 0 015 5`. */
function readFlag(reader: NumberReader): number | null {
  const code = skipSeparators(reader);
  if (code !== 48 && code !== 49) return null;
  reader.at += 1;
  return code - 48;
}

/**
 * A box that holds the path: by the control points of its curves, and around its arcs by their reach, so it may be
 * wider than the path.
 */
export function pathBox(data: string): Box {
  const box = emptyBox();
  readPath(data, {
    move: (x, y) => includePoint(box, x, y),
    line: (x, y) => includePoint(box, x, y),
    cubic(x1, y1, x2, y2, x, y) {
      includePoint(box, x1, y1);
      includePoint(box, x2, y2);
      includePoint(box, x, y);
    },
    arc(fromX, fromY, values, x, y) {
      for (const [pointX, pointY] of arcPoints(fromX, fromY, values, x, y)) includePoint(box, pointX, pointY);
    },
  });
  return box;
}

const CURVE_STEPS = 6;
/** No more corners than this are kept of one path. */
const CORNERS = 4000;

/** The outlines of a path as polygons: x and y of their corners in turn. Curves become six lines each. */
export function flattenPath(data: string): number[][] {
  const outlines: number[][] = [];
  let outline: number[] = [];
  let corners = 0;
  const line = (x: number, y: number) => {
    corners += 1;
    if (corners <= CORNERS) outline.push(x, y);
  };
  readPath(data, {
    move(x, y) {
      outline = [x, y];
      if (corners <= CORNERS) outlines.push(outline);
    },
    line,
    cubic(x1, y1, x2, y2, x, y) {
      const fromX = outline[outline.length - 2] ?? x1;
      const fromY = outline[outline.length - 1] ?? y1;
      for (let step = 1; step <= CURVE_STEPS; step += 1) {
        const t = step / CURVE_STEPS;
        const s = 1 - t;
        const a = s * s * s;
        const b = 3 * s * s * t;
        const c = 3 * s * t * t;
        const d = t * t * t;
        line(a * fromX + b * x1 + c * x2 + d * x, a * fromY + b * y1 + c * y2 + d * y);
      }
    },
    arc(fromX, fromY, values, x, y) {
      for (const [pointX, pointY] of arcPoints(fromX, fromY, values, x, y)) line(pointX, pointY);
    },
  });
  return outlines;
}

/** Steps in half a turn; every quarter of an upright arc is among the points of a whole ellipse. */
const ARC_STEP = Math.PI / 8;

/** Points along an arc, its end the last one (SVG 2, appendix B.2.4: from end points to centre). */
function arcPoints(
  fromX: number,
  fromY: number,
  values: readonly number[],
  x: number,
  y: number,
): [number, number][] {
  const [radiusX = 0, radiusY = 0, degrees = 0, large = 0, sweep = 0] = values;
  let rx = Math.abs(radiusX);
  let ry = Math.abs(radiusY);
  if (rx === 0 || ry === 0 || (fromX === x && fromY === y)) return [[x, y]];
  const angle = (degrees * Math.PI) / 180;
  const cos = Math.cos(angle);
  const sin = Math.sin(angle);
  const halfX = (fromX - x) / 2;
  const halfY = (fromY - y) / 2;
  const px = cos * halfX + sin * halfY;
  const py = cos * halfY - sin * halfX;
  const excess = (px * px) / (rx * rx) + (py * py) / (ry * ry);
  if (excess > 1) {
    rx *= Math.sqrt(excess);
    ry *= Math.sqrt(excess);
  }
  const below = rx * rx * py * py + ry * ry * px * px;
  const root = Math.sqrt(Math.max(0, (rx * rx * ry * ry - below) / below)) * (large === sweep ? -1 : 1);
  const cx = (root * rx * py) / ry;
  const cy = (-root * ry * px) / rx;
  const centreX = cos * cx - sin * cy + (fromX + x) / 2;
  const centreY = sin * cx + cos * cy + (fromY + y) / 2;
  const from = Math.atan2((py - cy) / ry, (px - cx) / rx);
  let turn = Math.atan2((-py - cy) / ry, (-px - cx) / rx) - from;
  if (sweep === 1 && turn < 0) turn += 2 * Math.PI;
  if (sweep === 0 && turn > 0) turn -= 2 * Math.PI;
  if (!Number.isFinite(from + turn + centreX + centreY)) return [[x, y]];
  const points: [number, number][] = [];
  const steps = Math.max(1, Math.ceil(Math.abs(turn) / ARC_STEP));
  for (let step = 1; step < steps; step += 1) {
    const at = from + (turn * step) / steps;
    const ex = rx * Math.cos(at);
    const ey = ry * Math.sin(at);
    points.push([centreX + cos * ex - sin * ey, centreY + sin * ex + cos * ey]);
  }
  points.push([x, y]);
  return points;
}
