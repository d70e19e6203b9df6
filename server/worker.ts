// The worker process: carries out runs until it is told to stop.
import { openWorker } from "./composition.ts";

/** Draining takes 20 s at the most; a worker that is not done long after that never will be. */
const LAST_RESORT_MS = 28_000;

try {
  const { close, log } = await openWorker();
  console.log("worker ready");
  const stop = async () => {
    setTimeout(() => process.exit(1), LAST_RESORT_MS).unref();
    await close();
    process.exit(0);
  };
  process.once("SIGTERM", stop);
  process.once("SIGINT", stop);
  // A fault that nobody caught may have left anything behind: leave, and let another process take the runs over.
  process.on("unhandledRejection", (error) => {
    log.fatal(error, "unhandled rejection");
    process.exit(1);
  });
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
