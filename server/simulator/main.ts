import { readFile } from "node:fs/promises";
import { isRecord } from "./http.ts";
import { parsePace } from "./pace.ts";
import { parseRules } from "./rules.ts";
import { startSimulator } from "./server.ts";

const env = process.env;

const port = Number(env.SIMULATOR_PORT || 4010);
if (!Number.isInteger(port) || port < 0 || port > 65_535) {
  throw new Error("SIMULATOR_PORT must be a port number from 0 to 65535.");
}
const simulator = await startSimulator({
  port,
  host: env.SIMULATOR_HOST || "127.0.0.1",
  timing: parsePace(env.SIMULATOR_PACE || "natural", "SIMULATOR_PACE"),
  rules: env.SIMULATOR_RULES ? await readRules(env.SIMULATOR_RULES) : [],
});
console.log(`simulated model at ${simulator.url}`);

for (const signal of ["SIGTERM", "SIGINT"] as const) {
  process.once(signal, () => void simulator.close());
}

/** A rule file holds `{"rules": […]}` or the list alone. */
async function readRules(path: string) {
  const content: unknown = JSON.parse(await readFile(path, "utf8"));
  return parseRules(isRecord(content) ? content.rules : content);
}
