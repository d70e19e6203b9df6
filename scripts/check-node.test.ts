import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { complaintAbout } from "./check-node.mjs";

test.each(["18.20.0", "20.20.2", "22.18.0", "21.0.0"])("%s is too old", (version) => {
  expect(complaintAbout(version)).toContain(`this is Node ${version}.`);
});

test.each(["22.19.0", "23.0.0", "24.21.0", "100.0.0"])("%s will do", (version) => {
  expect(complaintAbout(version)).toBeNull();
});

test("package.json asks for the same", () => {
  const { engines } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"));
  expect(engines.node).toBe(">=22.19");
});
