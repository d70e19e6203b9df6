import { describe, expect, it } from "vitest";
import { modelFacts } from "./models.ts";
import { findPrice } from "./prices.ts";
import { type Endpoints, resolveTiers, type TierSettings } from "./resolve-tiers.ts";
import { TIERS } from "./tiers.ts";
import { PROVIDERS, type ProviderName, TIER_NAMES } from "./types.ts";

const endpoints = (...names: ProviderName[]) =>
  Object.fromEntries(
    PROVIDERS.map((name) => [
      name,
      { apiKey: names.includes(name) ? "k".repeat(8) : undefined, baseUrl: undefined },
    ]),
  ) as Endpoints;
const settings = (part: Partial<TierSettings> & { providers: Endpoints }): TierSettings => ({
  tiers: {},
  limits: {},
  ...part,
});
function resolved(part: Partial<TierSettings> & { providers: Endpoints }) {
  const result = resolveTiers(settings(part));
  if (!result.ok) throw new Error(result.problems.join("\n"));
  return result;
}
function problems(part: Partial<TierSettings> & { providers: Endpoints }) {
  const result = resolveTiers(settings(part));
  return result.ok ? [] : result.problems;
}

describe("resolveTiers", () => {
  it("gives every tier its own models when every provider is there", () => {
    const { tiers, fellBack, unserved } = resolved({ providers: endpoints(...PROVIDERS) });
    expect(fellBack).toEqual([]);
    expect(unserved).toEqual([]);
    for (const name of TIER_NAMES) {
      expect(tiers[name].models.map(({ provider, model }) => ({ provider, model }))).toEqual(
        TIERS[name].models,
      );
    }
    expect(tiers["lesson-structure"].models.map(({ id }) => id)).toEqual([
      "openai:gpt-4.1",
      "openai:gpt-4o-mini",
    ]);
    expect(tiers.svg).toMatchObject({ attempts: 2, backoffMs: 3_000, maxOutputTokens: 16_384 });
    expect(tiers.svg.timeouts.totalMs).toBe(60_000);
  });

  it.each(["gemini", "openai", "openrouter"] as const)("falls to the equivalents of %s alone", (provider) => {
    const { tiers, fellBack, unserved } = resolved({ providers: endpoints(provider) });
    for (const name of TIER_NAMES) {
      for (const model of tiers[name].models) expect(model.provider).toBe(provider);
      const own = TIERS[name].models.some((ref) => ref.provider === provider);
      expect(fellBack.some(({ tier }) => tier === name)).toBe(!own && tiers[name].models.length > 0);
    }
    expect(unserved).toEqual(provider === "openrouter" ? ["image"] : []);
  });

  it("keeps the order and leaves out what cannot be reached", () => {
    const { tiers, fellBack } = resolved({ providers: endpoints("gemini", "openai") });
    expect(tiers.embedding.models.map(({ id }) => id)).toEqual([
      "openai:text-embedding-3-small",
      "gemini:gemini-embedding-001",
    ]);
    expect(fellBack).toContainEqual({ tier: "judge", model: "gemini:gemini-3.5-flash-lite" });
  });

  it("reaches a provider by its address alone", () => {
    const providers = {
      ...endpoints("gemini"),
      openai: { apiKey: undefined, baseUrl: "http://localhost:11434/v1" },
    };
    expect(resolved({ providers }).tiers.variant.models[0]?.id).toBe("openai:gpt-4o-mini");
  });

  it("says what is needed when no model can be reached", () => {
    expect(problems({ providers: endpoints() })).toEqual([
      "GEMINI_API_KEY, OPENAI_API_KEY, OPENROUTER_API_KEY: one of them is needed to reach a model",
    ]);
    expect(problems({ providers: endpoints("jina") })).toHaveLength(1);
  });

  it("takes the models that a variable names, and says every problem by variable", () => {
    const { tiers } = resolved({
      providers: endpoints("gemini", "openai"),
      tiers: {
        svg: [
          { provider: "openai", model: "gpt-5" },
          { provider: "gemini", model: "gemini-3.8-flash" },
        ],
      },
    });
    expect(tiers.svg.models.map(({ id }) => id)).toEqual(["openai:gpt-5", "gemini:gemini-3.8-flash"]);
    expect(
      problems({
        providers: endpoints("gemini"),
        tiers: {
          svg: [{ provider: "openai", model: "gpt-5" }],
          "story-light": [{ provider: "gemini", model: "gemini-of-tomorrow" }],
        },
        limits: { GEMINI_3_5_FLASHH: { rpm: 5 } },
      }),
    ).toEqual([
      "TIER_SVG: openai:gpt-5 needs OPENAI_API_KEY",
      "TIER_STORY_LIGHT: what gemini:gemini-of-tomorrow costs is not known; set PRICE_GEMINI_OF_TOMORROW=input,output in US dollars per million tokens",
      "LIMIT_GEMINI_3_5_FLASHH_RPM: no tier has a model of this name",
    ]);
  });

  it("takes a price and limits that are named", () => {
    const { tiers } = resolved({
      providers: endpoints("gemini", "openai"),
      tiers: { judge: [{ provider: "openai", model: "llama3:8b" }] },
      prices: { LLAMA3_8B: { input: 0, output: 0 } },
      limits: { GEMINI_3_5_FLASH: { rpm: 15 }, LLAMA3_8B: { rpm: 3, tpm: 900 } },
    });
    expect(tiers.svg.models[0]?.rates).toEqual({ requestsPerMinute: 15, tokensPerMinute: 1_000_000 });
    expect(tiers.judge.models[0]?.rates).toEqual({ requestsPerMinute: 3, tokensPerMinute: 900 });
    expect(tiers.judge.models[0]?.price({ inputTokens: 10, outputTokens: 10, cachedTokens: 0 })).toBe(0);
  });
});

describe("prices and facts", () => {
  it("knows the price of every model that a tier may fall to", () => {
    for (const name of TIER_NAMES) {
      const { kind, models, equivalents } = TIERS[name];
      const refs = [
        ...models,
        ...PROVIDERS.flatMap((provider) => {
          const model = equivalents[provider];
          return model ? [{ provider, model }] : [];
        }),
      ];
      for (const ref of refs)
        expect(findPrice(ref, kind), `${ref.provider}:${ref.model}`).toBeTypeOf("function");
    }
  });

  it("bills cached input and pictures at their own rates", () => {
    const text = findPrice({ provider: "gemini", model: "gemini-3.5-flash" }, "text");
    expect(text?.({ inputTokens: 1_000_000, outputTokens: 0, cachedTokens: 0 })).toBeCloseTo(1.5);
    expect(text?.({ inputTokens: 1_000_000, outputTokens: 0, cachedTokens: 1_000_000 })).toBeCloseTo(0.15);
    const image = findPrice({ provider: "gemini", model: "gemini-3.1-flash-image" }, "image");
    expect(image?.({ inputTokens: 0, outputTokens: 1_120, cachedTokens: 0 })).toBeCloseTo(0.0672);
    expect(findPrice({ provider: "jina", model: "jina-of-tomorrow" }, "embedding")).toBeUndefined();
  });

  it("knows which models take no temperature", () => {
    expect(modelFacts({ provider: "gemini", model: "gemini-3.5-flash-lite" }).temperature).toBe(false);
    expect(modelFacts({ provider: "gemini", model: "gemini-3.5-flash" }).temperature).toBe(true);
    expect(modelFacts({ provider: "openai", model: "gpt-5" })).toMatchObject({
      temperature: false,
      outputLimit: "max_completion_tokens",
    });
    expect(modelFacts({ provider: "gemini", model: "gemini-2.5-flash" }).thinking).toEqual({
      by: "budget",
      tokens: 0,
    });
  });
});
