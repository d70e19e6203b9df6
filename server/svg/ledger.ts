import type { SvgLimits } from "./limits.ts";

/** Every kind of slip that is mended, or counted because it was passed over. */
export const REPAIRS = [
  "bad-entity",
  "bad-quotes",
  "bad-value",
  "clamped",
  "cut-off",
  "duplicate-id",
  "mismatched-close",
  "misspelt-attribute",
  "misspelt-element",
  "missing-namespace",
  "missing-view-box",
  "stray-markup",
  "unclosed-element",
  "unclosed-tag",
] as const;
export type Repair = (typeof REPAIRS)[number];

/** Counts what was dropped and what was repaired. */
export interface Ledger {
  repaired: Map<Repair, number>;
  /** By what it was: `element script`, `attribute onclick`, `property position`, `reference fill`. At most 200 kinds. */
  dropped: Map<string, number>;
}

/** What every check of a value may know and tell. Checks are pure but for `repair` and `drop`. */
export interface CheckContext {
  /** Put before every id and every reference to one; `""` for none. */
  idPrefix: string;
  limits: SvgLimits;
  repair(kind: Repair): void;
  drop(what: string): void;
}

/** At most this many kinds are told apart, and this many characters of a name are kept. */
const KINDS = 200;
const NAME_LENGTH = 80;

/** A ledger, and the two functions of a context that write into it. */
export function createLedger(): Ledger & Pick<CheckContext, "repair" | "drop"> {
  const repaired = new Map<Repair, number>();
  const dropped = new Map<string, number>();
  return {
    repaired,
    dropped,
    repair: (kind) => repaired.set(kind, (repaired.get(kind) ?? 0) + 1),
    drop(what) {
      const short = what.slice(0, NAME_LENGTH);
      const key = dropped.has(short) || dropped.size < KINDS ? short : "other";
      dropped.set(key, (dropped.get(key) ?? 0) + 1);
    },
  };
}
