import { type CSSToken, stringify } from "@csstools/css-tokenizer";
import { solidTokens } from "./token-list.ts";

/** Pseudo-classes without arguments. None tells a drawing anything about the page or the person. */
export const PSEUDO_CLASSES: ReadonlySet<string> = new Set(
  (
    "hover focus focus-within focus-visible active root empty first-child last-child only-child first-of-type " +
    "last-of-type only-of-type"
  ).split(" "),
);

/** Pseudo-classes whose argument is `An+B`. */
export const COUNTING_PSEUDO_CLASSES: ReadonlySet<string> = new Set(
  "nth-child nth-last-child nth-of-type nth-last-of-type".split(" "),
);

/** Pseudo-classes whose argument is a list of selectors. */
export const LOGICAL_PSEUDO_CLASSES: ReadonlySet<string> = new Set(["not", "is", "where"]);

const STEPS = /^([+-]?[0-9]{0,9})n([+-][0-9]{1,9})?$/;
const PLACE = /^[+-]?[0-9]{1,9}$/;

/** `An+B` without its spaces, in lower case; undefined when it is nothing of the kind. */
export function readCount(tokens: readonly CSSToken[]): string | undefined {
  const solid = solidTokens(tokens);
  if (solid.length === 0 || solid.length > 4) return undefined;
  const text = stringify(...solid).toLowerCase();
  return parseCount(text) ? text : undefined;
}

/** The `An+B` that a text stands for. */
export function parseCount(text: string): { step: number; offset: number } | undefined {
  if (text === "even") return { step: 2, offset: 0 };
  if (text === "odd") return { step: 2, offset: 1 };
  if (text.length > 24) return undefined;
  if (PLACE.test(text)) return { step: 0, offset: Number(text) };
  const match = STEPS.exec(text);
  if (!match) return undefined;
  const step = match[1] ?? "";
  return {
    step: step === "" || step === "+" ? 1 : step === "-" ? -1 : Number(step),
    offset: Number(match[2] ?? 0),
  };
}
