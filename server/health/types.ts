import type { HealthReport } from "../contracts/health.ts";

export interface Health {
  /** Looks at every part, at most `timeoutMs` (2 s) in all; never throws. */
  report(): Promise<HealthReport>;
  /** Whether this process can serve requests (its database answers); never throws. */
  ready(): Promise<boolean>;
}
