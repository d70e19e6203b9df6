import type { ResolvedModel } from "./resolve-tiers.ts";
import type { Prompt, Usage } from "./types.ts";

/**
 * About how many tokens a text is, rather too many than too few: a token is 3½ characters of English, and less
 * than one of Japanese.
 */
export function estimateTokens(text: string): number {
  let wide = 0;
  for (let at = 0; at < text.length; at++) if (text.charCodeAt(at) > 0x2ff) wide++;
  return Math.ceil((text.length - wide) / 3.5 + wide * 1.2);
}

export function estimatePrompt({ system = "", user }: Prompt, schema?: Record<string, unknown>): number {
  return (
    estimateTokens(system) + estimateTokens(user) + (schema ? estimateTokens(JSON.stringify(schema)) : 0)
  );
}

/** Tokens that the provider did not report. */
export function estimatedUsage(inputTokens: number, outputTokens: number): Usage {
  return { inputTokens, outputTokens, cachedTokens: 0, estimated: true };
}

/** The most that a call can cost, in US dollars at list price. */
export function mostUsd(model: ResolvedModel, inputTokens: number, maxOutputTokens: number): number {
  return model.price({ inputTokens, outputTokens: maxOutputTokens, cachedTokens: 0 });
}
