import { randomUUID } from "node:crypto";
import type { Settlement } from "../budget/index.ts";
import type { AttemptEnd, AttemptStart, CallScope, OpenAttempt, Priority } from "../llm/index.ts";
import type { StepRow } from "./lease-store.ts";

/**
 * The attempts of one step in one generation. Tries share one count: a call that failed uses one up, and so does a
 * reply that the step refuses; waiting out a 429 does not.
 */
export interface AttemptLedger {
  /** Tries used up. */
  readonly failures: number;
  /** How many tries there are: the step's own number, else the tier's, else one. */
  limit(): number;
  /** Notes that the try which began with `beginTry` failed, for the reason given. */
  failTry(error: { code: string; message: string }): void;
  beginTry(): void;
  /** Attempts that ended well and wait to be booked with the step's end; empties the list. */
  takeSettlements(): Settlement[];
  scope(signal: AbortSignal): CallScope;
}

export interface LedgerHooks {
  runId: string;
  learnerId: string;
  step: string;
  priority: Priority;
  timeoutMs: number | undefined;
  attempts: number | undefined;
  open(attempt: AttemptStart & { id: string; number: number }): Promise<void>;
  /** Books an attempt that failed, at once. */
  settleNow(settlement: Settlement): Promise<void>;
  onRetry(code: string, delayMs: number): void;
  onWaiting(waiting: boolean): void;
  /** Every call that ended, however it did, with the milliseconds that it took. */
  onCall(start: AttemptStart, end: AttemptEnd, durationMs: number): void;
}

export function createAttemptLedger(row: StepRow | undefined, hooks: LedgerHooks): AttemptLedger {
  let failures = row?.failures ?? 0;
  let newest = row?.attempts ?? 0;
  let tierAttempts: number | undefined;
  let lastEnded: "well" | "badly" | "none" = "none";
  let pending: Settlement[] = [];

  async function begin(start: AttemptStart): Promise<OpenAttempt> {
    tierAttempts = start.tierAttempts;
    const number = ++newest;
    const id = randomUUID();
    await hooks.open({ ...start, id, number });
    const begun = Date.now();
    let ended = false;
    return {
      id,
      number,
      async end(end) {
        if (ended) return;
        ended = true;
        hooks.onCall(start, end, Date.now() - begun);
        // Being stopped is nobody's failure: it uses up no try.
        const counted = end.counted && end.error?.code !== "CANCELLED";
        const settlement = asSettlement(id, { ...end, counted });
        if (!end.error) {
          lastEnded = "well";
          pending.push(settlement);
          return;
        }
        if (counted) {
          failures++;
          lastEnded = "badly";
        }
        await hooks.settleNow(settlement);
      },
    };
  }

  return {
    get failures() {
      return failures;
    },
    limit: () => hooks.attempts ?? tierAttempts ?? 1,
    beginTry() {
      lastEnded = "none";
    },
    failTry(error) {
      if (lastEnded === "badly") return;
      failures++;
      const refused = pending.at(-1);
      if (refused) {
        refused.errorCode = error.code;
        refused.errorMessage = error.message;
      }
    },
    takeSettlements() {
      const taken = pending;
      pending = [];
      return taken;
    },
    scope: (signal) => ({
      runId: hooks.runId,
      learnerId: hooks.learnerId,
      step: hooks.step,
      priority: hooks.priority,
      timeoutMs: hooks.timeoutMs,
      signal,
      beginAttempt: begin,
      attemptsLeft: (ofTier) => Math.max(0, (hooks.attempts ?? ofTier) - failures),
      onRetry: hooks.onRetry,
      onWaiting: hooks.onWaiting,
    }),
  };
}

function asSettlement(attemptId: string, end: AttemptEnd): Settlement {
  return {
    attemptId,
    state: "settled",
    usd: end.usd,
    inputTokens: end.usage?.inputTokens ?? null,
    outputTokens: end.usage?.outputTokens ?? null,
    cachedTokens: end.usage?.cachedTokens ?? null,
    estimated: end.usage?.estimated ?? false,
    counted: end.counted,
    finish: end.finish,
    errorCode: end.error?.code ?? null,
    errorMessage: end.error?.message ?? null,
    grantedAt: end.grantedAt ?? null,
    firstChunkAt: end.firstChunkAt ?? null,
  };
}
