import { AppError } from "../../errors.ts";
import type { AttemptEnd, CallScope, Gateway, Image, Llm, TierName } from "../../llm/index.ts";

/** What one scripted call does: how much it holds back, what it costs in the end, and how it ends. */
export interface ScriptedCall {
  reserveUsd: number;
  usd: number;
  /** Runs while the call is open. */
  during?: (scope: CallScope) => Promise<void>;
  error?: { code: "UNAVAILABLE" | "LIMIT" | "BAD_OUTPUT" | "CANCELLED"; counted: boolean };
}

/** How many tries a tier of this gateway allows. */
export const TIER_ATTEMPTS = 3;

/**
 * A gateway whose calls are scripted: the prompt of an `image` call is the JSON of `ScriptedCall`, or the name of one
 * in `calls`. It keeps its half of the contract: reserve, call, end.
 */
export function createPaidCalls(calls: Pick<Map<string, ScriptedCall>, "get"> = new Map()): Gateway {
  return {
    bind(scope): Llm {
      const refuse = () => {
        throw new Error("Only pictures are scripted.");
      };
      return {
        text: refuse,
        object: refuse,
        embed: refuse,
        image: ({ tier, prompt }) =>
          call(scope, tier, calls.get(prompt) ?? (JSON.parse(prompt) as ScriptedCall)),
      };
    },
  };
}

async function call(scope: CallScope, tier: TierName, script: ScriptedCall): Promise<Image> {
  const attempt = await scope.beginAttempt({
    tier,
    provider: "gemini",
    model: "scripted",
    reserveUsd: script.reserveUsd,
    tierAttempts: TIER_ATTEMPTS,
  });
  const usage = { inputTokens: 10, outputTokens: 5, cachedTokens: 0, estimated: false };
  const end: Omit<AttemptEnd, "finish" | "error" | "counted"> = {
    usd: script.usd,
    usage,
    grantedAt: new Date(),
    firstChunkAt: new Date(),
  };
  try {
    await script.during?.(scope);
    if (scope.signal.aborted) throw scope.signal.reason;
  } catch (error) {
    const message = "Stopped.";
    await attempt.end({ ...end, finish: "error", error: { code: "CANCELLED", message }, counted: false });
    throw error;
  }
  if (script.error) {
    const { code, counted } = script.error;
    await attempt.end({ ...end, finish: "error", error: { code, message: "Scripted." }, counted });
    throw new AppError(code, "Scripted.", { retryable: true });
  }
  await attempt.end({ ...end, finish: "stop", error: undefined, counted: true });
  return { bytes: new Uint8Array(), mimeType: "image/png", usage };
}
