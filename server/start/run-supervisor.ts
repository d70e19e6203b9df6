import { join } from "node:path";
import { AppError, isAppError } from "../errors.ts";
import { isLive, localAddress, publicAddress } from "./address.ts";
import { claimDataDir } from "./data-dir.ts";
import { isHolder, type LockFile, tryLock } from "./lock-file.ts";
import type { Mode, Programs } from "./programs.ts";
import { type SystemConfig, startSystem } from "./system.ts";

/** Signals closer together than this are one wish: a terminal and npm both pass a Ctrl-C on. */
const SAME_WISH_MS = 1_000;

/**
 * Runs everything until a signal ends it; gives the exit code. Errors are printed as sentences.
 *
 * The data folder belongs to one supervisor. A second one says where the first is reached and ends well if that
 * answers, so that starting twice does no harm; if it does not answer, it says which process holds the folder.
 */
export async function runSupervisor(
  config: SystemConfig,
  mode: Mode,
  programs: Programs,
  print: (line: string) => void = console.log,
): Promise<number> {
  const wish = listenForSignals();
  let lock: LockFile | null = null;
  try {
    const mine = await lockData(config, print);
    if (mine === "served by another") return 0;
    lock = mine;
    const system = await startSystem(config, mode, programs, print, wish.stop);
    print(`Learn-X is at ${publicAddress(config)}`);
    await wish.stopped;
    print("stopping (again to hurry)");
    wish.onAgain(() => {
      print("stopping at once");
      system.hurry();
    });
    await system.stop();
    print("stopped");
    return 0;
  } catch (error) {
    if (error === wish.stop.reason) {
      print("stopped while starting");
      return 0;
    }
    console.error(isAppError(error) ? error.message : error);
    return 1;
  } finally {
    lock?.release();
  }
}

/** Takes the data folder; a database elsewhere leaves it alone. */
async function lockData(
  config: SystemConfig,
  print: (line: string) => void,
): Promise<LockFile | null | "served by another"> {
  if (config.databaseUrl) return null;
  const dir = claimDataDir(config.dataDir);
  const facts = { address: publicAddress(config), local: localAddress(config) };
  const result = tryLock(join(dir, "supervisor.lock"), facts);
  if (!isHolder(result)) return result;
  const { pid, facts: other } = result;
  if (!(await isLive(other.local ?? ""))) {
    const message = `DATA_DIR: ${dir} is in use by process ${pid}, which does not answer at ${other.address}: it is starting, stopping or stuck.`;
    throw new AppError("CONFLICT", message);
  }
  print(`Learn-X is already running at ${other.address} (process ${pid}, data in ${dir})`);
  return "served by another";
}

/** The first signal asks to stop; a later one to hurry. */
function listenForSignals() {
  const controller = new AbortController();
  let first = 0;
  let again = () => {};
  let asked = false;
  const stopped = new Promise<void>((resolve) =>
    controller.signal.addEventListener("abort", () => resolve()),
  );
  const onSignal = () => {
    if (first === 0) {
      first = Date.now();
      controller.abort();
    } else if (Date.now() - first > SAME_WISH_MS) {
      asked = true;
      again();
    }
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, onSignal);
  return {
    stop: controller.signal,
    stopped,
    onAgain: (action: () => void) => {
      again = action;
      if (asked) action();
    },
  };
}
