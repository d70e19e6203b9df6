import { Problem } from "./problem.ts";
import type { Quotas, Verdict } from "./quota.ts";
import type { Rule } from "./rule.ts";

/** The quota headers of a protocol; none for one that does not send any. */
export type RateHeaders = (verdict: Verdict) => Record<string, string>;

/** Throws the error that a rule asks for, if it asks for one. */
export function forceStatus(rule: Rule | undefined, model: string): void {
  if (rule?.status === undefined) return;
  const { status, retryAfterSeconds } = rule;
  const details = { model, ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }) };
  if (status === 429) {
    throw new Problem(429, "quota", "You exceeded your current quota.", {
      ...details,
      exhausted: "requests",
      limit: 15,
    });
  }
  const kinds = { 401: "bad-key", 404: "unknown-model" } as const;
  const kind = status === 401 || status === 404 ? kinds[status] : "forced";
  throw new Problem(status, kind, FORCED_MESSAGES[status] ?? `Simulated error ${status}.`, details);
}

const FORCED_MESSAGES: Record<number, string> = {
  400: "Request contains an invalid argument.",
  401: "The API key is not accepted.",
  403: "Permission denied.",
  404: "The model is not found.",
  500: "An internal error has occurred.",
  503: "The model is overloaded. Please try again later.",
};

/** Takes a call out of its model's quota and answers the headers that say so; throws a 429 Problem when it is used up. */
export function takeQuota(
  quotas: Quotas,
  model: string,
  tokens: number,
  rateHeaders: RateHeaders,
): Record<string, string> {
  const verdict = quotas.take(model, tokens);
  if (verdict === undefined) return {};
  const headers = rateHeaders(verdict);
  if (verdict.granted) return headers;
  const { exhausted = "requests", retryAfterSeconds = 1 } = verdict;
  const limit = (exhausted === "tokens" ? verdict.tokens : verdict.requests)?.limit;
  throw new Problem(429, "quota", "You exceeded your current quota.", {
    model,
    exhausted,
    retryAfterSeconds,
    ...(limit === undefined ? {} : { limit }),
    headers,
  });
}
