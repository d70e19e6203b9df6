export type { CallRecord } from "./calls.ts";
export type { Fault, NewRule, NewRule } from "./rule.ts";
export { type Simulator, type SimulatorOptions, startSimulator } from "./server.ts";
