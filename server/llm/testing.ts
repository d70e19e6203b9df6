// What tests of the gateway use: the simulated model over real HTTP, steered by its control routes.
import { startSimulator } from "#server/simulator/index.ts";
import { modelFacts, modelId } from "./models.ts";
import { findPrice } from "./prices.ts";
import type { Endpoints, ResolvedModel } from "./resolve-tiers.ts";
import type { ModelRef } from "./tiers.ts";
import type { ProviderName } from "./types.ts";

export interface SimulatedCall {
  protocol: string;
  model: string;
  operation: string;
  outcome: "finished" | "aborted" | "failed" | null;
  live: boolean;
  chunksSent: number;
}

export interface SimulatedProviders {
  endpoints: Endpoints;
  /** Adds a rule for prompts that contain its marker. */
  rule(rule: { marker: string; [field: string]: unknown }): Promise<void>;
  release(marker: string): Promise<void>;
  /** Resolves when a stream with this marker is held. */
  held(marker: string): Promise<void>;
  quota(quota: { model: string; requestsPerMinute: number; burst?: number }): Promise<void>;
  calls(marker: string): Promise<SimulatedCall[]>;
  /** Resolves when every call with this marker has ended, which a server notices a moment after its client left. */
  callsEnded(marker: string): Promise<SimulatedCall[]>;
  close(): Promise<void>;
}

export const TEST_KEY = "test-key-0123456789";

export async function startSimulatedProviders(): Promise<SimulatedProviders> {
  const { url, close } = await startSimulator();
  const control = async <T>(method: string, path: string, body?: unknown): Promise<T> => {
    const response = await fetch(`${url}/__control/${path}`, {
      method,
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    if (!response.ok) throw new Error(`${path}: ${await response.text()}`);
    return (await response.json()) as T;
  };
  const calls = async (marker: string) =>
    (await control<{ calls: SimulatedCall[] }>("GET", `calls?marker=${encodeURIComponent(marker)}`)).calls;
  const openai = { apiKey: TEST_KEY, baseUrl: `${url}/v1` };
  return {
    endpoints: { gemini: { apiKey: TEST_KEY, baseUrl: url }, openai, openrouter: openai, jina: openai },
    rule: async (rule) => void (await control("POST", "rules", { rules: [rule] })),
    release: async (marker) => void (await control("POST", "release", { marker })),
    async held(marker) {
      const path = `held?marker=${encodeURIComponent(marker)}`;
      while ((await control<{ held: number }>("GET", path)).held === 0)
        await new Promise((resolve) => setTimeout(resolve, 5));
    },
    quota: async (quota) => void (await control("POST", "quota", quota)),
    calls,
    async callsEnded(marker) {
      for (;;) {
        const all = await calls(marker);
        if (all.every(({ live }) => !live)) return all;
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
    },
    close,
  };
}

/** A model as `resolveTiers` makes it; one without a price costs a dollar per million tokens. */
export function testModel(provider: ProviderName, model: string): ResolvedModel {
  const ref: ModelRef = { provider, model };
  const facts = modelFacts(ref);
  const price =
    findPrice(ref, "text") ?? (({ inputTokens, outputTokens }) => (inputTokens + outputTokens) / 1e6);
  return { ...ref, id: modelId(ref), facts, rates: facts.rates, price };
}
