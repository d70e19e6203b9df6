import { type CSSToken, TokenType } from "@csstools/css-tokenizer";

/** User units in one of a unit, for a font of 16 units; 16 for units that depend on the page. */
const UNITS: ReadonlyMap<string, number> = new Map([
  ["px", 1],
  ["in", 96],
  ["cm", 37.8],
  ["mm", 3.78],
  ["q", 0.945],
  ["pt", 1.334],
]);
const OTHER_UNIT = 16;

/**
 * Follows the lengths in `blur()`, `drop-shadow()` and `text-shadow`, and tells which ones are a blur that is
 * too great: the only length of `blur()`, the third of a shadow (any, once a variable hides their places).
 */
export interface BlurLengths {
  /** Whether a number or dimension, the next one in order, is a blur above the limit. */
  exceeds(token: CSSToken): boolean;
  /** A variable stands here, for any number of lengths. */
  unknown(): void;
  comma(): void;
}

/** @param limit the greatest blur, in user units */
export function createBlurLengths(kind: "blur" | "shadow", limit: number): BlurLengths {
  let before = 0;
  return {
    exceeds(token) {
      if (token[0] !== TokenType.Number && token[0] !== TokenType.Dimension) return false;
      before += 1;
      if (kind === "shadow" && before < 3) return false;
      const unit = token[0] === TokenType.Number ? 1 : (UNITS.get(token[4].unit.toLowerCase()) ?? OTHER_UNIT);
      return token[4].value * unit > limit;
    },
    unknown() {
      before = 2;
    },
    comma() {
      before = 0;
    },
  };
}
