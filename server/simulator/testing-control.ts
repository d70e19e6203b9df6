import type { CallRecord } from "./calls.ts";
import type { NewRule } from "./rule.ts";

/** Steers a simulated model from a test, over its control routes. Every call rejects with the route's message. */
export function createSimulatorControl(url: string) {
  const ask = async (method: string, route: string, body?: unknown): Promise<Record<string, unknown>> => {
    const response = await fetch(`${url}/__control/${route}`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const answer = (await response.json()) as Record<string, unknown>;
    if (!response.ok) throw new Error(`${method} ${route}: ${response.status} ${JSON.stringify(answer)}`);
    return answer;
  };
  const query = (marker: string | undefined) =>
    marker === undefined ? "" : `?marker=${encodeURIComponent(marker)}`;
  const calls = async (marker?: string) => (await ask("GET", `calls${query(marker)}`)).calls as CallRecord[];
  const held = async (marker?: string) => (await ask("GET", `held${query(marker)}`)).held as number;

  return {
    rules: (...rules: NewRule[]) => ask("POST", "rules", { rules }),
    clearRules: () => ask("DELETE", "rules"),
    release: (marker: string) => ask("POST", "release", { marker }),
    held,
    calls,
    clearCalls: () => ask("DELETE", "calls"),
    quota: (quota: { model: string; requestsPerMinute: number; burst?: number; tokensPerMinute?: number }) =>
      ask("POST", "quota", quota),
    clearQuota: (model?: string) =>
      ask("DELETE", `quota${model === undefined ? "" : `?model=${encodeURIComponent(model)}`}`),
    pace: (pace: unknown) => ask("POST", "pace", { pace }),
    /** Waits until this many streams with the marker are held. */
    untilHeld: (marker: string, count = 1) =>
      until(async () => (await held(marker)) >= count, `${marker} held`),
    /** Waits until no call with the marker is live, and answers them all. */
    untilEnded: async (marker: string, count = 1): Promise<CallRecord[]> => {
      await until(async () => {
        const found = await calls(marker);
        return found.length >= count && found.every(({ live }) => !live);
      }, `${marker} ended`);
      return calls(marker);
    },
  };
}

async function until(check: () => Promise<boolean>, what: string): Promise<void> {
  const deadline = performance.now() + 10_000;
  while (!(await check())) {
    if (performance.now() > deadline) throw new Error(`Waited 10 s in vain: ${what}.`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
