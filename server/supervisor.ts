// `npm start` and `npm run dev`: everything that Learn-X consists of, as processes under this one.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { ConfigError, parseEnv } from "./env.ts";
import { projectPrograms, runSupervisor } from "./start/index.ts";

const root = join(import.meta.dirname, "..");

async function main(mode: string | undefined): Promise<number> {
  if (mode !== "start" && mode !== "dev") {
    console.error("Usage: node server/supervisor.ts start | dev");
    return 2;
  }
  process.chdir(root);
  if (existsSync(".env")) process.loadEnvFile(".env");
  try {
    return await runSupervisor(parseEnv(process.env), mode, projectPrograms(root, mode));
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    for (const problem of error.problems) console.error(problem);
    return 1;
  }
}

process.exit(await main(process.argv[2]));
