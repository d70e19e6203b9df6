import type { z } from "zod";
import type { ProviderName, TierName } from "../contracts/models.ts";

export { PROVIDERS, type ProviderName, TIER_NAMES, type TierName } from "../contracts/models.ts";

// ── a provider's view of one model ───────────────────────────────────────────────────────────────────────────

/** What is said to a model: standing instructions and the request itself. */
export interface Prompt {
  system?: string;
  user: string;
}

export interface TextRequest {
  prompt: Prompt;
  maxOutputTokens: number;
  /** 0–2; left to the model's own default when absent or when the model ignores it. */
  temperature?: number;
  /** A JSON schema that the reply must follow. */
  schema?: { name: string; json: Record<string, unknown> };
  signal: AbortSignal;
}

export type FinishReason = "stop" | "max_tokens" | "safety" | "other";

/** Tokens of one call; `estimated` when the provider reported none (a call that was cut off, for example). */
export interface Usage {
  inputTokens: number;
  outputTokens: number;
  cachedTokens: number;
  estimated: boolean;
}

/** A text reply streams as deltas and ends with exactly one finish; a stream that ends without one was cut off. */
export type TextChunk =
  | { type: "text"; text: string }
  | { type: "finish"; reason: FinishReason; usage: Usage | undefined };

export interface ImageRequest {
  prompt: string;
  signal: AbortSignal;
}

export interface Image {
  bytes: Uint8Array;
  mimeType: string;
  usage: Usage | undefined;
}

export interface EmbedRequest {
  texts: string[];
  signal: AbortSignal;
}

export interface Embeddings {
  vectors: Float32Array[];
  usage: Usage | undefined;
}

/** What a response's headers said of the model's limits; every field as the provider reported it. */
export interface RateHeaders {
  limitRequests?: number;
  remainingRequests?: number;
  limitTokens?: number;
  remainingTokens?: number;
}

/**
 * One model of one provider. Implementations make exactly one HTTP request a call, never retry, and throw
 * `AppError`s: LIMIT (429, with `retryAfter`), UNAVAILABLE (5xx, network), MODEL_UNAVAILABLE (bad key, unknown
 * model: not retryable), UNSAFE_CONTENT (blocked), BAD_OUTPUT (empty, no candidate, cut off), CANCELLED (aborted).
 */
export interface Model {
  readonly provider: ProviderName;
  readonly name: string;
  text(request: TextRequest): AsyncIterable<TextChunk>;
  image(request: ImageRequest): Promise<Image>;
  embed(request: EmbedRequest): Promise<Embeddings>;
}

// ── what a pipeline uses ─────────────────────────────────────────────────────────────────────────────────────

export interface TextCall {
  tier: TierName;
  prompt: Prompt;
  temperature?: number;
  reuse?: Reuse;
}

/** Lets an earlier reply answer this request, and this reply later ones. */
export interface Reuse {
  /** Of the prompt's wording: another version is another request. */
  version: string;
  /** The prompt as far as the reply depends on it: with the topic normalised, for example. */
  prompt: Prompt;
  /** False asks the model in any case: somebody wants another reply. */
  read: boolean;
}

/** A reply as it arrives. */
export interface TextReply extends AsyncIterable<string> {
  /** Whether it is an earlier reply, or one that somebody else is being given; known from the first piece on. */
  isReplay(): boolean;
  /** It was found good: `text` answers the same request from now on, if the call asked for reuse. Never rejects. */
  keep(text: string): Promise<void>;
}

export interface ObjectCall<S extends z.ZodType> extends TextCall {
  schema: S;
  /** Names the schema to the provider: letters, digits, `_` and `-`. */
  name: string;
}

/** Growing views of the object while it streams; each is a fresh snapshot and may be kept. */
export interface ObjectStream<T> extends AsyncIterable<unknown> {
  /** The validated object; rejects with BAD_OUTPUT (and its `issues`) when the reply does not fit the schema. */
  readonly value: Promise<T>;
  /** Whether it is an earlier reply, or one that somebody else was given; known when `value` is. */
  isReplay(): boolean;
}

/**
 * The models, bound to one step of one run: calls are paced, paid for, recorded and stopped with it.
 * Errors are `AppError`s: see gateway errors in server/llm/README.md.
 */
export interface Llm {
  /** The reply's text as it arrives; throws BAD_OUTPUT with `data.finishReason` when it ends before its end. */
  text(call: TextCall): TextReply;
  /** Iterate to stream, or only await `value`. One that asks for reuse is kept when it is valid. */
  object<S extends z.ZodType>(call: ObjectCall<S>): ObjectStream<z.infer<S>>;
  image(call: { tier: TierName; prompt: string }): Promise<Image>;
  /** Vectors of unit length, one a text; all of one call come from one model, named in `model`. */
  embed(call: { tier: TierName; texts: string[] }): Promise<{ model: string; vectors: Float32Array[] }>;
}

// ── what the gateway needs from whoever runs a step ──────────────────────────────────────────────────────────

/** The order in which waiting calls are served; a lower number first. */
export const PRIORITY = { interactiveFirst: 0, interactive: 1, background: 2 } as const;
export type Priority = (typeof PRIORITY)[keyof typeof PRIORITY];

export interface AttemptStart {
  tier: TierName;
  provider: ProviderName;
  model: string;
  /** The most that this call can cost, in US dollars. */
  reserveUsd: number;
  /** How many counted attempts the tier allows a step. */
  tierAttempts: number;
}

export interface AttemptEnd {
  usd: number;
  usage: Usage | undefined;
  /** The finish reason, or the error's code. */
  finish: FinishReason | "error";
  error: { code: string; message: string } | undefined;
  /** Whether it uses up one of the step's attempts: a 429 does not. */
  counted: boolean;
  grantedAt: Date | undefined;
  firstChunkAt: Date | undefined;
}

/** An attempt whose money is reserved and whose row stands. */
export interface OpenAttempt {
  readonly id: string;
  readonly number: number;
  /** Records how it ended. A successful one is settled in the transaction that ends its step. */
  end(end: AttemptEnd): Promise<void>;
}

/** One step of one run, as the gateway sees it. The run engine implements it. */
export interface CallScope {
  readonly runId: string;
  readonly learnerId: string;
  readonly step: string;
  readonly priority: Priority;
  readonly signal: AbortSignal;
  /** Overrides the tier's total timeout, in milliseconds. */
  readonly timeoutMs: number | undefined;
  /** Reserves the money and inserts the row, before the call; throws BUDGET when a cap would be passed. */
  beginAttempt(start: AttemptStart): Promise<OpenAttempt>;
  /** Counted attempts that the step may still make, given the tier's number. */
  attemptsLeft(tierAttempts: number): number;
  /** The gateway will try again by itself after this delay: told to the learner as `step-retry`. */
  onRetry(code: string, delayMs: number): void;
  /** A call waits for quota (`true`), or was granted (`false`): the step's own clock stands still meanwhile. */
  onWaiting(waiting: boolean): void;
}

/** The gateway: binds the models to one step. */
export interface Gateway {
  bind(scope: CallScope): Llm;
}
