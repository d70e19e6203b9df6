import { randomUUID } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { claimDataDir } from "./data-dir.ts";
import { readHolder, withLock, writeHolder } from "./lock-file.ts";
import { urlOf } from "./postgres-access.ts";
import { ensureCluster } from "./postgres-cluster.ts";
import { findRunning, isRunning, startServer, stopServer } from "./postgres-server.ts";

export interface EmbeddedPostgres {
  url: string;
  /** False when the server was already running. */
  started: boolean;
  /** Starts the server again, at the same address, if it has ended unasked; gives whether it had. */
  revive(): Promise<boolean>;
  /** Leaves the server; the last process to leave stops it. Safe to call twice. */
  close(): Promise<void>;
}

/**
 * Opens the embedded database of a data folder: makes it once, starts it, or joins the server that runs there
 * already, also one that a killed process left behind. `settings` are PostgreSQL's own and count only when it starts.
 * Errors are AppErrors with one sentence: a foreign or unwritable folder, a server that does not start.
 */
export async function openEmbeddedPostgres(
  dataDir: string,
  options: { settings?: Record<string, string> } = {},
): Promise<EmbeddedPostgres> {
  const dir = claimDataDir(dataDir);
  const lock = join(dir, "postgres.lock");
  const attached = join(dir, "attached");
  mkdirSync(attached, { recursive: true });
  const { url, started, mine } = await withLock(lock, async () => {
    await ensureCluster(dir);
    const running = await findRunning(dir);
    const access = running ?? (await startServer(dir, options));
    const mine = writeHolder(join(attached, `${process.pid}-${randomUUID()}.json`));
    return { url: urlOf(access), started: running === null, mine };
  });
  let closing: Promise<void> | undefined;
  const leave = () =>
    withLock(lock, async () => {
      mine.release();
      if (!isAttachedByAnyone(attached)) await stopServer(dir);
    });
  const revive = () =>
    withLock(lock, async () => {
      if (closing || (await findRunning(dir))) return false;
      await startServer(dir, { settings: options.settings, samePort: true });
      return true;
    });
  return {
    url,
    started,
    revive: async () => !closing && !isRunning(dir) && (await revive()),
    close: () => {
      closing ??= leave();
      return closing;
    },
  };
}

/** Stops the server of a data folder if no living process uses it. */
export async function stopAbandoned(dataDir: string): Promise<void> {
  if (!existsSync(join(dataDir, "attached"))) return;
  await withLock(join(dataDir, "postgres.lock"), async () => {
    if (!isAttachedByAnyone(join(dataDir, "attached"))) await stopServer(dataDir);
  });
}

/** Whoever was killed did not take its file away: only living processes count. */
function isAttachedByAnyone(attached: string): boolean {
  let anyone = false;
  for (const name of readdirSync(attached)) {
    const path = join(attached, name);
    if (readHolder(path)) anyone = true;
    else rmSync(path, { force: true });
  }
  return anyone;
}
