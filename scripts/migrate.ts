// `dev <name>`: writes the migration that the schema needs. `check`: fails when schema and migrations differ.
// Prisma's command line wants a native engine that it would download; scripts/schema-engine.mjs stands in for it.
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openEmbeddedPostgres } from "../server/start/index.ts";

const root = join(import.meta.dirname, "..");

/** Runs Prisma's command line on a database; gives its exit code. */
export function runPrisma(args: string[], databaseUrl: string, stdio: "inherit" | "pipe" = "inherit") {
  const prisma = createRequire(import.meta.url).resolve("prisma/build/index.js");
  return spawnSync(process.execPath, [prisma, ...args], {
    cwd: root,
    encoding: "utf8",
    stdio,
    env: {
      ...process.env,
      DATABASE_URL: databaseUrl,
      PRISMA_SCHEMA_ENGINE_BINARY: join(root, "scripts/schema-engine.mjs"),
      PRISMA_HIDE_UPDATE_MESSAGE: "1",
      CHECKPOINT_DISABLE: "1",
    },
  });
}

async function main([command, name]: string[]): Promise<number> {
  const args = {
    dev: ["migrate", "dev", "--name", name ?? ""],
    check: [
      "migrate",
      "diff",
      "--from-migrations",
      "prisma/migrations",
      "--to-schema",
      "prisma/schema.prisma",
      "--exit-code",
    ],
    status: ["migrate", "status"],
  }[command ?? ""];
  if (!args || (command === "dev" && !/^[a-z0-9_-]+$/.test(name ?? ""))) {
    console.error("Usage: npm run db:migrate -- <name> | node scripts/migrate.ts check | status");
    return 2;
  }
  if (process.env.DATABASE_URL) return runPrisma(args, process.env.DATABASE_URL).status ?? 1;
  const folder = mkdtempSync(join(tmpdir(), "learn-x-migrate-"));
  const server = await openEmbeddedPostgres(join(folder, "data"), { settings: { fsync: "off" } });
  try {
    return runPrisma(args, server.url).status ?? 1;
  } finally {
    await server.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

if (import.meta.main) process.exitCode = await main(process.argv.slice(2));
