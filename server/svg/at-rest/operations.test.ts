import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { SvgOperation } from "../operations.ts";
import type { SvgElement } from "../tree.ts";
import { settle, toOperations } from "./operations.ts";
import { anyTree, sketch, treeOf } from "./testing-tree.ts";

/** One of the many ways in which a tree may have been sent live; `choose` gives numbers from 0 up to a bound. */
function liveForm(root: SvgElement, choose: (bound: number) => number): SvgOperation[] {
  const operations: SvgOperation[] = [];
  const late: (() => void)[] = [];
  const sayLate = () => {
    while (late.length > 0 && choose(2) === 0) late.shift()?.();
  };
  const visit = (element: SvgElement, parent: number | null): void => {
    const { node, name } = element;
    if (choose(4) === 0) {
      operations.push({
        op: "open",
        node,
        parent,
        name: "rect",
        attributes: { class: "draft" },
        growing: true,
      });
      operations.push({ op: "text", node, text: "draft" });
      operations.push({ op: "open", node: node + 1, parent: node, name: "g", attributes: {} });
      operations.push({ op: "attr", node: node + 1, name: "id", value: "draft" });
      if (choose(2) === 0) operations.push({ op: "close", node: node + 1 });
    }
    const entries = Object.entries(element.attributes);
    const early = choose(entries.length + 1);
    const attributes = Object.fromEntries(entries.slice(0, early));
    operations.push({ op: "open", node, parent, name, attributes, growing: true });
    for (const [key, value] of entries.slice(early)) {
      if (choose(3) === 0) operations.push({ op: "attr", node, name: key, value: "draft" });
      const cut = choose(value.length + 1);
      operations.push({ op: "attr", node, name: key, value: value.slice(0, cut) });
      const rest = (): void =>
        void operations.push({ op: "attr", node, name: key, value: value.slice(cut), append: true });
      if (choose(2) === 0) rest();
      else late.push(rest);
    }
    for (const child of element.children) {
      if (typeof child === "object") {
        // An element is opened anew only while nothing else waits: its number would otherwise be taken back.
        while (late.length > 0) late.shift()?.();
        visit(child, node);
        continue;
      }
      const cut = choose(child.length + 1);
      operations.push({ op: "text", node, text: child.slice(0, cut) });
      sayLate();
      operations.push({ op: "text", node, text: child.slice(cut) });
    }
    operations.push({ op: "close", node });
    sayLate();
  };
  visit(root, null);
  while (late.length > 0) late.shift()?.();
  return operations;
}

describe("toOperations", () => {
  it("opens with all attributes, text and elements in their places, and closes", () => {
    const root = treeOf(
      sketch("svg", { viewBox: "0 0 9 9" }, [
        sketch("text", { x: "1" }, ["a", "b", sketch("tspan", {}, ["c"]), "d"]),
      ]),
    );
    expect(toOperations(root)).toEqual([
      { op: "open", node: 0, parent: null, name: "svg", attributes: { viewBox: "0 0 9 9" } },
      { op: "open", node: 1, parent: 0, name: "text", attributes: { x: "1" } },
      { op: "text", node: 1, text: "ab" },
      { op: "open", node: 2, parent: 1, name: "tspan", attributes: {} },
      { op: "text", node: 2, text: "c" },
      { op: "close", node: 2 },
      { op: "text", node: 1, text: "d" },
      { op: "close", node: 1 },
      { op: "close", node: 0 },
    ]);
  });
});

describe("settle", () => {
  it("gives the canonical operations of the tree that live operations build", () => {
    fc.assert(
      fc.property(anyTree, fc.infiniteStream(fc.nat()), (root, numbers) => {
        const live = liveForm(root, (bound) => (numbers.next().value ?? 0) % bound);
        const before = structuredClone(live);
        const settled = settle(live);
        expect(JSON.stringify(settled)).toBe(JSON.stringify(toOperations(root)));
        expect(live).toEqual(before);
      }),
      { numRuns: 300 },
    );
  });

  it("leaves canonical operations as they are", () => {
    fc.assert(
      fc.property(anyTree, (root) => {
        expect(settle(toOperations(root))).toEqual(toOperations(root));
      }),
    );
  });

  it("opens the root anew for a better drawing", () => {
    const first = toOperations(treeOf(sketch("svg", { id: "first" }, ["x", sketch("g"), sketch("rect")])));
    const second = toOperations(treeOf(sketch("svg", { id: "second" }, [sketch("circle")])));
    expect(settle([...first, ...second])).toEqual(second);
  });

  it("closes what a cut-off stream left open", () => {
    expect(
      settle([
        { op: "open", node: 0, parent: null, name: "svg", attributes: {} },
        { op: "open", node: 1, parent: 0, name: "g", attributes: {}, growing: true },
      ]),
    ).toEqual(toOperations(treeOf(sketch("svg", {}, [sketch("g")]))));
  });

  it("survives operations that make no sense", () => {
    const number = fc.nat({ max: 4 });
    const operation: fc.Arbitrary<SvgOperation> = fc.oneof(
      fc.record({
        op: fc.constant("open" as const),
        node: number,
        parent: fc.option(number),
        name: fc.constant("g"),
        attributes: fc.constant({}),
      }),
      fc.record({
        op: fc.constant("attr" as const),
        node: number,
        name: fc.constant("id"),
        value: fc.string(),
      }),
      fc.record({ op: fc.constant("text" as const), node: number, text: fc.string() }),
      fc.record({ op: fc.constant("close" as const), node: number }),
    );
    fc.assert(
      fc.property(fc.array(operation), (operations) => {
        const settled = settle(operations);
        expect(settle(settled)).toEqual(settled);
      }),
    );
    expect(settle([])).toEqual([]);
  });
});
