import type { Provider } from "@openfeature/server-sdk";
import type { FlagName, FlagSource, FlagValue, FlagValues } from "../contracts/flags.ts";

/** Whom a flag is asked for. A flag with a rollout is off for nobody in particular unless it is at 100 %. */
export interface FlagAudience {
  learnerId?: string;
}

export interface FlagState {
  name: FlagName;
  value: FlagValue;
  source: FlagSource;
  /** When and by whom the database's value was set, if it has one. */
  updatedAt: string | null;
  updatedBy: string | null;
}

export interface FlagHistoryEntry {
  id: string;
  name: string;
  before: unknown;
  after: unknown;
  by: string;
  at: string;
}

/** Feature flags: read at any time without waiting, changed for every process within a second. */
export interface Flags {
  /** The value for this learner; never throws, never waits. */
  value<N extends FlagName>(name: N, audience?: FlagAudience): FlagValues[N];
  /** All values for this learner. */
  values(audience?: FlagAudience): FlagValues;
  /** The settings behind the values, each with its source. */
  all(): FlagState[];
  /**
   * Changes a flag in the database and records who did it, in one transaction.
   * Where an override holds the flag, the change counts once the override is gone: see the answer's `source`.
   * Errors: NOT_FOUND (no such flag), INVALID (value does not fit).
   */
  set(name: string, value: unknown, by: string): Promise<FlagState>;
  /** The changes of one flag or of all, newest first, at most `limit`. */
  history(name: string | undefined, limit: number): Promise<FlagHistoryEntry[]>;
  /** Reads the database now; the other processes' changes arrive by themselves. */
  reload(): Promise<void>;
  /** The same answers for OpenFeature clients (`OpenFeature.setProvider`); a learner's id is the targeting key. */
  readonly provider: Provider;
  close(): void;
}
