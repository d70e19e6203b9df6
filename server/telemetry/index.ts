export type { TelemetryName, TelemetryRecord } from "../contracts/telemetry.ts";
export { createTelemetry } from "./telemetry.ts";
export type { Telemetry } from "./types.ts";
