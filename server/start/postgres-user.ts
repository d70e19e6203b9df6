// PostgreSQL refuses to run as root. As root, it is run by the first of these that can reach both the programs and
// the data: the folder's own owner, `postgres` or `nobody`, the same users with root's right to pass closed
// folders (a checkout below a 0700 home), or root itself under another number in a user namespace.
import { spawnSync } from "node:child_process";
import { chownSync, lchownSync, lstatSync, readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { AppError } from "../errors.ts";
import type { PostgresBinaries } from "./postgres-binaries.ts";

/** How to start a program of PostgreSQL: arguments put before it, and whose process it is. */
export interface RunAs {
  prefix: string[];
  identity: { uid?: number; gid?: number };
  /** Whom the files must belong to; null: whoever made them. */
  owner: { uid: number; gid: number } | null;
}

export const AS_OURSELVES: RunAs = { prefix: [], identity: {}, owner: null };

/** Splits a command into what `spawn` wants. */
export function commandOf(runAs: RunAs, program: string, args: string[]): [string, string[]] {
  const [first, ...rest] = [...runAs.prefix, program, ...args];
  return [first ?? program, rest];
}

/**
 * Chooses who runs PostgreSQL on the folder, and hands the folder to them. Call it while no server runs there.
 * UNAVAILABLE when nobody can, with what to do.
 */
export function chooseRunAs(folder: string, binaries: PostgresBinaries): RunAs {
  if (process.getuid?.() !== 0) return AS_OURSELVES;
  const before = lstatSync(folder);
  for (const candidate of candidates(folder)) {
    if (candidate.owner) chownSync(folder, candidate.owner.uid, candidate.owner.gid);
    if (!canReach(candidate, folder, binaries)) continue;
    if (candidate.owner) giveTo(folder, candidate.owner);
    return candidate;
  }
  chownSync(folder, before.uid, before.gid);
  throw new AppError(
    "UNAVAILABLE",
    `PostgreSQL cannot run as root, and no other user can reach ${folder}: start as another user, move the project or DATA_DIR where everyone may look, or set DATABASE_URL.`,
  );
}

/** Who runs the server that already has this folder: its owner. */
export function runAsOwner(folder: string, binaries: PostgresBinaries): RunAs {
  if (process.getuid?.() !== 0) return AS_OURSELVES;
  const { uid, gid } = statSync(folder);
  const options = uid === 0 ? [inNamespace()] : [asUser(uid, gid), passingFolders(uid, gid)];
  return options.find((option) => canReach(option, folder, binaries)) ?? AS_OURSELVES;
}

function candidates(folder: string): RunAs[] {
  const users = [...ownersUpwards(folder), ...knownUsers()];
  const seen = new Set<number>();
  const distinct = users.filter(({ uid }) => uid !== 0 && !seen.has(uid) && seen.add(uid));
  return [
    ...distinct.map(({ uid, gid }) => asUser(uid, gid)),
    inNamespace(),
    ...distinct.map(({ uid, gid }) => passingFolders(uid, gid)),
  ];
}

/** The owners of the folder and of those above it: whoever may enter a closed home is among them. */
function ownersUpwards(folder: string): { uid: number; gid: number }[] {
  const owners = [];
  for (let at = folder; ; at = dirname(at)) {
    const { uid, gid } = statSync(at);
    owners.push({ uid, gid });
    if (dirname(at) === at) return owners;
  }
}

function knownUsers(): { uid: number; gid: number }[] {
  let passwd = "";
  try {
    passwd = readFileSync("/etc/passwd", "utf8");
  } catch {
    // an image without users: the number of `nobody` serves
  }
  const lines = passwd.split("\n").map((line) => line.split(":"));
  const found = ["postgres", "nobody"].flatMap((name) => lines.filter((fields) => fields[0] === name));
  const users = found.map((fields) => ({ uid: Number(fields[2]), gid: Number(fields[3]) }));
  return users.length > 0 ? users : [{ uid: 65534, gid: 65534 }];
}

const asUser = (uid: number, gid: number): RunAs => ({
  prefix: [],
  identity: { uid, gid },
  owner: { uid, gid },
});

const passingFolders = (uid: number, gid: number): RunAs => ({
  prefix: [
    "setpriv",
    `--reuid=${uid}`,
    `--regid=${gid}`,
    "--clear-groups",
    "--inh-caps=+dac_override",
    "--ambient-caps=+dac_override",
  ],
  identity: {},
  owner: { uid, gid },
});

const inNamespace = (): RunAs => ({
  prefix: ["unshare", "--user", "--map-user=1000", "--map-group=1000"],
  identity: {},
  owner: { uid: 0, gid: 0 },
});

function canReach(runAs: RunAs, folder: string, binaries: PostgresBinaries): boolean {
  const test = 'test -r "$1" && test -w "$1" && test -x "$1" && "$2" --version && "$3" --version';
  const [program, args] = commandOf(runAs, "/bin/sh", [
    "-c",
    test,
    "sh",
    folder,
    binaries.postgres,
    binaries.initdb,
  ]);
  return spawnSync(program, args, { ...runAs.identity, cwd: "/", stdio: "ignore" }).status === 0;
}

function giveTo(path: string, owner: { uid: number; gid: number }): void {
  const stats = lstatSync(path);
  if (stats.uid !== owner.uid || stats.gid !== owner.gid) lchownSync(path, owner.uid, owner.gid);
  if (!stats.isDirectory()) return;
  for (const name of readdirSync(path)) giveTo(join(path, name), owner);
}
