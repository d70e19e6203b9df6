import { readFile } from "node:fs/promises";
import { isRecord } from "./http.ts";
import { parsePace } from "./pace.ts";
import { type NewRule, parseRules } from "./rule.ts";
import { startSimulator } from "./server.ts";

/** A rule file holds `{"rules": […]}` or the list alone. */
async function readRules(path: string): Promise<NewRule[]> {
  try {
    const content: unknown = JSON.parse(await readFile(path, "utf8"));
    return parseRules(isRecord(content) ? content.rules : content);
  } catch (error) {
    throw new Error(`SIMULATOR_RULES (${path}): ${error instanceof Error ? error.message : error}`);
  }
}

async function main(env: NodeJS.ProcessEnv): Promise<void> {
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
  for (const signal of ["SIGTERM", "SIGINT"] as const) {
    process.once(signal, () => void simulator.close());
  }
  console.log(`simulated model at ${simulator.url}`);
}

try {
  await main(process.env);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
