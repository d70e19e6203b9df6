import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { pathEnds } from "./path-end.ts";

describe("pathEnds", () => {
  it.each<[string, [number, number], [number, number]]>([
    ["M1 2", [1, 2], [1, 2]],
    ["m1,2 3,4 5,6", [1, 2], [9, 12]],
    ["M1 2 3 4", [1, 2], [3, 4]],
    ["M0 0H5V7h-1v.5", [0, 0], [4, 7.5]],
    ["M10 10l5 5z", [10, 10], [10, 10]],
    ["M10 10l5 5zl1 2", [10, 10], [11, 12]],
    ["M0 0L9 9M3 3l1 0Z", [0, 0], [3, 3]],
    ["M0 0C1 2 3 4 5 6s1 1 2 2", [0, 0], [7, 8]],
    ["M0 0q1 1 2 0t2 0 2 0", [0, 0], [6, 0]],
    ["M0 0Q1 1 2 0T8 3", [0, 0], [8, 3]],
    ["M10 80A25 25 0 0150 25", [10, 80], [50, 25]],
    ["m10-20a25,25 -30 1,0 5.5.5", [10, -20], [15.5, -19.5]],
    ["M0 0a5 5 0 1110 0 5 5 0 11-10 0", [0, 0], [0, 0]],
    ["M1e1-2E-1l+.5.5", [10, -0.2], [10.5, 0.3]],
    [" \n M 1 , 2 ", [1, 2], [1, 2]],
    // What comes after a mistake is not drawn.
    ["M1 2L3 4 5 X 9 9", [1, 2], [3, 4]],
    ["M1 2z 5 5", [1, 2], [1, 2]],
  ])("%s", (d, start, end) => {
    const ends = pathEnds(d);
    expect(ends?.start).toEqual(start);
    expect(ends?.end[0]).toBeCloseTo(end[0]);
    expect(ends?.end[1]).toBeCloseTo(end[1]);
  });

  it.each(["", "none", "L1 1", "M1", "M x", "12 3", "M..5"])("has none: %j", (d) => {
    expect(pathEnds(d)).toBeNull();
  });

  it("adds relative lines up", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.integer(), fc.integer()), { minLength: 1 }), (points) => {
        const sum = (axis: 0 | 1) => points.reduce((total, point) => total + point[axis], 0);
        expect(pathEnds(`m${points.join("l")}`)?.end).toEqual([sum(0), sum(1)]);
      }),
    );
  });

  it("never throws", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(..."MmLlAaZzHhCcSs0123.-+eE, \n#") }), (d) => {
        const ends = pathEnds(d);
        if (ends) expect(ends.end).toHaveLength(2);
      }),
    );
  });
});
