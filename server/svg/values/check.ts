import type { CheckContext } from "../ledger.ts";

/**
 * Checks one value: gives it back (the very same string when it is clean), or mended (told by
 * `context.repair`), or `undefined` when it cannot stay. `element` is the name of the element that bears it, `""`
 * for any.
 */
export type ValueCheck = (value: string, context: CheckContext, element: string) => string | undefined;
