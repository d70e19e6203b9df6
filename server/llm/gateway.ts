import { AppError } from "../errors.ts";
import { type CallServices, callModels, REAL_CLOCK } from "./call-models.ts";
import { createInFlight, type InFlight } from "./in-flight.ts";
import type { Limiter } from "./limiter/limiter.ts";
import { modelId } from "./models.ts";
import { isReadable, jsonSchemaOf, readObject } from "./object.ts";
import { embedOperation, imageOperation, type Operation, textOperation } from "./operations.ts";
import { openModel } from "./providers/open-model.ts";
import { NO_REPLIES, type Replies } from "./replies.ts";
import type { Endpoints, ResolvedModel, ResolvedTiers } from "./resolve-tiers.ts";
import type {
  CallScope,
  Gateway,
  Llm,
  Model,
  RateHeaders,
  TextCall,
  TextReply,
  TextRequest,
  TierName,
} from "./types.ts";
import { cancelled } from "./watchdog.ts";

export interface GatewayOptions {
  tiers: ResolvedTiers;
  providers: Endpoints;
  limiter: Limiter;
  /** Is told what a response's headers say of the model's limits. */
  onRateHeaders?: (model: string, headers: RateHeaders) => void;
  /** Earlier replies; none unless given. */
  replies?: Replies;
  /** How pauses between attempts pass; real time unless told. */
  clock?: CallServices["clock"];
}

/** Most texts of one `embed` call: what every provider takes in one request. */
const MOST_TEXTS = 100;

/** Creates the gateway. Nothing is loaded or opened before the first call of a model. */
export function createGateway({
  tiers,
  providers,
  limiter,
  onRateHeaders,
  replies,
  clock,
}: GatewayOptions): Gateway {
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
  const sharing = { replies: replies ?? NO_REPLIES, inFlight: createInFlight() };
  return { bind: (scope) => bindTo(services, sharing, tiers, scope) };
}

/** Characters of an earlier reply that are given at a time. */
const REPLAY_PIECE = 4_096;

/** What one request has of others: replies that were found good, and those that are being given. */
interface Sharing {
  replies: Replies;
  inFlight: InFlight;
}

function bindTo(
  services: CallServices,
  { replies, inFlight }: Sharing,
  tiers: ResolvedTiers,
  scope: CallScope,
): Llm {
  const tierOf = (name: TierName, kind: "text" | "image" | "embedding") => {
    const tier = tiers[name];
    if (tier.kind === kind) return tier;
    throw new AppError("INTERNAL", `The tier ${name} is for ${tier.kind}, not for ${kind}.`);
  };

  /** @param isUsable whether an earlier reply still is what it must be; otherwise the model is asked */
  function text(
    call: TextCall,
    signal: AbortSignal,
    schema?: TextRequest["schema"],
    isUsable: (earlier: string) => Promise<boolean> = async () => true,
  ): TextReply {
    const tier = tierOf(call.tier, "text");
    const operation = textOperation(tier, call, schema);
    const request = call.reuse && { tier, reuse: call.reuse, schema };
    let answering: string | undefined;
    let isReplay = false;

    async function* stream(): AsyncGenerator<string, void, undefined> {
      const shared = request?.reuse.read && replies.isOn() ? request : undefined;
      if (shared) {
        const earlier = await replies.find(shared);
        if (earlier !== null && (await isUsable(earlier))) {
          isReplay = true;
          for (let at = 0; at < earlier.length; at += REPLAY_PIECE)
            yield earlier.slice(at, at + REPLAY_PIECE);
          return;
        }
        const listening = inFlight.listen(shared, signal);
        if (listening && !schema) {
          isReplay = true;
          yield* listening;
          return;
        }
        // What breaks off is no object: one is taken over when it is whole, or not at all.
        const whole = listening && (await collect(listening, signal));
        if (whole && (await isUsable(whole))) {
          isReplay = true;
          yield whole;
          return;
        }
      }
      const open: typeof operation.open = (model, inner) => {
        answering = modelId({ provider: model.provider, model: model.name });
        return operation.open(model, inner);
      };
      const lead = shared && inFlight.lead(shared);
      try {
        for await (const chunk of callModels(services, scope, { ...operation, open }, signal)) {
          if (chunk.type !== "text") continue;
          lead?.say(chunk.text);
          yield chunk.text;
        }
        lead?.end();
      } finally {
        lead?.leave();
      }
    }

    return {
      [Symbol.asyncIterator]: stream,
      isReplay: () => isReplay,
      async keep(whole) {
        if (request && answering && !isReplay) await replies.keep(request, answering, whole);
      },
    };
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
      const open = (unwanted: AbortSignal) => {
        const signal = AbortSignal.any([scope.signal, unwanted]);
        return text(call, signal, { name, json }, (earlier) => isReadable(earlier, schema, json));
      };
      return readObject(open, schema, json);
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

/** A reply to its end; null when it has none. @throws what `cancelled` says when the signal fires */
async function collect(texts: AsyncIterable<string>, signal: AbortSignal): Promise<string | null> {
  let whole = "";
  try {
    for await (const text of texts) whole += text;
    return whole;
  } catch {
    if (signal.aborted) throw cancelled(signal);
    return null;
  }
}
