// The folder of the embedded database: made once, started, found again, stopped. Callers hold its lock.
import { spawn, spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import {
  chownSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { Client } from "pg";
import { AppError } from "../errors.ts";
import { findPostgresBinaries } from "./postgres-binaries.ts";
import { chooseRunAs, commandOf, type RunAs, runAsOwner } from "./postgres-user.ts";
import { processStamp, waitForExit } from "./process-stamp.ts";

const NAME = "learn_x";
const START_TIMEOUT_MS = 60_000;

/** What is in `postgres.json`. */
export interface Access {
  port: number;
  password: string;
}

export const urlOf = (access: Access, database = NAME) =>
  `postgresql://${NAME}:${access.password}@127.0.0.1:${access.port}/${database}`;

export const folderOf = (dataDir: string) => join(dataDir, "postgres");

/** Makes the cluster if there is none. An interrupted making leaves nothing that counts. */
export async function ensureCluster(dataDir: string): Promise<void> {
  const folder = folderOf(dataDir);
  if (existsSync(folder)) return checkVersion(folder);
  const binaries = await findPostgresBinaries();
  const fresh = `${folder}.new`;
  rmSync(fresh, { recursive: true, force: true });
  mkdirSync(fresh, { mode: 0o700 });
  const runAs = chooseRunAs(fresh, binaries);
  const password = randomBytes(24).toString("base64url");
  const passwordFile = join(dataDir, "postgres-password.tmp");
  try {
    writeFileSync(passwordFile, password, { mode: 0o600 });
    if (runAs.owner) chownSync(passwordFile, runAs.owner.uid, runAs.owner.gid);
    const options = ["-D", fresh, "-U", NAME, `--pwfile=${passwordFile}`, "--auth=scram-sha-256"];
    const locale = ["--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"];
    const [program, args] = commandOf(runAs, binaries.initdb, [...options, ...locale]);
    const made = spawnSync(program, args, { ...runAs.identity, cwd: "/", encoding: "utf8" });
    if (made.status !== 0) {
      throw new AppError(
        "UNAVAILABLE",
        `The database could not be made in ${folder}: ${lastLine(made.stderr)}`,
      );
    }
  } finally {
    rmSync(passwordFile, { force: true });
  }
  writeAccess(dataDir, { port: 0, password });
  renameSync(fresh, folder);
}

/** The address of the server that already runs on this folder, or `null`. Waits for one that is starting or stopping. */
export async function findRunning(dataDir: string): Promise<Access | null> {
  const folder = folderOf(dataDir);
  const end = Date.now() + START_TIMEOUT_MS;
  for (;;) {
    const postmaster = readPostmaster(folder);
    if (!postmaster) return null;
    const access = { ...readAccess(dataDir), port: postmaster.port };
    if (postmaster.port > 0 && (await serves(access, folder))) {
      writeAccess(dataDir, access);
      return access;
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

/** Starts the server on a free port of 127.0.0.1, as a process of its own that outlives this one. */
export async function startServer(dataDir: string, settings: Record<string, string> = {}): Promise<Access> {
  const folder = folderOf(dataDir);
  const binaries = await findPostgresBinaries();
  const runAs = chooseRunAs(folder, binaries);
  discardStalePidFile(folder);
  const before = readAccess(dataDir);
  let failure = "";
  // A port may be taken between asking for it and using it, and processes of a killed server may need a moment to end.
  for (let attempt = 0; attempt < 6; attempt++) {
    const access = { ...before, port: await freePort(attempt === 0 ? before.port : 0) };
    const started = await spawnServer(dataDir, runAs, binaries.postgres, access, settings);
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
    ended = lastLine(readFileSync(logFile, "utf8"));
  });
  child.unref();
  const end = Date.now() + START_TIMEOUT_MS;
  while (ended === null) {
    if (await serves(access, folderOf(dataDir))) return null;
    if (Date.now() > end) {
      child.kill("SIGINT");
      return "it does not answer";
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return ended;
}

/** Whether the server at this address is the one of this folder. Makes our database there when it is new. */
async function serves(access: Access, folder: string): Promise<boolean> {
  const client = new Client({ connectionString: urlOf(access, "postgres"), connectionTimeoutMillis: 2000 });
  client.on("error", () => {}); // the server may end between two questions
  try {
    await client.connect();
    const { rows } = await client.query("select current_setting('data_directory') as folder");
    if (rows[0]?.folder !== folder) return false;
    const existing = await client.query("select 1 from pg_database where datname = $1", [NAME]);
    if (existing.rowCount === 0) await client.query(`create database ${NAME}`);
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => {});
  }
}

/** What `postmaster.pid` says, if that process is the server of this folder: numbers are used again after a restart. */
function readPostmaster(folder: string): { pid: number; port: number } | null {
  const lines = readText(join(folder, "postmaster.pid"))?.split("\n") ?? [];
  const pid = Number(lines[0]);
  if (processStamp(pid) === null || !isServerOf(pid, folder)) return null;
  return { pid, port: Number(lines[3]) || 0 };
}

/**
 * PostgreSQL discards the file of a dead process itself, but not one whose number another program has now. (Should
 * processes of a killed server still be at work, its shared memory makes the new one refuse, and wait.)
 */
function discardStalePidFile(folder: string): void {
  if (readPostmaster(folder) === null) rmSync(join(folder, "postmaster.pid"), { force: true });
}

function isServerOf(pid: number, folder: string): boolean {
  if (process.platform === "win32") return true;
  if (readLink(`/proc/${pid}/cwd`) === folder) return true;
  const { stdout } = spawnSync("ps", ["-o", "command=", "-p", String(pid)], { encoding: "utf8" });
  return (readText(`/proc/${pid}/cmdline`) ?? stdout ?? "").includes(folder);
}

function checkVersion(folder: string): void {
  const version = readText(join(folder, "PG_VERSION"))?.trim();
  if (version === "18") return;
  const what = version ? `was made by PostgreSQL ${version}, this is 18` : "is not a database";
  throw new AppError("INVALID", `${folder} ${what}: move it away, or set another DATA_DIR.`);
}

function readAccess(dataDir: string): Access {
  const path = join(dataDir, "postgres.json");
  try {
    const value = JSON.parse(readFileSync(path, "utf8")) as Partial<Access>;
    if (typeof value.password === "string")
      return { password: value.password, port: Number(value.port) || 0 };
  } catch {
    // missing or damaged: said below
  }
  throw new AppError(
    "INVALID",
    `${path} is missing or damaged; without it the database in ${dataDir} cannot be opened.`,
  );
}

function writeAccess(dataDir: string, access: Access): void {
  const path = join(dataDir, "postgres.json");
  writeFileSync(`${path}.new`, `${JSON.stringify(access)}\n`, { mode: 0o600 });
  renameSync(`${path}.new`, path);
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

function readText(path: string): string | null {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return null;
  }
}

function readLink(path: string): string | null {
  try {
    return readlinkSync(path);
  } catch {
    return null;
  }
}

function lastLine(text: string): string {
  return text.trim().split("\n").at(-1) || "no reason was given";
}
