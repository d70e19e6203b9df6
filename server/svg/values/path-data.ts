import type { CheckContext } from "../ledger.ts";
import { isClean } from "./clean-groups.ts";
import { createScanner, type Scanner } from "./scanner.ts";

/** A scanner of path data (`d`, `path`) that grows while it streams. */
export function createPathScanner(): Scanner {
  return createScanner(0);
}

/** Whole path data: the same result as the scanner's. Data without one whole command is refused. */
export function checkPath(value: string, context: CheckContext): string | undefined {
  if (value === "none" || isClean(value, 0)) return value;
  const scanner = createScanner(0);
  const cleaned = scanner.push(value) + scanner.finish();
  if (!scanner.repaired()) return cleaned.trim() === "" ? undefined : value;
  if (cleaned.trim() === "") return undefined;
  context.repair("bad-value");
  return cleaned;
}
