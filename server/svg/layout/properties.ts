import { fontFace, isBold } from "./fonts.ts";
import { readLength, readShare } from "./numbers.ts";
import type { Style } from "./style.ts";

/** What the layout looks at, as attributes and as CSS properties. */
const ATTRIBUTES = [
  "alignment-baseline",
  "clip-path",
  "color",
  "direction",
  "display",
  "dominant-baseline",
  "fill",
  "fill-opacity",
  "fill-rule",
  "font-family",
  "font-size",
  "font-weight",
  "letter-spacing",
  "mask",
  "opacity",
  "paint-order",
  "stop-color",
  "stop-opacity",
  "stroke",
  "stroke-opacity",
  "stroke-width",
  "text-anchor",
  "transform",
  "transform-origin",
  "visibility",
  "writing-mode",
  "xml:space",
];
/** Properties that are no attributes. */
const CSS_ONLY = ["animation", "animation-name", "background", "background-color", "font", "white-space"];

const attributes: ReadonlySet<string> = new Set(ATTRIBUTES);
const properties: ReadonlySet<string> = new Set([...ATTRIBUTES, ...CSS_ONLY]);

/** Whether a declaration says anything about the layout. */
export function isLaidOut(property: string): boolean {
  return properties.has(property) || property.startsWith("--");
}

export function isLaidOutAttribute(name: string): boolean {
  return attributes.has(name);
}

/** Sets one value, checked before; `parent` is for `inherit` and for what is relative to it. */
export function declare(style: Style, property: string, value: string, parent: Style): void {
  const inherit = value === "inherit";
  switch (property) {
    case "fill":
    case "stroke":
      style[property] = inherit || value === "unset" ? parent[property] : value;
      return;
    case "transform":
      style.transform = value === "none" ? null : value;
      return;
    case "opacity":
      style.opacity = inherit ? parent.opacity : readShare(value, 1);
      return;
    case "stroke-width":
      style.strokeWidth = inherit ? parent.strokeWidth : readLength(value, 1, style.fontSize, style.fontSize);
      return;
    case "font-size":
      setFontSize(style, value, parent);
      return;
    case "font-family":
      style.face = inherit ? parent.face : fontFace(value);
      return;
    case "font-weight":
      style.bold = isBold(value, parent.bold);
      return;
    case "font":
      setFont(style, value, parent);
      return;
    case "letter-spacing":
      style.letterSpacing = inherit
        ? parent.letterSpacing
        : readLength(value, 0, style.fontSize, style.fontSize);
      return;
    case "text-anchor":
      style.anchor = inherit ? parent.anchor : value;
      return;
    case "dominant-baseline":
      style.baseline = inherit ? parent.baseline : value;
      return;
    case "alignment-baseline":
      style.alignment = inherit ? parent.alignment : value;
      return;
    case "direction":
      style.rightToLeft = inherit ? parent.rightToLeft : value === "rtl";
      return;
    case "writing-mode":
      style.vertical = inherit ? parent.vertical : /^(tb|vertical|sideways)/.test(value);
      return;
    case "xml:space":
      style.keepsSpace = value === "preserve";
      return;
    case "white-space":
      style.keepsSpace = inherit ? parent.keepsSpace : value.startsWith("pre") && value !== "pre-line";
      return;
    case "visibility":
      style.visible = inherit ? parent.visible : value === "visible";
      return;
    case "display":
      style.displayed = inherit ? parent.displayed : value !== "none";
      return;
    case "color":
      style.color = inherit || value.toLowerCase() === "currentcolor" ? parent.color : value;
      return;
    case "fill-opacity":
      style.fillOpacity = inherit ? parent.fillOpacity : readShare(value, 1);
      return;
    case "stroke-opacity":
      style.strokeOpacity = inherit ? parent.strokeOpacity : readShare(value, 1);
      return;
    case "fill-rule":
      style.evenOdd = inherit ? parent.evenOdd : value === "evenodd";
      return;
    case "paint-order":
      style.strokeFirst = inherit ? parent.strokeFirst : value.startsWith("stroke");
      return;
    case "clip-path":
      style.clip = value === "none" ? null : value;
      return;
    case "mask":
      style.mask = value === "none" ? null : value;
      return;
    case "stop-color":
      style.stopColor = value;
      return;
    case "stop-opacity":
      style.stopOpacity = readShare(value, 1);
      return;
    case "transform-origin":
      style.transformOrigin = value;
      return;
    case "background":
    case "background-color":
      style.background = value;
      return;
    case "animation":
    case "animation-name":
      style.animation = value;
      return;
  }
}

const SIZE_WORDS: ReadonlyMap<string, number> = new Map([
  ["xx-small", 9],
  ["x-small", 10],
  ["small", 13],
  ["medium", 16],
  ["large", 18],
  ["x-large", 24],
  ["xx-large", 32],
  ["xxx-large", 48],
]);
const WORD_STEP = 1.2;
/** A font size is kept within this, so that no product of sizes grows without end. */
const LARGEST_SIZE = 100_000;

function setFontSize(style: Style, value: string, parent: Style): void {
  let size = SIZE_WORDS.get(value);
  if (size === undefined) {
    if (value === "smaller") size = parent.fontSize / WORD_STEP;
    else if (value === "larger") size = parent.fontSize * WORD_STEP;
    else size = readLength(value, parent.fontSize, parent.fontSize, parent.fontSize);
  }
  style.fontSize = size > LARGEST_SIZE ? LARGEST_SIZE : size < 0 ? parent.fontSize : size;
}

interface FontShorthand {
  weight: string;
  size: string;
  families: string;
}

const shorthands = new Map<string, FontShorthand | null>();
const MEMO_SIZE = 200;

/** The shorthand: `italic bold 14px/1.2 Arial, sans-serif`. */
function setFont(style: Style, value: string, parent: Style): void {
  let font = shorthands.get(value);
  if (font === undefined) {
    font = readShorthand(value);
    if (shorthands.size < MEMO_SIZE && value.length < MEMO_SIZE) shorthands.set(value, font);
  }
  if (font === null) return;
  style.bold = isBold(font.weight, parent.bold);
  setFontSize(style, font.size, parent);
  if (font.families !== "") style.face = fontFace(font.families);
}

function readShorthand(value: string): FontShorthand | null {
  const words = value.slice(0, 500).split(" ");
  const at = words.findIndex(
    (word) => SIZE_WORDS.has(word.split("/", 1)[0] ?? "") || /^[\d.]+([a-z]+|%)/i.test(word),
  );
  if (at < 0) return null;
  return {
    weight: words.slice(0, at).find((word) => /^(bold|bolder|lighter|[1-9]\d\d)$/.test(word)) ?? "normal",
    size: words[at]?.split("/", 1)[0] ?? "",
    families: words.slice(at + 1).join(" "),
  };
}
