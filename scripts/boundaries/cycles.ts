import { isTestFile, pieceOf, roleOf } from "./layers.ts";
import type { Problem } from "./rules.ts";
import type { SourceFile } from "./source-file.ts";

type Graph = Map<string, Set<string>>;

/** Cycles between files, and between the pieces of the server that they belong to. Tests close no cycle. */
export function findCycles(files: SourceFile[]): Problem[] {
  const between: Graph = new Map();
  const pieces: Graph = new Map();
  for (const file of files) {
    if (isTestFile(file.path)) continue;
    for (const { target } of file.imports) {
      if (target === null) continue;
      connect(between, file.path, target);
      const [from, to] = [pieceOf(file.path), pieceOf(target)];
      if (from !== to && roleOf(file.path) === "product" && from.startsWith("server/"))
        connect(pieces, from, to);
    }
  }
  return [...cyclesOf(between), ...cyclesOf(pieces)].map(
    (cycle) => `a cycle of imports: ${cycle.join(" → ")}`,
  );
}

function connect(graph: Graph, from: string, to: string): void {
  const targets = graph.get(from) ?? new Set();
  graph.set(from, targets.add(to));
}

/** One cycle for each edge that leads back to where the walk is; depth first, each file once. */
function cyclesOf(graph: Graph): string[][] {
  const cycles: string[][] = [];
  const done = new Set<string>();
  const walk = (at: string, way: string[]): void => {
    const back = way.indexOf(at);
    if (back >= 0) cycles.push([...way.slice(back), at]);
    if (back >= 0 || done.has(at)) return;
    for (const next of graph.get(at) ?? []) walk(next, [...way, at]);
    done.add(at);
  };
  for (const start of graph.keys()) walk(start, []);
  return cycles;
}
