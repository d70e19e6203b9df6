import type { APIError } from "openai";
import type { RateHeaders } from "../types.ts";
import { parseRetryAfter, type Refusal } from "./provider-error.ts";

/** Without a status the error came inside the stream, which had begun with 200: its code may say one. */
export function readRefusal(error: APIError): Refusal {
  const code: unknown = error.code;
  const status = error.status ?? (Number(code) >= 400 ? Number(code) : 500);
  const headers: Headers | undefined = error.headers;
  const ms = Number(headers?.get("retry-after-ms") ?? Number.NaN);
  const retryAfter = Number.isFinite(ms)
    ? ms / 1000
    : parseRetryAfter(headers?.get("retry-after"), Date.now());
  return {
    status,
    reason: [code, error.type].filter((one) => typeof one === "string").join(" "),
    detail: error.message,
    ...(retryAfter === undefined ? {} : { retryAfter }),
  };
}

export function readRateHeaders(headers: Headers): RateHeaders | undefined {
  const number = (name: string) => {
    const value = headers.get(`x-ratelimit-${name}`);
    return value !== null && Number.isFinite(Number(value)) ? Number(value) : undefined;
  };
  const all = {
    limitRequests: number("limit-requests"),
    remainingRequests: number("remaining-requests"),
    limitTokens: number("limit-tokens"),
    remainingTokens: number("remaining-tokens"),
  };
  return Object.values(all).some((value) => value !== undefined) ? all : undefined;
}
