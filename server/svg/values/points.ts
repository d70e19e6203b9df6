import type { CheckContext } from "../ledger.ts";
import { isClean } from "./clean-groups.ts";
import { createScanner, type Scanner } from "./scanner.ts";

/** A scanner of the pairs of `points` that grow while they stream. */
export function createPointsScanner(): Scanner {
  return createScanner(2);
}

/** Whole `points`: the same result as the scanner's. Points without one whole pair are refused. */
export function checkPoints(value: string, context: CheckContext): string | undefined {
  return checkGroups(value, 2, context);
}

/** A list of numbers in groups of the size. */
export function checkGroups(value: string, size: number, context: CheckContext): string | undefined {
  if (isClean(value, size)) return value;
  const scanner = createScanner(size);
  const cleaned = scanner.push(value) + scanner.finish();
  if (cleaned.trim() === "") return undefined;
  if (!scanner.repaired()) return value;
  context.repair("bad-value");
  return cleaned;
}
