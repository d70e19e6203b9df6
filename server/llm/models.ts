import type { ModelRef } from "./tiers.ts";

/** Per minute; the bucket of each holds one minute's worth. */
export interface Rates {
  requestsPerMinute: number;
  tokensPerMinute: number;
}

/** How hard a model thinks before it answers, in the words of its own API. */
export type Thinking =
  | { by: "level"; level: "minimal" | "low" | "medium" | "high" }
  | { by: "budget"; tokens: number }
  | { by: "effort"; effort: "minimal" | "low" | "medium" | "high" };

/** What must be known of a model to ask it properly. */
export interface ModelFacts {
  /** The provider's usual limits; `LIMIT_<MODEL>_RPM/TPM` replaces them. Optimistic: a 429 pauses the model. */
  rates: Rates;
  /** What the provider counts against the tokens a minute: the prompt alone, or the longest reply too. */
  ratedTokens: "input" | "input-and-output";
  /** False: a temperature is ignored or refused, so none is sent. */
  temperature: boolean;
  thinking: Thinking | undefined;
  /** How a schema is asked for: OpenAI's strict subset, or plain JSON schema. */
  structured: "strict" | "json-schema";
  /** The name of the limit on the reply (OpenAI's protocol only). */
  outputLimit: "max_tokens" | "max_completion_tokens";
}

const rates = (requestsPerMinute: number, tokensPerMinute: number): Rates => ({
  requestsPerMinute,
  tokensPerMinute,
});

const GEMINI: ModelFacts = {
  rates: rates(1_000, 1_000_000),
  ratedTokens: "input",
  temperature: true,
  thinking: undefined,
  structured: "json-schema",
  outputLimit: "max_tokens",
};
const OPENAI: ModelFacts = {
  ...GEMINI,
  rates: rates(500, 200_000),
  ratedTokens: "input-and-output",
  structured: "strict",
};
const GPT: ModelFacts = { ...OPENAI, outputLimit: "max_completion_tokens" };
const LOW = { by: "effort", effort: "low" } as const;

// The first pattern that fits `provider:model` counts.
const FACTS: readonly (readonly [RegExp, ModelFacts])[] = [
  [/^gemini:gemini-embedding/, { ...GEMINI, rates: rates(3_000, 1_000_000) }],
  [/^gemini:.*-image/, { ...GEMINI, rates: rates(500, 1_000_000) }],
  [/^gemini:gemini-2\.5-pro/, { ...GEMINI, thinking: { by: "budget", tokens: 128 } }],
  [/^gemini:gemini-2\.5-/, { ...GEMINI, thinking: { by: "budget", tokens: 0 } }],
  [
    /^gemini:gemini-3(\.\d+)?-flash-lite/,
    {
      ...GEMINI,
      rates: rates(4_000, 4_000_000),
      temperature: false,
      thinking: { by: "level", level: "minimal" },
    },
  ],
  [/^gemini:gemini-3/, { ...GEMINI, thinking: { by: "level", level: "low" } }],
  [/^gemini:/, GEMINI],
  [/^openai:text-embedding-/, { ...OPENAI, rates: rates(3_000, 1_000_000), ratedTokens: "input" }],
  [/^openai:gpt-image-/, { ...OPENAI, rates: rates(50, 200_000) }],
  [/^openai:(gpt-5|o\d)/, { ...GPT, rates: rates(500, 500_000), temperature: false, thinking: LOW }],
  [/^openai:gpt-4/, GPT],
  [/^openai:/, OPENAI],
  [
    /^openrouter:openai\/gpt-5/,
    { ...OPENAI, rates: rates(600, 2_000_000), temperature: false, thinking: LOW },
  ],
  [/^openrouter:.*gpt-oss/, { ...OPENAI, rates: rates(600, 2_000_000), thinking: LOW }],
  [/^openrouter:/, { ...OPENAI, rates: rates(600, 2_000_000) }],
  [/^jina:/, { ...OPENAI, rates: rates(500, 1_000_000), ratedTokens: "input" }],
];

/** `provider:model`: how a model is called in settings, tables and messages. */
export function modelId({ provider, model }: ModelRef): string {
  return `${provider}:${model}`;
}

export function modelFacts(ref: ModelRef): ModelFacts {
  const id = modelId(ref);
  return FACTS.find(([pattern]) => pattern.test(id))?.[1] ?? OPENAI;
}
