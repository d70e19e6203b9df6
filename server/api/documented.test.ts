import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";

const root = join(import.meta.dirname, "../..");

it("every route is in docs/http.md", () => {
  const document = readFileSync(join(root, "docs/http.md"), "utf8");
  const files = globSync("app/api/**/route.ts", { cwd: root });
  expect(files.length).toBeGreaterThan(10);
  for (const file of files) {
    const path = file.slice("app".length, -"/route.ts".length);
    // A route for all that is left is described by the addresses that it serves.
    const shown = path
      .replace(/\/\[\[?\.\.\..*$/, "/")
      .replace("[trpc]", "<procedure>")
      .replace(/\[(\w+)\]/g, ":$1");
    expect(document, file).toContain(shown.replace(/^\/api\/$/, "/api"));
  }
});
