export type { FlagName, FlagSource, FlagValue, FlagValues } from "../contracts/flags.ts";
export type { FlagAudience, FlagHistoryEntry, FlagState, Flags } from "./types.ts";
