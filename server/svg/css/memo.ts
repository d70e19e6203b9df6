import type { CheckContext, Repair } from "../ledger.ts";
import type { CleanStyle } from "./plain-style.ts";

/** Entries of one table, and characters of what is remembered. */
const ENTRIES = 500;
const LENGTH = 500;

/**
 * A context that knows whether anything was counted through it. Drawings repeat themselves: what was clean once
 * need not be looked at again. What had something to count is looked at every time, so that it is counted.
 */
export interface Counting extends CheckContext {
  values: Map<string, string>;
  styles: Map<string, CleanStyle>;
  remember<Result>(
    table: Map<string, Result>,
    key: string,
    length: number,
    check: () => Result | undefined,
  ): Result | undefined;
}

const COUNTING = new WeakMap<CheckContext, Counting>();

/** The one of a context; its tables go when the context goes. */
export function countingFor(context: CheckContext): Counting {
  const known = COUNTING.get(context);
  if (known) return known;
  let counted = 0;
  const counting: Counting = {
    idPrefix: context.idPrefix,
    limits: context.limits,
    repair(kind: Repair) {
      counted += 1;
      context.repair(kind);
    },
    drop(what: string) {
      counted += 1;
      context.drop(what);
    },
    values: new Map(),
    styles: new Map(),
    remember(table, key, length, check) {
      const remembered = length > LENGTH ? undefined : table.get(key);
      if (remembered !== undefined) return remembered;
      const before = counted;
      const result = check();
      if (result === undefined || counted !== before || length > LENGTH) return result;
      if (table.size >= ENTRIES) table.clear();
      table.set(key, result);
      return result;
    },
  };
  COUNTING.set(context, counting);
  return counting;
}
