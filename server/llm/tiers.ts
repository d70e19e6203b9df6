import type { ProviderName, TierName } from "./types.ts";

/** One model of one provider, by the name that the provider's API knows it by. */
export interface ModelRef {
  provider: ProviderName;
  model: string;
}

/** Milliseconds; all three clocks start when the limiter grants the call. */
export interface Timeouts {
  firstChunkMs: number;
  /** The longest silence between two chunks. */
  idleMs: number;
  totalMs: number;
}

export interface TierSpec {
  kind: "text" | "image" | "embedding";
  /** In order of preference. */
  models: readonly ModelRef[];
  /** Counted attempts of a step, over all models. */
  attempts: number;
  /** The wait before the second attempt; it doubles. */
  backoffMs: number;
  timeouts: Timeouts;
  /** What a reply may hold; for a picture, the tokens that it is billed as at most. */
  maxOutputTokens: number;
  /** Which model serves the tier when only this provider can be reached. */
  equivalents: Partial<Record<ProviderName, string>>;
}

const gemini = (model: string): ModelRef => ({ provider: "gemini", model });
const openai = (model: string): ModelRef => ({ provider: "openai", model });
const openrouter = (model: string): ModelRef => ({ provider: "openrouter", model });
const jina = (model: string): ModelRef => ({ provider: "jina", model });

const timeouts = (firstChunkMs: number, idleMs: number, totalMs: number): Timeouts => ({
  firstChunkMs,
  idleMs,
  totalMs,
});

// Equivalents that several tiers share: the provider's everyday model, and its small one.
const EVERYDAY = { gemini: "gemini-3.5-flash", openai: "gpt-4.1", openrouter: "google/gemini-3.5-flash" };
const SMALL = { gemini: "gemini-3.5-flash-lite", openai: "gpt-4o-mini", openrouter: "openai/gpt-4o-mini" };

const COURSE = {
  kind: "text",
  attempts: 3,
  backoffMs: 1_000,
  timeouts: timeouts(25_000, 15_000, 60_000),
  maxOutputTokens: 8_192,
} as const;

/** The default of every tier; `TIER_<NAME>` replaces its models. */
export const TIERS: Readonly<Record<TierName, TierSpec>> = {
  plan: {
    kind: "text",
    models: [gemini("gemini-3.5-flash")],
    attempts: 3,
    backoffMs: 1_000,
    timeouts: timeouts(12_000, 8_000, 20_000),
    maxOutputTokens: 2_048,
    equivalents: EVERYDAY,
  },
  // One model only: drawings by two hands in one explanation do not fit together.
  svg: {
    kind: "text",
    models: [gemini("gemini-3.5-flash")],
    attempts: 2,
    backoffMs: 3_000,
    timeouts: timeouts(25_000, 15_000, 60_000),
    maxOutputTokens: 16_384,
    equivalents: EVERYDAY,
  },
  story: {
    kind: "text",
    models: [gemini("gemini-3.5-flash")],
    attempts: 3,
    backoffMs: 1_000,
    timeouts: timeouts(15_000, 10_000, 45_000),
    maxOutputTokens: 4_096,
    equivalents: EVERYDAY,
  },
  "story-light": {
    kind: "text",
    models: [gemini("gemini-3.5-flash-lite")],
    attempts: 3,
    backoffMs: 1_000,
    timeouts: timeouts(10_000, 8_000, 20_000),
    maxOutputTokens: 1_024,
    equivalents: SMALL,
  },
  image: {
    kind: "image",
    models: [gemini("gemini-3.1-flash-image")],
    attempts: 5,
    backoffMs: 1_000,
    timeouts: timeouts(30_000, 30_000, 30_000),
    maxOutputTokens: 4_160,
    equivalents: { gemini: "gemini-3.1-flash-image", openai: "gpt-image-1-mini" },
  },
  "lesson-content": {
    kind: "text",
    models: [openai("gpt-5")],
    attempts: 2,
    backoffMs: 2_000,
    timeouts: timeouts(90_000, 30_000, 180_000), // it thinks before its first word
    maxOutputTokens: 16_384,
    equivalents: { ...EVERYDAY, openai: "gpt-5", openrouter: "openai/gpt-5" },
  },
  "lesson-structure": {
    kind: "text",
    models: [openai("gpt-4.1"), openai("gpt-4o-mini")],
    attempts: 2,
    backoffMs: 1_000,
    timeouts: timeouts(20_000, 15_000, 60_000),
    maxOutputTokens: 8_192,
    equivalents: { ...EVERYDAY, openrouter: "openai/gpt-4.1" },
  },
  "course-strong": {
    ...COURSE,
    models: [openrouter("qwen/qwen3-max")],
    equivalents: { ...EVERYDAY, openrouter: "qwen/qwen3-max" },
  },
  "course-cheap": {
    ...COURSE,
    models: [openrouter("openai/gpt-oss-120b")],
    equivalents: { ...SMALL, openrouter: "openai/gpt-oss-120b" },
  },
  "course-last": { ...COURSE, models: [gemini("gemini-3.5-flash")], equivalents: EVERYDAY },
  variant: {
    kind: "text",
    models: [openai("gpt-4o-mini")],
    attempts: 2,
    backoffMs: 1_000,
    timeouts: timeouts(12_000, 8_000, 25_000),
    maxOutputTokens: 4_096,
    equivalents: SMALL,
  },
  judge: {
    kind: "text",
    models: [openrouter("openai/gpt-oss-120b")],
    attempts: 2,
    backoffMs: 1_000,
    timeouts: timeouts(12_000, 8_000, 20_000),
    maxOutputTokens: 512,
    equivalents: { ...SMALL, openrouter: "openai/gpt-oss-120b" },
  },
  embedding: {
    kind: "embedding",
    models: [jina("jina-embeddings-v3"), openai("text-embedding-3-small"), gemini("gemini-embedding-001")],
    attempts: 3,
    backoffMs: 1_000,
    timeouts: timeouts(10_000, 10_000, 10_000),
    maxOutputTokens: 0,
    equivalents: {
      gemini: "gemini-embedding-001",
      openai: "text-embedding-3-small",
      openrouter: "openai/text-embedding-3-small",
      jina: "jina-embeddings-v3",
    },
  },
};
