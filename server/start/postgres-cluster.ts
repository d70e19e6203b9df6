import { spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chownSync, existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { AppError } from "../errors.ts";
import { folderOf, lastLine, NAME, readText, writeAccess } from "./postgres-access.ts";
import { findPostgresBinaries } from "./postgres-binaries.ts";
import { chooseRunAs, commandOf } from "./postgres-user.ts";

/** Makes the cluster if there is none. An interrupted making leaves nothing that counts. */
export async function ensureCluster(dataDir: string): Promise<void> {
  const folder = folderOf(dataDir);
  if (existsSync(folder)) return checkVersion(folder);
  const binaries = await findPostgresBinaries();
  const fresh = `${folder}.new`;
  rmSync(fresh, { recursive: true, force: true });
  mkdirSync(fresh, { mode: 0o700 });
  const runAs = chooseRunAs(fresh, binaries);
  const password = randomBytes(24).toString("base64url");
  const passwordFile = join(dataDir, "postgres-password.tmp");
  try {
    writeFileSync(passwordFile, password, { mode: 0o600 });
    if (runAs.owner) chownSync(passwordFile, runAs.owner.uid, runAs.owner.gid);
    const options = ["-D", fresh, "-U", NAME, `--pwfile=${passwordFile}`, "--auth=scram-sha-256"];
    const locale = ["--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"];
    const [program, args] = commandOf(runAs, binaries.initdb, [...options, ...locale]);
    const made = spawnSync(program, args, { ...runAs.identity, cwd: "/", encoding: "utf8" });
    if (made.status !== 0) {
      throw new AppError(
        "UNAVAILABLE",
        `The database could not be made in ${folder}: ${lastLine(made.stderr)}`,
      );
    }
  } finally {
    rmSync(passwordFile, { force: true });
  }
  writeAccess(dataDir, { port: 0, password });
  renameSync(fresh, folder);
}

function checkVersion(folder: string): void {
  const version = readText(join(folder, "PG_VERSION"))?.trim();
  if (version === "18") return;
  const what = version ? `was made by PostgreSQL ${version}, this is 18` : "is not a database";
  throw new AppError("INVALID", `${folder} ${what}: move it away, or set another DATA_DIR.`);
}
