import { describe, expect, test } from "vitest";
import { findElement } from "./elements.ts";
import type { Repair } from "./ledger.ts";
import { createNesting, type Frame } from "./nesting.ts";

/** Runs `<name@column` and `</name@column` steps; returns what is open, what was closed in turn, and the repairs. */
function nest(...steps: string[]) {
  const closed: string[] = [];
  const repairs: Repair[] = [];
  const nesting = createNesting(
    (frame) => closed.push(frame.element.name),
    (kind) => repairs.push(kind),
  );
  const refused: string[] = [];
  for (const step of steps) {
    const [, slash, name = "", at] = /^(\/?)([a-zA-Z]+)@?(.*)$/.exec(step) ?? [];
    const rule = findElement(name);
    const column = at ? Number(at) : -1;
    if (slash) nesting.closeBy(name, rule, column);
    else if (rule && (nesting.depth() === 0 || nesting.makeRoom(rule, column)))
      nesting.open(frameOf(name, column));
    else refused.push(name);
  }
  return { open: nesting.wholeNames().join(" "), closed: closed.join(" "), repairs, refused };
}

function frameOf(name: string, column: number): Frame {
  const rule = findElement(name);
  if (!rule) throw new Error(`${name} is no element.`);
  const element = { node: 0, name, attributes: {}, children: [], parent: null };
  return {
    element,
    rule,
    written: name,
    column,
    start: -1,
    hasDeeper: false,
    isOwner: false,
    inherited: 0,
    isInstance: false,
    sheet: null,
    words: 0,
  };
}

describe("nesting", () => {
  test("what cannot hold an element is closed before it", () => {
    expect(nest("svg", "rect", "circle")).toMatchObject({
      open: "svg circle",
      closed: "rect",
      repairs: ["unclosed-element"],
    });
    expect(nest("svg", "g", "text", "tspan", "path")).toMatchObject({
      open: "svg g path",
      closed: "tspan text",
    });
  });

  test("what has no place anywhere is refused, and closes nothing", () => {
    expect(nest("svg", "g", "stop")).toMatchObject({
      open: "svg g",
      closed: "",
      refused: ["stop"],
      repairs: [],
    });
  });

  test("a closing tag closes what is in its element, whose own tags may still follow", () => {
    expect(nest("svg", "g", "g", "text", "/g", "/text")).toMatchObject({ open: "svg g", closed: "text g" });
  });

  test("a closing tag that nothing open has closes the innermost group, but a shape's does not", () => {
    expect(nest("svg", "g", "/defs")).toMatchObject({ open: "svg", repairs: ["mismatched-close"] });
    expect(nest("svg", "g", "/path")).toMatchObject({ open: "svg g", repairs: ["mismatched-close"] });
    expect(nest("svg", "/defs")).toMatchObject({ open: "svg" });
  });

  test("a group is over where its own column is reached again", () => {
    expect(nest("svg@0", "g@2", "rect@4", "/rect", "g@2")).toMatchObject({ open: "svg g", closed: "rect g" });
    expect(nest("svg@0", "g@2", "g@4", "rect@6", "/rect", "g@2")).toMatchObject({
      open: "svg g",
      closed: "rect g g",
    });
  });

  test("indentation says nothing where it was wrong before, or where nothing is indented", () => {
    expect(nest("svg@0", "g@2", "/g@5", "g@2", "rect@4", "/rect", "g@2").open).toBe("svg g g");
    expect(nest("svg@0", "g@0", "rect@0", "/rect", "g@0").open).toBe("svg g g");
  });
});
