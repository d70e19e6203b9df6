import { type SvgElement, textOf } from "../tree.ts";
import { ASCENT, CAP_HEIGHT, DESCENT, textAdvance, X_HEIGHT } from "./advances.ts";
import { type Box, emptyBox, includeBox, transformBox } from "./boxes.ts";
import { styleOf } from "./cascade.ts";
import { isUpright, scaleOf } from "./matrix.ts";
import { readLength } from "./numbers.ts";
import { type Polygon, polygonArea, quadOf } from "./quads.ts";
import type { RuleIndex } from "./rule-index.ts";
import type { PlacedText } from "./scene.ts";
import type { Style } from "./style.ts";

/** One line of a label: what is written on one baseline without a jump. */
export interface Line {
  /** From ascent to descent, in the label's own space. */
  box: Box;
  /** From the top of capitals to the baseline, or to the descent where letters reach there, in root space. */
  ink: Polygon;
  /** The upright box around `ink`. */
  bounds: Box;
  /** Whether `ink` is `bounds`. */
  upright: boolean;
  /** Of `ink`. */
  area: number;
}

/** A `text` element as it is painted. */
export interface Label {
  placed: PlacedText;
  text: string;
  lines: Line[];
  /** Around all lines, from ascent to descent, in root space. */
  box: Box;
  /** The style of most of its letters. */
  style: Style;
  /** In root user units. */
  fontSize: number;
}

interface Segment {
  x: number;
  baseline: number;
  width: number;
  /** Some of its letters reach below the baseline. */
  descends: boolean;
  style: Style;
}

interface Piece {
  node: SvgElement | string;
  style: Style;
  parent: SvgElement;
}

/**
 * The lines of a label; `null` for one without visible letters and for one whose place is not known: text along a
 * path and vertical text.
 *
 * Runs are measured by the advance table; `x`, `y`, `dx`, `dy` count by the first of their values; an `x` or `y` begins
 * a new chunk, which `text-anchor` aligns as a whole (SVG 2, chapter 11.5–11.8). White space is collapsed.
 */
export function layLabel(placed: PlacedText, rules: RuleIndex): Label | null {
  if (placed.style.vertical) return null;
  const { width, height } = placed.viewport;
  const stack: Piece[] = [{ node: placed.element, style: placed.style, parent: placed.element }];
  const lines: Box[] = [];
  const inks: Box[] = [];
  let chunk: Segment[] = [];
  let x = 0;
  let y = 0;
  let spaced = true;
  let text = "";
  let dominant = placed.style;
  let widest = 0;
  const endChunk = () => {
    layChunk(chunk, lines, inks);
    chunk = [];
  };
  for (let piece = stack.pop(); piece; piece = stack.pop()) {
    const { node, style, parent } = piece;
    if (typeof node === "object") {
      const { attributes } = node;
      const size = style.fontSize;
      if (attributes.x !== undefined || attributes.y !== undefined) {
        endChunk();
        x = readLength(attributes.x, x, size, width);
        y = readLength(attributes.y, y, size, height);
        spaced = true;
        if (text !== "" && !text.endsWith(" ")) text += " ";
      }
      if (attributes.dx !== undefined) x += readLength(attributes.dx, 0, size, width);
      if (attributes.dy !== undefined) y += readLength(attributes.dy, 0, size, height);
      for (let index = node.children.length - 1; index >= 0; index -= 1) {
        const child = node.children[index];
        if (typeof child === "string") stack.push({ node: child, style, parent: node });
        else if (child?.name === "textPath") return null;
        else if (child?.name === "tspan" || child?.name === "a") {
          const own = styleOf(child, style, rules);
          if (own.displayed) stack.push({ node: child, style: own, parent: node });
        }
      }
      continue;
    }
    const words: string = style.keepsSpace ? node.replace(/[\t\n\r]/g, " ") : collapse(node, spaced);
    if (words === "") continue;
    spaced = words.endsWith(" ");
    text += words;
    const wanted = parent.children.length === 1 ? parent.attributes.textLength : undefined;
    const measured = textAdvance(words, style.face, style.bold, style.fontSize, style.letterSpacing);
    const advance = wanted === undefined ? measured : readLength(wanted, measured, style.fontSize, width);
    if (style.visible) {
      chunk.push({
        x,
        baseline: y,
        width: visibleWidth(words, advance, style),
        descends: DESCENDING.test(words),
        style,
      });
      if (advance > widest) {
        widest = advance;
        dominant = style;
      }
    }
    x += advance;
  }
  endChunk();
  if (lines.length === 0 || widest <= 0 || text.trim() === "") return null;
  return finish(placed, text.trim(), lines, inks, dominant);
}

/** Runs of white space as one space, none at the start when there was one before (CSS Text 3, section 4.1). */
function collapse(text: string, spaced: boolean): string {
  if (!/[\t\n\r]| {2}|^ /.test(text)) return text;
  const single = text.replace(/[ \t\n\r]+/g, " ");
  return spaced && single.startsWith(" ") ? single.slice(1) : single;
}

/** Latin letters and signs below the baseline; of other scripts it is taken for granted. */
const DESCENDING = /[gjpqyQ,;()[\]{}|@_$§¶çµþýÿ]|[^\0-\xff\u2010-\u2027\u2190-\u21ff]/;

/** A space at the end moves the pen but shows nothing. */
function visibleWidth(words: string, advance: number, style: Style): number {
  if (!words.endsWith(" ")) return advance;
  return Math.max(0, advance - textAdvance(" ", style.face, style.bold, style.fontSize, style.letterSpacing));
}

/** Aligns a chunk and adds its lines; pieces on about the same baseline are one line. */
function layChunk(chunk: readonly Segment[], lines: Box[], inks: Box[]): void {
  const first = chunk[0];
  const last = chunk[chunk.length - 1];
  if (!first || !last) return;
  const shift = (last.x + last.width - first.x) * anchorShare(first.style);
  let previous: Segment | undefined;
  for (const segment of chunk) {
    const size = segment.style.fontSize;
    const baseline = segment.baseline + baselineShift(segment.style) * size;
    const left = segment.x + shift;
    const box = {
      left,
      top: baseline - ASCENT * size,
      right: left + segment.width,
      bottom: baseline + DESCENT * size,
    };
    const ink = {
      ...box,
      top: baseline - CAP_HEIGHT * size,
      bottom: segment.descends ? box.bottom : baseline,
    };
    const line = lines[lines.length - 1];
    const inkLine = inks[inks.length - 1];
    if (previous && line && inkLine && Math.abs(previous.baseline - segment.baseline) < size * 0.6) {
      includeBox(line, box);
      includeBox(inkLine, ink);
    } else {
      lines.push(box);
      inks.push(ink);
    }
    previous = segment;
  }
}

function anchorShare(style: Style): number {
  if (style.anchor === "middle") return -0.5;
  return (style.anchor === "end") !== style.rightToLeft ? -1 : 0;
}

/** How far down the baseline lies from the given y, in em, as Chromium places it. */
function baselineShift(style: Style): number {
  switch (style.alignment === "" || style.alignment === "auto" ? style.baseline : style.alignment) {
    case "middle":
      return X_HEIGHT / 2;
    case "central":
      return (ASCENT - DESCENT) / 2;
    case "hanging":
      return ASCENT * 0.8;
    case "mathematical":
      return ASCENT / 2;
    case "text-before-edge":
    case "before-edge":
    case "text-top":
      return ASCENT;
    case "text-after-edge":
    case "after-edge":
    case "text-bottom":
    case "ideographic":
      return -DESCENT;
    default:
      return 0;
  }
}

const SHOWN_TEXT = 80;

function finish(
  placed: PlacedText,
  text: string,
  boxes: readonly Box[],
  inks: readonly Box[],
  style: Style,
): Label | null {
  const { matrix } = placed;
  const box = emptyBox();
  const upright = isUpright(matrix);
  const lines: Line[] = [];
  boxes.forEach((line, index) => {
    const ink = inks[index] ?? line;
    if (!(ink.right > ink.left && ink.bottom > ink.top)) return;
    includeBox(box, transformBox(line, matrix));
    const quad = quadOf(ink, matrix);
    lines.push({ box: line, ink: quad, bounds: transformBox(ink, matrix), upright, area: polygonArea(quad) });
  });
  if (lines.length === 0 || !Number.isFinite(box.left + box.right + box.top + box.bottom)) return null;
  return {
    placed,
    text:
      text.length > SHOWN_TEXT
        ? Array.from(text.slice(0, SHOWN_TEXT * 2))
            .slice(0, SHOWN_TEXT)
            .join("")
        : text,
    lines,
    box,
    style,
    fontSize: style.fontSize * scaleOf(matrix),
  };
}

/** Whether a `text` element has anything to read. */
export function isLabel(element: SvgElement): boolean {
  return element.name === "text" && textOf(element).trim() !== "";
}
