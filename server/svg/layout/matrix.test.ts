import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { transformBox } from "./boxes.ts";
import { IDENTITY, invert, isUpright, type Matrix, multiply, readTransform, scaleOf } from "./matrix.ts";

const apply = ({ a, b, c, d, e, f }: Matrix, x: number, y: number) => [a * x + c * y + e, b * x + d * y + f];

describe("readTransform", () => {
  it.each([
    ["translate(10 20)", [11, 22]],
    ["translate(10)", [11, 2]],
    ["scale(2)", [2, 4]],
    ["scale(2,3)", [2, 6]],
    ["rotate(90)", [-2, 1]],
    ["rotate(180 10 10)", [19, 18]],
    ["skewX(45)", [3, 2]],
    ["matrix(1 2 3 4 5 6)", [12, 16]],
    ["translate(10,0) scale(2)", [12, 4]],
    ["scale(2) translate(10,0)", [22, 4]],
    ["translate(10px, 20px)", [11, 22]],
    ["rotate(0.25turn)", [-2, 1]],
    ["rotate(100grad)", [-2, 1]],
    ["translateX(5px)translateY(6px)", [6, 8]],
    ["none", [1, 2]],
    ["rotateX(90deg)", [1, 2]],
    ["scale(", [1, 2]],
  ])("%s moves (1, 2)", (text, expected) => {
    const [x, y] = apply(readTransform(text), 1, 2);
    expect(x).toBeCloseTo(expected[0] ?? 0, 9);
    expect(y).toBeCloseTo(expected[1] ?? 0, 9);
  });

  it("keeps quarters exact", () => {
    expect(isUpright(readTransform("rotate(-90 30 40)"))).toBe(true);
    expect(isUpright(readTransform("rotate(45)"))).toBe(false);
  });

  it("is finite for any text", () => {
    const names = fc.constantFrom("scale", "matrix", "rotate", "skewX", "translate");
    const call = fc
      .tuple(names, fc.array(fc.double(), { maxLength: 7 }))
      .map(([name, list]) => `${name}(${list})`);
    fc.assert(
      fc.property(fc.array(fc.oneof(call, fc.string()), { maxLength: 30 }), (calls) => {
        const { a, b, c, d, e, f } = readTransform(calls.join(" "));
        return Number.isFinite(a + b + c + d + e + f);
      }),
    );
  });
});

it("inverts what can be inverted", () => {
  const matrix = readTransform("translate(3 4) rotate(30) scale(2 5)");
  const back = multiply(invert(matrix) ?? IDENTITY, matrix);
  expect(back.a).toBeCloseTo(1, 9);
  expect(back.c).toBeCloseTo(0, 9);
  expect(back.e).toBeCloseTo(0, 9);
  expect(invert(readTransform("scale(0 1)"))).toBeNull();
  expect(scaleOf(matrix)).toBeCloseTo(Math.sqrt(10), 9);
});

it("puts an upright box around a turned one", () => {
  const box = transformBox(
    { left: 0, top: 0, right: 10, bottom: 20 },
    readTransform("translate(100 0) rotate(90)"),
  );
  expect(box).toEqual({ left: 80, top: 0, right: 100, bottom: 10 });
});
