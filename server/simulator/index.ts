export type { CallRecord } from "./calls.ts";
export type { Fault, NewRule } from "./rule.ts";
export { type Simulator, type SimulatorOptions, startSimulator } from "./server.ts";
