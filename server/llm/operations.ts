import { AppError } from "../errors.ts";
import { cutOff, emptyReply, unsafeContent } from "./reply-errors.ts";
import type { ResolvedTier } from "./resolve-tiers.ts";
import { estimatePrompt, estimateTokens } from "./tokens.ts";
import type {
  Embeddings,
  FinishReason,
  Image,
  Model,
  TextCall,
  TextChunk,
  TextRequest,
  Usage,
} from "./types.ts";

/** What a chunk says of the call that it belongs to. */
export interface ChunkReport {
  /** Whether the caller sees something of it: after that, trouble is the caller's. */
  isAnswer: boolean;
  /** Estimated, of this chunk. */
  outputTokens: number;
  finish?: FinishReason;
  usage?: Usage | undefined;
}

/** One kind of call. A picture or vectors are a stream of one chunk, so that everything works the same for all. */
export interface Operation<T> {
  tier: ResolvedTier;
  /** Estimated. */
  inputTokens: number;
  maxOutputTokens: number;
  open(model: Model, signal: AbortSignal): AsyncIterable<T>;
  report(chunk: T): ChunkReport;
  /** What is wrong with a reply that ended by itself. */
  fault(ended: { finish: FinishReason | undefined; outputTokens: number }): AppError | undefined;
}

export function textOperation(
  tier: ResolvedTier,
  call: TextCall,
  schema?: TextRequest["schema"],
): Operation<TextChunk> {
  const { prompt, temperature } = call;
  const { maxOutputTokens } = tier;
  return {
    tier,
    inputTokens: estimatePrompt(prompt, schema?.json),
    maxOutputTokens,
    open: (model, signal) => model.text({ prompt, maxOutputTokens, temperature, schema, signal }),
    report: (chunk) =>
      chunk.type === "text"
        ? { isAnswer: true, outputTokens: estimateTokens(chunk.text) }
        : { isAnswer: false, outputTokens: 0, finish: chunk.reason, usage: chunk.usage },
    fault({ finish, outputTokens }) {
      if (finish === undefined) return cutOff();
      if (finish === "safety") return unsafeContent({ data: { finishReason: finish } });
      if (finish === "max_tokens")
        return new AppError("BAD_OUTPUT", "The model's answer was longer than it may be.", {
          retryable: true,
          data: { finishReason: finish },
        });
      if (finish === "other") return emptyReply("other");
      return outputTokens === 0 ? emptyReply("empty") : undefined;
    },
  };
}

export function imageOperation(tier: ResolvedTier, prompt: string): Operation<Image> {
  return {
    tier,
    inputTokens: estimateTokens(prompt),
    maxOutputTokens: tier.maxOutputTokens,
    open: (model, signal) => once(() => model.image({ prompt, signal })),
    report: ({ usage }) => ({ isAnswer: true, outputTokens: tier.maxOutputTokens, finish: "stop", usage }),
    fault: () => undefined,
  };
}

/** Vectors of unit length, and the model that they are of. */
export interface ModelVectors {
  model: string;
  vectors: Float32Array[];
  usage: Usage | undefined;
}

export function embedOperation(tier: ResolvedTier, texts: string[]): Operation<ModelVectors> {
  return {
    tier,
    inputTokens: texts.reduce((sum, text) => sum + estimateTokens(text), 0),
    maxOutputTokens: 0,
    open: (model, signal) =>
      once(async () => {
        const { vectors, usage } = await model.embed({ texts, signal });
        return { model: `${model.provider}:${model.name}`, vectors: checked(vectors, texts.length), usage };
      }),
    report: ({ usage }) => ({ isAnswer: true, outputTokens: 0, finish: "stop", usage }),
    fault: () => undefined,
  };
}

async function* once<T>(make: () => Promise<T>): AsyncGenerator<T> {
  yield await make();
}

function checked(vectors: Embeddings["vectors"], count: number): Float32Array[] {
  const size = vectors[0]?.length ?? 0;
  if (vectors.length !== count || size === 0 || vectors.some((vector) => vector.length !== size))
    throw new AppError("BAD_OUTPUT", "The model's vectors do not fit the texts.", { retryable: true });
  return vectors.map(toUnitLength);
}

function toUnitLength(vector: Float32Array): Float32Array {
  const length = Math.hypot(...vector);
  if (!Number.isFinite(length) || length === 0)
    throw new AppError("BAD_OUTPUT", "The model gave a vector without a direction.", { retryable: true });
  return vector.map((value) => value / length);
}
