export { type Simulator, type SimulatorOptions, startSimulator } from "./server.ts";
