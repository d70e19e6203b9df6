import type { TelemetryRecord } from "../contracts/telemetry.ts";

/** What happened, kept for the people who run it. */
export interface Telemetry {
  /** Notes one event; never throws and never waits. It is in the database within a second or two. */
  record(event: TelemetryRecord): void;
  /** Writes what is still in memory; never throws. */
  flush(): Promise<void>;
  /** Flushes for the last time; later events are dropped. */
  close(): Promise<void>;
  /** How many events could not be kept since the start (a full buffer, a wrong shape). */
  readonly dropped: number;
}
