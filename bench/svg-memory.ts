import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { report } from "./report.ts";

const WORK = [
  ["38 KB in chunks of 40", "drawing 38000"],
  ["190 KB in chunks of 40", "drawing 190000"],
  ["10 MB of one attribute", "attribute 10000000"],
  ["10 MB of one text", "text 10000000"],
  ["10 MB of one comment", "comment 10000000"],
  ["10 MB of elements in each other", "nested 10000000"],
  ["10 MB of small shapes", "shapes 10000000"],
  ["10 MB of attributes", "attributes 10000000"],
  ["10 MB of rules", "rules 10000000"],
  ["10 MB of prose", "prose 10000000"],
] as const;

/**
 * The most memory that a process holds beyond what it holds before it begins, each in a process of its own. What
 * takes a rival longer than `PATIENCE` is left out (htmlparser2 takes quadratic time for elements in each other).
 */
export function measureMemory(): void {
  for (const [name, work] of WORK) {
    const engine = peak(work, "engine");
    const parser = peak(work, "htmlparser2");
    const versus = {
      "kept at the end": engine?.kept,
      milliseconds: engine?.time,
      "htmlparser2 into a tree": parser?.peak,
    };
    const known = Object.entries(versus).filter((entry): entry is [string, number] => entry[1] !== undefined);
    if (!engine) throw new Error(`${name}: the engine did not end`);
    report({
      bench: "svg",
      figure: `peak memory, ${name}`,
      value: engine.peak,
      unit: "MB",
      versus: Object.fromEntries(known),
    });
  }
}

const PATIENCE = 15_000;

function peak(work: string, who: string): { peak: number; kept: number; time: number } | null {
  const child = join(import.meta.dirname, "svg-memory-child.ts");
  const { stdout, status } = spawnSync(process.execPath, ["--expose-gc", child, ...work.split(" "), who], {
    encoding: "utf8",
    timeout: PATIENCE,
  });
  return status === 0 ? JSON.parse(stdout) : null;
}
