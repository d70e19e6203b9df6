import { isTestFile, mayImport, OPEN_FOLDERS, pieceOf, roleOf } from "./layers.ts";
import { GENERATED, type Import, type SourceFile } from "./source-file.ts";

/** One line for people: `path:line what is wrong`. */
export type Problem = string;

const MAX_LINES = 400;
const BANNED = new Set(["util", "utils", "helper", "helpers", "misc", "common"]);
const SDKS = new Set(["openai", "@google/genai"]);

/** Judges each import of a file; `known` are the paths of all files. */
export function judgeImports(file: SourceFile, known: ReadonlySet<string>): Problem[] {
  return file.imports.flatMap((one) => {
    const problem = one.target === null ? judgePackage(file, one) : judgeTarget(file, one, one.target, known);
    return problem === null ? [] : [`${file.path}:${one.line} ${problem}`];
  });
}

function judgePackage(file: SourceFile, { from }: Import): string | null {
  if (
    !SDKS.has(
      from
        .split("/")
        .slice(0, from.startsWith("@") ? 2 : 1)
        .join("/"),
    )
  )
    return null;
  if (roleOf(file.path) === "test" || file.path.startsWith("server/llm/providers/")) return null;
  return `imports ${from}: only server/llm/providers does`;
}

function judgeTarget(
  file: SourceFile,
  one: Import,
  target: string,
  known: ReadonlySet<string>,
): string | null {
  const role = roleOf(file.path);
  const from = pieceOf(file.path);
  const to = pieceOf(target);
  if (target.startsWith(GENERATED)) {
    const pure = ["server/contracts", "server/kit", "server/svg", "server/language"].includes(from);
    const allowed = role !== "product" || (from.startsWith("server/") && !pure);
    return allowed ? null : `imports the database client: ${from} knows nothing of the database`;
  }
  if (!/\.(ts|tsx|mjs)$/.test(target)) {
    return /\.[a-z0-9]+$/.test(target) ? null : `imports ${one.from}: write the file's ending`;
  }
  if (!known.has(target)) return `imports ${one.from}: there is no ${target}`;
  if (role !== "test") {
    if (isTestFile(target)) return `imports ${one.from}: a test is no part of the product`;
    if (to === "server/simulator" && from !== to)
      return `imports ${one.from}: the simulator is reached over HTTP only`;
    if (from === "components" && isRouterType(one, target)) return null;
    if (!mayImport(role, from, to)) return `imports ${one.from}: ${from} may not import ${to}`;
  }
  return judgeDoor(file.path, one, target);
}

/** The one thing components may know of the API. */
function isRouterType(one: Import, target: string): boolean {
  return one.typeOnly && target === "server/api/index.ts";
}

/** A folder of `server/` is entered through its index; by tests also through what it offers to tests. */
function judgeDoor(importer: string, one: Import, target: string): string | null {
  const folder = doorFolder(target);
  if (folder === null || importer.startsWith(`${folder}/`)) return null;
  const kind = kindOf(importer);
  if (kind !== null && kindOf(target) !== null && kind !== kindOf(target)) {
    return `imports ${one.from}: a pipeline imports no other`;
  }
  if (target === `${folder}/index.ts`) return null;
  if (roleOf(importer) === "test" && isTestFile(target)) return null;
  return `imports ${one.from}: enter ${folder} through its index.ts`;
}

/** The folder whose index is the door to `target`: `server/runs`, or one kind's folder of pipelines. */
function doorFolder(target: string): string | null {
  const kind = kindOf(target);
  if (kind !== null) return `server/pipelines/${kind}`;
  const match = /^(server\/[^/]+)\//.exec(target);
  return match?.[1] === undefined || OPEN_FOLDERS.has(match[1]) ? null : match[1];
}

function kindOf(path: string): string | null {
  return /^server\/pipelines\/([^/]+)\//.exec(path)?.[1] ?? null;
}

/** Names, length, and the lists of names that an index must spell out. */
export function judgeFile(file: SourceFile): Problem[] {
  const problems: Problem[] = [];
  if (file.lines > MAX_LINES)
    problems.push(`${file.path} has ${file.lines} lines: at most ${MAX_LINES}, split it`);
  const segments = file.path.split("/");
  const name = segments.pop() ?? "";
  const base = name.replace(/\..*$/, "");
  if (![...segments, base].every(isWellNamed)) problems.push(`${file.path}: names are kebab-case`);
  for (const part of [...segments, base]) {
    if (BANNED.has(part)) problems.push(`${file.path}: "${part}" says nothing, name it after what it does`);
  }
  if (name.endsWith(".tsx") && !/^(app|components)\//.test(file.path)) {
    problems.push(`${file.path}: .tsx belongs to app and components`);
  }
  if (/^server\/.*\/index\.ts$/.test(file.path)) {
    for (const line of file.exportsAll)
      problems.push(`${file.path}:${line} exports *: an index lists its names`);
  }
  return problems;
}

/** Kebab-case, or what Next and Vitest give a meaning: `(learn)`, `[runId]`, `[...path]`, `@slot`, `__fixtures__`. */
function isWellNamed(part: string): boolean {
  return /^(\.?[a-z0-9]+(-[a-z0-9]+)*|\([a-z0-9-]+\)|\[{1,2}(\.{3})?[a-zA-Z0-9]+\]{1,2}|@[a-z0-9-]+|__[a-z0-9-]+__)$/.test(
    part,
  );
}
