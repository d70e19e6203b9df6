import { describe, expect, it } from "vitest";
import type { SvgElement } from "../tree.ts";
import { flattenPath, pathBox } from "./path.ts";
import { sharedArea } from "./quads.ts";
import { covers, shapeOf } from "./shapes.ts";

const viewport = { x: 0, y: 0, width: 400, height: 300 };
const element = (name: string, attributes: Record<string, string>): SvgElement => ({
  node: 1,
  name,
  attributes,
  children: [],
  parent: null,
});
const shape = (name: string, attributes: Record<string, string>) =>
  shapeOf(element(name, attributes), viewport, 16);

describe("shapeOf", () => {
  it.each([
    ["rect", { x: "10", y: "20", width: "30", height: "40" }, [10, 20, 40, 60]],
    ["rect", { width: "100%", height: "50%" }, [0, 0, 400, 150]],
    ["circle", { cx: "10", cy: "20", r: "5" }, [5, 15, 15, 25]],
    ["ellipse", { cx: "10", cy: "20", rx: "5", ry: "2" }, [5, 18, 15, 22]],
    ["line", { x1: "9", y1: "1", x2: "3", y2: "7" }, [3, 1, 9, 7]],
    ["polygon", { points: "0,0 10,5 -3 8" }, [-3, 0, 10, 8]],
    ["path", { d: "M10 10h5v5l-20-1z" }, [-5, 10, 15, 15]],
  ])("%s has its box", (name, attributes, [left, top, right, bottom]) => {
    expect(shape(name, attributes as unknown as Record<string, string>)?.box).toEqual({
      left,
      top,
      right,
      bottom,
    });
  });

  it.each([
    ["rect", { width: "0", height: "5" }],
    ["circle", { r: "-1" }],
    ["path", {}],
    ["g", {}],
  ])("%s without an extent is none", (name, attributes) => {
    expect(shape(name, attributes as unknown as Record<string, string>)).toBeNull();
  });
});

describe("covers", () => {
  const at = (name: string, attributes: Record<string, string>, x: number, y: number, evenOdd = false) => {
    const found = shape(name, attributes);
    return found !== null && covers(found, x, y, evenOdd);
  };

  it("leaves out the corners of a round rectangle", () => {
    const round = { width: "100", height: "100", rx: "50" };
    expect(at("rect", round, 50, 50)).toBe(true);
    expect(at("rect", round, 3, 3)).toBe(false);
    expect(at("rect", round, 99, 50)).toBe(true);
  });

  it("follows circles, polygons and curves", () => {
    expect(at("circle", { cx: "50", cy: "50", r: "50" }, 5, 5)).toBe(false);
    expect(at("polygon", { points: "0,0 100,0 0,100" }, 20, 20)).toBe(true);
    expect(at("polygon", { points: "0,0 100,0 0,100" }, 80, 80)).toBe(false);
    expect(at("path", { d: "M0 50C0 0 100 0 100 50z" }, 50, 20)).toBe(true);
    expect(at("path", { d: "M0 50C0 0 100 0 100 50z" }, 2, 5)).toBe(false);
    expect(at("path", { d: "M0 50A50 50 0 0 1 100 50z" }, 50, 5)).toBe(true);
    expect(at("line", { x2: "100", y2: "100" }, 50, 50)).toBe(false);
  });

  it("fills holes by the rule", () => {
    const ring = { d: "M0 0h100v100h-100zM25 25h50v50h-50z" };
    expect(at("path", ring, 50, 50)).toBe(true);
    expect(at("path", ring, 50, 50, true)).toBe(false);
    expect(at("path", { d: "M0 0h100v100h-100zM25 25v50h50v-50z" }, 50, 50)).toBe(false);
  });
});

describe("pathBox", () => {
  it.each([
    ["M0 0Q50 -30 100 0T200 0", 0, 200],
    ["m10 10 5 5-15 0", 0, 15],
    ["M0 0A10 10 0 1 0 20 0", 0, 20],
    ["M0 0a10 10 0 0120 0", 0, 20],
    ["M1 1L5", 1, 1],
    ["L5 5", 0, 5],
  ])("%s", (data, left, right) => {
    const box = pathBox(data);
    expect(Math.min(box.left, left)).toBeCloseTo(left, 6);
    expect(box.right).toBeCloseTo(right, 6);
  });

  it("reaches around an arc", () => {
    const box = pathBox("M0 0A50 50 0 0 1 100 0");
    expect(box.top).toBeCloseTo(-50, 6);
    expect(box.bottom).toBeCloseTo(0, 6);
  });

  it("keeps the corners of a path within bounds", () => {
    const [outline = []] = flattenPath(`M0 0${"l1 1".repeat(20_000)}`);
    expect(outline.length).toBeLessThan(10_000);
  });
});

it("knows the area two polygons share", () => {
  const square = [0, 0, 10, 0, 10, 10, 0, 10];
  expect(sharedArea(square, [5, 5, 15, 5, 15, 15, 5, 15])).toBeCloseTo(25, 9);
  expect(sharedArea(square, [5, -5, 15, 5, 5, 15, -5, 5])).toBeCloseTo(100, 9);
  expect(sharedArea(square, [5, 0, 10, 5, 5, 10, 0, 5])).toBeCloseTo(50, 9);
  expect(sharedArea(square, [20, 0, 30, 0, 30, 10, 20, 10])).toBe(0);
  expect(sharedArea([0, 10, 10, 10, 10, 0, 0, 0], square)).toBeCloseTo(100, 9);
});
