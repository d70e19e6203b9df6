// PostgreSQL refuses to run as root. As root, it is run by the first of these that can reach both the programs and
// the data: the folder's own owner, `postgres` or `nobody`, the same users with root's right to pass closed
// folders (a checkout below a 0700 home), or root itself under another number in a user namespace.
import { spawnSync } from "node:child_process";
import { chownSync, lchownSync, lstatSync, readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { AppError } from "../errors.ts";
import type { PostgresBinaries } from "./postgres-binaries.ts";

interface User {
  uid: number;
  gid: number;
}

/** How to start a program of PostgreSQL: arguments put before it, and whose process it is. */
export interface RunAs {
  prefix: string[];
  identity: Partial<User>;
  /** Whom the files must belong to; null: whoever made them. */
  owner: User | null;
}

const AS_OURSELVES: RunAs = { prefix: [], identity: {}, owner: null };

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
  if (process.getuid === undefined) return AS_OURSELVES;
  if (process.getuid() !== 0) {
    // A number without a name (as containers like to give) is refused too; another one may stand for it.
    const asAnother = { prefix: inNamespace(), identity: {}, owner: null };
    return [AS_OURSELVES, asAnother].find((one) => canReach(one, folder, binaries)) ?? AS_OURSELVES;
  }
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
  return waysOf(statSync(folder)).find((way) => canReach(way, folder, binaries)) ?? AS_OURSELVES;
}

/** Every way for every user, the plainest ways of all users first. */
function candidates(folder: string): RunAs[] {
  const seen = new Set<number>();
  const users = [...ownersUpwards(folder), ...knownUsers()].filter(
    ({ uid }) => !seen.has(uid) && seen.add(uid),
  );
  const ways = users.map(waysOf);
  return [0, 1, 2].flatMap((rank) => ways.flatMap((way) => way.filter((one) => one.rank === rank)));
}

function waysOf({ uid, gid }: User): (RunAs & { rank: number })[] {
  const owner = { uid, gid };
  if (uid === 0) return [{ rank: 1, prefix: inNamespace(), identity: {}, owner }];
  return [
    { rank: 0, prefix: [], identity: owner, owner },
    { rank: 1, prefix: inNamespace(), identity: owner, owner },
    { rank: 2, prefix: passingFolders(uid, gid), identity: {}, owner },
  ];
}

/** The owners of the folder and of those above it: whoever may enter a closed home is among them. */
function ownersUpwards(folder: string): User[] {
  const owners = [];
  for (let at = folder; ; at = dirname(at)) {
    const { uid, gid } = statSync(at);
    owners.push({ uid, gid });
    if (dirname(at) === at) return owners;
  }
}

const NOBODY: User = { uid: 65534, gid: 65534 };

function knownUsers(): User[] {
  let passwd = "";
  try {
    passwd = readFileSync("/etc/passwd", "utf8");
  } catch {
    // an image without users: the number of `nobody` serves
  }
  const lines = passwd.split("\n").map((line) => line.split(":"));
  const found = ["postgres", "nobody"].flatMap((name) => lines.filter((fields) => fields[0] === name));
  const users = found.map((fields) => ({ uid: Number(fields[2]), gid: Number(fields[3]) }));
  return users.length > 0 ? users : [NOBODY];
}

/** Under the number of a user whom the system knows by name, with the rights of the real one. */
function inNamespace(): string[] {
  const [{ uid, gid } = NOBODY] = knownUsers();
  return ["unshare", "--user", `--map-user=${uid}`, `--map-group=${gid}`];
}

/** With root's right to pass closed folders. (The secure bit keeps it for questions about access, too.) */
function passingFolders(uid: number, gid: number): string[] {
  const caps = ["--inh-caps=+dac_override", "--ambient-caps=+dac_override", "--securebits=+no_setuid_fixup"];
  return ["setpriv", `--reuid=${uid}`, `--regid=${gid}`, "--clear-groups", ...caps];
}

/** Tried out, with everything PostgreSQL asks for: access, programs that run, and a name for the user. */
function canReach(runAs: RunAs, folder: string, binaries: PostgresBinaries): boolean {
  const test = 'test -r "$1" && test -w "$1" && test -x "$1" && id -un && "$2" --version && "$3" --version';
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

function giveTo(path: string, owner: User): void {
  const stats = lstatSync(path);
  if (stats.uid !== owner.uid || stats.gid !== owner.gid) lchownSync(path, owner.uid, owner.gid);
  if (!stats.isDirectory()) return;
  for (const name of readdirSync(path)) giveTo(join(path, name), owner);
}
