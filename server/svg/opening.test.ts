import { describe, expect, test } from "vitest";
import { type CheckContext, createLedger } from "./ledger.ts";
import { SVG_LIMITS } from "./limits.ts";
import { createOpening } from "./opening.ts";
import type { SvgElement } from "./tree.ts";

function setUp() {
  const { repaired, dropped, repair, drop } = createLedger();
  const context: CheckContext = { idPrefix: "d-", limits: SVG_LIMITS, repair, drop };
  const opening = createOpening(context);
  const make = (name: string, attributes: Record<string, string>): SvgElement => {
    const element: SvgElement = { node: 1, name, attributes: {}, children: [], parent: null };
    for (const [written, value] of Object.entries(attributes)) opening.set(element, written, value);
    return element;
  };
  return { make, repaired, dropped };
}

describe("opening", () => {
  test("allowed attributes are checked, others dropped and counted", () => {
    const { make, dropped } = setUp();
    const { attributes } = make("rect", {
      width: "5",
      onclick: "alert(1)",
      "data-x": "1",
      xmlns: "x",
      "xmlns:y": "z",
      fill: "url(#a)",
    });
    expect(attributes).toEqual({ width: "5", fill: "url(#d-a)" });
    expect([...dropped]).toEqual([
      ["attribute onclick", 1],
      ["attribute data-x", 1],
    ]);
  });

  test("a misspelt name counts as what was meant; what is there already stays", () => {
    const { make, repaired, dropped } = setUp();
    expect(make("rect", { "stroke-width": "1", strokeWidth: "2" }).attributes).toEqual({
      "stroke-width": "1",
    });
    expect(repaired.get("misspelt-attribute")).toBe(1);
    expect(dropped.get("repeated stroke-width")).toBe(1);
  });

  test("the first element with an id keeps it", () => {
    const { make, repaired } = setUp();
    expect(make("g", { id: "a" }).attributes).toEqual({ id: "d-a" });
    expect(make("g", { id: "a" }).attributes).toEqual({});
    expect(repaired.get("duplicate-id")).toBe(1);
  });

  test("a style is kept as text and as declarations", () => {
    const { make } = setUp();
    const element = make("g", { style: "fill: red; position: fixed" });
    expect(element.attributes).toEqual({ style: "fill:red" });
    expect(element.declarations).toEqual([{ property: "fill", value: "red", important: false }]);
  });
});
