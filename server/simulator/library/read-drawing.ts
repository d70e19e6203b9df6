import { readFileSync } from "node:fs";
import { join } from "node:path";

const kept = new Map<string, string>();

/** The hand-made drawing of a lesson's step, read from its file once; nothing when there is none yet. */
export function readDrawing(lessonId: string, stepId: string): string | undefined {
  const path = join(import.meta.dirname, "drawings", lessonId, `${stepId}.svg`);
  const known = kept.get(path);
  if (known !== undefined) return known;
  const drawing = read(path)?.trim();
  if (drawing !== undefined) kept.set(path, drawing);
  return drawing;
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
}
