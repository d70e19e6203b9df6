import { type CheckContext, createLedger, type Ledger } from "../ledger.ts";
import { SVG_LIMITS, type SvgLimits } from "../limits.ts";
import { createSheet, serialiseRule } from "./sheet.ts";

/** A context and what was counted through it. */
export function createTestContext(
  limits: Partial<SvgLimits> = {},
  idPrefix = "s3-",
): { context: CheckContext; ledger: Ledger } {
  const { repaired, dropped, repair, drop } = createLedger();
  const context = {
    idPrefix,
    limits: { ...SVG_LIMITS, ...limits },
    repair,
    drop,
  };
  return { context, ledger: { repaired, dropped } };
}

/** The rules of a sheet that arrived in these pieces, one a line, and what was counted. */
export function cleanSheet(
  pieces: string | readonly string[],
  limits: Partial<SvgLimits> = {},
  whole = false,
): { text: string; ledger: Ledger } {
  const { context, ledger } = createTestContext(limits);
  const sheet = createSheet(context);
  const rules = [];
  for (const piece of typeof pieces === "string" ? [pieces] : pieces) rules.push(...sheet.push(piece));
  rules.push(...sheet.finish(whole));
  return { text: rules.map(serialiseRule).join("\n"), ledger };
}
