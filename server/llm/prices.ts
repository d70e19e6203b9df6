import { calcPrice } from "@pydantic/genai-prices";
import { modelId } from "./models.ts";
import type { ModelRef } from "./tiers.ts";
import type { ProviderName, Usage } from "./types.ts";

/** US dollars per million tokens. */
export interface OwnPrice {
  input: number;
  output: number;
}

/** What tokens of one model cost, in US dollars. */
export type Price = (usage: Pick<Usage, "inputTokens" | "outputTokens" | "cachedTokens">) => number;

/** What the price list lacks. */
const OWN_PRICES: Readonly<Record<string, OwnPrice>> = {
  "jina:jina-embeddings-v3": { input: 0.05, output: 0 },
  "openrouter:openai/text-embedding-3-small": { input: 0.02, output: 0 },
};

const LISTED_AS: Record<ProviderName, string | undefined> = {
  gemini: "google",
  openai: "openai",
  openrouter: "openrouter",
  jina: undefined,
};

/**
 * The price of a model, or `undefined` when nobody has told it: never zero by mistake.
 * @param kind pictures are billed by another rate than text
 * @param own a price that the operator names, before the lists
 */
export function findPrice(
  ref: ModelRef,
  kind: "text" | "image" | "embedding",
  own?: OwnPrice,
): Price | undefined {
  const row = own ?? OWN_PRICES[modelId(ref)];
  if (row)
    return ({ inputTokens, outputTokens }) =>
      (inputTokens * row.input + outputTokens * row.output) / 1_000_000;
  const providerId = LISTED_AS[ref.provider];
  if (!providerId) return undefined;
  const price = (usage: Parameters<Price>[0]) => {
    const cached = Math.min(usage.cachedTokens, usage.inputTokens);
    const tokens = {
      input_tokens: usage.inputTokens,
      ...(cached > 0 ? { cache_read_tokens: cached } : {}),
      ...(kind === "embedding" ? {} : { output_tokens: usage.outputTokens }),
      ...(kind === "image" ? { output_image_tokens: usage.outputTokens } : {}),
    };
    return calcPrice(tokens, ref.model, { providerId })?.total_price;
  };
  const million = price({ inputTokens: 1_000_000, outputTokens: 1_000_000, cachedTokens: 0 });
  if (million === undefined || million <= 0) return undefined;
  return (usage) => price(usage) ?? 0;
}
