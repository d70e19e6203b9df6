// The supervisor with small programs in place of Next, the worker and the simulated model.
import { join } from "node:path";
import { runSupervisor } from "../index.ts";

const [dataDir = "", port = ""] = process.argv.slice(2);
const stub = (name: string) => join(import.meta.dirname, name);
const config = { dataDir, port: Number(port), host: "127.0.0.1", llmMode: "simulated" as const };
process.exit(
  await runSupervisor(config, "start", {
    build: async () => {},
    simulator: [stub("stub-simulator.ts")],
    worker: [stub("stub-worker.ts")],
    web: ({ port }) => [stub("stub-web.ts"), String(port)],
    watched: process.env.STUB_WATCHED ?? null,
  }),
);
