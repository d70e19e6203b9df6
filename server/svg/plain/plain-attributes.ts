import { resolveVariables } from "../layout/cascade.ts";
import { readColor } from "../layout/colors.ts";
import { readLength } from "../layout/numbers.ts";
import type { Style } from "../layout/style.ts";
import type { SvgElement } from "../tree.ts";

const words = (text: string): ReadonlySet<string> => new Set(text.split(/\s+/));

/** Properties that are attributes too (SVG 2, "presentation attributes"). */
const PRESENTATION = words(
  `alignment-baseline baseline-shift clip-path clip-rule color color-interpolation color-interpolation-filters
   direction display dominant-baseline fill fill-opacity fill-rule filter flood-color flood-opacity font-family
   font-size font-stretch font-style font-variant font-weight image-rendering kerning letter-spacing lighting-color
   marker-end marker-mid marker-start mask opacity overflow paint-order shape-rendering stop-color stop-opacity
   stroke stroke-dasharray stroke-dashoffset stroke-linecap stroke-linejoin stroke-miterlimit stroke-opacity
   stroke-width text-anchor text-decoration text-rendering unicode-bidi vector-effect visibility word-spacing
   writing-mode`,
);
/** Geometry, which is none of the root: its size is the picture's. */
const GEOMETRY = words("cx cy r rx ry x y width height");
/** Properties that are no attributes, and are known nevertheless. */
const STYLES = words("font-kerning isolation mask-type mix-blend-mode");
const COLOURS = words("color fill flood-color lighting-color stop-color stroke");
const LENGTHS = words(
  "letter-spacing stroke-dashoffset stroke-width word-spacing cx cy r rx ry x y width height",
);
const DROPPED = words("class style transform-origin transform-box");

/** The attributes of an element with what is declared of it; `transform` is left as it is. */
export function plainAttributes(
  element: SvgElement,
  style: Style,
  declared: ReadonlyMap<string, string>,
): Record<string, string> {
  const attributes: Record<string, string> = {};
  for (const [name, value] of Object.entries(element.attributes)) {
    if (DROPPED.has(name)) continue;
    const known = value.includes("var(") ? resolveVariables(value, style.custom) : value;
    if (known !== null) attributes[name] = known;
  }
  const styles: string[] = [];
  const isRoot = element.parent === null;
  for (const [property, value] of declared) {
    if (PRESENTATION.has(property) || (GEOMETRY.has(property) && !isRoot)) attributes[property] = value;
    else if (STYLES.has(property)) styles.push(`${property}:${value}`);
    else if (property === "d") attributes.d = /^path\(\s*(["'])(.*)\1\s*\)$/s.exec(value)?.[2] ?? "";
    else if (property === "white-space" && style.keepsSpace) attributes["xml:space"] = "preserve";
  }
  if (styles.length > 0) attributes.style = styles.join(";");
  for (const [name, value] of Object.entries(attributes)) {
    if (COLOURS.has(name)) attributes[name] = plainColour(value);
    else if (LENGTHS.has(name)) attributes[name] = plainLength(value, style.fontSize);
  }
  // Sizes by words, by shares and by the size around are worked out; a number means the same everywhere.
  if (attributes["font-size"] !== undefined) attributes["font-size"] = String(style.fontSize);
  return attributes;
}

/** Functions of colour are written in the one way that every reader knows. */
function plainColour(value: string): string {
  if (!value.includes("(") || value.startsWith("url(")) return value;
  const color = readColor(value);
  if (!color) return value;
  const [red, green, blue] = [color.red, color.green, color.blue].map(Math.round);
  return color.alpha >= 1
    ? `rgb(${red},${green},${blue})`
    : `rgba(${red},${green},${blue},${Number(color.alpha.toFixed(4))})`;
}

/** Units of CSS that the SVG of old has not. */
function plainLength(value: string, fontSize: number): string {
  return /^[-+\d.]+(?:rem|ch)$/.test(value) ? String(readLength(value, 0, fontSize, 0)) : value;
}
