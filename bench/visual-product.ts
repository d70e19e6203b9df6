import { type ChildProcess, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import pg from "pg";
import { createSimulatorControl } from "#server/simulator/testing-control.ts";
import { openBenchDatabase } from "./database.ts";
import { end, freePort, untilAnswers } from "./start.ts";

const ROOT = join(import.meta.dirname, "..");

/** The whole product, and the model that it asks. */
export interface Product {
  address: string;
  /** Where the simulated model is: a server of its own, at the natural pace. */
  simulator: string;
  control: ReturnType<typeof createSimulatorControl>;
  /** Process ids: of the supervisor, whose children are web and a worker; of further workers; of the database. */
  supervisor: number;
  workers: number[];
  postmaster: number;
  /** Starts one more process that carries out runs. */
  addWorker(): Promise<void>;
  close(): Promise<void>;
}

/** Beyond what the bench asks for: the pace that is measured is the model's own. */
const NO_LIMITS = {
  LIMIT_GEMINI_3_5_FLASH_RPM: "100000",
  LIMIT_GEMINI_3_5_FLASH_TPM: "1000000000",
  LIMIT_GEMINI_3_5_FLASH_LITE_RPM: "100000",
  LIMIT_GEMINI_3_5_FLASH_LITE_TPM: "1000000000",
};

/** Starts everything on data of its own; the pages are built when what they are made of changed. */
export async function startProduct(): Promise<Product> {
  const closers: (() => Promise<void>)[] = [];
  const close = async () => {
    for (const one of closers.splice(0).reverse()) await one();
  };
  try {
    const database = await openBenchDatabase();
    closers.push(database.close);
    const model = start("server/simulator/main.ts", { SIMULATOR_PORT: "0" });
    closers.push(() => end(model, "SIGTERM"));
    const simulator = /http:\S+/.exec(await line(model, /simulated model at/))?.[0] ?? "";
    const port = await freePort();
    const env = {
      ...NO_LIMITS,
      PORT: String(port),
      HOST: "127.0.0.1",
      DATABASE_URL: database.url,
      SIMULATOR_URL: simulator,
      LLM_MODE: "simulated",
      NODE_ENV: "production",
      // Every run asks the model: none is answered from an earlier one.
      FLAG_OVERRIDE_REPLY_CACHE_DAYS: "0",
    };
    const supervisor = start("server/supervisor.ts", env, "start");
    closers.push(() => end(supervisor, "SIGTERM"));
    supervisor.stdout?.resume();
    const address = `http://127.0.0.1:${port}`;
    await untilAnswers(`${address}/`, supervisor);
    const workers: number[] = [];
    return {
      address,
      simulator,
      control: createSimulatorControl(simulator),
      supervisor: supervisor.pid ?? 0,
      workers,
      postmaster: await postmasterOf(database.url),
      async addWorker() {
        const worker = start("server/worker.ts", env);
        closers.push(() => end(worker, "SIGTERM"));
        await line(worker, /worker ready/);
        workers.push(worker.pid ?? 0);
      },
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** A program of the project in a process group of its own. */
export function start(program: string, env: Record<string, string>, ...args: string[]): ChildProcess {
  return spawn(process.execPath, [join(ROOT, program), ...args], {
    cwd: ROOT,
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "inherit"],
    detached: true,
  });
}

/** The first line that a program says of this kind; what it says afterwards is let go. */
export async function line(child: ChildProcess, kind: RegExp): Promise<string> {
  if (!child.stdout) throw new Error("Nothing can be heard of this program.");
  const lines = createInterface({ input: child.stdout });
  for await (const one of lines) {
    if (!kind.test(one)) continue;
    child.stdout.resume();
    return one;
  }
  throw new Error(`A program ended before it said ${kind}.`);
}

async function postmasterOf(url: string): Promise<number> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query("show data_directory");
  await client.end();
  return Number.parseInt(readFileSync(join(rows[0].data_directory, "postmaster.pid"), "utf8"), 10);
}
