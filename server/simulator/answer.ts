import type { ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import type { Calls, LiveCall, Protocol } from "./calls.ts";
import type { Pace } from "./pace.ts";
import { Problem } from "./problem.ts";
import type { Quotas, Verdict } from "./quota.ts";
import type { Match, Rules } from "./rules.ts";
import { type Script, writeScript } from "./script.ts";
import { countTokens, type Reply, type Wire } from "./wire.ts";

/** The state of one simulator. */
export interface Simulation {
  rules: Rules;
  calls: Calls;
  quotas: Quotas;
  pace: Pace;
}

/** One request to the model, whatever its protocol. */
export interface Ask {
  protocol: Protocol;
  operation: string;
  model: string;
  stream: boolean;
  user: string;
  system: string;
  maxOutputTokens?: number;
  /** What the model would say without any rule. */
  reply: string;
  image?: string;
  /** Overrides the estimate for what is not text. */
  outputTokens?: number;
}

/** The quota headers of this protocol; none for one that does not send any. */
export type RateHeaders = (verdict: Verdict) => Record<string, string>;

/**
 * Answers one request: finds its rule, takes its quota, then plays its script. Throws a Problem while the
 * answer has not begun; its status and its protocol's shape are the caller's business.
 */
export async function answer(
  simulation: Simulation,
  ask: Ask,
  wire: Wire,
  response: ServerResponse,
  rateHeaders: RateHeaders,
): Promise<void> {
  const prompt = `${ask.user}\n${ask.system}`;
  const match = simulation.rules.match(prompt, ask.model);
  const { protocol, model, operation, stream } = ask;
  const call = simulation.calls.open(
    { protocol, model, operation, stream, rule: match?.rule.id ?? null },
    prompt,
  );
  const gone = new AbortController();
  const leave = () => gone.abort();
  response.once("close", leave);
  try {
    forceStatus(match, model);
    const script = writeScript(ask.reply, match?.rule, simulation.pace, ask.maxOutputTokens);
    const reply = replyOf(ask, script);
    const headers = takeQuota(simulation.quotas, model, reply.usage.input + reply.usage.output, rateHeaders);
    const play = { script, reply, wire, response, call, match, signal: gone.signal, headers };
    await (stream && wire.stream ? playStream(play, wire.stream) : playWhole(play));
    call.end(script.ending === "cut" ? "failed" : "finished");
  } catch (error) {
    if (gone.signal.aborted) return call.end("aborted");
    call.end("failed", error instanceof Problem ? error.status : 500);
    throw error;
  } finally {
    response.off("close", leave);
  }
}

interface Play {
  script: Script;
  reply: Reply;
  wire: Wire;
  response: ServerResponse;
  call: LiveCall;
  match: Match | undefined;
  signal: AbortSignal;
  headers: Record<string, string>;
}

async function playStream(play: Play, frames: NonNullable<Wire["stream"]>): Promise<void> {
  const { script, reply, response, call, match, signal } = play;
  response.writeHead(200, {
    "content-type": "text/event-stream",
    "cache-control": "no-cache",
    ...play.headers,
  });
  response.flushHeaders();
  const opening = frames.open(reply.usage);
  // A hold past the last chunk holds the finish: a held stream never ends by itself.
  const holdAt = script.holdAt === undefined ? undefined : Math.min(script.holdAt, script.chunks.length);
  await pause(script.firstChunkMs, signal);
  if (opening) response.write(opening);
  for (const [index, chunk] of script.chunks.entries()) {
    if (index > 0) await pause(script.delayMs(index), signal);
    if (index === holdAt) await match?.hold(signal);
    signal.throwIfAborted();
    response.write(frames.chunk(chunk, reply.usage));
    call.chunkSent();
  }
  if (holdAt === script.chunks.length) await match?.hold(signal);
  signal.throwIfAborted();
  if (script.ending === "finish") response.write(frames.end(reply));
  await finish(script, response, signal);
}

async function playWhole(play: Play): Promise<void> {
  const { script, reply, wire, response, call, match, signal } = play;
  const delays = script.chunks.reduce((sum, _, index) => sum + (index > 0 ? script.delayMs(index) : 0), 0);
  await pause(script.firstChunkMs + delays, signal);
  if (script.holdAt !== undefined) await match?.hold(signal);
  const body = Buffer.from(JSON.stringify(wire.whole(reply)));
  response.writeHead(200, {
    "content-type": "application/json; charset=utf-8",
    "content-length": body.length,
    ...play.headers,
  });
  const torn = script.ending === "cut" || script.ending === "stall";
  response.write(torn ? body.subarray(0, body.length >> 1) : body);
  call.chunkSent();
  await finish(script, response, signal);
}

async function finish(script: Script, response: ServerResponse, signal: AbortSignal): Promise<void> {
  switch (script.ending) {
    case "stall":
      return new Promise((_, reject) => {
        if (signal.aborted) reject(signal.reason);
        else signal.addEventListener("abort", () => reject(signal.reason), { once: true });
      });
    case "cut":
      // What was written must have left before the connection goes: the cut is then at the same place every time.
      await new Promise<void>((resolve) => response.write("", () => resolve()));
      signal.throwIfAborted();
      response.destroy();
      return;
    default:
      response.end();
  }
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  if (ms > 0) await sleep(ms, undefined, { signal });
}

function replyOf(ask: Ask, script: Script): Reply {
  const text = script.chunks.join("");
  const nothing = script.blocked || !script.candidates || script.chunks.length === 0;
  const output = ask.outputTokens === undefined || nothing ? countTokens(text) : ask.outputTokens;
  return {
    text,
    ...(ask.image === undefined || nothing ? {} : { image: ask.image }),
    finish: script.finish,
    candidates: script.candidates,
    blocked: script.blocked,
    usage: { input: countTokens(ask.user) + countTokens(ask.system), output },
  };
}

function forceStatus(match: Match | undefined, model: string): void {
  const rule = match?.rule;
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

function takeQuota(
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
