// Run it after `npm install`: adds the optional packages of other platforms that npm left out of the lock file
// (it does when it cannot see them), because `npm ci` refuses a lock file that lacks one.
import { readFileSync, writeFileSync } from "node:fs";

interface Entry {
  version?: string;
  optionalDependencies?: Record<string, string>;
  dev?: boolean;
  optional?: boolean;
  os?: string[];
  cpu?: string[];
  libc?: string[];
}

type Packages = Record<string, Entry>;

const SYSTEMS = "aix android darwin freebsd linux netbsd openbsd openharmony sunos win32".split(" ");
const PROCESSORS = "arm arm64 ia32 loong64 mips64el ppc64 riscv64 s390x wasm32 x64".split(" ");

/** The packages that are named somewhere and missing, by their place in the lock file. */
export function findMissing(packages: Packages): Packages {
  const missing: Packages = {};
  for (const [place, entry] of Object.entries(packages)) {
    for (const [name, range] of Object.entries(entry.optionalDependencies ?? {})) {
      if (isResolved(packages, place, name)) continue;
      missing[`node_modules/${name}`] = entryOf(name, range, entry.dev === true);
    }
  }
  return missing;
}

/** Looks for a package as Node does: beside, then in every folder above. */
function isResolved(packages: Packages, place: string, name: string): boolean {
  for (let folder = place; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf("/node_modules/")))) {
    if (packages[`${folder && `${folder}/`}node_modules/${name}`]) return true;
    if (folder === "") return false;
  }
}

/** What a platform's package says of itself, as its name tells it; npm fills in the rest where it is wanted. */
function entryOf(name: string, range: string, dev: boolean): Entry {
  const words = (name.split("/").at(-1) ?? "").split("-");
  const os = words.filter((word) => SYSTEMS.includes(word));
  const cpu = words.includes("wasm32") ? ["wasm32"] : words.filter((word) => PROCESSORS.includes(word));
  const musl = words.includes("musl");
  const glibc = words.some((word) => word === "gnu" || word === "gnueabihf");
  return {
    version: range.replace(/^[\^~]/, ""),
    ...(cpu.length > 0 && { cpu }),
    ...(dev && { dev }),
    ...((musl || glibc) && { libc: [musl ? "musl" : "glibc"] }),
    optional: true,
    ...(os.length > 0 && { os }),
  };
}

if (import.meta.main) {
  const lock = JSON.parse(readFileSync("package-lock.json", "utf8")) as { packages: Packages };
  const missing = findMissing(lock.packages);
  const all = Object.entries({ ...lock.packages, ...missing });
  lock.packages = Object.fromEntries(all.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
  writeFileSync("package-lock.json", `${JSON.stringify(lock, null, 2)}\n`);
  console.log(`${Object.keys(missing).length} added to package-lock.json`);
}
