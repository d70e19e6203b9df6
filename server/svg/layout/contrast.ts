import type { Color } from "./colors.ts";

/** Linear light of each sRGB channel value (IEC 61966-2-1, as WCAG 2.2 quotes it). */
const LINEAR = Float64Array.from({ length: 256 }, (_, value) => {
  const share = value / 255;
  return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
});

/** Relative luminance, 0 (black) to 1 (white): WCAG 2.2, https://www.w3.org/TR/WCAG22/#dfn-relative-luminance. */
export function luminance(color: Color): number {
  const red = LINEAR[Math.round(color.red)] ?? 0;
  const green = LINEAR[Math.round(color.green)] ?? 0;
  const blue = LINEAR[Math.round(color.blue)] ?? 0;
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** Contrast ratio, 1 to 21: (lighter + 0.05) / (darker + 0.05), WCAG 2.2, #dfn-contrast-ratio. */
export function contrastRatio(one: Color, other: Color): number {
  const first = luminance(one) + 0.05;
  const second = luminance(other) + 0.05;
  return first > second ? first / second : second / first;
}
