import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { migrate, openEmbeddedPostgres, readMigrations } from "#server/start/index.ts";

/** A database as `npm start` has it (the same settings, flushed to disk), in a folder of its own. */
export async function openBenchDatabase(): Promise<{ url: string; close(): Promise<void> }> {
  const folder = mkdtempSync(join(tmpdir(), "learn-x-bench-"));
  chmodSync(folder, 0o755); // as root, PostgreSQL runs as another user
  const server = await openEmbeddedPostgres(join(folder, "data"));
  await migrate(server.url, readMigrations(join(import.meta.dirname, "../prisma/migrations")));
  return {
    url: server.url,
    async close() {
      await server.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
