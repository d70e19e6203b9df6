// The quick checks: format and lint, structure, types, unit tests. No browser, no database, under a minute.
import { join } from "node:path";
import { type Counts, programOf, ROOT, runCheck, runVitest, sum } from "./steps.ts";

/** Runs them all, whatever fails: two at a time, the tests beside the rest. */
export async function verify(): Promise<Counts> {
  const checks = async () => [
    await runCheck("format and lint", [
      ...programOf("@biomejs/biome", "biome"),
      "ci",
      "--error-on-warnings",
      ".",
    ]),
    await runCheck("structure", [process.execPath, join(ROOT, "scripts/boundaries.ts")]),
    await runCheck("types", [...programOf("typescript", "tsc"), "--noEmit"]),
  ];
  const [tests, checked] = await Promise.all([runVitest("unit", false), checks()]);
  return sum([tests, ...checked]);
}

if (import.meta.main) {
  const { passed, failed } = await verify();
  console.log(`${passed} passed, ${failed} failed`);
  if (failed > 0) process.exitCode = 1;
}
