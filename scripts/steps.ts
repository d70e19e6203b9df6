// Runs the commands that checks are made of, and tells how each went and how long it took.
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

export const ROOT = join(import.meta.dirname, "..");

/** Tests that ran; a check that is no test runner (types, lint) counts only when it fails. */
export interface Counts {
  passed: number;
  failed: number;
}

/** Milliseconds after which a command that says nothing more is given up. */
const TIMEOUT_MS = 15 * 60_000;

/** The program of a package, run by this Node: `node_modules/.bin` need not be on the path. */
export function programOf(name: string, program: string): string[] {
  const manifest = createRequire(import.meta.url).resolve(`${name}/package.json`);
  const { bin } = JSON.parse(readFileSync(manifest, "utf8")) as { bin: Record<string, string> };
  const path = bin[program];
  if (path === undefined) throw new Error(`${name} has no program ${program}`);
  return [process.execPath, join(dirname(manifest), path)];
}

/** Runs a command and prints its name, verdict and time, and its output if it failed (or always, when `loud`). */
export async function runCheck(
  title: string,
  command: string[],
  options: { loud?: boolean } = {},
): Promise<Counts> {
  const ok = await runStep(title, command, {}, options.loud ?? false);
  return { passed: 0, failed: ok ? 0 : 1 };
}

/** Runs vitest on one project. */
export async function runVitest(project: string, loud: boolean): Promise<Counts> {
  return withReport(async (report) => {
    const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
    const command = [...programOf("vitest", "vitest"), "run", "--project", project, ...reporters];
    const ok = await runStep(`${project} tests`, command, {}, loud);
    return readCounts(ok, report, (json: { numPassedTests: number; numFailedTests: number }) => ({
      passed: json.numPassedTests,
      failed: json.numFailedTests,
    }));
  });
}

/** Runs Playwright; `env` is added to the environment. */
export async function runPlaywright(env: Record<string, string>): Promise<Counts> {
  return withReport(async (report) => {
    const command = [...programOf("@playwright/test", "playwright"), "test", "--reporter=list,json"];
    const ok = await runStep(
      "end-to-end tests",
      command,
      { ...env, PLAYWRIGHT_JSON_OUTPUT_NAME: report },
      true,
    );
    return readCounts(
      ok,
      report,
      ({ stats }: { stats: { expected: number; unexpected: number; flaky: number } }) => ({
        passed: stats.expected,
        failed: stats.unexpected + stats.flaky,
      }),
    );
  });
}

export function sum(all: Counts[]): Counts {
  return {
    passed: all.reduce((total, { passed }) => total + passed, 0),
    failed: all.reduce((total, { failed }) => total + failed, 0),
  };
}

/** A runner that failed has at least one failure, also when it broke before it could count. */
function readCounts<Report>(ok: boolean, path: string, count: (report: Report) => Counts): Counts {
  let counts: Counts = { passed: 0, failed: 0 };
  try {
    counts = count(JSON.parse(readFileSync(path, "utf8")) as Report);
  } catch {
    return { passed: 0, failed: 1 };
  }
  return ok ? counts : { passed: counts.passed, failed: Math.max(1, counts.failed) };
}

async function withReport<T>(work: (path: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), "learn-x-report-"));
  try {
    return await work(join(folder, "report.json"));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function runStep(
  title: string,
  command: string[],
  env: Record<string, string>,
  loud: boolean,
): Promise<boolean> {
  const began = Date.now();
  const [program = "", ...args] = command;
  if (loud) console.log(`… ${title}`);
  const child = spawn(program, args, {
    cwd: ROOT,
    env: { ...process.env, ...env },
    stdio: ["ignore", loud ? "inherit" : "pipe", loud ? "inherit" : "pipe"],
    timeout: TIMEOUT_MS,
  });
  const output: Buffer[] = [];
  child.stdout?.on("data", (chunk: Buffer) => output.push(chunk));
  child.stderr?.on("data", (chunk: Buffer) => output.push(chunk));
  const ok = await new Promise<boolean>((resolve) => {
    child.once("error", (error) => resolve(output.push(Buffer.from(error.message)) < 0));
    child.once("close", (code) => resolve(code === 0));
  });
  console.log(`${ok ? "✓" : "✗"} ${title} (${((Date.now() - began) / 1000).toFixed(1)} s)`);
  if (!ok && output.length > 0) console.log(Buffer.concat(output).toString("utf8").trimEnd());
  return ok;
}
