/** Milliseconds that a process gets to end by itself once its parent is gone. */
const GRACE_MS = 5_000;

/** Says which process is the parent to watch: the children of a child have channels of their own, to be left alone. */
export const PARENT_VARIABLE = "LEARN_X_PARENT_PID";

/**
 * Ends this process when the one that started it is gone, however that ended (a kill -9 too): the system closes the
 * channel between them. First as SIGTERM would, then at once. Does nothing in a process that was started alone.
 */
export function exitWithParent(): void {
  if (!process.channel || process.env[PARENT_VARIABLE] !== String(process.ppid)) return;
  process.once("disconnect", () => {
    setTimeout(() => process.exit(1), GRACE_MS).unref();
    process.kill(process.pid, "SIGTERM");
  });
  // Listening alone must not keep a process alive that has nothing left to do.
  process.channel.unref();
}
