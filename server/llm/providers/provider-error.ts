import { AppError } from "../../errors.ts";
import { cutOff, unsafeContent } from "../reply-errors.ts";
import { keyVariable } from "../resolve-tiers.ts";
import type { ModelRef } from "../tiers.ts";

/** What is known of a provider's refusal; `detail` is the provider's own text and is never shown. */
export interface Refusal {
  status: number;
  /** The provider's own word for it, for example `insufficient_quota`. */
  reason?: string;
  detail: string;
  /** Seconds. */
  retryAfter?: number;
}

const OUT_OF_MONEY = /insufficient_quota|billing|credit/i;
const BAD_KEY = /api[ _]?key/i;
const BLOCKED = /content_(policy|filter)|moderation|safety/i;

/** The one table from HTTP to our codes. The message is for people; the cause has the provider's words, for the log. */
export function refusalError(ref: ModelRef, apiKey: string | undefined, refusal: Refusal): AppError {
  const { status, reason = "", detail, retryAfter } = refusal;
  const cause = new Error(withoutKey(`${status} ${reason} ${detail}`.trim(), apiKey));
  const data = { status, provider: ref.provider, model: ref.model };
  const unavailable = (message: string) => new AppError("MODEL_UNAVAILABLE", message, { cause, data });

  if (status === 402 || (status === 429 && OUT_OF_MONEY.test(reason)))
    return unavailable(`The account at ${ref.provider} has no credit left.`);
  if (status === 429)
    return new AppError("LIMIT", "The model is asked too often just now.", {
      cause,
      data,
      retryable: true,
      retryAfter,
    });
  if (status === 401 || status === 403 || (status === 400 && BAD_KEY.test(`${reason} ${detail}`))) {
    // Providers repeat parts of a wrong key in their message.
    return new AppError(
      "MODEL_UNAVAILABLE",
      `${ref.provider} refused the key in ${keyVariable(ref.provider)}.`,
      {
        data: { ...data, variable: keyVariable(ref.provider) },
      },
    );
  }
  if (status === 404) return unavailable(`${ref.provider} has no model ${ref.model}.`);
  if (status === 400 && BLOCKED.test(reason)) return unsafeContent({ cause, data });
  if (status === 408 || status === 409 || status >= 500)
    return new AppError("UNAVAILABLE", "The model has trouble just now.", {
      cause,
      data,
      retryable: true,
      retryAfter,
    });
  return unavailable(`${ref.model} refused the request.`);
}

/** The connection failed, or ended before the reply did. */
export function networkError(apiKey: string | undefined, error: unknown, begun: boolean): AppError {
  const detail =
    error instanceof Error ? `${error.name}: ${error.message}${codeOf(error.cause)}` : String(error);
  const cause = new Error(withoutKey(detail, apiKey));
  if (begun) return cutOff({ cause });
  return new AppError("UNAVAILABLE", "The model cannot be reached just now.", {
    cause,
    retryable: true,
  });
}

/** Seconds, of a `Retry-After` header: a number of seconds or a date. */
export function parseRetryAfter(header: string | null | undefined, now: number): number | undefined {
  if (!header) return undefined;
  const seconds = Number(header);
  if (Number.isFinite(seconds)) return Math.max(0, seconds);
  const date = Date.parse(header);
  return Number.isNaN(date) ? undefined : Math.max(0, (date - now) / 1000);
}

function withoutKey(text: string, apiKey: string | undefined): string {
  return (apiKey ? text.replaceAll(apiKey, "(key)") : text).slice(0, 2_000);
}

function codeOf(cause: unknown): string {
  const code = (cause as { code?: unknown } | undefined)?.code;
  return typeof code === "string" ? ` (${code})` : "";
}
