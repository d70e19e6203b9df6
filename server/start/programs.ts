import { join } from "node:path";
import { isLive, type Listening, localAddress } from "./address.ts";
import type { ChildPlan } from "./managed-child.ts";
import { buildIfChanged, runNextBuild } from "./next-build.ts";

export type Mode = "start" | "dev";

/** What the supervisor runs beside the database; tests put small programs in their place. */
export interface Programs {
  /** Makes what `web` serves; an abort ends it. */
  build(report: (line: string) => void, signal: AbortSignal): Promise<unknown>;
  simulator: string[];
  worker: string[];
  web(listening: Listening): string[];
  /** The folder whose changes start the worker anew, in development. */
  watched: string | null;
}

/** The real ones, of the project in `root`. */
export function projectPrograms(root: string, mode: Mode): Programs {
  return {
    build: async (report, signal) => {
      if (mode === "start") await buildIfChanged(root, report, () => runNextBuild(root, signal));
    },
    simulator: [join(root, "server/simulator/main.ts")],
    worker: [join(root, "server/worker.ts")],
    web: ({ host, port }) => [join(root, "server/start/web.ts"), mode, "-p", String(port), "-H", host],
    watched: mode === "dev" ? join(root, "server") : null,
  };
}

const SECOND = 1_000;

/** How each child is started, known to work, and given time to end. */
export function planChildren(
  programs: Programs,
  mode: Mode,
  listening: Listening,
  env: Record<string, string>,
) {
  const verbose = mode === "dev" || Boolean(process.env.LOG_LEVEL);
  const common = { env, startTimeoutMs: 60 * SECOND, verbose };
  const simulator: ChildPlan = {
    ...common,
    name: "simulator",
    command: programs.simulator,
    env: { ...env, SIMULATOR_PORT: "0" },
    ready: /simulated model at (http:\S+)/,
    stopTimeoutMs: 3 * SECOND,
  };
  const worker: ChildPlan = {
    ...common,
    name: "worker",
    command: programs.worker,
    ready: /\bworker ready\b/,
    // Running steps get 20 s to end; then it hands over what is left, and gives itself up after 28 s.
    stopTimeoutMs: 30 * SECOND,
  };
  const web: ChildPlan = {
    ...common,
    name: "web",
    command: programs.web(listening),
    ready: () => isLive(localAddress(listening)),
    startTimeoutMs: 120 * SECOND,
    stopTimeoutMs: 8 * SECOND,
  };
  return { simulator, worker, web };
}
