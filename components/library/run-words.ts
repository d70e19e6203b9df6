import type { RunSummary } from "#server/contracts/run.ts";

/** What was asked for, whatever its kind calls it; null when it is in no words. */
function questionOf(input: unknown): string | null {
  if (typeof input !== "object" || input === null) return null;
  for (const field of ["topic", "title", "canDoId"]) {
    const value = (input as Record<string, unknown>)[field];
    if (typeof value === "string" && value.trim() !== "") return value.trim();
  }
  return null;
}

/**
 * How a run is called: by the title of what was made, else by the question. `question` is null where it would only
 * say the same again.
 */
export function wordsOf(
  run: Pick<RunSummary, "title" | "input">,
  fallback: string,
): { title: string; question: string | null } {
  const question = questionOf(run.input);
  const title = run.title?.trim() || question || fallback;
  const isSame = question?.toLowerCase() === title.toLowerCase();
  return { title, question: isSame ? null : question };
}

/** A title inside a sentence or a button's name: a whole paragraph is none. */
export function shorten(title: string, longest = 80): string {
  const characters = [...title];
  return characters.length <= longest
    ? title
    : `${characters
        .slice(0, longest - 1)
        .join("")
        .trimEnd()}…`;
}
