import {
  ALL_FUNCTIONS,
  COLOUR_VALUE_FUNCTIONS,
  NO_FUNCTIONS,
  PATH_VALUE_FUNCTIONS,
  plainSpellings,
} from "./functions.ts";

/** What a value of a property may hold. One object for each kind, shared by its properties. */
export interface PropertyRule {
  /** Functions, in lower case. */
  readonly functions: ReadonlySet<string>;
  /** Functions of plain values, as written; null when every value needs its tokens looked at. */
  readonly plain: ReadonlySet<string> | null;
  /** Whether `url(#id)` may stand in it. */
  readonly references: boolean;
  /** Whether strings may stand in it. (Path data in `path()` always may.) */
  readonly strings: boolean;
  /** Where names of keyframes stand: everywhere, or between the keywords of the shorthand. */
  readonly keyframes?: "names" | "shorthand";
  /** A list of shadows, whose blur is limited. */
  readonly shadow?: true;
  /** The only words it may hold. */
  readonly words?: ReadonlySet<string>;
}

const PLAIN: PropertyRule = {
  functions: ALL_FUNCTIONS,
  plain: plainSpellings(ALL_FUNCTIONS),
  references: false,
  strings: false,
};
const REFERENCE: PropertyRule = { ...PLAIN, references: true };
const FONT: PropertyRule = { ...PLAIN, strings: true };
const COLOUR: PropertyRule = {
  ...PLAIN,
  functions: COLOUR_VALUE_FUNCTIONS,
  plain: plainSpellings(COLOUR_VALUE_FUNCTIONS),
};
const PATH: PropertyRule = {
  ...PLAIN,
  functions: PATH_VALUE_FUNCTIONS,
  plain: plainSpellings(PATH_VALUE_FUNCTIONS),
};
const KEYWORDS: PropertyRule = { ...PLAIN, functions: NO_FUNCTIONS, plain: NO_FUNCTIONS };
const OVERFLOW: PropertyRule = {
  ...KEYWORDS,
  plain: null,
  words: new Set(["visible", "hidden", "inherit", "initial", "unset"]),
};
const SHADOW: PropertyRule = { ...PLAIN, plain: null, shadow: true };
const ANIMATION: PropertyRule = { ...PLAIN, plain: null, keyframes: "shorthand" };
const ANIMATION_NAME: PropertyRule = { ...PLAIN, plain: null, keyframes: "names" };
/** What a custom property holds may end up in any property, so it may hold only what every one may. */
const CUSTOM: PropertyRule = { ...PLAIN, strings: true };

const ALLOWED: readonly (readonly [PropertyRule, string])[] = [
  [
    PLAIN,
    // Geometry.
    `cx cy r rx ry x y width height
     transform transform-origin transform-box transform-style translate rotate scale
     offset offset-distance offset-rotate offset-anchor offset-position
     animation-duration animation-timing-function animation-delay animation-iteration-count animation-direction
     animation-fill-mode animation-play-state animation-composition
     transition transition-property transition-duration transition-timing-function transition-delay
     transition-behavior will-change
     opacity visibility display mask-type clip-rule mix-blend-mode isolation paint-order vector-effect
     color fill-opacity fill-rule stroke-opacity stroke-width stroke-linecap stroke-linejoin stroke-miterlimit
     stroke-dasharray stroke-dashoffset stop-color stop-opacity flood-color flood-opacity lighting-color
     color-interpolation color-interpolation-filters color-rendering color-scheme
     shape-rendering image-rendering text-rendering enable-background
     font-size font-size-adjust font-stretch font-style font-weight font-variant font-variant-caps
     font-variant-east-asian font-variant-ligatures font-variant-numeric font-variant-position font-kerning
     font-optical-sizing font-synthesis font-smooth kerning line-height letter-spacing word-spacing
     text-anchor text-align text-align-last text-decoration text-decoration-color text-decoration-line
     text-decoration-style text-decoration-thickness text-decoration-skip-ink text-underline-offset
     text-underline-position text-transform text-indent text-overflow text-orientation text-combine-upright
     text-justify text-wrap text-size-adjust white-space word-break overflow-wrap hyphens
     writing-mode direction unicode-bidi dominant-baseline alignment-baseline baseline-shift
     glyph-orientation-vertical glyph-orientation-horizontal user-select`,
  ],
  [REFERENCE, "fill stroke filter mask clip-path marker marker-start marker-mid marker-end"],
  [FONT, "font font-family font-feature-settings font-variation-settings"],
  [COLOUR, "background background-color"],
  [PATH, "offset-path d"],
  [KEYWORDS, "cursor pointer-events"],
  [OVERFLOW, "overflow"],
  [SHADOW, "text-shadow"],
  [ANIMATION, "animation"],
  [ANIMATION_NAME, "animation-name"],
];

const RULES: ReadonlyMap<string, PropertyRule> = new Map(
  ALLOWED.flatMap(([rule, names]) => names.split(/\s+/).map((name) => [name, rule] as const)),
);

/** Every allowed property but the custom ones. */
export const PROPERTY_NAMES: readonly string[] = [...RULES.keys()];

const CUSTOM_NAME = /^--[-_a-zA-Z0-9]{1,100}$/;

/** The rule of a property, in lower case (custom ones as written); undefined when it is not allowed. */
export function propertyRule(property: string): PropertyRule | undefined {
  const rule = RULES.get(property);
  if (rule || property.charCodeAt(0) !== 45 /* - */) return rule;
  return CUSTOM_NAME.test(property) ? CUSTOM : undefined;
}

const PREFIX = /^-(webkit|moz|ms|o)-/;
const ALIASED = /^(animation|transform|clip-path|mask|filter)/;

/**
 * What stands behind a vendor prefix: the allowed property that browsers take it for (`alias`), one that is
 * allowed but whose prefixed form no browser reads any more (`obsolete`), or nothing of ours.
 */
export function unprefixed(property: string): { kind: "alias" | "obsolete"; property: string } | undefined {
  const prefix = PREFIX.exec(property);
  if (!prefix) return undefined;
  const name = property.slice(prefix[0].length);
  if (!RULES.has(name)) return undefined;
  return { kind: prefix[1] === "webkit" && ALIASED.test(name) ? "alias" : "obsolete", property: name };
}
