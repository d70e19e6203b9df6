import { execFileSync } from "node:child_process";
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

/** The most memory that a process holds beyond what it holds before it begins. Each in a process of its own. */
export function measureMemory(): void {
  for (const [name, work] of WORK) {
    const [engine, parser] = ["engine", "htmlparser2"].map((who) => peak(work, who ?? ""));
    report({
      bench: "svg",
      figure: `peak memory, ${name}`,
      value: engine?.peak ?? 0,
      unit: "MB",
      versus: {
        "kept at the end": engine?.kept ?? 0,
        milliseconds: engine?.time ?? 0,
        "htmlparser2 into a tree": parser?.peak ?? 0,
      },
    });
  }
}

function peak(work: string, who: string): { peak: number; kept: number; time: number } {
  const child = join(import.meta.dirname, "svg-memory-child.ts");
  const printed = execFileSync(process.execPath, ["--expose-gc", child, ...work.split(" "), who], {
    encoding: "utf8",
  });
  return JSON.parse(printed);
}
