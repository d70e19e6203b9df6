// Who may import whom. A file belongs to a piece (`app`, `components/ui`, `server/runs`,
// `server/env` …); a piece may import the pieces listed here and itself, and nothing else.

export type Role = "product" | "entry" | "test";

/** The pieces that are entered anywhere, not only through `index.ts`. */
export const OPEN_FOLDERS = new Set(["server/contracts", "server/kit"]);

const BASE = ["server/contracts", "server/kit", "server/errors"];
const MIDDLE = [
  "server/budget",
  "server/export",
  "server/flags",
  "server/health",
  "server/identity",
  "server/knowledge",
  "server/language",
  "server/llm",
  "server/runs",
  "server/svg",
  "server/telemetry",
];

/** What product code may import. A piece of `server/` that is not listed may import the base and the middle. */
const MAY_IMPORT: Record<string, string[]> = {
  app: ["components", "components/ui", "server/api", "server/composition", ...BASE],
  components: ["components/ui", "server/contracts"],
  "components/ui": [],
  "server/kit": [],
  "server/errors": [],
  "server/contracts": ["server/kit", "server/errors"],
  "server/svg": BASE,
  "server/language": BASE,
  "server/llm": BASE,
  "server/env": [...BASE, "server/llm"],
  "server/db": [],
  "server/pipelines": [
    ...BASE,
    "server/runs",
    "server/llm",
    "server/svg",
    "server/language",
    "server/knowledge",
  ],
  "server/simulator": [...BASE, "server/start"],
  "server/start": BASE,
  "server/composition": [...BASE, ...MIDDLE, "server/env", "server/db", "server/pipelines", "server/api"],
};

const ENTRY_MAY_IMPORT = [
  ...BASE,
  ...MIDDLE,
  "app",
  "components",
  "server/api",
  "server/composition",
  "server/pipelines",
  "server/start",
];

/** Whether a piece may import another one, whatever the way in. */
export function mayImport(role: Role, from: string, to: string): boolean {
  if (from === to) return true;
  if (role === "test") return true;
  // The supervisor composes processes as composition composes what is in them: it needs the environment only.
  if (from === "server/supervisor") return [...BASE, "server/env", "server/start"].includes(to);
  if (role === "entry") return ENTRY_MAY_IMPORT.includes(to);
  return (MAY_IMPORT[from] ?? [...BASE, ...MIDDLE]).includes(to);
}

/** The piece a path belongs to. */
export function pieceOf(path: string): string {
  const [first = "", second, third] = path.split("/");
  if (first === "components") return second === "ui" && third ? "components/ui" : "components";
  if (first !== "server" || second === undefined) return second ? first : "root";
  // `server/env.ts` and `server/env-values.ts` are one piece; so are the files of `server/composition/`.
  return `server/${third === undefined ? second.replace(/\.test\.ts$|\.ts$/, "").replace(/-.*$/, "") : second}`;
}

const ENTRIES = new Set(["server/worker.ts", "server/supervisor.ts", "server/simulator/main.ts"]);

/** Tests and what serves them may import everything; entry points compose; the rest is the product. */
export function roleOf(path: string): Role {
  const name = path.split("/").at(-1) ?? "";
  if (isTestFile(path) || /^(bench|e2e)\//.test(path) || /^(vitest|playwright)\.config\.ts$/.test(name))
    return "test";
  if (ENTRIES.has(path) || path.startsWith("scripts/") || pieceOf(path) === "root") return "entry";
  return path.startsWith("prisma/") ? "entry" : "product";
}

/** `x.test.ts`, `testing….ts` and `__fixtures__`: tests and what they share. */
export function isTestFile(path: string): boolean {
  return /\.test\.tsx?$|\/__fixtures__\//.test(path) || /(^|\/)testing[^/]*\.ts$/.test(path);
}
