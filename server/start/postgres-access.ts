// Where the embedded database is and how to get in. The folder is reached by its password, kept beside it.
import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { AppError } from "../errors.ts";

/** The name of the database and of the user who owns it. */
export const NAME = "learn_x";

/** What is in `postgres.json`. */
export interface Access {
  port: number;
  password: string;
}

export const urlOf = (access: Access, database = NAME) =>
  `postgresql://${NAME}:${access.password}@127.0.0.1:${access.port}/${database}`;

/** The folder that PostgreSQL calls its data directory. */
export const folderOf = (dataDir: string) => join(dataDir, "postgres");

/** INVALID when `postgres.json` is gone: nobody else knows the password. */
export function readAccess(dataDir: string): Access {
  const path = join(dataDir, "postgres.json");
  try {
    const value = JSON.parse(readFileSync(path, "utf8")) as Partial<Access>;
    if (typeof value.password === "string")
      return { password: value.password, port: Number(value.port) || 0 };
  } catch {
    // missing or damaged: said below
  }
  throw new AppError(
    "INVALID",
    `${path} is missing or damaged; without it the database in ${dataDir} cannot be opened.`,
  );
}

export function writeAccess(dataDir: string, access: Access): void {
  const path = join(dataDir, "postgres.json");
  writeFileSync(`${path}.new`, `${JSON.stringify(access)}\n`, { mode: 0o600 });
  renameSync(`${path}.new`, path);
}

/** What a program said last: where PostgreSQL puts the reason. */
export function lastLine(text: string): string {
  return text.trim().split("\n").at(-1) || "no reason was given";
}

/** The text of a file, or null. */
export function readText(path: string): string | null {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return null;
  }
}
