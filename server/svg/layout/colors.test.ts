import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readColor } from "./colors.ts";
import { contrastRatio } from "./contrast.ts";

const BLACK = { red: 0, green: 0, blue: 0, alpha: 1 };
const WHITE = { red: 255, green: 255, blue: 255, alpha: 1 };

describe("readColor", () => {
  it.each([
    ["#f00", [255, 0, 0, 1]],
    ["#FF8000", [255, 128, 0, 1]],
    ["#ff000080", [255, 0, 0, 128 / 255]],
    ["RebeccaPurple", [102, 51, 153, 1]],
    ["aliceblue", [240, 248, 255, 1]],
    ["yellowgreen", [154, 205, 50, 1]],
    ["transparent", [0, 0, 0, 0]],
    ["rgb(1, 2, 3)", [1, 2, 3, 1]],
    ["rgb(100% 0% 50% / 50%)", [255, 0, 127.5, 0.5]],
    ["rgba(1,2,3,.5)", [1, 2, 3, 0.5]],
    ["hsl(120, 100%, 25%)", [0, 127.5, 0, 1]],
    ["hsl(240deg 100% 50% / 0.2)", [0, 0, 255, 0.2]],
    ["hwb(0 50% 50%)", [127.5, 127.5, 127.5, 1]],
  ])("reads %s", (text, [red = 0, green = 0, blue = 0, alpha = 0]) => {
    const color = readColor(text);
    expect(color?.red).toBeCloseTo(red, 6);
    expect(color?.green).toBeCloseTo(green, 6);
    expect(color?.blue).toBeCloseTo(blue, 6);
    expect(color?.alpha).toBeCloseTo(alpha, 6);
  });

  it.each(["", "#ff", "#ggg", "notacolour", "url(#a)", "rgb(1,2)", "oklch(1 2 3)", "hsl(1turn 1% 1%)"])(
    "does not know %j",
    (text) => expect(readColor(text)).toBeNull(),
  );

  it("never throws and stays within range", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.string().map((inside) => `rgb(${inside})`),
        ),
        (text) => {
          const color = readColor(text);
          return (
            color === null || (color.red >= 0 && color.red <= 255 && color.alpha >= 0 && color.alpha <= 1)
          );
        },
      ),
    );
  });
});

describe("contrastRatio", () => {
  it.each([
    [BLACK, WHITE, 21],
    [WHITE, WHITE, 1],
    [readColor("#767676"), WHITE, 4.54],
    [readColor("#ff0000"), WHITE, 4],
  ])("is that of WCAG", (one, other, ratio) => {
    expect(contrastRatio(one ?? BLACK, other)).toBeCloseTo(ratio, 2);
    expect(contrastRatio(other, one ?? BLACK)).toBeCloseTo(ratio, 2);
  });
});
