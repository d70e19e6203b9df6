import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { openEmbeddedPostgres } from "./embedded-postgres.ts";
import { processStamp } from "./process-stamp.ts";
import { makeTestFolder, removeTestFolder, sweepTestFolders } from "./testing-folder.ts";

/** Makes the files of a folder say that a process wrote them that is gone. */
function orphan(path: string): void {
  writeFileSync(path, readFileSync(path, "utf8").replace(/"stamp":"[^"]+"/, '"stamp":"earlier"'));
}

test("what a killed test run left is stopped and removed, what a living one uses is not", async () => {
  const abandoned = makeTestFolder();
  const used = makeTestFolder();
  await openEmbeddedPostgres(join(abandoned, "data"), { settings: { fsync: "off" } });
  const pid = Number(readFileSync(join(abandoned, "data/postgres/postmaster.pid"), "utf8").split("\n")[0]);
  orphan(join(abandoned, "owner.json"));
  const [attached = ""] = readdirSync(join(abandoned, "data/attached"));
  orphan(join(abandoned, "data/attached", attached));
  await sweepTestFolders();
  expect(processStamp(pid)).toBeNull();
  expect(existsSync(abandoned)).toBe(false);
  expect(existsSync(used)).toBe(true);
  removeTestFolder(used);
});
