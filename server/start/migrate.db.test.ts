import { readdirSync } from "node:fs";
import { join } from "node:path";
import { Client } from "pg";
import { afterEach, beforeEach, expect, test } from "vitest";
import { runPrisma } from "../../scripts/migrate.ts";
import { type Migration, migrate, readMigrations } from "./migrate.ts";
import { openTestDatabase } from "./testing.ts";

const FOLDER = join(import.meta.dirname, "../../prisma/migrations");

let database: Awaited<ReturnType<typeof openTestDatabase>>;

beforeEach(async () => {
  database = await openTestDatabase();
});

afterEach(() => database.close());

const next = (sql: string, name = "29990101000000_next"): Migration => ({
  name,
  sql,
  checksum: `sum of ${sql}`,
});

async function query(sql: string): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString: database.url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

const recorded = () =>
  query(
    "select migration_name as name, checksum, finished_at is not null as done, applied_steps_count as steps from _prisma_migrations order by 1",
  );

test("the committed ones are read in order, with their checksums", () => {
  const migrations = readMigrations(FOLDER);
  expect(migrations.map(({ name }) => name)).toEqual(
    readdirSync(FOLDER)
      .filter((name) => /^\d/.test(name))
      .sort(),
  );
  for (const { checksum, sql } of migrations) {
    expect(checksum).toMatch(/^[0-9a-f]{64}$/);
    expect(sql).not.toBe("");
  }
});

test("Prisma's own command line agrees with what was applied", async () => {
  const status = runPrisma(["migrate", "status"], database.url, "pipe");
  expect(status.stdout).toContain("Database schema is up to date!");
  expect(status.status).toBe(0);
  const deploy = runPrisma(["migrate", "deploy"], database.url, "pipe");
  expect(deploy.stdout).toContain("No pending migrations to apply.");
});

test("what Prisma applied is not applied again", async () => {
  await query("drop schema public cascade");
  await query("create schema public");
  const deploy = runPrisma(["migrate", "deploy"], database.url, "pipe");
  expect(deploy.status).toBe(0);
  expect(await migrate(database.url, readMigrations(FOLDER))).toEqual([]);
});

test("only what is missing is applied, once, also by many processes at once", async () => {
  const all = [...readMigrations(FOLDER), next("create table a (x int); insert into a values (1);")];
  const lines: string[] = [];
  const applied = await Promise.all(
    [1, 2, 3, 4].map(() => migrate(database.url, all, (line) => lines.push(line))),
  );
  expect(applied.flat()).toEqual(["29990101000000_next"]);
  expect(lines).toEqual(["applying migration 29990101000000_next"]);
  expect(await query("select x from a")).toEqual([{ x: 1 }]);
  expect((await recorded()).at(-1)).toMatchObject({ name: "29990101000000_next", done: true, steps: 1 });
});

test("a failing one leaves nothing, and can be corrected", async () => {
  const known = readMigrations(FOLDER);
  const before = await recorded();
  const broken = [...known, next("create table a (x int); select nonsense;")];
  await expect(migrate(database.url, broken)).rejects.toThrow(
    'Migration 29990101000000_next failed: column "nonsense" does not exist',
  );
  expect(await recorded()).toEqual(before);
  expect(await migrate(database.url, [...known, next("create table a (x int);")])).toHaveLength(1);
});

test("one that was changed after it was applied is refused", async () => {
  const [first, ...rest] = readMigrations(FOLDER);
  if (!first) throw new Error("there is a first migration");
  await expect(migrate(database.url, [{ ...first, checksum: "0" }, ...rest])).rejects.toThrow(
    `Migration ${first.name} was changed after it was applied to this database.`,
  );
});

test("one that Prisma left half done is refused", async () => {
  await query("update _prisma_migrations set finished_at = null");
  await expect(migrate(database.url, readMigrations(FOLDER))).rejects.toThrow("was begun and never finished");
});

test("a newer database is said, and used", async () => {
  const known = readMigrations(FOLDER);
  await migrate(database.url, [...known, next("select 1")]);
  const lines: string[] = [];
  expect(await migrate(database.url, known, (line) => lines.push(line))).toEqual([]);
  expect(lines).toEqual([expect.stringContaining("29990101000000_next, which this version does not know")]);
});

test("a database that is not there is one sentence", async () => {
  const nowhere = "postgresql://a:secret@127.0.0.1:1/b";
  const error = await migrate(nowhere, []).catch((error: Error) => error);
  expect(String(error)).toContain("The database cannot be reached: connect ECONNREFUSED 127.0.0.1:1");
  expect(String(error)).not.toContain("secret");
});
