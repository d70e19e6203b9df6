import { cleanText } from "./characters.ts";
import { cleanStyle } from "./css/declarations.ts";
import { isAnimation } from "./elements.ts";
import type { CheckContext } from "./ledger.ts";
import type { ValueCheck } from "./values/check.ts";
import { checkType, FILTER_ATTRIBUTES } from "./values/filter-attributes.ts";
import { keywordCheck } from "./values/keywords.ts";
import { checkLength, checkLengths, numberCheck, numbersCheck } from "./values/numbers.ts";
import { checkPath } from "./values/path-data.ts";
import { checkPoints } from "./values/points.ts";
import { PRESENTATION } from "./values/presentation.ts";
import { checkFragment, checkId, checkIds, checkImage } from "./values/reference.ts";
import { checkFreeze, SMIL_ATTRIBUTES } from "./values/smil-attributes.ts";
import { checkTransform } from "./values/transform.ts";
import {
  checkAspectRatio,
  checkOrient,
  checkRegion,
  checkViewBox,
  referencePointCheck,
} from "./values/viewport.ts";

/** An attribute that a drawing may have. What is not in the table is not in a drawing. */
export interface AttributeRule {
  /** As it is written in a drawing. */
  name: string;
  /**
   * The value for this element: the very same string when it is clean, mended (told by `context.repair`), or
   * undefined when the attribute goes. Checking a checked value changes nothing.
   */
  check(value: string, context: CheckContext, element: string): string | undefined;
}

const GRADIENTS = "linearGradient radialGradient pattern";
const FRAGMENT_HOSTS = new Set(
  `use textPath filter mpath animate animateTransform animateMotion set feImage ${GRADIENTS}`.split(" "),
);

/** References to what is in the drawing, on the elements that have them; pictures on `image` and `feImage`. */
const checkHref: ValueCheck = (value, context, element) => {
  if (FRAGMENT_HOSTS.has(element)) {
    const fragment = checkFragment(value, context);
    if (fragment !== undefined || element !== "feImage") return fragment;
  }
  return element === "image" || element === "feImage" ? checkImage(value) : undefined;
};

/** Words that are read out or compared, without the characters that XML forbids. */
const plain: ValueCheck = (value) => cleanText(value) || undefined;
const units = keywordCheck("userSpaceOnUse objectBoundingBox");
const number = numberCheck();
const numbers = numbersCheck();

const ROLE = /^[a-z][a-z -]{0,80}$/i;
const LANGUAGE = /^[a-z]{1,8}(?:-[a-z0-9]{1,8}){0,6}$/i;

const STRUCTURAL: readonly (readonly [string, ValueCheck])[] = [
  ["id", checkId],
  ["class", plain],
  ["style", (value, context) => cleanStyle(value, context)?.text],
  ["lang", (value) => (LANGUAGE.test(value) ? value : undefined)],
  ["xml:space", keywordCheck("default preserve")],
  ["href", checkHref],
  ["role", (value) => (ROLE.test(value) ? value : undefined)],
  ["tabindex", (value) => (value === "0" || value === "-1" ? value : undefined)],
  ["viewBox", checkViewBox],
  ["preserveAspectRatio", checkAspectRatio],
  ["transform", checkTransform],
  ["gradientTransform", checkTransform],
  ["patternTransform", checkTransform],
  ["d", checkPath],
  ["points", checkPoints],
  ["pathLength", number],
  ["x1", checkLength],
  ["y1", checkLength],
  ["x2", checkLength],
  ["y2", checkLength],
  ["fx", checkLength],
  ["fy", checkLength],
  ["fr", checkLength],
  ["gradientUnits", units],
  ["patternUnits", units],
  ["patternContentUnits", units],
  ["clipPathUnits", units],
  ["maskUnits", units],
  ["maskContentUnits", units],
  ["filterUnits", units],
  ["primitiveUnits", units],
  ["spreadMethod", keywordCheck("pad reflect repeat")],
  ["markerUnits", keywordCheck("strokeWidth userSpaceOnUse")],
  ["markerWidth", checkLength],
  ["markerHeight", checkLength],
  ["refX", referencePointCheck("left center right")],
  ["refY", referencePointCheck("top center bottom")],
  ["orient", checkOrient],
  ["dx", checkLengths],
  ["dy", checkLengths],
  ["textLength", checkLength],
  ["lengthAdjust", keywordCheck("spacing spacingAndGlyphs")],
  ["startOffset", checkLength],
  ["method", keywordCheck("align stretch")],
  ["spacing", keywordCheck("auto exact")],
  ["side", keywordCheck("left right")],
];

const ARIA_IDS = "activedescendant controls describedby details errormessage flowto labelledby owns";
const ARIA_TEXT =
  "atomic busy current description disabled expanded haspopup hidden label level live posinset pressed relevant " +
  "roledescription selected setsize valuemax valuemin valuenow valuetext";

const TEXTS = new Set(["text", "tspan", ""]);

/** What a drop of these is named by: they point at something. */
const REFERENCES = new Set(["href", "id"]);

/** A check whose refusals are counted here. Those of presentation attributes and of `style` count for themselves. */
function counted(name: string, check: ValueCheck): ValueCheck {
  const what = `${REFERENCES.has(name) ? "reference" : "value"} ${name}`;
  return (value, context, element) => {
    const cleaned = check(value, context, element);
    if (cleaned === undefined && value !== "") context.drop(what);
    return cleaned;
  };
}

/** Presentation attributes that some elements use for something else. */
function presentation(name: string, check: ValueCheck): ValueCheck {
  const lengths = counted(name, checkLengths);
  const region = counted(name, checkRegion);
  const freeze = counted(name, checkFreeze);
  switch (name) {
    case "x":
    case "y":
      return (value, context, element) =>
        (TEXTS.has(element) ? lengths : element === "filter" ? region : check)(value, context, element);
    case "width":
    case "height":
      return (value, context, element) => (element === "filter" ? region : check)(value, context, element);
    case "fill":
      return (value, context, element) => (isAnimation(element) ? freeze : check)(value, context, element);
    default:
      return check;
  }
}

const checkRotate: ValueCheck = (value, context, element) =>
  (element === "animateMotion" ? checkOrient : numbers)(value, context, element);
const checkValues: ValueCheck = (value, context, element) =>
  isAnimation(element) ? value.trim() || undefined : numbers(value, context, element);

const RULES = new Map<string, AttributeRule>();
for (const [name, check] of PRESENTATION) RULES.set(name, { name, check: presentation(name, check) });
for (const [name, check] of [
  ...FILTER_ATTRIBUTES,
  ...SMIL_ATTRIBUTES,
  ...STRUCTURAL,
  ...ARIA_IDS.split(" ").map((name): [string, ValueCheck] => [`aria-${name}`, checkIds]),
  ...ARIA_TEXT.split(" ").map((name): [string, ValueCheck] => [`aria-${name}`, plain]),
  ["rotate", checkRotate],
  ["type", checkType],
  ["values", checkValues],
] as readonly (readonly [string, ValueCheck])[]) {
  RULES.set(name, { name, check: name === "style" ? check : counted(name, check) });
}

/** Every name an attribute may have. */
export const ATTRIBUTE_NAMES: readonly string[] = [...RULES.keys()];

const ALIASES: readonly (readonly [string, string])[] = [
  ["xlink:href", "href"],
  ["xml:lang", "lang"],
];
for (const [alias, name] of ALIASES) {
  const rule = RULES.get(name);
  if (rule) RULES.set(alias, rule);
}

/** The rule of an attribute by its exact name (or `xlink:href`, `xml:lang`); undefined when it is not allowed. */
export function findAttribute(name: string): AttributeRule | undefined {
  return RULES.get(name);
}
