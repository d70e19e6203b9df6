// Files that say which process holds something. They outlive a kill -9, so a holder counts only while its process
// lives: pid and start time are both compared.
import { randomUUID } from "node:crypto";
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { AppError } from "../errors.ts";
import { processStamp } from "./process-stamp.ts";

export interface Holder {
  pid: number;
  stamp: string;
  /** Facts for people and programs, for example the address a server listens at. */
  facts: Record<string, string>;
}

export interface LockFile {
  /** Replaces the facts that others read. */
  tell(facts: Record<string, string>): void;
  /** Gives it up; safe to call twice. */
  release(): void;
}

/** Writes a file that names this process; `tell` and `release` belong to it. */
export function writeHolder(path: string, facts: Record<string, string> = {}): LockFile {
  write(path, facts);
  return handle(path);
}

/** The living process that a file names, or `null`. */
export function readHolder(path: string): Holder | null {
  const text = read(path);
  return text === null ? null : parseLiving(text);
}

/** Takes the lock, or says who has it. A dead holder's lock is taken over. */
export function tryLock(path: string, facts: Record<string, string> = {}): LockFile | Holder {
  const mine = `${path}.${randomUUID()}`;
  const file = writeHolder(mine, facts);
  try {
    for (;;) {
      try {
        linkSync(mine, path);
        return handle(path);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
      }
      const text = read(path);
      if (text === null) continue;
      const holder = parseLiving(text);
      if (holder) return holder;
      discardStale(path, text);
    }
  } finally {
    file.release();
  }
}

export function isHolder(result: LockFile | Holder): result is Holder {
  return "pid" in result;
}

/** Runs `work` under the lock; waits up to `waitMs` for another process. */
export async function withLock<T>(path: string, work: () => Promise<T>, waitMs = 60_000): Promise<T> {
  const end = Date.now() + waitMs;
  for (;;) {
    const result = tryLock(path);
    if (!isHolder(result)) {
      try {
        return await work();
      } finally {
        result.release();
      }
    }
    if (Date.now() > end) throw new AppError("UNAVAILABLE", `${path} is held by process ${result.pid}.`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

/** Another process may have replaced the stale file meanwhile: what was moved away is checked, and put back. */
function discardStale(path: string, stale: string): void {
  const aside = `${path}.${randomUUID()}`;
  try {
    renameSync(path, aside);
    if (read(aside) !== stale) linkSync(aside, path);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code !== "ENOENT" && code !== "EEXIST") throw error;
  } finally {
    rmSync(aside, { force: true });
  }
}

function handle(path: string): LockFile {
  let held = true;
  return {
    tell: (facts) => {
      const fresh = `${path}.${randomUUID()}`;
      write(fresh, facts);
      renameSync(fresh, path);
    },
    release: () => {
      if (held) rmSync(path, { force: true });
      held = false;
    },
  };
}

function write(path: string, facts: Record<string, string>): void {
  const holder: Holder = { pid: process.pid, stamp: processStamp(process.pid) ?? "", facts };
  writeFileSync(path, JSON.stringify(holder), { mode: 0o600 });
}

function read(path: string): string | null {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw error;
  }
}

function parseLiving(text: string): Holder | null {
  try {
    const holder = JSON.parse(text) as Holder;
    const living = typeof holder.stamp === "string" && processStamp(holder.pid) === holder.stamp;
    return living ? { pid: holder.pid, stamp: holder.stamp, facts: holder.facts ?? {} } : null;
  } catch {
    return null; // half written by a process that was killed
  }
}
