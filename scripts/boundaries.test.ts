import { describe, expect, test } from "vitest";
import { checkBoundaries } from "./boundaries.ts";

/** A tiny project: paths to texts; what is imported and not given exists, and is empty. */
function check(files: Record<string, string>): string[] {
  const sources = new Map(Object.entries(files));
  const existing = [
    "server/contracts/run.ts",
    "server/kit/backoff.ts",
    "server/errors.ts",
    "server/env.ts",
    "server/db.ts",
    "server/composition.ts",
    "server/llm/index.ts",
    "server/llm/limits.ts",
    "server/runs/index.ts",
    "server/runs/__fixtures__/engine.ts",
    "server/flags/index.ts",
    "server/svg/index.ts",
    "server/knowledge/index.ts",
    "server/api/index.ts",
    "server/pipelines/story/index.ts",
    "server/simulator/index.ts",
    "server/start/index.ts",
    "server/start/testing.ts",
    "components/run/card.tsx",
    "components/ui/button.tsx",
  ];
  for (const path of existing) if (!sources.has(path)) sources.set(path, "");
  return checkBoundaries(sources);
}

const imports = (...names: string[]) => names.map((name) => `import { x } from "${name}";`).join("\n");

describe("what is allowed", () => {
  test.each([
    ["app/page.tsx", ["#components/run/card.tsx", "#server/api/index.ts", "#server/composition.ts"]],
    ["app/page.tsx", ["#contracts/run.ts", "#server/errors.ts", "next/link", "./page.css"]],
    ["components/run/list.tsx", ["../ui/button.tsx", "./card.tsx", "#contracts/run.ts", "react"]],
    [
      "server/pipelines/visual/draw.ts",
      ["../../runs/index.ts", "#server/llm/index.ts", "#server/svg/index.ts"],
    ],
    ["server/composition.ts", ["./env.ts", "./db.ts", "./runs/index.ts", "./pipelines/story/index.ts"]],
    ["server/worker.ts", ["./composition.ts", "./start/index.ts"]],
    ["server/supervisor.ts", ["./env.ts", "./start/index.ts"]],
    ["server/simulator/main.ts", ["./index.ts", "../start/index.ts"]],
    ["server/runs/store.ts", ["../../prisma/generated/client.ts", "../llm/index.ts"]],
    ["server/runs/store.test.ts", ["../db.ts", "#server/start/testing.ts", "../simulator/index.ts"]],
    ["server/llm/providers/openai.ts", ["openai", "../limits.ts"]],
    ["instrumentation.ts", ["#server/composition.ts"]],
    ["bench/runs.ts", ["#server/db.ts", "#server/simulator/index.ts", "#server/runs/__fixtures__/engine.ts"]],
  ])("%s may import %j", (path, names) => {
    expect(check({ [path]: imports(...names) })).toEqual([]);
  });

  test("components know the type of the router", () => {
    expect(check({ "components/a.ts": `import type { Router } from "#server/api/index.ts";` })).toEqual([]);
    expect(check({ "components/a.ts": `import { type Router } from "#server/api/index.ts";` })).toEqual([]);
    expect(check({ "components/a.ts": `type R = import("#server/api/index.ts").R;` })).toEqual([]);
  });
});

describe("what is refused", () => {
  test.each([
    ["app/page.tsx", "#server/runs/index.ts", "app may not import server/runs"],
    ["app/page.tsx", "#server/db.ts", "app may not import server/db"],
    ["components/a.tsx", "#server/errors.ts", "components may not import server/errors"],
    ["components/a.tsx", "#server/api/index.ts", "components may not import server/api"],
    ["components/ui/b.tsx", "../run/card.tsx", "components/ui may not import components"],
    ["server/api/router.ts", "../composition.ts", "server/api may not import server/composition"],
    ["server/runs/store.ts", "../db.ts", "server/runs may not import server/db"],
    ["server/runs/store.ts", "../env.ts", "server/runs may not import server/env"],
    ["server/runs/store.ts", "../llm/limits.ts", "enter server/llm through its index.ts"],
    ["server/runs/store.ts", "../pipelines/story/index.ts", "server/runs may not import server/pipelines"],
    [
      "server/pipelines/visual/draw.ts",
      "#server/flags/index.ts",
      "server/pipelines may not import server/flags",
    ],
    ["server/pipelines/visual/draw.ts", "../story/index.ts", "a pipeline imports no other"],
    ["server/llm/gateway.ts", "../runs/index.ts", "server/llm may not import server/runs"],
    ["server/svg/parse.ts", "../llm/index.ts", "server/svg may not import server/llm"],
    ["server/kit/sse.ts", "../errors.ts", "server/kit may not import server/errors"],
    ["server/contracts/a.ts", "../runs/index.ts", "server/contracts may not import server/runs"],
    ["server/contracts/a.ts", "../../prisma/generated/client.ts", "knows nothing of the database"],
    ["app/page.tsx", "../prisma/generated/client.ts", "knows nothing of the database"],
    ["server/worker.ts", "./db.ts", "server/worker may not import server/db"],
    ["server/supervisor.ts", "./composition.ts", "server/supervisor may not import server/composition"],
    ["server/runs/store.ts", "../simulator/index.ts", "the simulator is reached over HTTP only"],
    ["server/worker.ts", "./simulator/index.ts", "the simulator is reached over HTTP only"],
    ["server/runs/store.ts", "../start/testing.ts", "a test is no part of the product"],
    ["server/llm/gateway.ts", "../runs/__fixtures__/engine.ts", "a test is no part of the product"],
    ["server/runs/gateway.ts", "openai", "only server/llm/providers does"],
    ["server/runs/gateway.ts", "@google/genai/node", "only server/llm/providers does"],
    ["server/runs/store.ts", "./gone.ts", "there is no server/runs/gone.ts"],
    ["server/runs/store.ts", "./index", "write the file's ending"],
    ["server/runs/x.test.ts", "../llm/limits.ts", "enter server/llm through its index.ts"],
  ])("%s must not import %s", (path, name, problem) => {
    expect(check({ [path]: imports(name) })).toEqual([expect.stringContaining(problem)]);
  });

  test.each([
    [`import type { x } from "../db.ts";`],
    [`import { type x } from "../db.ts";`],
    [`export { x } from "../db.ts";`],
    [`export type { x } from "../db.ts";`],
    [`import "../db.ts";`],
    [`const x = await import("../db.ts");`],
    [`type X = import("../db.ts").X;`],
  ])("every form of import counts: %s", (text) => {
    expect(check({ "server/runs/store.ts": text })).toEqual([
      expect.stringContaining("server/runs/store.ts:1 imports ../db.ts"),
    ]);
  });

  test("what only looks like an import does not count", () => {
    const text = `// import { x } from "../db.ts";\nexport const code = 'import { x } from "../db.ts"';`;
    expect(check({ "server/runs/store.ts": text })).toEqual([]);
  });
});

test("cycles are found between files and between folders, also of types", () => {
  const files = {
    "server/runs/a.ts": `import type { b } from "./b.ts";`,
    "server/runs/b.ts": imports("./c.ts"),
    "server/runs/c.ts": imports("./a.ts"),
  };
  expect(check(files)).toEqual([
    "a cycle of imports: server/runs/a.ts → server/runs/b.ts → server/runs/c.ts → server/runs/a.ts",
  ]);
  const folders = {
    "server/runs/a.ts": imports("../flags/index.ts"),
    "server/flags/b.ts": imports("../runs/index.ts"),
  };
  expect(check(folders)).toEqual(["a cycle of imports: server/runs → server/flags → server/runs"]);
});

test("names, length and lists", () => {
  expect(check({ "server/runs/runStore.ts": "" })).toEqual([expect.stringContaining("kebab-case")]);
  expect(check({ "server/utils/a.ts": "" })).toEqual([expect.stringContaining('"utils" says nothing')]);
  expect(check({ "components/helpers.test.ts": "" })).toEqual([expect.stringContaining('"helpers"')]);
  expect(check({ "app/(learn)/visual/[runId]/page.tsx": "", "app/api/auth/[...all]/route.ts": "" })).toEqual(
    [],
  );
  expect(check({ "server/runs/view.tsx": "" })).toEqual([expect.stringContaining(".tsx belongs to")]);
  expect(check({ "server/svg/long.ts": "//\n".repeat(400) })).toEqual([]);
  expect(check({ "server/svg/long.ts": "//\n".repeat(401) })).toEqual([expect.stringContaining("401 lines")]);
  expect(check({ "server/svg/a.ts": "", "server/svg/index.ts": `export * from "./a.ts";` })).toEqual([
    "server/svg/index.ts:1 exports *: an index lists its names",
  ]);
});
