export type { TelemetryName, TelemetryRecord } from "../contracts/telemetry.ts";
export type { Telemetry } from "./types.ts";
