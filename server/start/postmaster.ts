import { spawnSync } from "node:child_process";
import { readlinkSync, rmSync } from "node:fs";
import { join } from "node:path";
import { readText } from "./postgres-access.ts";
import { processStamp } from "./process-stamp.ts";

/** What `postmaster.pid` says, if that process is the server of this folder: numbers are used again after a restart. */
export function readPostmaster(folder: string): { pid: number; port: number } | null {
  const lines = readText(join(folder, "postmaster.pid"))?.split("\n") ?? [];
  const pid = Number(lines[0]);
  if (processStamp(pid) === null || !isServerOf(pid, folder)) return null;
  return { pid, port: Number(lines[3]) || 0 };
}

/**
 * PostgreSQL discards the file of a dead process itself, but not one whose number another program has now. (Should
 * processes of a killed server still be at work, its shared memory makes the new one refuse, and wait.)
 */
export function discardStalePidFile(folder: string): void {
  if (readPostmaster(folder) === null) rmSync(join(folder, "postmaster.pid"), { force: true });
}

function isServerOf(pid: number, folder: string): boolean {
  if (process.platform === "win32") return true;
  if (readLink(`/proc/${pid}/cwd`) === folder) return true;
  const { stdout } = spawnSync("ps", ["-o", "command=", "-p", String(pid)], { encoding: "utf8" });
  return (readText(`/proc/${pid}/cmdline`) ?? stdout ?? "").includes(folder);
}

function readLink(path: string): string | null {
  try {
    return readlinkSync(path);
  } catch {
    return null;
  }
}
