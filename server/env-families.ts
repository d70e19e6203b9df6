import {
  FLAG_NAMES,
  FLAGS,
  type FlagName,
  type FlagValue,
  type FlagValues,
  flagProblem,
} from "./contracts/flags.ts";
import { PROVIDERS, type ProviderName, TIER_NAMES, type TierName, variablePart } from "./contracts/models.ts";
import { parseNumber, parseSwitch } from "./env-values.ts";

// Variables whose names have a variable part.

export interface ModelName {
  provider: ProviderName;
  model: string;
}
export type Tiers = Partial<Record<TierName, ModelName[]>>;

/** Notes what is wrong with one variable. */
export type Problem = (variable: string, words: string) => void;
export type Source = Readonly<Record<string, string | undefined>>;

function parseModels(list: string): ModelName[] | undefined {
  const models = list.split(",").map((entry): ModelName | undefined => {
    const [, name = "", model = ""] = /^\s*([^:\s]+):(\S+)\s*$/.exec(entry) ?? [];
    const provider = PROVIDERS.find((one) => one === name);
    return provider && { provider, model };
  });
  return models.every((one) => one !== undefined) ? models : undefined;
}

/** `TIER_<NAME>=provider:model[,…]`. */
export function readTiers(source: Source, problem: Problem): Tiers {
  const tiers: Tiers = {};
  for (const [variable, list = ""] of Object.entries(source)) {
    if (!variable.startsWith("TIER_")) continue;
    const tier = TIER_NAMES.find((name) => `TIER_${variablePart(name)}` === variable);
    const models = parseModels(list);
    if (!tier) problem(variable, `is no tier; there are ${TIER_NAMES.join(", ")}`);
    else if (!models)
      problem(
        variable,
        `must be provider:model[,provider:model…] with a provider of ${PROVIDERS.join(", ")}`,
      );
    else tiers[tier] = models;
  }
  return tiers;
}

/** `LIMIT_<MODEL>_RPM` and `LIMIT_<MODEL>_TPM`; other variables that begin so are somebody else's. */
export function readLimits(source: Source, problem: Problem) {
  const limits: Record<string, { rpm?: number; tpm?: number }> = {};
  for (const [variable, text = ""] of Object.entries(source)) {
    const [, model, unit] = /^LIMIT_(.+)_(RPM|TPM)$/.exec(variable) ?? [];
    if (!model) continue;
    const value = parseNumber(text, 1, 1e12, /^\d{1,13}$/);
    if (value === undefined) problem(variable, "must be a whole number from 1");
    else limits[model] = { ...limits[model], [unit === "RPM" ? "rpm" : "tpm"]: value };
  }
  return limits;
}

/** `PRICE_<MODEL>=input,output`: US dollars per million tokens. */
export function readPrices(source: Source, problem: Problem) {
  const prices: Record<string, { input: number; output: number }> = {};
  for (const [variable, text = ""] of Object.entries(source)) {
    const [, model] = /^PRICE_(.+)$/.exec(variable) ?? [];
    if (!model) continue;
    const [input, output, ...more] = text
      .split(",")
      .map((part) => parseNumber(part.trim(), 0, 1e6, /^\d+(\.\d+)?$/));
    if (input === undefined || output === undefined || more.length > 0) {
      problem(variable, "must be input,output in US dollars per million tokens, such as 0.5,2");
    } else prices[model] = { input, output };
  }
  return prices;
}

/** `FLAG_OVERRIDE_<NAME>`. */
export function readFlagOverrides(source: Source, problem: Problem) {
  const overrides: Partial<Record<FlagName, FlagValue>> = {};
  for (const [variable, text = ""] of Object.entries(source)) {
    if (!variable.startsWith("FLAG_OVERRIDE_")) continue;
    const name = FLAG_NAMES.find((one) => `FLAG_OVERRIDE_${one.toUpperCase()}` === variable);
    if (!name) {
      problem(variable, `is no flag; there are ${FLAG_NAMES.join(", ")}`);
      continue;
    }
    const value =
      FLAGS[name].type === "boolean" ? parseSwitch(text) : parseNumber(text, 0, 1e9, /^\d{1,10}$/);
    const words = flagProblem(name, value);
    if (value === undefined || words) problem(variable, words ?? "does not fit");
    else overrides[name] = value;
  }
  return overrides as Partial<FlagValues>;
}
