import { join } from "node:path";
import { openEmbeddedPostgres } from "./embedded-postgres.ts";
import { migrate, readMigrations } from "./migrate.ts";

export interface ProvidedDatabase {
  url: string;
  /** Leaves the embedded database; nothing to do for one outside. */
  close(): Promise<void>;
}

const MIGRATIONS = join(import.meta.dirname, "../../prisma/migrations");

/**
 * The database that was configured, or the embedded one of the data folder, which is started again should it end;
 * migrated. Errors are AppErrors.
 */
export async function provideDatabase(
  config: { databaseUrl?: string | undefined; dataDir: string },
  report: (line: string) => void = () => {},
): Promise<ProvidedDatabase> {
  const server = config.databaseUrl
    ? { url: config.databaseUrl, close: async () => {} }
    : await openEmbedded(config, report);
  try {
    await migrate(server.url, readMigrations(MIGRATIONS), report);
  } catch (error) {
    await server.close();
    throw error;
  }
  return server;
}

/** Milliseconds between two looks at whether the embedded server still runs. */
const LOOK_MS = 1_000;

async function openEmbedded(
  { dataDir }: { dataDir: string },
  report: (line: string) => void,
): Promise<ProvidedDatabase> {
  const server = await openEmbeddedPostgres(dataDir);
  report(server.started ? `database started in ${dataDir}` : `database found running in ${dataDir}`);
  let looking: Promise<void> = Promise.resolve();
  const look = async () => {
    try {
      if (await server.revive()) report("[database] ended unexpectedly, and was started again");
    } catch (error) {
      report(`[database] ${error instanceof Error ? error.message : error}`);
    }
    timer = setTimeout(next, LOOK_MS).unref();
  };
  const next = () => {
    looking = look();
  };
  let timer = setTimeout(next, LOOK_MS).unref();
  return {
    url: server.url,
    close: async () => {
      await looking;
      clearTimeout(timer);
      await server.close();
    },
  };
}
