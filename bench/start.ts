// From nothing to a page: a fresh clone, a warm start, and what each process holds in memory at rest.
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { median } from "./figures.ts";
import { report } from "./report.ts";

const ROOT = join(import.meta.dirname, "..");
const WARM_STARTS = 5;
/** How long everything is left alone before its memory is read, in milliseconds. */
const REST_MS = 5_000;

export async function run(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "learn-x-bench-"));
  const clone = join(folder, "clone");
  try {
    const began = performance.now();
    execFileSync("git", ["clone", "--quiet", ROOT, clone]);
    execFileSync("npm", ["ci", "--no-audit", "--no-fund"], { cwd: clone, stdio: "ignore" });
    report({ bench: "start", figure: "npm ci in a fresh clone", value: seconds(began), unit: "s" });

    const first = await startAll(clone);
    report({
      bench: "start",
      figure: "fresh clone to first page, after npm ci",
      value: first.toPage,
      unit: "s",
    });
    await first.stop();

    const warm: number[] = [];
    const bare: number[] = [];
    for (let round = 0; round < WARM_STARTS; round++) {
      const all = await startAll(clone);
      warm.push(all.toPage);
      if (round === WARM_STARTS - 1) await reportMemory(all.process, clone);
      await all.stop();
      bare.push(await startNextAlone(clone));
    }
    const versus = { "next start alone, a static file": median(bare) };
    report({
      bench: "start",
      figure: "warm start to first page, median",
      value: median(warm),
      unit: "s",
      versus,
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const seconds = (since: number) => (performance.now() - since) / 1000;

async function startAll(clone: string) {
  const port = await freePort();
  const began = performance.now();
  const env = {
    ...process.env,
    PORT: String(port),
    HOST: "127.0.0.1",
    DATA_DIR: ".data",
    LLM_MODE: "simulated",
  };
  // The pipe closes when the last of them is gone: npm itself ends before what it started.
  const child = spawn("npm", ["start"], {
    cwd: clone,
    env,
    stdio: ["ignore", "pipe", "ignore"],
    detached: true,
  });
  child.stdout.resume();
  await untilAnswers(`http://127.0.0.1:${port}/`, child);
  return { process: child, toPage: seconds(began), stop: () => end(child, "SIGTERM") };
}

/** What a bare `next start` of the same build takes until it serves anything: the floor under a warm start. */
async function startNextAlone(clone: string): Promise<number> {
  const port = await freePort();
  const began = performance.now();
  const args = [
    join(clone, "node_modules/next/dist/bin/next"),
    "start",
    "-p",
    String(port),
    "-H",
    "127.0.0.1",
  ];
  const child = spawn(process.execPath, args, { cwd: clone, stdio: "ignore", detached: true });
  await untilAnswers(`http://127.0.0.1:${port}/robots.txt`, child);
  const took = seconds(began);
  await end(child, "SIGKILL");
  return took;
}

export async function untilAnswers(url: string, child: ChildProcess): Promise<void> {
  for (;;) {
    if (child.exitCode !== null)
      throw new Error(`The server ended with exit code ${child.exitCode} before it answered.`);
    const status = await fetch(url).then(
      (response) => response.status,
      () => 0,
    );
    if (status === 200) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

export async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  const ended = new Promise((resolve) => child.once("close", resolve));
  if (child.pid && child.exitCode === null) process.kill(-child.pid, signal);
  await ended;
}

/** Proportional set sizes: what a process shares with others is divided among them. */
async function reportMemory(parent: ChildProcess, clone: string): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, REST_MS));
  const processes = readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap(readProcess);
  const family = new Set([parent.pid]);
  for (const one of processes) if (family.has(one.parent)) family.add(one.pid);
  const sizes = new Map<string, number>();
  const add = (name: string, pid: number) =>
    sizes.set(name, (sizes.get(name) ?? 0) + proportionalMegabytes(pid));
  const servers = new Set(
    processes.filter(({ command }) => command.includes(join(clone, ".data"))).map(({ pid }) => pid),
  );
  for (const { pid, parent: above, command } of processes) {
    if (servers.has(pid) || servers.has(above)) add("postgres, all processes", pid);
    else if (!family.has(pid)) continue;
    else if (/supervisor\.ts/.test(command)) add("supervisor", pid);
    else if (/worker\.ts/.test(command)) add("worker", pid);
    else if (/simulator/.test(command)) add("simulated model", pid);
    else if (/web\.ts|next/.test(command)) add("web", pid);
  }
  for (const [name, value] of sizes)
    report({ bench: "start", figure: `memory at rest: ${name}`, value, unit: "MB" });
}

export function readProcess(name: string): { pid: number; parent: number; command: string }[] {
  try {
    const command = readFileSync(`/proc/${name}/cmdline`, "utf8").replaceAll("\0", " ");
    const status = readFileSync(`/proc/${name}/status`, "utf8");
    return [{ pid: Number(name), parent: Number(/^PPid:\s+(\d+)/m.exec(status)?.[1]), command }];
  } catch {
    return []; // it ended meanwhile
  }
}

export function proportionalMegabytes(pid: number): number {
  try {
    const kilobytes = /^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, "utf8"))?.[1];
    return Number(kilobytes ?? 0) / 1024;
  } catch {
    return 0; // it ended meanwhile
  }
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() =>
        address && typeof address === "object" ? resolve(address.port) : reject(new Error("no port")),
      );
    });
  });
}
