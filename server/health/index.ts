export type { HealthPart, HealthPartName, HealthReport, PartStatus } from "../contracts/health.ts";
export { createHealth } from "./health.ts";
export { probeModels, probeQueue, WORKER_APPLICATION } from "./probes.ts";
export type { Health } from "./types.ts";
