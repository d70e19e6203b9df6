import type { FlagdCore } from "@openfeature/flagd-core";
import type { Provider } from "@openfeature/server-sdk";

/** Gives OpenFeature clients the same answers that `Flags.value` gives. */
export function createProvider(core: FlagdCore): Provider {
  return {
    runsOn: "server",
    metadata: { name: "learn-x flags" },
    resolveBooleanEvaluation: async (...call) => core.resolveBooleanEvaluation(...call),
    resolveStringEvaluation: async (...call) => core.resolveStringEvaluation(...call),
    resolveNumberEvaluation: async (...call) => core.resolveNumberEvaluation(...call),
    resolveObjectEvaluation: async (...call) => core.resolveObjectEvaluation(...call),
  };
}
