import type { SvgReport } from "#server/contracts/svg.ts";

type Reason = SvgReport["reasons"][number]["code"];
type Repair = keyof SvgReport["repaired"];

/** What took points, in the words of somebody who looks at the drawing. */
export const REASONS: Record<Reason, string> = {
  incomplete: "The drawing breaks off",
  "no-shapes": "There is nothing drawn",
  "few-shapes": "There is little drawn",
  "no-animation": "Nothing moves",
  "no-labels": "Nothing is labelled",
  "few-labels": "Few labels",
  "no-title": "No title",
  "no-description": "No description",
  "labels-outside": "Labels outside the canvas",
  "labels-overlap": "Labels over each other",
  "low-contrast": "Labels that are hard to see",
  "small-text": "Labels that are very small",
  "too-large": "The drawing is very large",
  dropped: "Things were left out",
  repaired: "Things were repaired",
};

export const REPAIRS: Record<Repair, string> = {
  "bad-entity": "entities",
  "bad-quotes": "quotes of attributes",
  "bad-value": "values",
  clamped: "values out of bounds",
  "cut-off": "cut-off ends",
  "duplicate-id": "ids used twice",
  "mismatched-close": "closing tags of something else",
  "misspelt-attribute": "misspelt attributes",
  "misspelt-element": "misspelt elements",
  "missing-namespace": "missing namespace",
  "missing-view-box": "missing view box",
  "stray-markup": "stray < and &",
  "unclosed-element": "elements never closed",
  "unclosed-tag": "tags never ended",
};

export const LAYOUT: Record<keyof SvgReport["layout"], { name: string; size: (value: number) => string }> = {
  outside: { name: "Outside the canvas", size: (value) => `${Math.round(value * 100)} %` },
  overlapping: { name: "Under another label", size: (value) => `${Math.round(value * 100)} %` },
  lowContrast: { name: "Low contrast", size: (value) => `${value.toFixed(1)} : 1` },
  small: { name: "Very small", size: (value) => value.toFixed(1) },
};
