// The pages are built when what they are made of changed since the last build, and never twice at once.
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { AppError } from "../errors.ts";
import { withLock } from "./lock-file.ts";
import { PARENT_VARIABLE } from "./parent-watch.ts";

/** Whatever ends up in a build; tests and the simulated model do not. */
const SOURCES = ["app", "components", "public", "server", "prisma/schema.prisma"];
const LOOSE =
  /^(proxy\.ts|instrumentation.*\.ts|(next|postcss)\.config\.(ts|mjs)|package\.json|package-lock\.json|tsconfig\.json)$/;
const LEFT_OUT = /(\.test\.tsx?|(^|\/)testing[^/]*\.ts|(^|\/)__fixtures__|^server\/simulator)$/;

/** SHA-256, in hex, of the names and contents of everything a build is made of. */
export function hashSources(root: string): string {
  const hash = createHash("sha256").update(process.version);
  const loose = readdirSync(root).filter((name) => LOOSE.test(name));
  for (const path of [...SOURCES, ...loose].sort()) addTo(hash, root, path);
  return hash.digest("hex");
}

function addTo(hash: ReturnType<typeof createHash>, root: string, path: string): void {
  const full = join(root, path);
  if (LEFT_OUT.test(path) || !existsSync(full)) return;
  if (statSync(full).isDirectory()) {
    for (const name of readdirSync(full).sort()) addTo(hash, root, `${path}/${name}`);
    return;
  }
  const content = readFileSync(full);
  hash.update(`${path}\0${content.length}\0`).update(content);
}

/**
 * Builds the pages of `root` unless the build there was made of the same sources; gives whether it built. Another
 * process that is building is waited for. UNAVAILABLE, with the builder's words, when it fails.
 */
export async function buildIfChanged(
  root: string,
  report: (line: string) => void,
  build: () => Promise<void>,
): Promise<boolean> {
  const hash = hashSources(root);
  if (isBuilt(root, hash)) return false;
  mkdirSync(join(root, ".cache"), { recursive: true });
  const tenMinutes = 600_000;
  return withLock(join(root, ".cache/build.lock"), () => buildOnce(root, hash, report, build), tenMinutes);
}

async function buildOnce(
  root: string,
  hash: string,
  report: (line: string) => void,
  build: () => Promise<void>,
): Promise<boolean> {
  if (isBuilt(root, hash)) return false; // by the process that was waited for
  report("building the pages (once after every change)");
  const began = Date.now();
  rmSync(markOf(root), { force: true });
  await build();
  writeFileSync(markOf(root), hash);
  report(`built in ${((Date.now() - began) / 1000).toFixed(1)} s`);
  return true;
}

const markOf = (root: string) => join(root, ".next/sources.sha256");

function isBuilt(root: string, hash: string): boolean {
  return (
    existsSync(join(root, ".next/BUILD_ID")) &&
    existsSync(markOf(root)) &&
    readFileSync(markOf(root), "utf8") === hash
  );
}

/** Runs `next build`; an abort ends it. */
export async function runNextBuild(root: string, signal: AbortSignal): Promise<void> {
  const next = createRequire(import.meta.url).resolve("next/dist/bin/next");
  const child = spawn(
    process.execPath,
    ["--import", join(import.meta.dirname, "child-preload.ts"), next, "build"],
    {
      cwd: root,
      env: {
        ...process.env,
        [PARENT_VARIABLE]: String(process.pid),
        NODE_ENV: "production",
        NEXT_TELEMETRY_DISABLED: "1",
      },
      stdio: ["ignore", "pipe", "pipe", "ipc"],
      detached: process.platform !== "win32", // a Ctrl-C reaches it through the signal
    },
  );
  const output: Buffer[] = [];
  child.stdout?.on("data", (chunk: Buffer) => output.push(chunk));
  child.stderr?.on("data", (chunk: Buffer) => output.push(chunk));
  const abort = () => child.kill("SIGKILL");
  signal.addEventListener("abort", abort);
  const code = await new Promise((resolve) => child.once("error", resolve).once("close", resolve));
  signal.removeEventListener("abort", abort);
  signal.throwIfAborted();
  if (code === 0 && existsSync(join(root, ".next/BUILD_ID"))) return;
  throw new AppError(
    "UNAVAILABLE",
    `The pages could not be built.\n${Buffer.concat(output).toString("utf8").trimEnd()}`,
  );
}
