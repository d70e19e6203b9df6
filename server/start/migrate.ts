// Applies the committed migrations at start and records them as Prisma's own command line does, so that
// `prisma migrate status` and `deploy` agree with what is here.
import { createHash, randomUUID } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Client } from "pg";
import { AppError } from "../errors.ts";

export interface Migration {
  name: string;
  sql: string;
  /** SHA-256 of the file, in hex. */
  checksum: string;
}

/** The lock Prisma takes for the same purpose: its command line and this never run at once. */
const LOCK = 72707369;

const TABLE = `create table if not exists _prisma_migrations (
  id varchar(36) primary key not null,
  checksum varchar(64) not null,
  finished_at timestamptz,
  migration_name varchar(255) not null,
  logs text,
  rolled_back_at timestamptz,
  started_at timestamptz not null default now(),
  applied_steps_count integer not null default 0
)`;

/** The migrations of a folder (`prisma/migrations`), oldest first. */
export function readMigrations(folder: string): Migration[] {
  const names = readdirSync(folder).filter((name) => existsSync(join(folder, name, "migration.sql")));
  return names.sort().map((name) => {
    const content = readFileSync(join(folder, name, "migration.sql"));
    return {
      name,
      sql: content.toString("utf8"),
      checksum: createHash("sha256").update(content).digest("hex"),
    };
  });
}

/**
 * Applies what is missing, one transaction each (a killed process leaves nothing half done), under an advisory
 * lock (many processes may start at once). Gives the names of the applied ones. UNAVAILABLE when the database
 * cannot be reached, INVALID when what was applied is not what is here.
 */
export async function migrate(
  url: string,
  migrations: Migration[],
  report: (line: string) => void = () => {},
): Promise<string[]> {
  const client = new Client({
    connectionString: url,
    connectionTimeoutMillis: 10_000,
    application_name: "learn-x-migrate",
  });
  client.on("error", () => {}); // a broken connection is reported by the query it breaks
  try {
    await client.connect();
  } catch (cause) {
    throw new AppError("UNAVAILABLE", `The database cannot be reached: ${reasonOf(cause)}`, { cause });
  }
  try {
    // Ends with the connection, whatever happens to this process.
    await client.query("select pg_advisory_lock($1)", [LOCK]);
    await client.query(TABLE);
    const missing = await findMissing(client, migrations, report);
    for (const migration of missing) {
      report(`applying migration ${migration.name}`);
      await apply(client, migration);
    }
    return missing.map(({ name }) => name);
  } finally {
    await client.end().catch(() => {});
  }
}

async function findMissing(
  client: Client,
  migrations: Migration[],
  report: (line: string) => void,
): Promise<Migration[]> {
  const { rows } = await client.query<{ name: string; checksum: string; finished: boolean }>(
    `select migration_name as name, checksum, finished_at is not null as finished
     from _prisma_migrations where rolled_back_at is null`,
  );
  const known = new Map(migrations.map((migration) => [migration.name, migration]));
  for (const row of rows) {
    const migration = known.get(row.name);
    if (!row.finished) {
      throw new AppError(
        "INVALID",
        `Migration ${row.name} was begun and never finished: see \`prisma migrate resolve\`.`,
      );
    }
    if (!migration) {
      report(`the database has migration ${row.name}, which this version does not know; it may be newer`);
    } else if (migration.checksum !== row.checksum) {
      throw new AppError(
        "INVALID",
        `Migration ${row.name} was changed after it was applied to this database.`,
      );
    }
  }
  const applied = new Set(rows.map((row) => row.name));
  return migrations.filter(({ name }) => !applied.has(name));
}

async function apply(client: Client, { name, sql, checksum }: Migration): Promise<void> {
  try {
    await client.query("begin");
    await client.query("insert into _prisma_migrations (id, checksum, migration_name) values ($1, $2, $3)", [
      randomUUID(),
      checksum,
      name,
    ]);
    await client.query(sql);
    await client.query(
      `update _prisma_migrations set finished_at = clock_timestamp(), applied_steps_count = 1
       where migration_name = $1 and finished_at is null`,
      [name],
    );
    await client.query("commit");
  } catch (cause) {
    await client.query("rollback").catch(() => {});
    throw new AppError("INTERNAL", `Migration ${name} failed: ${reasonOf(cause)}`, { cause });
  }
}

/** Node puts the reasons of several addresses into an AggregateError with an empty message. */
function reasonOf(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(reasonOf).join("; ");
  return error instanceof Error ? error.message : String(error);
}
