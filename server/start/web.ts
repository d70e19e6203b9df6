// `next start` and `next dev` as a child of the supervisor: the same command line, in this process.
import { createRequire } from "node:module";

/** Milliseconds for requests to end. An open stream never does, and Next would wait for it for ever. */
const DRAIN_MS = 3_000;

for (const signal of ["SIGTERM", "SIGINT"] as const) {
  process.once(signal, () => {
    setTimeout(() => process.exit(0), DRAIN_MS).unref();
  });
}

createRequire(import.meta.url)("next/dist/bin/next");
