import type { Declaration } from "../css/rules.ts";

/** One animation that declarations ask for. */
export interface CssAnimation {
  /** Words one of which names keyframes. */
  names: readonly string[];
  /** Whether the last state holds: filled forwards, and not without end. */
  holds: boolean;
  /** Whether it ends in the first keyframe: an even number of turns to and fro, or backwards. */
  endsAtStart: boolean;
}

/** The longhands as lists, in lower case but for the names. */
interface Longhands {
  names: readonly string[][];
  fills: readonly string[];
  counts: readonly string[];
  directions: readonly string[];
}

const NOTHING: Longhands = { names: [], fills: [], counts: [], directions: [] };
const FILLS = new Set(["none", "forwards", "backwards", "both"]);
const DIRECTIONS = new Set(["normal", "reverse", "alternate", "alternate-reverse"]);

/** Whether a property belongs to animations or transitions: those have no meaning in a still. */
export function isOfMotion(property: string): boolean {
  return property.startsWith("animation") || property.startsWith("transition");
}

/**
 * The animations of one block, later declarations over earlier ones, important ones over all (CSS Animations 1).
 * `shared` are declarations of blocks that name no animation but say how animations run: they count for a block
 * that names its animations by the longhand.
 */
export function readAnimations(
  declarations: readonly Declaration[],
  shared: readonly Declaration[],
): CssAnimation[] {
  let read = NOTHING;
  for (const declaration of shared) read = withDeclaration(read, declaration);
  for (const important of [false, true]) {
    for (const declaration of declarations) {
      if (declaration.important === important) read = withDeclaration(read, declaration);
    }
  }
  return read.names.map((names, index) => {
    const count = repeated(read.counts, index) ?? "1";
    const direction = repeated(read.directions, index) ?? "normal";
    const fill = repeated(read.fills, index);
    const turns = Number.parseFloat(count);
    const even = Number.isInteger(turns) && turns % 2 === 0;
    return {
      names,
      holds: (fill === "forwards" || fill === "both") && count !== "infinite",
      endsAtStart:
        direction === "reverse" ||
        (direction === "alternate" && even) ||
        (direction === "alternate-reverse" && !even),
    };
  });
}

function withDeclaration(read: Longhands, { property, value }: Declaration): Longhands {
  switch (property) {
    case "animation":
      return readShorthand(value);
    case "animation-name":
      return { ...read, names: splitList(value).map((name) => [name]) };
    case "animation-fill-mode":
      return { ...read, fills: splitList(value.toLowerCase()) };
    case "animation-iteration-count":
      return { ...read, counts: splitList(value.toLowerCase()) };
    case "animation-direction":
      return { ...read, directions: splitList(value.toLowerCase()) };
    default:
      return read;
  }
}

function readShorthand(value: string): Longhands {
  const names: string[][] = [];
  const fills: string[] = [];
  const counts: string[] = [];
  const directions: string[] = [];
  for (const animation of splitList(value)) {
    const own: string[] = [];
    let [fill, count, direction] = ["none", "1", "normal"];
    for (const word of animation.split(/\s+/)) {
      const lower = word.toLowerCase();
      if (FILLS.has(lower)) fill = lower;
      else if (DIRECTIONS.has(lower)) direction = lower;
      else if (lower === "infinite" || (lower !== "" && Number.isFinite(Number(lower)))) count = lower;
      // Timing functions, times and `running` stand here too: no keyframes have their name.
      else own.push(word);
    }
    names.push(own);
    fills.push(fill);
    counts.push(count);
    directions.push(direction);
  }
  return { names, fills, counts, directions };
}

function repeated(list: readonly string[], index: number): string | undefined {
  return list[index % list.length];
}

/** Parts between the commas that are not in parentheses, trimmed. */
function splitList(value: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  for (let index = 0; index < value.length; index += 1) {
    const character = value.charAt(index);
    if (character === "(") depth += 1;
    else if (character === ")") depth = Math.max(0, depth - 1);
    else if (character === "," && depth === 0) {
      parts.push(value.slice(start, index).trim());
      start = index + 1;
    }
  }
  parts.push(value.slice(start).trim());
  return parts;
}
