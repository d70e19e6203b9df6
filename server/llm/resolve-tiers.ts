import { variablePart } from "../contracts/models.ts";
import { type ModelFacts, modelFacts, modelId, type Rates } from "./models.ts";
import { findPrice, type OwnPrice, type Price } from "./prices.ts";
import { type ModelRef, TIERS, type TierSpec } from "./tiers.ts";
import { PROVIDERS, type ProviderName, TIER_NAMES, type TierName } from "./types.ts";

/** Where a provider is reached; one with neither key nor address is not there. */
export interface Endpoint {
  apiKey: string | undefined;
  baseUrl: string | undefined;
}
export type Endpoints = Readonly<Record<ProviderName, Endpoint>>;

/** A model with all that is needed to call, pace and pay it. */
export interface ResolvedModel extends ModelRef {
  /** `provider:model`. */
  id: string;
  facts: ModelFacts;
  rates: Rates;
  price: Price;
}

/** A tier whose models can be reached and paid. Without any model, calls of it are MODEL_UNAVAILABLE. */
export interface ResolvedTier extends Omit<TierSpec, "models" | "equivalents"> {
  name: TierName;
  models: readonly ResolvedModel[];
}
export type ResolvedTiers = Readonly<Record<TierName, ResolvedTier>>;

export interface TierSettings {
  providers: Endpoints;
  /** `TIER_<NAME>`: models that replace a tier's own. */
  tiers: Readonly<Partial<Record<TierName, readonly ModelRef[]>>>;
  /** `LIMIT_<MODEL>_RPM/TPM`; the key is the model's name in capitals, everything else but digits as `_`. */
  limits: Readonly<Record<string, { rpm?: number; tpm?: number }>>;
  /** Prices of models that no list knows, by the same key. */
  prices?: Readonly<Record<string, OwnPrice>>;
}

export type TierResolution =
  | {
      ok: true;
      tiers: ResolvedTiers;
      /** Tiers served by a provider's equivalent, because no model of theirs can be reached. */
      fellBack: { tier: TierName; model: string }[];
      /** Tiers that nothing can serve (pictures, embeddings); the rest works without them. */
      unserved: TierName[];
    }
  | { ok: false; problems: string[] };

/** The variable that chooses a tier's models. */
export const tierVariable = (tier: TierName): string => `TIER_${variablePart(tier)}`;
/** The variable that holds a provider's key. */
export const keyVariable = (provider: ProviderName): string => `${provider.toUpperCase()}_API_KEY`;

/**
 * Decides which models serve each tier: the configured or default ones that can be reached, in order; when there is
 * none, the equivalent of the first provider that can. Says every problem at once, each with its variable.
 */
export function resolveTiers(settings: TierSettings): TierResolution {
  const problems: string[] = [];
  const fellBack: { tier: TierName; model: string }[] = [];
  const unserved: TierName[] = [];
  const tiers: Partial<Record<TierName, ResolvedTier>> = {};
  const reachable = (provider: ProviderName) => {
    const { apiKey, baseUrl } = settings.providers[provider];
    return Boolean(apiKey || baseUrl);
  };

  if (!PROVIDERS.some((provider) => provider !== "jina" && reachable(provider))) {
    const keys = PROVIDERS.filter((provider) => provider !== "jina").map(keyVariable);
    return { ok: false, problems: [`${keys.join(", ")}: one of them is needed to reach a model`] };
  }
  for (const name of TIER_NAMES) {
    const { models: own, equivalents, ...rest } = TIERS[name];
    const chosen = settings.tiers[name];
    let models = (chosen ?? own).filter((ref) => reachable(ref.provider));
    for (const ref of chosen ?? []) {
      if (!reachable(ref.provider))
        problems.push(`${tierVariable(name)}: ${modelId(ref)} needs ${keyVariable(ref.provider)}`);
    }
    if (!chosen && models.length === 0) {
      models = PROVIDERS.flatMap((provider) => {
        const model = equivalents[provider];
        return model && reachable(provider) ? [{ provider, model }] : [];
      }).slice(0, 1);
      for (const ref of models) fellBack.push({ tier: name, model: modelId(ref) });
      if (models.length === 0) unserved.push(name);
    }
    tiers[name] = {
      ...rest,
      name,
      models: models.flatMap((ref) => resolveModel(ref, rest.kind, tierVariable(name), settings, problems)),
    };
  }
  problems.push(...strayLimits(settings));
  if (problems.length > 0) return { ok: false, problems };
  return { ok: true, tiers: tiers as ResolvedTiers, fellBack, unserved };
}

function resolveModel(
  ref: ModelRef,
  kind: TierSpec["kind"],
  variable: string,
  { limits, prices }: TierSettings,
  problems: string[],
): ResolvedModel[] {
  const key = variablePart(ref.model);
  const price = findPrice(ref, kind, prices?.[key]);
  if (!price) {
    problems.push(
      `${variable}: what ${modelId(ref)} costs is not known; set PRICE_${key}=input,output in US dollars per million tokens`,
    );
    return [];
  }
  const facts = modelFacts(ref);
  const { rpm, tpm } = limits[key] ?? {};
  const rates = {
    requestsPerMinute: rpm ?? facts.rates.requestsPerMinute,
    tokensPerMinute: tpm ?? facts.rates.tokensPerMinute,
  };
  return [{ provider: ref.provider, model: ref.model, id: modelId(ref), facts, rates, price }];
}

/** A limit for a model that nothing could ever use is a misspelt one. */
function strayLimits({ limits, tiers }: TierSettings): string[] {
  const known = new Set<string>();
  for (const name of TIER_NAMES) {
    const { models, equivalents } = TIERS[name];
    for (const { model } of [...models, ...(tiers[name] ?? [])]) known.add(variablePart(model));
    for (const model of Object.values(equivalents)) known.add(variablePart(model));
  }
  return Object.keys(limits)
    .filter((key) => !known.has(key))
    .map(
      (key) =>
        `LIMIT_${key}_${limits[key]?.rpm === undefined ? "TPM" : "RPM"}: no tier has a model of this name`,
    );
}
