import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { buildIfChanged, hashSources } from "./next-build.ts";

let root: string;
let builds: number;
const quiet = () => {};

function write(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

/** Does what `next build` does for the outside. */
async function build(): Promise<void> {
  builds++;
  rmSync(join(root, ".next"), { recursive: true, force: true });
  await new Promise((resolve) => setImmediate(resolve));
  write(".next/BUILD_ID", String(builds));
}

beforeEach(() => {
  builds = 0;
  root = mkdtempSync(join(tmpdir(), "learn-x-build-"));
  write("app/page.tsx", "page");
  write("server/api/index.ts", "api");
  write("package-lock.json", "{}");
});

afterEach(() => rmSync(root, { recursive: true, force: true }));

test("builds once, and again only after a change", async () => {
  expect(await buildIfChanged(root, quiet, build)).toBe(true);
  expect(await buildIfChanged(root, quiet, build)).toBe(false);
  write("app/page.tsx", "another page");
  expect(await buildIfChanged(root, quiet, build)).toBe(true);
  expect(builds).toBe(2);
});

test.each([
  ["a changed text", () => write("app/page.tsx", "pagE"), true],
  ["a new file", () => write("components/a.tsx", ""), true],
  ["a file of another name", () => write("app/pages.tsx", "page"), true],
  [
    "text that moved to another file",
    () => ["pag", "e"].map((text, at) => write(`app/${["page", "q"][at]}.tsx`, text)),
    true,
  ],
  ["another lock file", () => write("package-lock.json", "{ }"), true],
  ["the settings of Next", () => write("next.config.ts", ""), true],
  ["the proxy", () => write("proxy.ts", ""), true],
  ["a test", () => write("server/api/index.test.ts", ""), false],
  ["what tests share", () => write("server/api/__fixtures__/a.ts", ""), false],
  ["the simulated model", () => write("server/simulator/main.ts", ""), false],
  ["a document", () => write("docs/a.md", ""), false],
  ["data", () => write(".data/a", ""), false],
])("after $0 the hash is another: $2", (_, change, changes) => {
  const before = hashSources(root);
  change();
  expect(hashSources(root) !== before).toBe(changes);
});

test("two at once build once", async () => {
  const both = await Promise.all([buildIfChanged(root, quiet, build), buildIfChanged(root, quiet, build)]);
  expect(both.sort()).toEqual([false, true]);
  expect(builds).toBe(1);
});

test("a build that failed, or was cut off, is made again", async () => {
  await buildIfChanged(root, quiet, build);
  write("app/page.tsx", "broken");
  const failing = async () => {
    throw new Error("syntax");
  };
  await expect(buildIfChanged(root, quiet, failing)).rejects.toThrow("syntax");
  write("app/page.tsx", "page"); // what stands in .next may be half of the failed one
  expect(await buildIfChanged(root, quiet, build)).toBe(true);
});
