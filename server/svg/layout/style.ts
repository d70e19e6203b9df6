import type { FontFace } from "./fonts.ts";

/** What is drawn of an element, after the cascade; lengths in user units of the element. */
export interface Style {
  // Inherited.
  fontSize: number;
  face: FontFace;
  bold: boolean;
  letterSpacing: number;
  anchor: string;
  baseline: string;
  rightToLeft: boolean;
  vertical: boolean;
  keepsSpace: boolean;
  visible: boolean;
  color: string;
  fill: string;
  fillOpacity: number;
  evenOdd: boolean;
  stroke: string;
  strokeOpacity: number;
  strokeWidth: number;
  /** The outline is painted under the letters (`paint-order: stroke`). */
  strokeFirst: boolean;
  /** Custom properties in force. */
  custom: ReadonlyMap<string, string> | null;
  // The element's own.
  displayed: boolean;
  opacity: number;
  transform: string | null;
  transformOrigin: string | null;
  /** `alignment-baseline`, which wins over `baseline` on a tspan. */
  alignment: string;
  background: string | null;
  stopColor: string;
  stopOpacity: number;
  /** `clip-path` and `mask`, when they are not `none`. */
  clip: string | null;
  mask: string | null;
  /** A value of `animation` or `animation-name`. */
  animation: string | null;
}

/** What a drawing starts from: the initial values of CSS, in the sans font that browsers are told to use. */
export const INITIAL_STYLE: Style = {
  fontSize: 16,
  face: { kind: "sans", factor: 1 },
  bold: false,
  letterSpacing: 0,
  anchor: "start",
  baseline: "auto",
  rightToLeft: false,
  vertical: false,
  keepsSpace: false,
  visible: true,
  color: "black",
  fill: "black",
  fillOpacity: 1,
  evenOdd: false,
  stroke: "none",
  strokeOpacity: 1,
  strokeWidth: 1,
  strokeFirst: false,
  custom: null,
  displayed: true,
  opacity: 1,
  transform: null,
  transformOrigin: null,
  alignment: "",
  background: null,
  stopColor: "black",
  stopOpacity: 1,
  clip: null,
  mask: null,
  animation: null,
};

/** The style of a child that says nothing itself: what is inherited, and the initial values of the rest. */
export function inheritStyle(parent: Style): Style {
  return {
    fontSize: parent.fontSize,
    face: parent.face,
    bold: parent.bold,
    letterSpacing: parent.letterSpacing,
    anchor: parent.anchor,
    baseline: parent.baseline,
    rightToLeft: parent.rightToLeft,
    vertical: parent.vertical,
    keepsSpace: parent.keepsSpace,
    visible: parent.visible,
    color: parent.color,
    fill: parent.fill,
    fillOpacity: parent.fillOpacity,
    evenOdd: parent.evenOdd,
    stroke: parent.stroke,
    strokeOpacity: parent.strokeOpacity,
    strokeWidth: parent.strokeWidth,
    strokeFirst: parent.strokeFirst,
    custom: parent.custom,
    displayed: true,
    opacity: 1,
    transform: null,
    transformOrigin: null,
    alignment: "",
    background: null,
    stopColor: "black",
    stopOpacity: 1,
    clip: null,
    mask: null,
    animation: null,
  };
}
