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
 * How a run is called: by the title of what was made, else by the question. `question` is null where the title says
 * all of it.
 */
export function wordsOf(
  run: Pick<RunSummary, "title" | "input">,
  fallback: string,
): { title: string; question: string | null } {
  const question = questionOf(run.input);
  const title = run.title?.trim() || question || fallback;
  const isSaid = question !== null && title.toLowerCase().includes(question.toLowerCase());
  return { title, question: isSaid ? null : question };
}

const INNER: Record<string, string> = { "“": "‘", "”": "’", "「": "『", "」": "』" };

/** A title such as it can stand in quotation marks inside a sentence: a whole paragraph cannot. */
export function quotable(title: string, longest = 80): string {
  const characters = [...title].map((one) => INNER[one] ?? one);
  if (characters.length <= longest) return characters.join("");
  const beginning = characters.slice(0, longest - 1).join("");
  return `${beginning.trimEnd()}…`;
}
