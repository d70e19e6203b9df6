import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { claimDataDir } from "./data-dir.ts";

let folder: string;
let dir: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "learn-x-data-"));
  dir = join(folder, "deep/data");
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

test("is made, and recognised the next time whatever is in it", () => {
  expect(claimDataDir(dir)).toBe(dir);
  writeFileSync(join(dir, "something"), "");
  expect(claimDataDir(dir)).toBe(dir);
});

test("an empty folder is taken, a link is followed", () => {
  mkdirSync(dir, { recursive: true });
  symlinkSync(dir, join(folder, "link"));
  expect(claimDataDir(join(folder, "link"))).toBe(dir);
});

test("a foreign folder stays as it is", () => {
  mkdirSync(dir, { recursive: true });
  writeFileSync(join(dir, "thesis.txt"), "");
  expect(() => claimDataDir(dir)).toThrow(`DATA_DIR: ${dir} is not empty and was not made by Learn-X.`);
  expect(readdirSync(dir)).toEqual(["thesis.txt"]);
});

test("a file, and a folder below a file, are named", () => {
  const file = join(folder, "file");
  writeFileSync(file, "");
  expect(() => claimDataDir(file)).toThrow(`DATA_DIR: ${file} is a file, not a folder.`);
  expect(() => claimDataDir(join(file, "data"))).toThrow(
    `DATA_DIR: ${file}/data is below a file, not a folder.`,
  );
});

test("a folder that this user may not write is named", () => {
  const isRoot = process.getuid?.() === 0;
  mkdirSync(dir, { recursive: true });
  chmodSync(dir, 0o555);
  chmodSync(folder, 0o755);
  if (isRoot) process.seteuid?.(65534);
  try {
    expect(() => claimDataDir(dir)).toThrow(`DATA_DIR: ${dir} cannot be written by this user.`);
  } finally {
    if (isRoot) process.seteuid?.(0);
  }
  expect(existsSync(join(dir, ".learn-x"))).toBe(false);
});
