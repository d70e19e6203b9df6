/**
 * A jittered exponential delay in milliseconds: between half and the whole of `baseMs · 2^failures`, at most `maxMs`
 * ("equal jitter": spreads callers out without ever retrying at once).
 */
export function backoffDelay(failures: number, { baseMs, maxMs }: { baseMs: number; maxMs: number }): number {
  const full = Math.min(maxMs, baseMs * 2 ** Math.min(failures, 30));
  return Math.round(full * (0.5 + Math.random() / 2));
}
