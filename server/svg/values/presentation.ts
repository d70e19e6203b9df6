import { isDigit, isLetter } from "../characters.ts";
import { cleanPropertyValue } from "../css/declarations.ts";
import type { ValueCheck } from "./check.ts";
import { isColour, mendColour } from "./colour.ts";
import { type Keywords, keywords, stripStray, WIDE_KEYWORDS } from "./keywords.ts";
import {
  countList,
  isLength,
  isNumber,
  isNumberOrPercentage,
  mendLengths,
  mendNumber,
  scanNumber,
} from "./numbers.ts";
import { isPaint, mendPaint } from "./paint.ts";
import { checkPlainUrl } from "./reference.ts";

/** How the values of one property are known and mended without the parser of CSS. */
interface PropertyKind {
  isClean(value: string): boolean;
  mend?(value: string): string | undefined;
  /** `url(#id)` may be the value: beside colours, or beside nothing but words. */
  references?: "paint" | "only";
  /** Values of more than one word go to the parser of CSS. */
  words?: true;
}

/** What only the parser of CSS understands: functions, strings, escapes. */
const SYNTAX = /[("'\\]/;

/**
 * The check of a presentation attribute. Common clean values pass at once; functions, strings and lists go to the
 * CSS part, which counts for itself what it drops; the rest is mended here or dropped.
 */
function presentationCheck(property: string, kind: PropertyKind): ValueCheck {
  const { isClean, mend, references } = kind;
  const check: ValueCheck = (value, context, element) => {
    if (references && value.charCodeAt(0) === 117) {
      const url = checkPlainUrl(value, context);
      if (url !== undefined) return url;
    }
    if (isClean(value)) return value;
    const bare = stripStray(value);
    if (bare === "") return undefined;
    const mended = isClean(bare) ? bare : ((references && wholeUrl(bare)) ?? mendedText(bare, mend));
    const text = mended ?? (references && fragmentUrl(bare, references));
    if (text !== undefined) {
      if (!isClean(value.trim()) && !WHOLE_URL.test(value)) context.repair("bad-value");
      return references ? (checkPlainUrl(text, context) ?? text) : text;
    }
    if (SYNTAX.test(value) || (kind.words && /\s/.test(bare))) {
      const cleaned = cleanPropertyValue(property, value, context);
      // Without its escapes it may be a plain value after all, or none.
      return cleaned === undefined || cleaned === value ? cleaned : check(cleaned, context, element);
    }
    context.drop(`value ${property}`);
    return undefined;
  };
  return check;
}

/** The damage of a colour function is mended here: the parser of CSS would take its numbers as they are. */
function mendedText(bare: string, mend: PropertyKind["mend"]): string | undefined {
  return SYNTAX.test(bare) && !/^(?:rgb|hsl)a?\s*\(/i.test(bare) ? undefined : mend?.(bare);
}

const WHOLE_URL = /^\s*url\(\s*(["']?)#[\w-]{1,200}\1\s*\)\s*$/i;
/** A reference alone, though its bracket, its `#` or a quote is missing, or stray characters follow. */
const ANY_URL = /^url\(\s*["']?\s*#?([a-z_][\w-]{0,200})\s*["']?\s*(?:\)[\s;,)"']*)?$/i;
const FRAGMENT = /^#([a-z_][\w-]{0,200})$/i;
/** What begins like this was to be a colour. */
const COLOUR_LIKE = /^#(?:[0-9a-fo]{3}|[0-9a-fo]{1,2}$)/i;

function wholeUrl(value: string): string | undefined {
  if (value.length > 300) return undefined;
  const id = ANY_URL.exec(value)?.[1];
  return id === undefined ? undefined : `url(#${id})`;
}

/** `#id` where `url(#id)` was meant. */
function fragmentUrl(value: string, beside: "paint" | "only"): string | undefined {
  const id = beside === "paint" && COLOUR_LIKE.test(value) ? undefined : FRAGMENT.exec(value)?.[1];
  return id === undefined ? undefined : `url(#${id})`;
}

const WIDE = keywords(WIDE_KEYWORDS.join(" "), true);

function words(list: string, also?: PropertyKind): PropertyKind {
  const known: Keywords = keywords(`${list} ${WIDE_KEYWORDS.join(" ")}`, true);
  return {
    isClean: (value) => known.has(value) || also?.isClean(value) === true,
    mend: (value) => also?.mend?.(value) ?? known.mend(value),
  };
}

const LENGTH: PropertyKind = {
  isClean: (value) => isLength(value) || WIDE.has(value),
  mend: (value) => mendNumber(value, true),
};
const ALPHA: PropertyKind = {
  isClean: (value) => isNumberOrPercentage(value) || WIDE.has(value),
  mend: (value) => {
    const number = mendNumber(value, true);
    return number === undefined || number.endsWith("%") ? number : mendNumber(number, false);
  },
};
const NUMBER: PropertyKind = {
  isClean: (value) => isNumber(value) || WIDE.has(value),
  mend: (value) => mendNumber(value, false),
};
const LENGTHS: PropertyKind = {
  isClean: (value) => isLength(value) || countList(value, true) > 0 || WIDE.has(value),
  mend: mendLengths,
};
const COLOUR: PropertyKind = { isClean: isColour, mend: mendColour };
const PAINT: PropertyKind = { isClean: isPaint, mend: mendPaint, references: "paint", words: true };
const URL: PropertyKind = { ...words("none"), references: "only", words: true };

/** Names of fonts: words with no need of quotes, and quoted ones in pairs. */
const FONTS: PropertyKind = {
  isClean: isFontList,
  mend: (value) => {
    const bare = value.replace(/["'`\u2018-\u201f;]/g, "");
    return bare !== value && isFontList(bare) ? bare : undefined;
  },
};

function isFontList(value: string): boolean {
  let quote = 0;
  for (let at = 0; at < value.length; at += 1) {
    const code = value.charCodeAt(at);
    if (isLetter(code) || isDigit(code) || code === 32 || code === 44 || code === 45 || code === 95) continue;
    if (quote !== 0 && (code === 46 || code === 38 || code === 43)) continue;
    if ((code !== 34 && code !== 39) || (quote !== 0 && quote !== code)) return false;
    quote = quote === 0 ? code : 0;
  }
  return quote === 0 && value.trim() !== "";
}

/** Renderers draw every dash: a pattern this short is drawn without end. */
const SHORTEST_DASHES = 0.05;

function isTooShort(value: string): boolean {
  let sum = 0;
  for (let at = 0; at < value.length; ) {
    const end = scanNumber(value, at);
    if (end < 0) at += 1;
    else {
      sum += Number(value.slice(at, end));
      at = end;
    }
  }
  return sum > 0 && sum < SHORTEST_DASHES;
}

const dashes = presentationCheck("stroke-dasharray", words("none", LENGTHS));
const checkDashes: ValueCheck = (value, context, element) => {
  const cleaned = dashes(value, context, element);
  if (cleaned === undefined || !isTooShort(cleaned)) return cleaned;
  context.drop("value stroke-dasharray");
  return undefined;
};

const LARGEST_FONT = 10_000;
const SIZES = "xx-small x-small small medium large x-large xx-large xxx-large smaller larger";
const fontSize = presentationCheck("font-size", words(SIZES, LENGTH));
const checkFontSize: ValueCheck = (value, context, element) => {
  const cleaned = fontSize(value, context, element);
  if (cleaned === undefined || !(Number.parseFloat(cleaned) > LARGEST_FONT)) return cleaned;
  context.repair("clamped");
  return String(LARGEST_FONT);
};

const KINDS: readonly (readonly [string, PropertyKind])[] = [
  ["cx cy r x y", LENGTH],
  ["rx ry width height", words("auto", LENGTH)],
  ["stroke-width stroke-dashoffset", LENGTH],
  ["opacity fill-opacity stroke-opacity stop-opacity flood-opacity", ALPHA],
  ["stroke-miterlimit", NUMBER],
  ["fill stroke", PAINT],
  ["color stop-color flood-color lighting-color", { ...COLOUR, words: true }],
  ["clip-path mask filter marker-start marker-mid marker-end", URL],
  ["fill-rule clip-rule", words("nonzero evenodd")],
  ["stroke-linecap", words("butt round square")],
  ["stroke-linejoin", words("miter round bevel miter-clip arcs")],
  ["paint-order", { ...words("normal fill stroke markers"), words: true }],
  [
    "vector-effect",
    { ...words("none non-scaling-stroke non-scaling-size non-rotation fixed-position"), words: true },
  ],
  ["display", words("inline block none contents flex grid inline-block table list-item run-in inline-table")],
  ["visibility", words("visible hidden collapse")],
  ["overflow", words("visible hidden")],
  ["mask-type", words("luminance alpha")],
  ["color-interpolation color-interpolation-filters", words("auto sRGB linearRGB")],
  ["color-rendering", words("auto optimizeSpeed optimizeQuality")],
  ["shape-rendering", words("auto optimizeSpeed crispEdges geometricPrecision")],
  ["text-rendering", words("auto optimizeSpeed optimizeLegibility geometricPrecision")],
  ["image-rendering", words("auto optimizeSpeed optimizeQuality pixelated crisp-edges smooth high-quality")],
  [
    "pointer-events",
    words("auto none visiblePainted visibleFill visibleStroke visible painted fill stroke bounding-box all"),
  ],
  [
    "cursor",
    words(
      "auto default none context-menu help pointer progress wait cell crosshair text vertical-text alias copy move " +
        "no-drop not-allowed grab grabbing all-scroll col-resize row-resize n-resize e-resize s-resize w-resize " +
        "ne-resize nw-resize se-resize sw-resize ew-resize ns-resize nesw-resize nwse-resize zoom-in zoom-out",
    ),
  ],
  ["font-family", FONTS],
  ["font-weight", words("normal bold bolder lighter", NUMBER)],
  ["font-style", { ...words("normal italic oblique"), words: true }],
  [
    "font-stretch",
    words(
      "normal ultra-condensed extra-condensed condensed semi-condensed semi-expanded expanded extra-expanded " +
        "ultra-expanded",
      ALPHA,
    ),
  ],
  [
    "font-variant",
    {
      ...words(
        "normal none small-caps all-small-caps petite-caps unicase titling-caps tabular-nums lining-nums oldstyle-nums proportional-nums",
      ),
      words: true,
    },
  ],
  ["font-size-adjust", words("none", NUMBER)],
  ["letter-spacing word-spacing", words("normal", LENGTH)],
  ["text-anchor", words("start middle end")],
  ["text-decoration", { ...words("none underline overline line-through"), words: true }],
  ["text-overflow", words("clip ellipsis")],
  ["white-space", words("normal pre nowrap pre-wrap pre-line break-spaces")],
  ["writing-mode", words("horizontal-tb vertical-rl vertical-lr lr-tb rl-tb tb-rl lr rl tb")],
  ["direction", words("ltr rtl")],
  ["unicode-bidi", words("normal embed isolate bidi-override isolate-override plaintext")],
  ["glyph-orientation-vertical glyph-orientation-horizontal", { ...words("auto", NUMBER), words: true }],
  [
    "dominant-baseline",
    words(
      "auto middle central hanging mathematical alphabetic ideographic text-top text-bottom text-before-edge " +
        "text-after-edge use-script no-change reset-size",
    ),
  ],
  [
    "alignment-baseline",
    words(
      "auto baseline middle central hanging mathematical alphabetic ideographic text-top text-bottom top center " +
        "bottom text-before-edge text-after-edge before-edge after-edge",
    ),
  ],
  ["baseline-shift", words("baseline sub super top center bottom", LENGTH)],
  ["transform-origin", { ...words("left center right top bottom", LENGTHS), words: true }],
];

/** The checks of presentation attributes by name. */
export const PRESENTATION: ReadonlyMap<string, ValueCheck> = new Map([
  ...KINDS.flatMap(([names, kind]) =>
    names.split(" ").map((name): [string, ValueCheck] => [name, presentationCheck(name, kind)]),
  ),
  ["stroke-dasharray", checkDashes],
  ["font-size", checkFontSize],
]);
