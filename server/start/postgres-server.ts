// The server of the embedded database: found, started, stopped. Callers hold the lock of its folder.
import { spawn } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { Client } from "pg";
import { AppError } from "../errors.ts";
import {
  type Access,
  folderOf,
  lastLine,
  NAME,
  readAccess,
  readText,
  urlOf,
  writeAccess,
} from "./postgres-access.ts";
import { findPostgresBinaries } from "./postgres-binaries.ts";
import { chooseRunAs, commandOf, type RunAs, runAsOwner } from "./postgres-user.ts";
import { discardStalePidFile, readPostmaster } from "./postmaster.ts";
import { waitForExit } from "./process-stamp.ts";

const START_TIMEOUT_MS = 60_000;

/** The address of the server that already runs on this folder, or `null`. Waits for one that is starting or stopping. */
export async function findRunning(dataDir: string): Promise<Access | null> {
  const folder = folderOf(dataDir);
  const end = Date.now() + START_TIMEOUT_MS;
  for (;;) {
    const postmaster = readPostmaster(folder);
    if (!postmaster) return null;
    const access = { ...readAccess(dataDir), port: postmaster.port };
    const answer = postmaster.port > 0 ? await ask(access, folder) : "nothing";
    if (answer === "ours") {
      writeAccess(dataDir, access);
      return access;
    }
    if (answer === "wrong password") {
      throw new AppError(
        "INVALID",
        `The running database in ${folder} refuses the password in postgres.json.`,
      );
    }
    if (Date.now() > end) {
      throw new AppError(
        "UNAVAILABLE",
        `The database in ${folder} (process ${postmaster.pid}) does not answer.`,
      );
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Whether a server seems to run on the folder: a quick look, without asking it. */
export function isRunning(dataDir: string): boolean {
  return readPostmaster(folderOf(dataDir)) !== null;
}

export interface StartOptions {
  /** PostgreSQL's own settings. */
  settings?: Record<string, string> | undefined;
  /** Others know its address already: no other port will do. */
  samePort?: boolean;
}

/** Starts the server on a free port of 127.0.0.1, as a process of its own that outlives this one. */
export async function startServer(dataDir: string, options: StartOptions = {}): Promise<Access> {
  const folder = folderOf(dataDir);
  const binaries = await findPostgresBinaries();
  const runAs = chooseRunAs(folder, binaries);
  discardStalePidFile(folder);
  const before = readAccess(dataDir);
  let failure = "";
  // A port may be taken between asking for it and using it, and processes of a killed server may need a moment to end.
  for (let attempt = 0; attempt < 6; attempt++) {
    const port = options.samePort ? before.port : await freePort(attempt === 0 ? before.port : 0);
    const access = { ...before, port };
    const started = await spawnServer(dataDir, runAs, binaries.postgres, access, options.settings ?? {});
    if (started === null) {
      writeAccess(dataDir, access);
      return access;
    }
    failure = started;
    await new Promise((resolve) => setTimeout(resolve, 100 * 2 ** attempt));
  }
  throw new AppError("UNAVAILABLE", `The database in ${folder} did not start: ${failure}`);
}

/** Stops it at once but cleanly: open transactions are rolled back, everything committed is on disk. */
export async function stopServer(dataDir: string): Promise<void> {
  const folder = folderOf(dataDir);
  const postmaster = readPostmaster(folder);
  if (!postmaster) return;
  const binaries = await findPostgresBinaries();
  const runAs = runAsOwner(folder, binaries);
  const [program, args] = commandOf(runAs, binaries.pg_ctl, [
    "stop",
    "-D",
    folder,
    "-m",
    "fast",
    "-w",
    "-t",
    "60",
  ]);
  const child = spawn(program, args, {
    ...runAs.identity,
    cwd: "/",
    stdio: ["ignore", "ignore", "pipe"],
    detached: true,
  });
  let problem = "";
  child.stderr.on("data", (chunk) => {
    problem += chunk;
  });
  const status = await new Promise((resolve) => child.once("error", resolve).once("close", resolve));
  if (status !== 0 && !(await waitForExit(postmaster.pid, 1000))) {
    throw new AppError("UNAVAILABLE", `The database in ${folder} did not stop: ${lastLine(problem)}`);
  }
}

/** Resolves to null once the server answers, or to why it ended. */
async function spawnServer(
  dataDir: string,
  runAs: RunAs,
  postgres: string,
  access: Access,
  settings: Record<string, string>,
): Promise<string | null> {
  const logFile = join(dataDir, "postgres.log");
  const all = {
    listen_addresses: "127.0.0.1",
    unix_socket_directories: "",
    max_connections: "200",
    timezone: "UTC",
    log_timezone: "UTC",
    log_checkpoints: "off",
    ...settings,
  };
  const flags = Object.entries(all).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  const options = ["-D", folderOf(dataDir), "-p", String(access.port), ...flags];
  const [program, args] = commandOf(runAs, postgres, options);
  const log = openSync(logFile, "w", 0o600);
  const child = spawn(program, args, {
    ...runAs.identity,
    cwd: "/",
    detached: true,
    stdio: ["ignore", log, log],
  });
  closeSync(log);
  let ended: string | null = null;
  child.once("error", (error) => {
    ended = error.message;
  });
  child.once("exit", () => {
    ended = lastLine(readText(logFile) ?? "");
  });
  child.unref();
  const end = Date.now() + START_TIMEOUT_MS;
  while (ended === null) {
    if ((await ask(access, folderOf(dataDir))) === "ours") return null;
    if (Date.now() > end) {
      child.kill("SIGINT");
      return "it does not answer";
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return ended;
}

/** Who answers at this address: the server of this folder or another. Makes our database there when it is new. */
async function ask(
  access: Access,
  folder: string,
): Promise<"ours" | "another" | "wrong password" | "nothing"> {
  const client = new Client({ connectionString: urlOf(access, "postgres"), connectionTimeoutMillis: 2000 });
  client.on("error", () => {}); // the server may end between two questions
  try {
    await client.connect();
    const { rows } = await client.query("select current_setting('data_directory') as folder");
    if (rows[0]?.folder !== folder) return "another";
    const existing = await client.query("select 1 from pg_database where datname = $1", [NAME]);
    if (existing.rowCount === 0) await client.query(`create database ${NAME}`);
    return "ours";
  } catch (error) {
    return (error as { code?: string }).code === "28P01" ? "wrong password" : "nothing";
  } finally {
    await client.end().catch(() => {});
  }
}

/** A port nobody uses: the wished one if it is free. */
async function freePort(wished: number): Promise<number> {
  const port = await new Promise<number>((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(wished, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  }).catch(() => 0);
  return port === 0 && wished !== 0 ? freePort(0) : port;
}
