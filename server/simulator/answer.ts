import type { ServerResponse } from "node:http";
import type { Calls, Protocol } from "./calls.ts";
import type { Pace } from "./pace.ts";
import { playStream, playWhole } from "./play.ts";
import { Problem } from "./problem.ts";
import type { Quotas } from "./quota.ts";
import { forceStatus, type RateHeaders, takeQuota } from "./refusals.ts";
import type { Rules } from "./rules.ts";
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
    forceStatus(match?.rule, model);
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
