import type { ValueCheck } from "./check.ts";
import { keywordCheck } from "./keywords.ts";
import { checkNumberOrPercentage, numberCheck, numbersCheck } from "./numbers.ts";

/** Octaves of noise, pixels around a pixel: beyond these a filter costs more than it shows. */
const MOST_OCTAVES = 8;
const GREATEST_RADIUS = 50;
const GREATEST_ORDER = 9;

const number = numberCheck();
const numbers = numbersCheck();

/** A name of a result, local to its filter. */
const checkResult: ValueCheck = (value) => (/^[\w\-.: ]{1,100}$/.test(value) ? value : undefined);

const TYPES: Readonly<Record<string, ValueCheck>> = {
  feColorMatrix: keywordCheck("matrix saturate hueRotate luminanceToAlpha"),
  feTurbulence: keywordCheck("fractalNoise turbulence"),
  animateTransform: keywordCheck("translate scale rotate skewX skewY"),
  style: keywordCheck("text/css"),
};
const FUNCTION_TYPES = keywordCheck("identity table discrete linear gamma");

/** `type`, which every element uses for something else. */
export const checkType: ValueCheck = (value, context, element) =>
  (element.startsWith("feFunc") ? FUNCTION_TYPES : TYPES[element])?.(value, context, element);

const operators = keywordCheck("over in out atop xor lighter arithmetic");
const morphologies = keywordCheck("erode dilate");

/** Attributes of filter primitives and light sources, and the elements that use a word in another way. */
export const FILTER_ATTRIBUTES: ReadonlyMap<string, ValueCheck> = new Map<string, ValueCheck>([
  ["in", checkResult],
  ["in2", checkResult],
  ["result", checkResult],
  ["stdDeviation", numbersCheck(2, (context) => context.limits.blur)],
  ["tableValues", numbers],
  ["kernelMatrix", numbers],
  ["baseFrequency", numbersCheck(2)],
  ["numOctaves", numberCheck(MOST_OCTAVES)],
  ["radius", numbersCheck(2, () => GREATEST_RADIUS)],
  ["order", numbersCheck(2, () => GREATEST_ORDER)],
  ["scale", number],
  ["offset", checkNumberOrPercentage],
  ["stitchTiles", keywordCheck("stitch noStitch")],
  ["edgeMode", keywordCheck("duplicate wrap none mirror")],
  ["preserveAlpha", keywordCheck("true false")],
  ["xChannelSelector", keywordCheck("R G B A")],
  ["yChannelSelector", keywordCheck("R G B A")],
  [
    "mode",
    keywordCheck(
      "normal multiply screen darken lighten overlay color-dodge color-burn hard-light soft-light difference " +
        "exclusion hue saturation color luminosity",
    ),
  ],
  [
    "operator",
    (value, context, element) =>
      (element === "feMorphology" ? morphologies : operators)(value, context, element),
  ],
  ...(
    "seed slope intercept amplitude exponent k1 k2 k3 k4 divisor bias targetX targetY surfaceScale " +
    "specularConstant specularExponent diffuseConstant limitingConeAngle azimuth elevation pointsAtX pointsAtY " +
    "pointsAtZ z"
  )
    .split(" ")
    .map((name): [string, ValueCheck] => [name, number]),
]);
