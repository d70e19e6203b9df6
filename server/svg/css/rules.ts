/** One declaration, checked: an allowed property (or a custom one), a value without `;`, braces or outside references. */
export interface Declaration {
  /** In lower case; custom properties (`--x`) as written. */
  property: string;
  value: string;
  important: boolean;
}

/** One simple selector; names are unescaped and, for ids, already prefixed. */
export type SimpleSelector =
  | { kind: "type"; name: string }
  | { kind: "universal" }
  | { kind: "id"; name: string }
  | { kind: "class"; name: string }
  | { kind: "attribute"; text: string }
  | { kind: "pseudo"; text: string };

export interface Compound {
  /** How it stands to the compound before it; the first one of a selector is a `descendant` of the drawing. */
  combinator: "descendant" | "child" | "next" | "later";
  simple: readonly SimpleSelector[];
}

export interface Selector {
  /** As written in the sheet, scoped to the drawing. */
  text: string;
  /** Without the scope. */
  compounds: readonly Compound[];
  /** [ids, classes and the like, types], without the scope. */
  specificity: readonly [number, number, number];
}

export interface StyleRule {
  kind: "style";
  selectors: readonly Selector[];
  declarations: readonly Declaration[];
}

export interface KeyframesRule {
  kind: "keyframes";
  /** Already prefixed. */
  name: string;
  /** Offsets are 0–1. */
  frames: readonly { offsets: readonly number[]; declarations: readonly Declaration[] }[];
}

export interface MediaRule {
  kind: "media";
  condition: string;
  rules: readonly (StyleRule | KeyframesRule)[];
}

export type SheetRule = StyleRule | KeyframesRule | MediaRule;
