import { AppError } from "../errors.ts";
import { type CallServices, callModels, REAL_CLOCK } from "./call-models.ts";
import type { Limiter } from "./limiter/limiter.ts";
import { jsonSchemaOf, readObject } from "./object.ts";
import { embedOperation, imageOperation, type Operation, textOperation } from "./operations.ts";
import { openModel } from "./providers/open-model.ts";
import type { Endpoints, ResolvedModel, ResolvedTiers } from "./resolve-tiers.ts";
import type {
  CallScope,
  Gateway,
  Llm,
  Model,
  RateHeaders,
  TextCall,
  TextRequest,
  TierName,
} from "./types.ts";

export interface GatewayOptions {
  tiers: ResolvedTiers;
  providers: Endpoints;
  limiter: Limiter;
  /** Is told what a response's headers say of the model's limits. */
  onRateHeaders?: (model: string, headers: RateHeaders) => void;
  /** How pauses between attempts pass; real time unless told. */
  clock?: CallServices["clock"];
}

/** Most texts of one `embed` call: what every provider takes in one request. */
const MOST_TEXTS = 100;

/** Creates the gateway. Nothing is loaded or opened before the first call of a model. */
export function createGateway({ tiers, providers, limiter, onRateHeaders, clock }: GatewayOptions): Gateway {
  const models = new Map<string, Promise<Model>>();
  const services: CallServices = {
    limiter,
    clock: clock ?? REAL_CLOCK,
    model(about: ResolvedModel) {
      let opened = models.get(about.id);
      if (!opened) {
        opened = openModel(about, providers[about.provider], (headers) => onRateHeaders?.(about.id, headers));
        models.set(about.id, opened);
        opened.catch(() => models.delete(about.id));
      }
      return opened;
    },
  };
  return { bind: (scope) => bindTo(services, tiers, scope) };
}

function bindTo(services: CallServices, tiers: ResolvedTiers, scope: CallScope): Llm {
  const tierOf = (name: TierName, kind: "text" | "image" | "embedding") => {
    const tier = tiers[name];
    if (tier.kind === kind) return tier;
    throw new AppError("INTERNAL", `The tier ${name} is for ${tier.kind}, not for ${kind}.`);
  };

  async function* text(
    call: TextCall,
    signal: AbortSignal,
    schema?: TextRequest["schema"],
  ): AsyncGenerator<string> {
    const operation = textOperation(tierOf(call.tier, "text"), call, schema);
    for await (const chunk of callModels(services, scope, operation, signal)) {
      if (chunk.type === "text") yield chunk.text;
    }
  }

  async function only<T>(operation: Operation<T>): Promise<T> {
    let result: { value: T } | undefined;
    for await (const value of callModels(services, scope, operation, scope.signal)) result = { value };
    if (!result) throw new AppError("BAD_OUTPUT", "The model gave no answer.", { retryable: true });
    return result.value;
  }

  return {
    text: (call) => text(call, scope.signal),
    object({ schema, name, ...call }) {
      const json = jsonSchemaOf(schema, name);
      return readObject(
        (unwanted) => text(call, AbortSignal.any([scope.signal, unwanted]), { name, json }),
        schema,
        json,
      );
    },
    image: async ({ tier, prompt }) => only(imageOperation(tierOf(tier, "image"), prompt)),
    async embed({ tier, texts }) {
      const resolved = tierOf(tier, "embedding");
      if (texts.length === 0 || texts.length > MOST_TEXTS)
        throw new AppError("INVALID", `Between 1 and ${MOST_TEXTS} texts can be compared at once.`);
      const { model, vectors } = await only(embedOperation(resolved, texts));
      return { model, vectors };
    },
  };
}
