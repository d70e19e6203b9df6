// Holds the structure: who imports whom, names, lengths, cycles. There is no list of exceptions.
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { findCycles } from "./boundaries/cycles.ts";
import { judgeFile, judgeImports, type Problem } from "./boundaries/rules.ts";
import { readSourceFile } from "./boundaries/source-file.ts";

/** Every problem of a set of files, given as path (from the root, with `/`) to text. */
export function checkBoundaries(sources: ReadonlyMap<string, string>): Problem[] {
  const files = [...sources].map(([path, text]) => readSourceFile(path, text));
  const known = new Set(sources.keys());
  return [
    ...files.flatMap((file) => [...judgeFile(file), ...judgeImports(file, known)]),
    ...findCycles(files),
  ];
}

function readProject(root: string): Map<string, string> {
  const listed = execFileSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], {
    cwd: root,
    encoding: "utf8",
  });
  const paths = listed
    .split("\0")
    .filter((path) => /\.(ts|tsx|mjs)$/.test(path) && existsSync(join(root, path)));
  return new Map(paths.map((path) => [path, readFileSync(join(root, path), "utf8")]));
}

if (import.meta.main) {
  const problems = checkBoundaries(readProject(join(import.meta.dirname, "..")));
  for (const problem of problems) console.error(problem);
  if (problems.length > 0) process.exitCode = 1;
}
