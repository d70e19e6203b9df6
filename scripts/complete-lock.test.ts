import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { findMissing } from "./complete-lock.ts";

test("only what is named and nowhere to be found is added, with what its name says", () => {
  const packages = {
    "": {},
    "node_modules/a": {
      optionalDependencies: { "@a/linux-x64-musl": "^1.2.3", "@a/darwin-arm64": "1.0.0", here: "1" },
    },
    "node_modules/here": { version: "1.0.0" },
    "node_modules/b": { dev: true, optionalDependencies: { "b-wasm32-wasi": "~2.0.0" } },
    "node_modules/b/node_modules/c": { optionalDependencies: { beside: "1", here: "1" } },
    "node_modules/b/node_modules/beside": { version: "1.0.0" },
  };
  expect(findMissing(packages)).toEqual({
    "node_modules/@a/linux-x64-musl": {
      version: "1.2.3",
      cpu: ["x64"],
      libc: ["musl"],
      optional: true,
      os: ["linux"],
    },
    "node_modules/@a/darwin-arm64": { version: "1.0.0", cpu: ["arm64"], optional: true, os: ["darwin"] },
    "node_modules/b-wasm32-wasi": { version: "2.0.0", cpu: ["wasm32"], dev: true, optional: true },
  });
});

test("the committed lock file lacks nothing", () => {
  const lock = JSON.parse(readFileSync(new URL("../package-lock.json", import.meta.url), "utf8"));
  expect(Object.keys(findMissing(lock.packages))).toEqual([]);
});
