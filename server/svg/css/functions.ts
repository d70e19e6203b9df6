/** The CSS functions a drawing may call, in lower case. None of them can name anything outside the drawing. */

/** Functions that calculate. */
export const MATH_FUNCTIONS: ReadonlySet<string> = new Set([
  ..."calc min max clamp round mod rem abs sign sin cos tan asin acos atan atan2 pow sqrt hypot log exp".split(
    " ",
  ),
]);

const COLOUR_FUNCTIONS = "rgb rgba hsl hsla hwb lab lch oklab oklch color color-mix light-dark".split(" ");
const EASING_FUNCTIONS = "cubic-bezier steps linear".split(" ");
const TRANSFORM_FUNCTIONS = (
  "matrix matrix3d translate translatex translatey translatez translate3d scale scalex scaley scalez scale3d " +
  "rotate rotatex rotatey rotatez rotate3d skew skewx skewy perspective"
).split(" ");
const FILTER_FUNCTIONS =
  "blur brightness contrast drop-shadow grayscale hue-rotate invert opacity saturate sepia".split(" ");
const SHAPE_FUNCTIONS = "path polygon circle ellipse inset".split(" ");

/** What the value of a colour may call. */
export const COLOUR_VALUE_FUNCTIONS: ReadonlySet<string> = new Set([
  ...COLOUR_FUNCTIONS,
  ...MATH_FUNCTIONS,
  "var",
]);

/** What the value of a path may call. */
export const PATH_VALUE_FUNCTIONS: ReadonlySet<string> = new Set([
  ...SHAPE_FUNCTIONS,
  ...MATH_FUNCTIONS,
  "var",
]);

/** What the value of most properties may call. */
export const ALL_FUNCTIONS: ReadonlySet<string> = new Set([
  ...COLOUR_VALUE_FUNCTIONS,
  ...EASING_FUNCTIONS,
  ...TRANSFORM_FUNCTIONS,
  ...FILTER_FUNCTIONS,
  ...SHAPE_FUNCTIONS,
]);

export const NO_FUNCTIONS: ReadonlySet<string> = new Set();

/** Functions whose arguments need no look of their own, in the spellings in which they are written. */
const PLAIN_SPELLINGS = [
  ..."rgb rgba hsl hsla hwb lab lch oklab oklch color-mix calc min max clamp var cubic-bezier steps".split(
    " ",
  ),
  ..."matrix translate translateX translateY scale scaleX scaleY rotate skew skewX skewY".split(" "),
  ..."translate3d translateZ rotateX rotateY rotateZ scale3d".split(" "),
  ..."brightness contrast grayscale hue-rotate invert opacity saturate sepia".split(" "),
  ..."polygon circle ellipse inset".split(" "),
];

/** The spellings of `functions` that the check of plain values takes without the tokenizer. */
export function plainSpellings(functions: ReadonlySet<string>): ReadonlySet<string> {
  return new Set(PLAIN_SPELLINGS.filter((name) => functions.has(name.toLowerCase())));
}
