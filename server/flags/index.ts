export type { FlagName, FlagSource, FlagValue, FlagValues } from "../contracts/flags.ts";
export { createFlags } from "./flags.ts";
export type { FlagAudience, FlagHistoryEntry, FlagState, Flags } from "./types.ts";
