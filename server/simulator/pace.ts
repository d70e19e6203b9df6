import { isRecord } from "./http.ts";
import { invalid } from "./problem.ts";

/** How fast replies come: milliseconds to the first chunk and between chunks; `jitter` 0–1 spreads both. */
export interface Pace {
  firstChunkMs: number;
  chunkMs: number;
  jitter: number;
}

export const PACES = {
  natural: { firstChunkMs: 400, chunkMs: 40, jitter: 0.5 },
  instant: { firstChunkMs: 0, chunkMs: 0, jitter: 0 },
} as const satisfies Record<string, Pace>;

/** Reads `natural`, `instant` or `{firstChunkMs, chunkMs, jitter?}`; throws a 400 Problem that names the field. */
export function parsePace(input: unknown, where = "pace"): Pace {
  if (input === "natural" || input === "instant") return PACES[input];
  if (!isRecord(input))
    throw invalid(`${where} must be "natural", "instant" or {firstChunkMs, chunkMs, jitter}.`);
  const number = (name: keyof Pace, most: number, fallback?: number): number => {
    const value = input[name] ?? fallback;
    if (typeof value !== "number" || !(value >= 0 && value <= most)) {
      throw invalid(`${where}.${name} must be a number from 0 to ${most}.`);
    }
    return value;
  };
  return {
    firstChunkMs: number("firstChunkMs", 600_000),
    chunkMs: number("chunkMs", 600_000),
    jitter: number("jitter", 1, 0),
  };
}

/** A small seeded random source (mulberry32), so that the same reply is always cut and timed the same way. */
export function createRandom(seed: string): () => number {
  let state = 2166136261;
  for (let i = 0; i < seed.length; i++) state = Math.imul(state ^ seed.charCodeAt(i), 16777619);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** A delay of about `ms`, spread evenly over `ms · (1 ± jitter)`. */
export function jittered(ms: number, jitter: number, random: () => number): number {
  return ms * (1 + jitter * (random() * 2 - 1));
}

/** The least and the most characters of a chunk. */
export type ChunkSizes = readonly [least: number, most: number];

/** About 20 characters a chunk, as most models send words. */
export const TEXT_CHUNKS: ChunkSizes = [6, 34];
/** Markup comes in larger pieces: a drawing of 8 KB takes about seven seconds at the natural pace. */
export const DRAWING_CHUNKS: ChunkSizes = [36, 64];

/**
 * Cuts a text into chunks of `size` characters, or of uneven sizes within bounds. Cuts fall anywhere between code
 * points, as providers cut: inside words, tags, escapes, JSON tokens and composed characters.
 */
export function cutIntoChunks(text: string, size: number | ChunkSizes, random: () => number): string[] {
  const [least, most] = typeof size === "number" ? [size, size] : size;
  const points = Array.from(text);
  const chunks: string[] = [];
  for (let at = 0; at < points.length; ) {
    const length = least + Math.floor(random() * (most - least + 1));
    chunks.push(points.slice(at, at + length).join(""));
    at += length;
  }
  return chunks;
}
