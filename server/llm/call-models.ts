import { AppError, isAppError } from "../errors.ts";
import { sleep } from "../kit/abort.ts";
import { backoffDelay } from "../kit/backoff.ts";
import type { Limiter } from "./limiter/limiter.ts";
import type { Operation } from "./operations.ts";
import { type ResolvedModel, tierVariable } from "./resolve-tiers.ts";
import { estimatedUsage, mostUsd } from "./tokens.ts";
import type { AttemptEnd, CallScope, FinishReason, Model, Usage } from "./types.ts";
import { cancelled, watch } from "./watchdog.ts";

export interface CallServices {
  limiter: Limiter;
  /** Opens a model once and keeps it. */
  model(about: ResolvedModel): Promise<Model>;
  clock: { sleep(ms: number, signal: AbortSignal): Promise<void> };
}
export const REAL_CLOCK: CallServices["clock"] = { sleep };

/** How long one call may wait for 429s altogether, and for anything that a provider asks for. */
const MOST_WAIT_MS = 10 * 60_000;
/** A provider that asks for more is left for the tier's next model. */
const LONG_WAIT_MS = 60_000;
const MOST_BACKOFF_MS = 30_000;

/**
 * Calls a tier's models until one answers. Trouble before the first chunk is retried here, on the same model and
 * then on the next ones; after it the error is the caller's, who may have shown a part already. The attempts are
 * counted by the scope, which shares them with the step's own retries.
 * @param signal stops everything: the waiting, the pauses, and the call itself
 */
export async function* callModels<T>(
  services: CallServices,
  scope: CallScope,
  operation: Operation<T>,
  signal: AbortSignal,
): AsyncGenerator<T, void, undefined> {
  const { tier } = operation;
  const retry = { at: 0, failures: 0, limits: 0, waitedMs: 0 };
  for (;;) {
    const model = tier.models[retry.at];
    if (!model)
      throw new AppError("MODEL_UNAVAILABLE", `No model is set up for this. (${tierVariable(tier.name)})`);
    const error = yield* attempt(services, scope, operation, model, signal);
    if (!error) return;
    if (signal.aborted) throw error;
    const delayMs = nextTry(error, retry, scope, operation);
    scope.onRetry(error.code, delayMs);
    if (error.code === "LIMIT" && model === tier.models[retry.at]) {
      await services.limiter.pause(model, delayMs); // the wait itself is the limiter's
    } else if (delayMs > 0) {
      await services.clock.sleep(delayMs, signal).catch(() => {
        throw cancelled(signal);
      });
    }
  }
}

interface Retry {
  /** Which of the tier's models is next. */
  at: number;
  failures: number;
  limits: number;
  waitedMs: number;
}

/**
 * Decides what follows a failure before the first chunk: moves `retry` on and says how long to wait.
 * @throws the error when nothing does
 */
function nextTry<T>(error: AppError, retry: Retry, scope: CallScope, { tier }: Operation<T>): number {
  const others = tier.models.length - 1 - retry.at;
  const asked = (error.retryAfter ?? 0) * 1000;
  const toNextModel = (): number => {
    retry.at++;
    retry.failures = 0;
    retry.limits = 0;
    return 0;
  };
  if (error.code === "LIMIT") {
    const delayMs = Math.max(asked, backoff(tier.backoffMs, retry.limits++));
    if (retry.waitedMs + delayMs <= MOST_WAIT_MS) {
      retry.waitedMs += delayMs;
      return delayMs;
    }
    if (others > 0) return toNextModel();
    const { retryAfter, cause, data } = error;
    throw new AppError("LIMIT", error.message, { retryAfter, cause, data });
  }
  const left = scope.attemptsLeft(tier.attempts);
  if (left <= 0) throw error;
  switch (error.code) {
    case "UNAVAILABLE":
    case "TIMEOUT":
      // The last attempts belong to the models that were not asked yet, one each.
      if (others > 0 && (left <= others || asked > LONG_WAIT_MS)) return toNextModel();
      if (asked > MOST_WAIT_MS) throw error;
      return Math.max(asked, backoff(tier.backoffMs, retry.failures++));
    case "MODEL_UNAVAILABLE":
    case "UNSAFE_CONTENT":
      if (others > 0) return toNextModel();
      throw error;
    default:
      throw error;
  }
}

const backoff = (baseMs: number, failures: number) =>
  backoffDelay(failures, { baseMs, maxMs: MOST_BACKOFF_MS });

/** One attempt: waits for its turn, reserves the money, calls, and records how it ended, exactly once. */
async function* attempt<T>(
  services: CallServices,
  scope: CallScope,
  operation: Operation<T>,
  about: ResolvedModel,
  signal: AbortSignal,
): AsyncGenerator<T, AppError | undefined, undefined> {
  const { tier, inputTokens, maxOutputTokens } = operation;
  const model = await services.model(about);
  const grantedAt = await waitForTurn(services.limiter, scope, operation, about, signal);
  // Not before the grant: a call that waits for quota holds no money back.
  const opened = await scope.beginAttempt({
    tier: tier.name,
    provider: about.provider,
    model: about.model,
    reserveUsd: mostUsd(about, inputTokens, maxOutputTokens),
    tierAttempts: tier.attempts,
  });
  const seen = {
    outputTokens: 0,
    finish: undefined as FinishReason | undefined,
    usage: undefined as Usage | undefined,
  };
  const timeouts = { ...tier.timeouts, totalMs: scope.timeoutMs ?? tier.timeouts.totalMs };
  let firstChunkAt: Date | undefined;
  let ended = false;
  let error: unknown;
  try {
    for await (const chunk of watch((inner) => operation.open(model, inner), timeouts, signal)) {
      const { isAnswer, outputTokens, finish, usage } = operation.report(chunk);
      if (isAnswer) firstChunkAt ??= new Date();
      seen.outputTokens += outputTokens;
      seen.finish = finish ?? seen.finish;
      seen.usage = usage ?? seen.usage;
      yield chunk;
    }
    ended = true;
    error = operation.fault(seen);
  } catch (caught) {
    error = caught;
  } finally {
    // Also when the consumer leaves in the middle of it: then there is neither an end nor an error.
    const code = error === undefined ? undefined : isAppError(error) ? error.code : "INTERNAL";
    const usage =
      seen.usage ??
      (wasBilled(code, firstChunkAt) ? estimatedUsage(inputTokens, seen.outputTokens) : undefined);
    const end: AttemptEnd = {
      usd: usage ? about.price(usage) : 0,
      usage,
      finish: code !== undefined ? "error" : ended ? (seen.finish ?? "other") : "other",
      error:
        code === undefined ? undefined : { code, message: isAppError(error) ? error.message : "Unexpected." },
      counted: code !== "LIMIT" && code !== "CANCELLED",
      grantedAt,
      firstChunkAt,
    };
    await opened.end(end);
  }
  if (error === undefined) return undefined;
  if (firstChunkAt || !isAppError(error)) throw error;
  return error;
}

/** A refusal costs nothing; whatever was answered, or given up while the model worked, does. */
function wasBilled(code: string | undefined, firstChunkAt: Date | undefined): boolean {
  return (
    firstChunkAt !== undefined ||
    !["LIMIT", "UNAVAILABLE", "MODEL_UNAVAILABLE", "INTERNAL"].includes(code ?? "")
  );
}

async function waitForTurn<T>(
  limiter: Limiter,
  scope: CallScope,
  { inputTokens, maxOutputTokens }: Operation<T>,
  about: ResolvedModel,
  signal: AbortSignal,
): Promise<Date> {
  if (signal.aborted) throw cancelled(signal);
  scope.onWaiting(true);
  try {
    return await limiter.acquire({
      model: about,
      tokens: inputTokens + (about.facts.ratedTokens === "input" ? 0 : maxOutputTokens),
      priority: scope.priority,
      learnerId: scope.learnerId,
      signal,
    });
  } finally {
    scope.onWaiting(false);
  }
}
