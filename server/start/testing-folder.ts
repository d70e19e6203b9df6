// Temporary folders of tests that hold a database. A test run that is killed leaves its server running: the next
// run finds whose folder it was, sees that its owner is gone, and takes it away.
import { chmodSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stopAbandoned } from "./embedded-postgres.ts";
import { readHolder, writeHolder } from "./lock-file.ts";

const PREFIX = "learn-x-test-";
const OWNER = "owner.json";

/** A new folder; the database's data folder in it is `data`. */
export function makeTestFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), PREFIX));
  chmodSync(folder, 0o755); // as root, PostgreSQL runs as another user
  writeHolder(join(folder, OWNER));
  return folder;
}

export function removeTestFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
}

/** Stops the servers of test runs that were killed, and removes their folders; gives how many. */
export async function sweepTestFolders(): Promise<number> {
  let swept = 0;
  for (const name of readdirSync(tmpdir()).filter((name) => name.startsWith(PREFIX))) {
    const folder = join(tmpdir(), name);
    // Without an owner's name it is just being made or removed.
    if (!readdirSync(folder).includes(OWNER) || readHolder(join(folder, OWNER))) continue;
    await stopAbandoned(join(folder, "data"));
    removeTestFolder(folder);
    swept++;
  }
  return swept;
}
