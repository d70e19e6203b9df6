import { describe, expect, expectTypeOf, it } from "vitest";
import { SvgOperation, SvgOperations, SvgReport } from "../contracts/svg.ts";
import { REPAIRS } from "./ledger.ts";
import { SVG_LIMITS } from "./limits.ts";
import type { SvgOperation as EngineOperation } from "./operations.ts";
import type { SvgReport as EngineReport } from "./report.ts";

it("the wire has the engine's types", () => {
  expectTypeOf<SvgOperation>().toEqualTypeOf<EngineOperation>();
  expectTypeOf<SvgReport>().toEqualTypeOf<EngineReport>();
});

const open = { op: "open", node: 0, parent: null, name: "svg", attributes: { viewBox: "0 0 8 5" } };

describe("operations on the wire", () => {
  it.each<[string, unknown]>([
    ["a root", open],
    ["an element that grows", { ...open, node: 1, parent: 0, name: "linearGradient", growing: true }],
    ["a name with a prefix", { op: "attr", node: 1, name: "xml:space", value: "preserve" }],
    ["data that grows", { op: "attr", node: 1, name: "d", value: "L1 1", append: true }],
    ["the longest attribute", { op: "attr", node: 1, name: "d", value: "0".repeat(SVG_LIMITS.attribute) }],
    ["the last element", { op: "close", node: SVG_LIMITS.elements }],
    ["text", { op: "text", node: 1, text: "" }],
  ])("%s is accepted as it is", (_, operation) => {
    expect(SvgOperation.parse(operation)).toEqual(operation);
  });

  it.each<[string, unknown]>([
    ["no object", "open"],
    ["an unknown kind", { op: "html", node: 0 }],
    ["a field too many", { op: "close", node: 0, html: "<b>" }],
    ["a missing parent", { ...open, parent: undefined }],
    ["a number below zero", { op: "close", node: -1 }],
    ["half a number", { op: "close", node: 0.5 }],
    ["a number beyond all drawings", { op: "close", node: 1e9 }],
    ["an element with a prefix", { ...open, name: "x:script" }],
    ["an element that is none", { ...open, name: "svg onload" }],
    ["an attribute that is none", { ...open, attributes: { "a b": "c" } }],
    ["an attribute with a foreign prefix", { ...open, attributes: { "xlink:href": "#a" } }],
    ["a value that is no text", { ...open, attributes: { x: 5 } }],
    ["`growing: false`", { ...open, growing: false }],
    ["a value without end", { op: "attr", node: 1, name: "d", value: "0".repeat(1_000_000) }],
    [
      "attributes without end",
      {
        ...open,
        attributes: Object.fromEntries(Array.from({ length: 600 }, (_, index) => [`a${index}`, ""])),
      },
    ],
  ])("%s is refused", (_, operation) => {
    expect(SvgOperation.safeParse(operation).success).toBe(false);
  });

  it("a message has an end", () => {
    const close = { op: "close", node: 0 };
    expect(SvgOperations.safeParse(Array(20_000).fill(close)).success).toBe(true);
    expect(SvgOperations.safeParse(Array(100_001).fill(close)).success).toBe(false);
  });
});

describe("reports on the wire", () => {
  const report: EngineReport = {
    complete: true,
    drawings: 1,
    limit: "elements",
    elements: 3,
    shapes: 1,
    labels: 1,
    animations: 0,
    size: 120,
    hasTitle: true,
    hasDescription: false,
    canvas: { x: -5, y: 0, width: 80.5, height: 50 },
    dropped: { "element script": 1 },
    repaired: Object.fromEntries(REPAIRS.map((repair) => [repair, 2])),
    layout: {
      outside: [{ node: 2, text: "Moon", value: 0.25 }],
      overlapping: [],
      lowContrast: [{ node: 2, text: "Moon", value: 1.5 }],
      small: [],
    },
    score: 71.5,
    reasons: [{ code: "no-animation", points: 10, count: 1 }],
  };

  it("every limit and every repair has its name there", () => {
    expect(SvgReport.parse(report)).toEqual(report);
    for (const limit of Object.keys(SVG_LIMITS).filter((name) => name !== "blur"))
      expect(SvgReport.parse({ ...report, limit }).limit).toBe(limit);
  });

  it.each<[string, object]>([
    ["a field too many", { html: "" }],
    ["an unknown repair", { repaired: { "made-up": 1 } }],
    ["a score over 100", { score: 101 }],
    ["a count that is none", { shapes: "3" }],
    ["a canvas without size", { canvas: { x: 0, y: 0 } }],
  ])("%s is refused", (_, change) => {
    expect(SvgReport.safeParse({ ...report, ...change }).success).toBe(false);
  });
});
