import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readLength, readNumber, readShare } from "./numbers.ts";

describe("readLength", () => {
  it.each([
    ["12", 12],
    ["-1.5", -1.5],
    [".5", 0.5],
    ["1e2", 100],
    ["12px", 12],
    ["12pt", 16],
    ["1in", 96],
    ["2em", 40],
    ["2rem", 32],
    ["50%", 100],
    ["2.54cm", 96],
    ["10 20 30", 10],
    ["10,20", 10],
    ["", 7],
    ["auto", 7],
  ])("reads %j with a font of 20 and a whole of 200", (text, expected) => {
    expect(readLength(text, 7, 20, 200)).toBeCloseTo(expected, 9);
  });

  it("falls back when there is none", () => {
    expect(readLength(undefined, 3, 16, 100)).toBe(3);
  });

  it("reads every number as JavaScript does", () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, min: -1e9, max: 1e9 }), (value) => {
        const read = readNumber({ text: String(value), at: 0 }) ?? Number.NaN;
        expect(Math.abs(read - value)).toBeLessThanOrEqual(Math.abs(value) * 1e-12 + 1e-15);
      }),
    );
  });

  it("is finite for any text", () => {
    fc.assert(fc.property(fc.string(), (text) => Number.isFinite(readLength(text, 0, 16, 100))));
    expect(readLength("9".repeat(400), 0, 16, 100)).toBeLessThanOrEqual(1e12);
    expect(readLength("1e999em", 0, 16, 100)).toBeLessThanOrEqual(1e14);
  });
});

it("reads shares", () => {
  expect(readShare("0.4", 1)).toBe(0.4);
  expect(readShare("40%", 1)).toBe(0.4);
  expect(readShare("7", 1)).toBe(1);
  expect(readShare("x", 0.3)).toBe(0.3);
});
