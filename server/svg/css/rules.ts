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

/** Simple selectors that are all about one element. */
export interface Compound {
  /** How it stands to the compound before it; the first one of a selector is a `descendant` of the drawing. */
  combinator: "descendant" | "child" | "next" | "later";
  simple: readonly SimpleSelector[];
}

/** One of the selectors of a rule. */
export interface Selector {
  /** As written in the sheet, scoped to the drawing. */
  text: string;
  /** Without the scope. */
  compounds: readonly Compound[];
  /** [ids, classes and the like, types], without the scope. */
  specificity: readonly [number, number, number];
}

/** Selectors and what they declare. */
export interface StyleRule {
  kind: "style";
  selectors: readonly Selector[];
  declarations: readonly Declaration[];
}

/** `@keyframes`, with a vendor prefix or without. */
export interface KeyframesRule {
  kind: "keyframes";
  /** Already prefixed. */
  name: string;
  /** Offsets are 0–1. */
  frames: readonly { offsets: readonly number[]; declarations: readonly Declaration[] }[];
}

/** `@media`; none inside another. */
export interface MediaRule {
  kind: "media";
  condition: string;
  rules: readonly (StyleRule | KeyframesRule)[];
}

/** What a sheet is made of. */
export type SheetRule = StyleRule | KeyframesRule | MediaRule;
