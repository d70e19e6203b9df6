import type { CheckContext, Repair } from "../ledger.ts";
import { SVG_LIMITS } from "../limits.ts";

/** A context that notes what it is told. */
export interface NotingContext extends CheckContext {
  repairs: Repair[];
  drops: string[];
}

export function notingContext(idPrefix = ""): NotingContext {
  const repairs: Repair[] = [];
  const drops: string[] = [];
  return {
    idPrefix,
    limits: SVG_LIMITS,
    repairs,
    drops,
    repair: (kind) => repairs.push(kind),
    drop: (what) => drops.push(what),
  };
}
