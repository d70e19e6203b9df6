import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { programOf, runCheck, sum } from "./steps.ts";

let lines: string[];

beforeEach(() => {
  lines = [];
  vi.spyOn(console, "log").mockImplementation((line: string) => void lines.push(line));
});

afterEach(() => void vi.restoreAllMocks());

const node = (code: string) => [process.execPath, "-e", code];

test("a check that passes is its name and its time, whatever it said", async () => {
  expect(await runCheck("types", node("console.log('much')"))).toEqual({ passed: 0, failed: 0 });
  expect(lines).toEqual([expect.stringMatching(/^✓ types \(\d+\.\d s\)$/)]);
});

test("one that fails shows what it said", async () => {
  const check = node("process.stdout.write('one '); process.stderr.write('two'); process.exitCode = 3");
  expect(await runCheck("types", check)).toEqual({ passed: 0, failed: 1 });
  expect(lines).toEqual([expect.stringMatching(/^✗ types/), expect.stringMatching(/one|two/)]);
  expect(lines[1]).toContain("one");
  expect(lines[1]).toContain("two");
});

test("a program that is not there fails", async () => {
  expect(await runCheck("types", ["/no/such/program"])).toEqual({ passed: 0, failed: 1 });
  expect(lines[1]).toContain("ENOENT");
});

test("programs are found in their packages", async () => {
  for (const [name, program] of [
    ["vitest", "vitest"],
    ["@biomejs/biome", "biome"],
    ["typescript", "tsc"],
    ["@playwright/test", "playwright"],
  ] as const) {
    expect(await runCheck(name, [...programOf(name, program), "--version"])).toEqual({
      passed: 0,
      failed: 0,
    });
  }
  expect(() => programOf("vitest", "nonsense")).toThrow("vitest has no program nonsense");
}, 30_000);

test("counts are added", () => {
  expect(
    sum([
      { passed: 1, failed: 0 },
      { passed: 2, failed: 3 },
    ]),
  ).toEqual({ passed: 3, failed: 3 });
  expect(sum([])).toEqual({ passed: 0, failed: 0 });
});
