import { describe, expect, test } from "vitest";
import { distanceWithin, meantAttribute, meantElement } from "./names.ts";

describe("names", () => {
  test.each([
    ["lineargradient", "linearGradient"],
    ["linearGradiant", "linearGradient"],
    ["lineerGradeint", "linearGradient"],
    ["cirlce", "circle"],
    ["circel", "circle"],
    ["elipse", "ellipse"],
    ["polylines", "polyline"],
    ["Rect", "rect"],
    ["clip-path", "clipPath"],
    ["fedropshadow", "feDropShadow"],
  ])("the element %s is %s", (name, meant) => expect(meantElement(name)).toBe(meant));

  test.each([
    "banana",
    "div2",
    "x",
    "gg",
    "script",
    "scripts",
    "foo:rect",
    "__proto__",
    "constructor",
    "pol",
    "feFuncX",
  ])("the element %s is nothing", (name) => expect(meantElement(name)).toBeUndefined());

  test.each([
    ["viewbox", "viewBox"],
    ["strokeWidth", "stroke-width"],
    ["stroke-widht", "stroke-width"],
    ["className", "class"],
    ["textAnchor", "text-anchor"],
    ["fil", "fill"],
    ["fi", undefined],
    ["fill-opactiy", "fill-opacity"],
    ["onclick", undefined],
    ["onfill", undefined],
    ["data-fill", undefined],
    ["inkscape:label", undefined],
    ["__proto__", undefined],
    ["constructor", undefined],
  ])("the attribute %s is %s", (name, meant) => expect(meantAttribute(name)).toBe(meant));

  test("distances count a swap of neighbours as one, and stop at the most that is asked", () => {
    expect(distanceWithin("circle", "cirlce", 2)).toBe(1);
    expect(distanceWithin("rect", "rect", 2)).toBe(0);
    expect(distanceWithin("rect", "rekt", 2)).toBe(1);
    expect(distanceWithin("rect", "path", 2)).toBe(3);
    expect(distanceWithin("", "ab", 2)).toBe(2);
  });
});
