import { isRecord } from "./http.ts";
import { invalid } from "./problem.ts";

/** What a model allows: requests and tokens a minute, and how many requests may come at once after a rest. */
export interface Quota {
  requestsPerMinute: number;
  burst: number;
  tokensPerMinute?: number;
}

/** One bucket's state as the rate headers tell it; `resetSeconds` is the time until it is full again. */
export interface Level {
  limit: number;
  remaining: number;
  resetSeconds: number;
}

export interface Verdict {
  granted: boolean;
  /** What ran out, and the seconds until there is enough again; only when not granted. */
  exhausted?: "requests" | "tokens";
  retryAfterSeconds?: number;
  requests: Level;
  tokens?: Level;
}

interface Bucket {
  perMinute: number;
  capacity: number;
  level: number;
  /** When `level` was true, in milliseconds. */
  at: number;
}

/** Reads `{requestsPerMinute, burst?, tokensPerMinute?}`; the burst is one minute's requests unless told. */
export function parseQuota(input: Record<string, unknown>): { model: string; quota: Quota } {
  const number = (name: string, value: unknown): number => {
    if (typeof value !== "number" || !(value > 0 && value <= 1e9)) {
      throw invalid(`${name} must be a number above 0 and at most 1000000000.`);
    }
    return value;
  };
  if (!isRecord(input) || typeof input.model !== "string" || input.model === "") {
    throw invalid("model must be the name of a model.");
  }
  const requestsPerMinute = number("requestsPerMinute", input.requestsPerMinute);
  const burst = number("burst", input.burst ?? Math.max(1, requestsPerMinute));
  if (burst < 1) throw invalid("burst must be at least 1.");
  const quota: Quota = { requestsPerMinute, burst };
  if (input.tokensPerMinute !== undefined) {
    quota.tokensPerMinute = number("tokensPerMinute", input.tokensPerMinute);
  }
  return { model: input.model, quota };
}

/** Token buckets, one for requests and one for tokens a model. `now` is in milliseconds. */
export function createQuotas(now: () => number = () => performance.now()) {
  const buckets = new Map<string, { requests: Bucket; tokens: Bucket | undefined }>();

  return {
    set(model: string, { requestsPerMinute, burst, tokensPerMinute }: Quota): void {
      const full = (perMinute: number, capacity: number): Bucket => ({
        perMinute,
        capacity,
        level: capacity,
        at: now(),
      });
      buckets.set(model, {
        requests: full(requestsPerMinute, burst),
        tokens: tokensPerMinute === undefined ? undefined : full(tokensPerMinute, tokensPerMinute),
      });
    },
    clear(model?: string): void {
      if (model === undefined) buckets.clear();
      else buckets.delete(model);
    },
    /** Takes one request and its tokens, or nothing at all; `undefined` for a model without a quota. */
    take(model: string, tokens: number): Verdict | undefined {
      const pair = buckets.get(model);
      if (pair === undefined) return undefined;
      const time = now();
      for (const bucket of [pair.requests, pair.tokens]) if (bucket) refill(bucket, time);
      // A call larger than the whole bucket is granted when the bucket is full: else it never could be.
      const demand = Math.min(tokens, pair.tokens?.capacity ?? 0);
      const requestWait = waitFor(pair.requests, 1);
      const tokenWait = pair.tokens === undefined ? 0 : waitFor(pair.tokens, demand);
      const granted = requestWait === 0 && tokenWait === 0;
      if (granted) {
        pair.requests.level -= 1;
        if (pair.tokens) pair.tokens.level -= demand;
      }
      const verdict: Verdict = { granted, requests: levelOf(pair.requests) };
      if (pair.tokens) verdict.tokens = levelOf(pair.tokens);
      if (!granted) {
        verdict.exhausted = requestWait >= tokenWait ? "requests" : "tokens";
        verdict.retryAfterSeconds = Math.max(requestWait, tokenWait);
      }
      return verdict;
    },
  };
}
export type Quotas = ReturnType<typeof createQuotas>;

function refill(bucket: Bucket, time: number): void {
  bucket.level = Math.min(bucket.capacity, bucket.level + ((time - bucket.at) * bucket.perMinute) / 60_000);
  bucket.at = time;
}

/** Seconds until the bucket holds `amount`; the tolerance forgives rounding of many small refills. */
function waitFor(bucket: Bucket, amount: number): number {
  const missing = amount - bucket.level;
  return missing <= 1e-9 ? 0 : (missing * 60) / bucket.perMinute;
}

function levelOf(bucket: Bucket): Level {
  return {
    limit: bucket.perMinute,
    remaining: Math.max(0, Math.floor(bucket.level + 1e-9)),
    resetSeconds: ((bucket.capacity - bucket.level) * 60) / bucket.perMinute,
  };
}
