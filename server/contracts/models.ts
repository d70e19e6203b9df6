/** Who serves models. */
export const PROVIDERS = ["gemini", "openai", "openrouter", "jina"] as const;
export type ProviderName = (typeof PROVIDERS)[number];

/** The roles that a model plays; which models play them is configuration. */
export const TIER_NAMES = [
  "plan",
  "svg",
  "story",
  "story-light",
  "image",
  "lesson-content",
  "lesson-structure",
  "course-strong",
  "course-cheap",
  "course-last",
  "variant",
  "judge",
  "embedding",
] as const;
export type TierName = (typeof TIER_NAMES)[number];

/** How a tier or a model is written in the name of a variable: `gemini-3.5-flash` is `GEMINI_3_5_FLASH`. */
export function variablePart(name: string): string {
  return name.toUpperCase().replace(/[^A-Z0-9]+/g, "_");
}
