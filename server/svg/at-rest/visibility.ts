/** Properties that can hide what they are set on, and that a drawing may animate. */
export const HIDING: ReadonlySet<string> = new Set([
  "opacity",
  "fill-opacity",
  "stroke-opacity",
  "stop-opacity",
  "flood-opacity",
  "visibility",
  "display",
  "r",
  "rx",
  "ry",
  "width",
  "height",
  "stroke-width",
  "font-size",
  "stroke-dashoffset",
  "stroke-dasharray",
  "transform",
  "scale",
  "d",
  "points",
]);

/**
 * How much of a shape a value lets be seen: 0 is nothing, more is more; only values of one property compare. NaN
 * when that is unknown: for other properties, and for a `stroke-dashoffset` without its `dashes`
 * (`stroke-dasharray`). A line is taken as hidden when it is moved along by exactly its first dash, which is how
 * lines are made to draw themselves.
 */
export function visibilityOf(property: string, value: string, dashes?: string): number {
  switch (property) {
    case "visibility":
      return value.trim() === "visible" ? 1 : 0;
    case "display":
      return value.trim() === "none" ? 0 : 1;
    case "d":
    case "points":
      return value.trim() === "" || value.trim() === "none" ? 0 : 1;
    case "transform":
      return scaleOf(value);
    case "scale":
      return Math.abs(numbersOf(value).reduce((product, number) => product * number, 1));
    case "stroke-dasharray": {
      const [dash, gap] = numbersOf(value);
      return dash === 0 && gap !== undefined && gap > 0
        ? 0
        : dash === undefined
          ? 1
          : dash / (dash + (gap ?? 0));
    }
    case "stroke-dashoffset": {
      const dash = numbersOf(dashes ?? "")[0];
      const offset = Math.abs(Number.parseFloat(value));
      if (dash === undefined || !(dash > 0)) return Number.NaN;
      return Math.abs(offset - dash) <= dash / 1_000 ? 0 : Math.max(0.001, 1 - offset / dash);
    }
    default:
      return HIDING.has(property)
        ? Math.max(0, Number.parseFloat(value)) / (value.includes("%") ? 100 : 1)
        : Number.NaN;
  }
}

/** The product of all scales in a transform; 1 without any. */
function scaleOf(transform: string): number {
  let product = 1;
  for (let start = transform.indexOf("("); start >= 0; ) {
    const end = transform.indexOf(")", start);
    if (end < 0) break;
    const name = transform.slice(Math.max(0, start - 9), start).trimEnd();
    const numbers = numbersOf(transform.slice(start + 1, end));
    if (/scale(?:X|Y|3d)?$/.test(name)) {
      for (const number of numbers) product *= Math.abs(number);
    } else if (name.endsWith("matrix")) {
      const [a = 1, b = 0, c = 0, d = 1] = numbers;
      product *= Math.abs(a * d - b * c);
    }
    start = transform.indexOf("(", end);
  }
  return product;
}

/** The first numbers of a list; units are left out. */
function numbersOf(list: string): number[] {
  return list
    .slice(0, 200)
    .split(/[\s,]+/)
    .map(Number.parseFloat)
    .filter((number) => !Number.isNaN(number));
}
