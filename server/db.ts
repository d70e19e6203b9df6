import { PrismaPg } from "@prisma/adapter-pg";
import { PrismaClient } from "../prisma/generated/client.ts";

export interface Database {
  prisma: PrismaClient;
  /** Ends every connection; safe to call twice. */
  close(): Promise<void>;
}

/**
 * Opens a pool of at most `max` connections (10) to the PostgreSQL at `url`. Connecting happens with the first
 * query; a query that gets no connection within ten seconds fails, so that callers can answer 503.
 */
export function openDatabase(url: string, options: { max?: number } = {}): Database {
  const adapter = new PrismaPg({
    connectionString: url,
    max: options.max ?? 10,
    connectionTimeoutMillis: 10_000,
    // A host that vanished answers nothing and refuses nothing: no query waits for it for ever.
    query_timeout: 30_000,
    keepAlive: true,
    // A process that stands still in the middle of a transaction keeps its locks no longer than this.
    idle_in_transaction_session_timeout: 5_000,
    application_name: "learn-x",
  });
  const prisma = new PrismaClient({ adapter });
  return { prisma, close: () => prisma.$disconnect() };
}
