import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { isHolder, type LockFile, readHolder, tryLock, withLock } from "./lock-file.ts";
import { processStamp } from "./process-stamp.ts";

let folder: string;
let path: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "learn-x-lock-"));
  path = join(folder, "lock");
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

function take(): LockFile {
  const result = tryLock(path, { address: "here" });
  if (isHolder(result)) throw new Error("the lock is held");
  return result;
}

test("one holds it, others learn who and where; then it is free again, and nothing is left", () => {
  const lock = take();
  expect(tryLock(path)).toMatchObject({ pid: process.pid, facts: { address: "here" } });
  lock.tell({ address: "there" });
  expect(readHolder(path)?.facts).toEqual({ address: "there" });
  lock.release();
  lock.release();
  expect(readdirSync(folder)).toEqual([]);
  take().release();
});

test("releasing twice does not take away what another took meanwhile", () => {
  const first = take();
  first.release();
  const second = take();
  first.release();
  expect(readHolder(path)?.pid).toBe(process.pid);
  second.release();
});

test.each([
  ["of a dead process", JSON.stringify({ pid: deadPid(), stamp: "x", facts: {} })],
  [
    "of a process whose number another one has now",
    JSON.stringify({ pid: process.pid, stamp: "earlier", facts: {} }),
  ],
  ["half written", '{"pid":'],
  ["empty", ""],
])("a lock %s is taken over", (_, text) => {
  writeFileSync(path, text);
  expect(readHolder(path)).toBeNull();
  take().release();
});

test("many processes at once: one after the other, also over a stale lock", async () => {
  writeFileSync(path, JSON.stringify({ pid: deadPid(), stamp: "x", facts: {} }));
  const log = join(folder, "log");
  const program = `
    import { appendFileSync } from "node:fs";
    import { withLock } from ${JSON.stringify(join(import.meta.dirname, "lock-file.ts"))};
    for (let i = 0; i < 5; i++) await withLock(${JSON.stringify(path)}, async () => {
      appendFileSync(${JSON.stringify(log)}, "in ");
      await new Promise((resolve) => setTimeout(resolve, 2));
      appendFileSync(${JSON.stringify(log)}, "out\\n");
    });`;
  const run = () =>
    new Promise((resolve) => {
      const args = ["--disable-warning=ExperimentalWarning", "--input-type=module-typescript", "-e", program];
      spawn(process.execPath, args, { stdio: "inherit" }).once("close", resolve);
    });
  expect(await Promise.all([run(), run(), run(), run()])).toEqual([0, 0, 0, 0]);
  const { readFileSync } = await import("node:fs");
  expect(readFileSync(log, "utf8")).toBe("in out\n".repeat(20));
}, 30_000);

test("waiting ends with who holds it", async () => {
  const lock = take();
  await expect(withLock(path, async () => {}, 50)).rejects.toThrow(`held by process ${process.pid}`);
  lock.release();
});

test("the stamp tells the living from the dead", () => {
  expect(processStamp(process.pid)).toBe(processStamp(process.pid));
  expect(processStamp(process.pid)).not.toBe(processStamp(process.ppid));
  for (const nobody of [deadPid(), 0, -1, Number.NaN, 2 ** 40]) expect(processStamp(nobody)).toBeNull();
});

function deadPid(): number {
  return spawnSync(process.execPath, ["-e", ""]).pid;
}
