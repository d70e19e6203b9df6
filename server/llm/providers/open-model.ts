import type { Endpoint, ResolvedModel } from "../resolve-tiers.ts";
import type { Model, RateHeaders } from "../types.ts";

/** Opens a model with the SDK of its provider, which is loaded with the first model that needs it. */
export async function openModel(
  about: ResolvedModel,
  endpoint: Endpoint,
  onRateHeaders: (headers: RateHeaders) => void,
): Promise<Model> {
  if (about.provider === "gemini") {
    const { createGeminiModel } = await import("./gemini.ts");
    return createGeminiModel(about, endpoint);
  }
  const { createOpenaiModel } = await import("./openai.ts");
  return createOpenaiModel(about, endpoint, onRateHeaders);
}
