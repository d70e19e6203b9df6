// Drawings for tests of this pipeline.
import { readFileSync } from "node:fs";
import { join } from "node:path";

const LIBRARY = join(import.meta.dirname, "../../simulator/library/drawings");

/** A drawing of the sample library, as its model says it: `photosynthesis/recap`. */
export function libraryDrawing(name: string): string {
  return readFileSync(join(LIBRARY, `${name}.svg`), "utf8");
}

/** A drawing without motion, of one shape, its labels off the canvas: a score far under 60. */
export const POOR_DRAWING = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 400">
<rect width="640" height="400" fill="#eef"/><text x="900" y="50" font-size="20">Nobody</text><text x="900" y="90" font-size="20">reads</text></svg>`;
