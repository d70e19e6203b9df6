import { expect, test } from "@playwright/test";
import { createSvgStream, type SvgOperation } from "#server/svg/index.ts";
import { MOVING_SETS, readDrawingSet, readWrittenDrawings } from "#server/svg/testing-drawings.ts";
import { findChromium } from "../scripts/chromium.ts";
import {
  DRAWING_GRID,
  findDifferent,
  ICON_GRID,
  openDrawingPage,
  TIMES,
  WHOLE_PAINTS,
} from "./fixtures/drawing-grid.ts";

test.use({ launchOptions: { executablePath: findChromium() ?? "chromium", args: [WHOLE_PAINTS] } });

const icons = MOVING_SETS.flatMap((set) => readDrawingSet(set, 32));
const sets = [
  ["moving icons", icons, ICON_GRID],
  ["written drawings", readWrittenDrawings(), DRAWING_GRID],
] as const;

for (const [name, drawings, grid] of sets) {
  test(`${name} look the same at three times, exported and drawn live`, async ({ page }) => {
    test.slow();
    await openDrawingPage(page);
    const made = drawings.map((one) => ({ name: one.name, original: one.text, ...throughEngine(one.text) }));
    const exported = made.map(({ svg, ...one }) => ({ ...one, other: svg }));
    expect(await findDifferent(page, exported, grid, TIMES), "exported").toEqual([]);
    const live = made.map(({ operations, ...one }) => ({ ...one, other: operations }));
    expect(await findDifferent(page, live, grid, TIMES), "drawn live").toEqual([]);
  });
}

test("a drawing that moves otherwise is told apart", async ({ page }) => {
  await openDrawingPage(page);
  const original = readWrittenDrawings().find(({ name }) => name === "pendulum")?.text ?? "";
  const pair = { name: "pendulum", original, other: original.replace('dur="2.8s"', 'dur="2.9s"') };
  expect(pair.other).not.toBe(original);
  expect(await findDifferent(page, [pair], DRAWING_GRID, TIMES)).toEqual(["pendulum"]);
});

function throughEngine(text: string): { svg: string; operations: SvgOperation[] } {
  const stream = createSvgStream({ idPrefix: "s3-" });
  const operations: SvgOperation[] = [];
  for (let at = 0; at < text.length; at += 40) operations.push(...stream.push(text.slice(at, at + 40)));
  const { svg, rest } = stream.finish();
  return { svg, operations: operations.concat(rest) };
}
