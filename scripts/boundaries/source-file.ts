import { posix } from "node:path";
import { parseAst } from "vitest/node";

export interface Import {
  /** As written. */
  from: string;
  /** The file of ours that it names, or null for a package, a Node module and generated code. */
  target: string | null;
  /** Nothing of it is left at run time. */
  typeOnly: boolean;
  line: number;
}

export interface SourceFile {
  /** From the root of the project, with `/`. */
  path: string;
  lines: number;
  imports: Import[];
  /** Lines of `export * from`. */
  exportsAll: number[];
}

/** What is made by a tool and not kept in git; imports of it are judged by their text. */
export const GENERATED = "prisma/generated/";

/** Reads one file's imports: static, dynamic, re-exports and types. A syntax error throws. */
export function readSourceFile(path: string, text: string): SourceFile {
  const file: SourceFile = { path, lines: text.split("\n").length - 1, imports: [], exportsAll: [] };
  const lineAt = (offset: number) => text.slice(0, offset).split("\n").length;
  visit(parseAst(text, { lang: path.endsWith(".tsx") ? "tsx" : "ts" }), (node) => {
    if (node.type === "ExportAllDeclaration" && !node.exported) file.exportsAll.push(lineAt(node.start));
    const from = IMPORTING.has(node.type) ? node.source?.value : undefined;
    if (typeof from !== "string") return;
    const line = lineAt(node.start);
    file.imports.push({ from, target: resolveOurs(path, from), typeOnly: isTypeOnly(node), line });
  });
  return file;
}

interface Node {
  type: string;
  start: number;
  source?: { value?: unknown } | null;
  exported?: unknown;
  importKind?: string;
  exportKind?: string;
  specifiers?: Node[];
}

const IMPORTING = new Set([
  "ImportDeclaration",
  "ImportExpression",
  "ExportNamedDeclaration",
  "ExportAllDeclaration",
  "TSImportType",
]);

function isTypeOnly(node: Node): boolean {
  if (node.type === "TSImportType" || node.importKind === "type" || node.exportKind === "type") return true;
  const names = node.specifiers ?? [];
  return names.length > 0 && names.every((name) => name.importKind === "type" || name.exportKind === "type");
}

function visit(value: unknown, see: (node: Node) => void): void {
  if (Array.isArray(value)) for (const item of value) visit(item, see);
  if (typeof value !== "object" || value === null || Array.isArray(value)) return;
  if ("type" in value && typeof value.type === "string") see(value as Node);
  for (const child of Object.values(value)) visit(child, see);
}

function resolveOurs(importer: string, from: string): string | null {
  if (from.startsWith(".")) return posix.join(posix.dirname(importer), from);
  for (const [alias, folder] of ALIASES) if (from.startsWith(alias)) return folder + from.slice(alias.length);
  return null;
}

const ALIASES = [
  ["#server/", "server/"],
  ["#contracts/", "server/contracts/"],
  ["#components/", "components/"],
] as const;
