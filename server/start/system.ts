import { watch } from "node:fs";
import { assertCanListen, type Listening } from "./address.ts";
import { type ChildPlan, type ManagedChild, startChild } from "./managed-child.ts";
import { type Mode, type Programs, planChildren } from "./programs.ts";
import { provideDatabase } from "./provide-database.ts";

/** What of the environment concerns the processes. */
export interface SystemConfig extends Listening {
  databaseUrl?: string | undefined;
  dataDir: string;
  simulatorUrl?: string | undefined;
  llmMode: "live" | "simulated";
}

export interface System {
  /** Ends everything in the order that loses nothing: web, worker, simulated model, database. */
  stop(): Promise<void>;
  /** While stopping: ends the processes at once; the database still ends cleanly. */
  hurry(): void;
}

/**
 * Starts database, simulated model (if wanted), worker and web; resolves when all work. `signal` gives up early.
 * Whatever had been started is stopped again before an error comes out.
 */
export async function startSystem(
  config: SystemConfig,
  mode: Mode,
  programs: Programs,
  print: (line: string) => void,
  signal: AbortSignal,
): Promise<System> {
  const closers: (() => Promise<void>)[] = [];
  const children: ManagedChild[] = [];
  const system = {
    stop: async () => {
      for (const close of closers.splice(0).reverse()) await close();
    },
    hurry: () => {
      for (const child of children) child.kill();
    },
  };
  const start = async (plan: ChildPlan): Promise<ManagedChild> => {
    const child = await startChild(plan, print, signal);
    children.push(child);
    return child;
  };
  try {
    await assertCanListen(config);
    const database = await provideDatabase(config, print);
    closers.push(database.close);
    signal.throwIfAborted();
    await programs.build(print, signal);
    signal.throwIfAborted();

    const env = {
      DATABASE_URL: database.url,
      LLM_MODE: config.llmMode,
      NODE_ENV: mode === "dev" ? "development" : "production",
      NEXT_TELEMETRY_DISABLED: "1",
    };
    const simulatorUrl =
      config.simulatorUrl ?? (config.llmMode === "simulated" ? await startSimulator() : undefined);
    const plans = planChildren(
      programs,
      mode,
      config,
      simulatorUrl ? { ...env, SIMULATOR_URL: simulatorUrl } : env,
    );
    signal.throwIfAborted();
    // Both are waited for, so that a failure of one leaves no half-started other behind.
    const [worker, web] = await Promise.allSettled([start(plans.worker), start(plans.web)]);
    for (const child of [worker, web]) if (child.status === "fulfilled") closers.push(child.value.stop);
    for (const child of [worker, web]) if (child.status === "rejected") throw child.reason;
    if (programs.watched && worker.status === "fulfilled")
      closers.push(watchFor(programs.watched, worker.value, print));
    signal.throwIfAborted();
    return system;

    async function startSimulator(): Promise<string> {
      const plan = planChildren(programs, mode, config, env).simulator;
      const child = await start(plan);
      closers.push(child.stop);
      const url = /http:\S+/.exec(child.readyLine)?.[0] ?? "";
      // Should it be started again, the others look for it at the same place.
      plan.env.SIMULATOR_PORT = new URL(url).port;
      print(`simulated model at ${url} (set a key, such as GEMINI_API_KEY, for a real one)`);
      return url;
    }
  } catch (error) {
    await system.stop();
    throw error;
  }
}

/** Starts the worker anew when code of the server changes. */
function watchFor(folder: string, worker: ManagedChild, print: (line: string) => void): () => Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const watcher = watch(folder, { recursive: true }, (_event, name) => {
    if (!name?.endsWith(".ts") || /\.test\.ts$|^simulator\b/.test(name)) return;
    clearTimeout(timer);
    timer = setTimeout(() => {
      print(`[worker] ${name} changed`);
      worker.restart();
    }, 200);
  });
  return async () => {
    clearTimeout(timer);
    watcher.close();
  };
}
