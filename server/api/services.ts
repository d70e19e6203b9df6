import type { Exports } from "../export/index.ts";
import type { Flags } from "../flags/index.ts";
import type { Health } from "../health/index.ts";
import type { Identity } from "../identity/index.ts";
import type { Runs } from "../runs/index.ts";
import type { Telemetry } from "../telemetry/index.ts";

export interface Log {
  info(data: object, message: string): void;
  warn(data: object, message: string): void;
  error(data: object, message: string): void;
}

/** What the routes need of the composition. */
export interface ApiServices {
  env: { appUrl: string | undefined };
  runs: Runs;
  identity: Identity;
  flags: Flags;
  telemetry: Telemetry;
  health: Health;
  exports: Exports;
  log: Log;
}
