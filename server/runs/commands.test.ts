import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { withDependents } from "./commands.ts";

const Graph = fc
  .integer({ min: 1, max: 8 })
  .chain((size) => fc.array(fc.subarray([...Array(size).keys()]), { minLength: size, maxLength: size }));

/** Whether `from` reaches `to` along dependencies, by Warshall's algorithm. */
function reaches(graph: number[][]): boolean[][] {
  const to = graph.map((on) => graph.map((_, index) => on.includes(index)));
  for (const k of graph.keys())
    for (const i of graph.keys())
      for (const j of graph.keys()) if (to[i]?.[k] && to[k]?.[j]) (to[i] as boolean[])[j] = true;
  return to;
}

describe("withDependents", () => {
  it("finds the step and whatever depends on it, also in a circle", () => {
    fc.assert(
      fc.property(Graph, fc.nat(7), (graph, pick) => {
        const at = pick % graph.length;
        const steps = graph.map((on, index) => ({ key: `s${index}`, dependsOn: on.map((one) => `s${one}`) }));
        const matrix = reaches(graph);
        const expected = [...graph.keys()].filter((index) => index === at || matrix[index]?.[at]);
        expect(withDependents(`s${at}`, steps).sort()).toEqual(expected.map((index) => `s${index}`).sort());
      }),
    );
  });

  it("finds a key that no step has alone", () => {
    expect(withDependents("x", [{ key: "a", dependsOn: ["b"] }])).toEqual(["x"]);
  });
});
