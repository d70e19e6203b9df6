import type { Rates } from "../models.ts";

/**
 * The limits of one model, as kept in its row: two buckets that fill up steadily to one minute's worth.
 * Times are milliseconds since the epoch, by the database's clock.
 */
export interface LimitState {
  requests: number;
  tokens: number;
  /** When the two levels were true; in the future after a pause, from when on they fill again. */
  at: number;
  /** Nothing is granted before. */
  pausedUntil: number;
}

/** A call that wants to go. */
export interface Waiter {
  id: string;
  /** Lower first. */
  priority: number;
  createdAt: number;
  tokens: number;
}

export interface Grants {
  state: LimitState;
  /** In the order of being served. */
  granted: string[];
  /** Who is first in line now, and when it can go; `undefined` when none waits. */
  next: string | undefined;
  nextAt: number | undefined;
}

export function fullState(rates: Rates, now: number): LimitState {
  return { requests: rates.requestsPerMinute, tokens: rates.tokensPerMinute, at: now, pausedUntil: 0 };
}

// Forgives the rounding of many small refills; far below one request.
const TOLERANCE = 1e-6;

/**
 * Lets as many waiters go as the buckets hold, in order of priority, then of arrival. Nobody passes the first in
 * line: a large call would starve behind small ones. A call of more tokens than the bucket holds goes when it is full.
 */
export function grant(before: LimitState, waiters: readonly Waiter[], rates: Rates, now: number): Grants {
  const state = refill(before, rates, now);
  const line = [...waiters].sort(inOrder);
  const granted: string[] = [];
  for (const waiter of line) {
    const tokens = Math.min(waiter.tokens, rates.tokensPerMinute);
    const wait = Math.max(
      state.pausedUntil - now,
      timeToFill(1 - state.requests, rates.requestsPerMinute, state.at - now),
      timeToFill(tokens - state.tokens, rates.tokensPerMinute, state.at - now),
    );
    if (wait > 0) return { state, granted, next: waiter.id, nextAt: now + Math.ceil(wait) };
    state.requests = Math.max(0, state.requests - 1);
    state.tokens = Math.max(0, state.tokens - tokens);
    granted.push(waiter.id);
  }
  return { state, granted, next: undefined, nextAt: undefined };
}

/**
 * What a 429 teaches: nothing goes before `until`, and then one request at first, because the provider's own
 * bucket was empty. An earlier end never shortens a pause.
 */
export function pause(before: LimitState, until: number, rates: Rates, now: number): LimitState {
  const state = refill(before, rates, now);
  if (until <= state.pausedUntil || until <= now) return state;
  return { requests: Math.min(1, state.requests), tokens: state.tokens, at: until, pausedUntil: until };
}

function refill(state: LimitState, rates: Rates, now: number): LimitState {
  const minutes = Math.max(0, now - state.at) / 60_000;
  return {
    requests: Math.min(rates.requestsPerMinute, state.requests + minutes * rates.requestsPerMinute),
    tokens: Math.min(rates.tokensPerMinute, state.tokens + minutes * rates.tokensPerMinute),
    at: Math.max(now, state.at),
    pausedUntil: state.pausedUntil,
  };
}

/** Milliseconds until a bucket has gained `missing`, when it begins to fill in `beginsIn`. */
function timeToFill(missing: number, perMinute: number, beginsIn: number): number {
  return missing <= TOLERANCE ? 0 : Math.max(0, beginsIn) + (missing / perMinute) * 60_000;
}

function inOrder(a: Waiter, b: Waiter): number {
  return a.priority - b.priority || a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1);
}
