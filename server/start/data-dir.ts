import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  readdirSync,
  realpathSync,
  writeFileSync,
} from "node:fs";
import { join, resolve } from "node:path";
import { AppError } from "../errors.ts";

const MARK = ".learn-x";

/**
 * Makes the data folder, or recognises it, and gives its absolute path. A folder that holds something else, or
 * that cannot be written, is INVALID: nothing of another program is ever touched.
 */
export function claimDataDir(dataDir: string): string {
  const dir = resolve(dataDir);
  try {
    mkdirSync(dir, { recursive: true });
    accessSync(dir, constants.R_OK | constants.W_OK | constants.X_OK);
    if (!existsSync(join(dir, MARK))) {
      if (readdirSync(dir).length > 0) {
        throw new AppError("INVALID", `DATA_DIR: ${dir} is not empty and was not made by Learn-X.`);
      }
      writeFileSync(join(dir, MARK), "The data of Learn-X. Stop it before you move or copy this folder.\n");
    }
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code ?? "";
    const why = REASONS[code];
    if (!why) throw cause;
    throw new AppError("INVALID", `DATA_DIR: ${dir} ${why}.`, { cause });
  }
  return realpathSync(dir);
}

const REASONS: Record<string, string> = {
  EACCES: "cannot be written by this user",
  EPERM: "cannot be written by this user",
  EROFS: "is on a read-only disk",
  ENOSPC: "is on a full disk",
  ENOTDIR: "is below a file, not a folder",
  EEXIST: "is a file, not a folder",
};
