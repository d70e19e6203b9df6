import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { Client } from "pg";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openEmbeddedPostgres } from "./embedded-postgres.ts";
import { processStamp, waitForExit } from "./process-stamp.ts";
import { makeTestFolder, removeTestFolder } from "./testing-folder.ts";

const STUB = join(import.meta.dirname, "__fixtures__/stub-supervisor.ts");
const REAL = join(import.meta.dirname, "../supervisor.ts");

let folder: string;
let dataDir: string;
let port: number;
let started: Supervisor[];

beforeEach(async () => {
  folder = makeTestFolder();
  dataDir = join(folder, "data");
  port = await freePort();
  started = [];
});

afterEach(async () => {
  for (const supervisor of started) {
    supervisor.process.kill("SIGKILL");
    await supervisor.ended;
  }
  if (existsSync(join(dataDir, "postgres"))) await (await openEmbeddedPostgres(dataDir)).close();
  removeTestFolder(folder);
});

interface Supervisor {
  process: ChildProcess;
  lines: string[];
  /** Resolves when a line with these words was printed. */
  says(words: string): Promise<string>;
  ended: Promise<number | null>;
}

function start(env: Record<string, string> = {}, command = [STUB, dataDir, String(port)]): Supervisor {
  const child = spawn(process.execPath, command, {
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const lines: string[] = [];
  const waiting = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on("line", (line) => {
      lines.push(line);
      for (const look of waiting) look();
    });
  }
  const ended = new Promise<number | null>((resolve) => child.once("close", resolve));
  const says = (words: string) =>
    new Promise<string>((resolve, reject) => {
      const look = () => {
        const line = lines.find((one) => one.includes(words));
        if (line === undefined) return;
        waiting.delete(look);
        resolve(line);
      };
      waiting.add(look);
      look();
      void ended.then(() => reject(new Error(`it never said "${words}":\n${lines.join("\n")}`)));
    });
  const supervisor = { process: child, lines, says, ended };
  started.push(supervisor);
  return supervisor;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === "object" && address ? address.port : 0;
}

const get = async (path: string) => (await fetch(`http://127.0.0.1:${port}${path}`)).text();

/** What the worker wrote, read from the database that was stopped with it. */
async function writtenByWorker(): Promise<unknown[]> {
  const server = await openEmbeddedPostgres(dataDir);
  const client = new Client({ connectionString: server.url });
  await client.connect();
  try {
    const { rows } = await client.query("select what from stub order by at");
    return rows.map(({ what }) => what);
  } finally {
    await client.end();
    await server.close();
  }
}

const migrations = readdirSync(join(import.meta.dirname, "../../prisma/migrations")).filter((name) =>
  /^\d/.test(name),
);

test("starts everything, tells the address last, and stops in the order that loses nothing", async () => {
  const supervisor = start();
  await supervisor.says("Learn-X is at");
  expect(supervisor.lines.map((line) => line.replace(/\d{5,}\S*/, "…"))).toEqual([
    `database started in ${dataDir}`,
    ...migrations.map(() => "applying migration …"),
    "simulated model at http://127.0.0.1:… (set a key, such as GEMINI_API_KEY, for a real one)",
    `Learn-X is at http://localhost:${port}`.replace(/\d{5,}/, "…"),
  ]);
  const env = JSON.parse(await get("/env"));
  expect(env).toMatchObject({ LLM_MODE: "simulated", NODE_ENV: "production" });
  expect(env.DATABASE_URL).toMatch(/^postgresql:\/\/learn_x:.+@127\.0\.0\.1:\d+\/learn_x$/);
  expect(await (await fetch(env.SIMULATOR_URL)).text()).toBe("simulated");
  supervisor.process.kill("SIGTERM");
  expect(await supervisor.ended).toBe(0);
  expect(supervisor.lines.slice(-3)).toEqual([
    "stopping (again to hurry)",
    "[web] web asked to stop",
    "stopped",
  ]);
  expect(existsSync(join(dataDir, "postgres/postmaster.pid"))).toBe(false);
  expect(readdirSync(dataDir)).not.toContain("supervisor.lock");
  expect(await writtenByWorker()).toEqual(["started", "drained"]);
});

test("a second start on the same data says where the first is, and ends well", async () => {
  const first = start();
  await first.says("Learn-X is at");
  const second = start({}, [STUB, dataDir, String(await freePort())]);
  expect(await second.ended).toBe(0);
  expect(second.lines).toEqual([
    `Learn-X is already running at http://localhost:${port} (process ${first.process.pid}, data in ${dataDir})`,
  ]);
  expect(await get("/api/live")).toBe("ok");
});

test("a second start beside one that does not answer names its process and fails", async () => {
  const first = start({ STUB_WEB_NEVER_LIVES: "1" });
  await first.says("simulated model at");
  const second = start();
  expect(await second.ended).toBe(1);
  expect(second.lines).toEqual([
    `DATA_DIR: ${dataDir} is in use by process ${first.process.pid}, which does not answer at http://localhost:${port}: it is starting, stopping or stuck.`,
  ]);
});

test("a taken port is one line, before anything was started", async () => {
  const squatter = createServer();
  await new Promise<void>((resolve) => squatter.listen(port, "127.0.0.1", resolve));
  const supervisor = start();
  expect(await supervisor.ended).toBe(1);
  expect(supervisor.lines).toEqual([
    `PORT: ${port} is taken by another program; stop that one, or set another PORT.`,
  ]);
  expect(existsSync(join(dataDir, "postgres"))).toBe(false);
  await new Promise((resolve) => squatter.close(resolve));
});

test("a child that cannot start stops everything, with its reason", async () => {
  const supervisor = start({ STUB_WORKER_FAILS: "1" });
  expect(await supervisor.ended).toBe(1);
  expect(supervisor.lines.join("\n")).toContain("The worker did not start: exit code 1.");
  expect(supervisor.lines.join("\n")).toContain("the stub worker fails");
  expect(existsSync(join(dataDir, "postgres/postmaster.pid"))).toBe(false);
  await expect(get("/api/live")).rejects.toThrow();
});

test("a child that dies is started again, the others stay", async () => {
  const supervisor = start();
  await supervisor.says("Learn-X is at");
  const pid = Number(await get("/pid"));
  process.kill(pid, "SIGKILL");
  await supervisor.says("[web] ended unexpectedly (SIGKILL); starting it again in 0.5 s");
  await supervisor.says("[web] works again");
  expect(Number(await get("/pid"))).not.toBe(pid);
  expect(supervisor.lines.filter((line) => line.includes("[worker]"))).toEqual([]);
});

test("a database that dies is started again at the same address", async () => {
  const supervisor = start();
  await supervisor.says("Learn-X is at");
  const [pid] = readFileSync(join(dataDir, "postgres/postmaster.pid"), "utf8").split("\n");
  process.kill(Number(pid), "SIGKILL");
  await supervisor.says("[database] ended unexpectedly, and was started again");
  const client = new Client({ connectionString: JSON.parse(await get("/env")).DATABASE_URL });
  await client.connect();
  expect((await client.query("select what from stub")).rows[0]).toEqual({ what: "started" });
  await client.end();
  supervisor.process.kill("SIGINT");
  expect(await supervisor.ended).toBe(0);
  expect(existsSync(join(dataDir, "postgres/postmaster.pid"))).toBe(false);
});

test("kill -9 leaves nothing that stops the next start", async () => {
  const first = start();
  await first.says("Learn-X is at");
  const stream = await fetch(`http://127.0.0.1:${port}/stream`);
  const web = Number(await get("/pid"));
  first.process.kill("SIGKILL");
  await first.ended;
  expect(await waitForExit(web, 6_000)).toBe(true);
  await stream.body?.cancel().catch(() => {});
  const second = start();
  await second.says(`database found running in ${dataDir}`);
  await second.says("Learn-X is at");
  second.process.kill("SIGINT");
  expect(await second.ended).toBe(0);
  expect(existsSync(join(dataDir, "postgres/postmaster.pid"))).toBe(false);
});

test("a signal while it starts ends it cleanly", async () => {
  const supervisor = start({ STUB_WEB_NEVER_LIVES: "1" });
  await supervisor.says("simulated model at");
  supervisor.process.kill("SIGINT");
  expect(await supervisor.ended).toBe(0);
  expect(supervisor.lines.at(-1)).toBe("stopped while starting");
  expect(existsSync(join(dataDir, "postgres/postmaster.pid"))).toBe(false);
});

test("a Ctrl-C that arrives twice is one wish; a later one hurries, and the database still ends cleanly", async () => {
  const supervisor = start({ STUB_DRAIN_MS: "60000" });
  await supervisor.says("Learn-X is at");
  const server = readFileSync(join(dataDir, "postgres/postmaster.pid"), "utf8");
  supervisor.process.kill("SIGINT");
  supervisor.process.kill("SIGINT");
  await supervisor.says("[web] web asked to stop");
  expect(supervisor.lines).not.toContain("stopping at once");
  // Longer than what counts as the same wish.
  const later = setInterval(() => supervisor.process.kill("SIGINT"), 1_100);
  await supervisor.says("stopping at once");
  clearInterval(later);
  expect(await supervisor.ended).toBe(0);
  expect(processStamp(Number(server.split("\n")[0]))).toBeNull();
  expect(readFileSync(join(dataDir, "postgres.log"), "utf8")).toContain("database system is shut down");
  expect(await writtenByWorker()).toEqual(["started"]);
});

test("in development, changed code of the server starts the worker anew", async () => {
  const code = join(folder, "code");
  mkdirSync(join(code, "deep"), { recursive: true });
  const supervisor = start({ STUB_WATCHED: code });
  await supervisor.says("Learn-X is at");
  writeFileSync(join(code, "deep/a.test.ts"), "");
  writeFileSync(join(code, "deep/a.ts"), "");
  await supervisor.says("[worker] deep/a.ts changed");
  await supervisor.says("[worker] works again");
  supervisor.process.kill("SIGTERM");
  expect(await supervisor.ended).toBe(0);
  expect(supervisor.lines.filter((line) => line.includes("unexpectedly"))).toEqual([]);
  expect(await writtenByWorker()).toEqual(["started", "drained", "started", "drained"]);
});

test("bad variables are all named, one line each", async () => {
  const supervisor = start({ PORT: "x", LLM_MODE: "maybe", DATA_DIR: dataDir }, [REAL, "start"]);
  expect(await supervisor.ended).toBe(1);
  expect(supervisor.lines.map((line) => line.split(":")[0])).toEqual(["LLM_MODE", "PORT"]);
});

test("another word than start or dev is answered with what there is", async () => {
  const supervisor = start({}, [REAL, "run"]);
  expect(await supervisor.ended).toBe(2);
  expect(supervisor.lines).toEqual(["Usage: node server/supervisor.ts start | dev"]);
});
