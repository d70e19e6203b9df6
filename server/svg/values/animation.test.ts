import { describe, expect, it } from "vitest";
import { checkAnimation } from "./animation.ts";
import { notingContext } from "./testing-context.ts";

function results(element: string, attributes: Record<string, string>) {
  const context = notingContext("p_");
  const record = { ...attributes };
  const kept = checkAnimation(element, record, context);
  return kept ? [record, ...context.repairs] : ["gone", ...context.drops];
}

describe("an animation", () => {
  it.each<[string, Record<string, string>]>([
    ["animate", { attributeName: "r", values: "0; 12 ;0", keyTimes: "0;.5;1", dur: "1s" }],
    ["animate", { attributeName: "fill", from: "red", to: "#00f" }],
    ["animate", { attributeName: "fill", values: "url(#p_a);none" }],
    ["animate", { attributeName: "d", values: "M0 0L5 5;M0 0L9 9;" }],
    ["animate", { attributeName: "x", by: "5" }],
    ["animate", { attributeName: "stroke-dasharray", values: "0 150;42 150" }],
    ["animate", { attributeName: "offset", values: "0;50%" }],
    ["animate", { attributeName: "viewBox", to: "0 0 5 5" }],
    ["animate", { attributeName: "stdDeviation", to: "5 5" }],
    ["animate", { attributeName: "values", to: "1 0 0 0 0 0 1 0 0 0 0 0 1 0 0 0 0 0 1 0" }],
    ["animate", { attributeName: "y", values: "0;1", calcMode: "spline", keySplines: "0 0 1 1" }],
    ["set", { attributeName: "visibility", to: "hidden" }],
    ["set", { attributeName: "display", to: "none" }],
    ["animateTransform", { attributeName: "transform", type: "rotate", values: "0 5 5; 360 5 5" }],
    ["animateTransform", { attributeName: "gradientTransform", type: "translate", from: "0", to: "5,5" }],
    ["animateMotion", { path: "M0 0L5 5", rotate: "auto", dur: "1s" }],
    ["animateMotion", { values: "0,0; 5 5", rotate: "auto-reverse" }],
  ])("%s %j stays", (element, attributes) => {
    expect(results(element, attributes)).toEqual([attributes]);
  });

  it.each<[string, Record<string, string>, Record<string, string>]>([
    ["animate", { attributeName: "strokeWidth", to: "5" }, { attributeName: "stroke-width", to: "5" }],
    ["animate", { attributeName: "viewbox", to: "0 0 5 5" }, { attributeName: "viewBox", to: "0 0 5 5" }],
    ["animate", { attributeName: "r", to: "1O" }, { attributeName: "r", to: "10" }],
    ["animate", { attributeName: "fill", to: "url(#a)" }, { attributeName: "fill", to: "url(#p_a)" }],
    ["animate", { attributeName: "r", values: "1;;5px;" }, { attributeName: "r", values: "1;5px" }],
    [
      "animate",
      { attributeName: "stdDeviation", values: "1;5000" },
      { attributeName: "stdDeviation", values: "1;100" },
    ],
    [
      "animate",
      { attributeName: "r", values: "1;2;3", keyTimes: "0;1" },
      { attributeName: "r", values: "1;2;3" },
    ],
    [
      "animate",
      { attributeName: "r", values: "1;2;3", calcMode: "spline", keySplines: "0 0 1 1" },
      { attributeName: "r", values: "1;2;3" },
    ],
    [
      "animateTransform",
      { type: "rotate", from: "rotate(0)", to: "360deg" },
      { attributeName: "transform", type: "rotate", from: "0", to: "360" },
    ],
    [
      "animateTransform",
      { attributeName: "transform", type: "rotate", to: "360 5" },
      { attributeName: "transform", type: "rotate", to: "360" },
    ],
    ["animateMotion", { attributeName: "href", values: "0,0;5,5" }, { values: "0,0;5,5" }],
  ])("%s %j becomes %j", (element, attributes, mended) => {
    expect(results(element, attributes)[0]).toEqual(mended);
  });

  it.each([
    "href",
    "xlink:href",
    "XLINK:HREF",
    " href",
    "style",
    "class",
    "id",
    "onclick",
    "onbegin",
    "attributeName",
    "to",
    "begin",
    "target",
    "src",
    "xml:base",
    "in",
    "result",
    "__proto__",
    "constructor",
    "hr\u0000ef",
    "h-ref",
    "",
  ])("of %j goes", (attributeName) => {
    for (const element of ["set", "animate", "animateTransform"]) {
      if (element === "animateTransform" && attributeName === "") continue;
      expect(results(element, { attributeName, to: "javascript:alert(1)" })[0]).toBe("gone");
      expect(results(element, { attributeName, to: "0 5" })[0]).toBe("gone");
    }
  });

  it.each([
    ["fill", "url(http://evil.example/x)"],
    ["fill", "javascript:alert(1)"],
    ["filter", "url(//evil.example)"],
    ["mask", "u\\72l(http://evil.example)"],
    ["r", "NaN"],
    ["d", "nothing"],
    ["transform", "translate(url(#a))"],
  ])("of %s to %j goes", (attributeName, to) => {
    expect(results("animate", { attributeName, to })).toEqual(["gone", `animation ${attributeName}`]);
    expect(results("animate", { attributeName, values: `0;${to}` })[0]).toBe("gone");
  });

  it("of a transform has a transform's name and type", () => {
    expect(results("animateTransform", { attributeName: "fill", to: "5" })[0]).toBe("gone");
    expect(results("animateTransform", { attributeName: "transform", type: "matrix", to: "5" })[0]).toBe(
      "gone",
    );
    expect(results("animateTransform", { attributeName: "transform", type: "constructor", to: "5" })[0]).toBe(
      "gone",
    );
  });
});
