// A gateway against the simulated model, with a limiter and a step that only write down what happens.
import { expect } from "vitest";
import type { AppError } from "../errors.ts";
import { createGateway } from "./gateway.ts";
import type { LimitedModel, Limiter, Turn } from "./limiter/limiter.ts";
import type { Replies } from "./replies.ts";
import { type ResolvedTier, type ResolvedTiers, resolveTiers } from "./resolve-tiers.ts";
import type { SimulatedProviders } from "./testing.ts";
import type { AttemptEnd, AttemptStart, CallScope, Llm, TierName } from "./types.ts";

/** Everything that happened, in order. */
export interface GatewayRecord {
  log: string[];
  attempts: { start: AttemptStart; ends: AttemptEnd[] }[];
  pauses: { model: string; delayMs: number }[];
  turns: Turn[];
  slept: number[];
}
export type TierChanges = Partial<{ [Name in TierName]: Partial<ResolvedTier> }>;

export interface RecordedGateway {
  record: GatewayRecord;
  llm(scope?: Partial<CallScope>, change?: TierChanges): Llm;
  /** How the attempts ended; each must have ended, once. */
  ends(): AttemptEnd[];
}

export function createRecordedGateway(
  { endpoints }: Pick<SimulatedProviders, "endpoints">,
  replies?: Replies,
): RecordedGateway {
  const record: GatewayRecord = { log: [], attempts: [], pauses: [], turns: [], slept: [] };
  const { log, attempts } = record;
  const resolution = resolveTiers({ providers: endpoints, tiers: {}, limits: {} });
  if (!resolution.ok) throw new Error(resolution.problems.join("\n"));
  const { tiers } = resolution;

  const limiter: Limiter = {
    async acquire(turn) {
      log.push("granted");
      record.turns.push(turn);
      return new Date();
    },
    async pause(model: LimitedModel, delayMs) {
      record.pauses.push({ model: model.id, delayMs });
    },
    close() {},
  };
  const clock = {
    async sleep(ms: number, signal: AbortSignal) {
      record.slept.push(ms);
      signal.throwIfAborted();
    },
  };
  const scope: CallScope = {
    runId: "run",
    learnerId: "learner",
    step: "plan",
    priority: 1,
    signal: new AbortController().signal,
    timeoutMs: undefined,
    async beginAttempt(start) {
      log.push(`begin ${start.model}`);
      const attempt = { start, ends: [] as AttemptEnd[] };
      attempts.push(attempt);
      return {
        id: "id",
        number: attempts.length,
        async end(end) {
          log.push(`end ${end.error?.code ?? end.finish}`);
          attempt.ends.push(end);
        },
      };
    },
    attemptsLeft: (most) => most - attempts.filter(({ ends }) => ends[0]?.error && ends[0].counted).length,
    onRetry: (code, delayMs) => void log.push(`retry ${code} ${delayMs > 0 ? "later" : "at once"}`),
    onWaiting: (waiting) => void log.push(waiting ? "waits" : "goes on"),
  };

  function open(change: TierChanges) {
    const changed = Object.entries(change).map(([name, one]) => [
      name,
      { ...tiers[name as TierName], ...one },
    ]);
    const own: ResolvedTiers = { ...tiers, ...Object.fromEntries(changed) };
    return createGateway({ tiers: own, providers: endpoints, limiter, clock, ...(replies && { replies }) });
  }
  const usual = open({});

  return {
    record,
    llm: (part = {}, change) => (change ? open(change) : usual).bind({ ...scope, ...part }),
    ends() {
      for (const attempt of attempts) expect(attempt.ends).toHaveLength(1);
      return attempts.flatMap(({ ends: [end] }) => (end ? [end] : []));
    },
  };
}

/** Reads a reply to its end or its error. */
export async function collectText(texts: AsyncIterable<string>) {
  const got: string[] = [];
  try {
    for await (const text of texts) got.push(text);
    return { text: got.join(""), error: undefined };
  } catch (error) {
    return { text: got.join(""), error: error as AppError };
  }
}
