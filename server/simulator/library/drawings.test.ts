import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { createSvgStream } from "#server/svg/index.ts";
import { LIBRARY } from "./index.ts";

const FOLDER = join(import.meta.dirname, "drawings");
const files = globSync("**/*.svg", { cwd: FOLDER })
  .map((path) => path.replaceAll("\\", "/"))
  .sort();
const wanted = LIBRARY.flatMap(({ id, steps }) => steps.map((step) => `${id}/${step.id}.svg`)).sort();

test("every step of the library has its drawing, and every drawing its step", () => {
  expect(files).toEqual(wanted);
});

describe.each(files)("%s", (path) => {
  const drawing = readFileSync(join(FOLDER, path), "utf8");
  const stream = createSvgStream();
  stream.push(drawing);
  const { report } = stream.finish();

  test("is read by the engine as it was drawn", () => {
    expect(report).toMatchObject({
      complete: true,
      drawings: 1,
      limit: null,
      dropped: {},
      repaired: {},
      canvas: { x: 0, y: 0, width: 640, height: 400 },
      hasTitle: true,
      hasDescription: true,
    });
    expect(drawing.trim()).toMatch(/^<svg [\s\S]*<\/svg>$/);
  });

  test("its labels can be read, it moves, and it is good", () => {
    expect(report.layout).toEqual({ outside: [], overlapping: [], lowContrast: [], small: [] });
    expect(report.labels).toBeGreaterThanOrEqual(6);
    expect(report.animations).toBeGreaterThanOrEqual(1);
    expect(report.score).toBeGreaterThanOrEqual(95);
  });

  test("it is 3 to 14 KB", () => {
    expect(Buffer.byteLength(drawing)).toBeGreaterThanOrEqual(3_000);
    expect(Buffer.byteLength(drawing)).toBeLessThanOrEqual(14_336);
  });
});
