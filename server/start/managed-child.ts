import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { AppError } from "../errors.ts";
import { describeLine } from "./child-lines.ts";
import { PARENT_VARIABLE } from "./parent-watch.ts";

export interface ChildPlan {
  /** What people see before its lines. */
  name: string;
  /** The program and its arguments, run by this Node. */
  command: string[];
  /** Added to the environment; read at every start, so it may be changed for the next one. */
  env: Record<string, string>;
  /** A line that it prints when it works, or a question asked until the answer is yes. */
  ready: RegExp | (() => Promise<boolean>);
  /** Milliseconds. */
  startTimeoutMs: number;
  stopTimeoutMs: number;
  /** Every line is shown, not only what matters. */
  verbose: boolean;
}

export interface ManagedChild {
  /** What the ready line said. */
  readyLine: string;
  pid(): number | undefined;
  /** Ends it and starts it anew, after a change of its code. */
  restart(): void;
  /** Asks it to end, and ends it when its time is over. */
  stop(): Promise<void>;
  /** Ends it now. */
  kill(): void;
}

const LAST_LINES = 15;
const STEADY_MS = 60_000;
const PRELOAD = join(import.meta.dirname, "child-preload.ts");

/**
 * Starts a child and waits until it works; a failure of this first start is an error with its last lines. From then
 * on it is started again whenever it ends unasked, with growing pauses. An abort of `signal` gives the start up.
 */
export async function startChild(
  plan: ChildPlan,
  print: (line: string) => void,
  signal: AbortSignal,
): Promise<ManagedChild> {
  let running = spawnOnce(plan, print);
  const givingUp = () => killGroup(running.process);
  signal.addEventListener("abort", givingUp);
  const readyLine = await running.ready.catch(async (error) => {
    await end(running.process, 0);
    signal.throwIfAborted();
    throw error;
  });
  signal.removeEventListener("abort", givingUp);
  const stopping = new AbortController();
  let wanted = false; // whether the current end was asked for by `restart`
  const keep = async () => {
    for (let failures = 0; ; ) {
      const began = Date.now();
      const how = await running.ended;
      killGroup(running.process); // what it started holds its port
      if (stopping.signal.aborted) return;
      if (!wanted) {
        failures = Date.now() - began > STEADY_MS ? 1 : failures + 1;
        const pause = Math.min(30_000, 500 * 2 ** (failures - 1));
        print(`[${plan.name}] ended unexpectedly (${how}); starting it again in ${pause / 1000} s`);
        await sleep(pause, stopping.signal);
        if (stopping.signal.aborted) return;
      }
      wanted = false;
      running = spawnOnce(plan, print);
      running.ready.then(
        () => print(`[${plan.name}] works again`),
        () => killGroup(running.process), // one that neither works nor ends: the next try comes
      );
    }
  };
  const kept = keep();
  return {
    readyLine,
    pid: () => running.process.pid,
    restart: () => {
      wanted = true;
      void end(running.process, 3_000);
    },
    stop: async () => {
      stopping.abort();
      await end(running.process, plan.stopTimeoutMs);
      await kept;
    },
    kill: () => {
      stopping.abort();
      killGroup(running.process);
    },
  };
}

interface Running {
  process: ChildProcess;
  ready: Promise<string>;
  ended: Promise<string>;
}

function spawnOnce(plan: ChildPlan, print: (line: string) => void): Running {
  const args = ["--disable-warning=ExperimentalWarning", "--import", PRELOAD, ...plan.command];
  const child = spawn(process.execPath, args, {
    env: { ...process.env, [PARENT_VARIABLE]: String(process.pid), ...plan.env },
    // The channel tells the child when this process is gone. A group of its own keeps a Ctrl-C away from it: who
    // stops first is decided here.
    stdio: ["ignore", "pipe", "pipe", "ipc"],
    detached: process.platform !== "win32",
  });
  const last: string[] = [];
  let works = false;
  const ended = new Promise<string>((resolve) => {
    child.once("error", (error) => resolve(error.message));
    child.once("close", (code, signal) => resolve(signal ?? `exit code ${code}`));
  });
  const ready = new Promise<string>((resolve, reject) => {
    const fail = (why: string) =>
      reject(new AppError("UNAVAILABLE", [`The ${plan.name} did not start: ${why}.`, ...last].join("\n")));
    const done = (line: string) => {
      works = true;
      clearTimeout(timer);
      resolve(line);
    };
    const timer = setTimeout(
      fail,
      plan.startTimeoutMs,
      `no sign of life for ${plan.startTimeoutMs / 1000} s`,
    );
    void ended.then((how) => {
      clearTimeout(timer);
      fail(how);
    });
    const { ready } = plan;
    for (const stream of [child.stdout, child.stderr]) {
      if (!stream) continue;
      createInterface({ input: stream }).on("line", (line) => {
        last.push(line);
        if (last.length > LAST_LINES) last.shift();
        if (!works && ready instanceof RegExp && ready.test(line)) return done(line);
        // What a program says on its way is shown if it fails; what it complains of, always.
        if (!works && !plan.verbose && stream === child.stdout) return;
        const shown = describeLine(line, plan.verbose);
        if (shown !== null) print(`[${plan.name}] ${shown}`);
      });
    }
    if (!(ready instanceof RegExp)) void poll(ready, child).then((yes) => yes && done(""));
  });
  ready.catch(() => {}); // handled by whoever waits; a restart may have nobody waiting
  return { process: child, ready, ended };
}

async function poll(question: () => Promise<boolean>, child: ChildProcess): Promise<boolean> {
  while (child.exitCode === null && child.signalCode === null) {
    if (await question().catch(() => false)) return true;
    await sleep(100);
  }
  return false;
}

async function end(child: ChildProcess, timeoutMs: number): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const exited = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  if (timeoutMs > 0) child.kill("SIGTERM");
  else killGroup(child);
  const timer = setTimeout(() => killGroup(child), timeoutMs);
  await exited;
  clearTimeout(timer);
  killGroup(child); // what it started itself and left behind
}

/** Ends a child and everything that it started: its group is its own. */
function killGroup(child: ChildProcess): void {
  try {
    if (child.pid !== undefined && process.platform !== "win32") process.kill(-child.pid, "SIGKILL");
    else child.kill("SIGKILL");
  } catch {
    // nothing of it is left
  }
}

/** Waits; ends early, without an error, when `signal` aborts. */
function sleep(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal?.addEventListener("abort", () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
