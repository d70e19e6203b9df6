// What tests of the database use: a real PostgreSQL, and a database of their own.
import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { Client } from "pg";
import { inject } from "vitest";
import { openEmbeddedPostgres } from "./embedded-postgres.ts";
import { migrate, readMigrations } from "./migrate.ts";
import { makeTestFolder, removeTestFolder } from "./testing-folder.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** The server that the whole test run shares; its database is the template. */
    templateUrl: string;
  }
}

/** Tests need no durability, and a disk flush per commit is most of their time. */
const SETTINGS = { fsync: "off", synchronous_commit: "off", full_page_writes: "off" };
const MIGRATIONS = join(import.meta.dirname, "../../prisma/migrations");

export interface TestPostgres {
  /** Stays the same over `stop` and `start`. */
  url: string;
  stop(): Promise<void>;
  start(): Promise<void>;
  /** Stops it and removes its folder. */
  close(): Promise<void>;
}

/** A server of one's own with a migrated database: for tests that take the database away. */
export async function startTestPostgres(): Promise<TestPostgres> {
  const folder = makeTestFolder();
  const open = () => openEmbeddedPostgres(join(folder, "data"), { settings: SETTINGS });
  let server: Awaited<ReturnType<typeof open>> | null = await open();
  const { url } = server;
  await migrate(url, readMigrations(MIGRATIONS));
  const stop = async () => {
    await server?.close();
    server = null;
  };
  return {
    url,
    stop,
    start: async () => {
      server ??= await open();
      if (server.url !== url) throw new Error(`The test server came back at another address: ${server.url}`);
    },
    close: async () => {
      await stop();
      removeTestFolder(folder);
    },
  };
}

/** A fresh migrated database (about 30 ms); only in the vitest project `database`. `close` drops it. */
export async function openTestDatabase(): Promise<{ url: string; close(): Promise<void> }> {
  const template = new URL(inject("templateUrl"));
  const name = `test_${randomUUID().replaceAll("-", "")}`;
  await runAsAdmin(template, `create database ${name} template ${template.pathname.slice(1)}`);
  const url = new URL(template);
  url.pathname = name;
  return { url: url.href, close: () => runAsAdmin(template, `drop database if exists ${name} with (force)`) };
}

async function runAsAdmin(template: URL, statement: string): Promise<void> {
  const admin = new URL(template);
  admin.pathname = "postgres";
  const client = new Client({ connectionString: admin.href });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
