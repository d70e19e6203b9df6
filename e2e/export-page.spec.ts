import { writeFile } from "node:fs/promises";
import { pathToFileURL } from "node:url";
import type { Page, TestInfo } from "@playwright/test";
import {
  drawingOf,
  keptDrawing,
  PLAN,
  sampleDrawing,
  type VisualPageContent,
  visualPage,
} from "../server/export/testing-run.ts";
import { expect, test } from "./fixtures/test.ts";

const MOVING = keptDrawing(
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 320 200"><title>t</title>
   <style>@keyframes go{from{transform:translateX(0px)}to{transform:translateX(200px)}} .css{animation:go 4s linear infinite}</style>
   <rect class="css" width="20" height="20" y="20"/><circle r="10" cy="100"><animate attributeName="cx" dur="4s" values="0;200" repeatCount="indefinite"/></circle>
   <text x="20" y="180" font-size="24">moving</text></svg>`,
  1,
);
const content: VisualPageContent = {
  title: PLAN.title,
  topic: "Why does it rain?",
  language: "en",
  isSample: true,
  steps: [MOVING, sampleDrawing("water-cycle/cloud-to-rain", 2), drawingOf("rain", 3)].map(
    (drawing, index) => ({
      plan: PLAN.steps[index] as (typeof PLAN.steps)[number],
      drawing,
    }),
  ),
};

/** Opens a page from disk, as somebody does who was sent the file. */
async function openFile(page: Page, html: string, testInfo: TestInfo): Promise<void> {
  const path = testInfo.outputPath("page.html");
  await writeFile(path, html);
  await page.goto(pathToFileURL(path).href);
}

const heading = (page: Page) => page.getByRole("heading", { level: 2 }).locator("visible=true");
/** How far the two kinds of motion of the first drawing have come, in seconds. */
const clocks = (page: Page) =>
  page.evaluate(() => {
    const svg = document.querySelector<SVGSVGElement>("section svg");
    const [sheet] = svg?.getAnimations({ subtree: true }) ?? [];
    return [svg?.getCurrentTime() ?? -1, Number(sheet?.currentTime ?? -1) / 1000] as const;
  });

for (const colorScheme of ["light", "dark"] as const)
  for (const width of [1280, 360])
    test(`a saved page, ${colorScheme}, ${width} pixels wide`, async ({
      page,
      expectAccessible,
    }, testInfo) => {
      const asked: string[] = [];
      page.on("request", (request) => {
        if (!/^(data|file):/.test(request.url())) asked.push(request.url());
      });
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width, height: 800 });
      await openFile(page, visualPage(content), testInfo);
      await expect(heading(page)).toHaveText("The sea");
      await expect(page.getByRole("img", { name: "The sea" })).toBeVisible();
      await expect(page.getByText("Made with Learn-X")).toBeVisible();
      await expect(page.getByText(/This is a sample/)).toBeVisible();
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
      await expectAccessible(page);
      await page.getByText("In words").locator("visible=true").click();
      await expect(page.getByText("Waves under the sun.")).toBeVisible();
      await expectAccessible(page);
      expect(asked).toEqual([]);
    });

test("its steps are gone through by keys, buttons and pictures, and the focus stays", async ({
  page,
}, testInfo) => {
  await openFile(page, visualPage(content), testInfo);
  await page.keyboard.press("ArrowRight");
  await expect(heading(page)).toHaveText("A cloud");
  await expect(page.getByRole("status")).toHaveText("Step 2 of 3: A cloud");
  await expect(page.getByText("2 / 3")).toBeVisible();
  await expect(page).toHaveURL(/#step-2$/);

  const next = page.getByRole("button", { name: "Next step" });
  await next.focus();
  await page.keyboard.press("Enter");
  await expect(heading(page)).toHaveText("Rain");
  await expect(next).toBeFocused();
  await expect(next).toHaveAttribute("aria-disabled", "true");
  await page.keyboard.press("ArrowRight");
  await expect(heading(page)).toHaveText("Rain");

  await page.getByRole("navigation", { name: "Steps" }).getByRole("button", { name: "The sea" }).click();
  await expect(heading(page)).toHaveText("The sea");
  await expect(page.locator("[aria-current=step]")).toHaveText("The sea");
  await page.reload();
  await expect(heading(page)).toHaveText("The sea");
});

test("its motion is held, goes on, and begins anew", async ({ page }, testInfo) => {
  await openFile(page, visualPage(content), testInfo);
  await expect.poll(async () => Math.min(...(await clocks(page)))).toBeGreaterThan(0.3);
  await page.keyboard.press("Space");
  await expect(page.getByRole("button", { name: "Play" })).toBeVisible();
  const held = await clocks(page);
  await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 300)));
  expect(await clocks(page)).toEqual(held);

  await page.getByRole("button", { name: "From the beginning" }).click();
  const [smil, sheet] = await clocks(page);
  expect(smil).toBeLessThan(held[0]);
  expect(sheet).toBeLessThan(held[1]);
  await expect(page.getByRole("button", { name: "Pause" })).toBeVisible();
  await expect.poll(async () => Math.min(...(await clocks(page)))).toBeGreaterThan(0.1);

  // What is not looked at does not move, and begins when it is.
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowLeft");
  expect(Math.max(...(await clocks(page)))).toBeLessThan(1);
});

test("it stands still for those who want no motion, and on paper it is all there", async ({
  page,
}, testInfo) => {
  await page.emulateMedia({ reducedMotion: "reduce" });
  await openFile(page, visualPage(content), testInfo);
  await expect(page.locator("img.lx-still").locator("visible=true")).toHaveCount(1);
  await expect(page.locator("section svg").locator("visible=true")).toHaveCount(0);
  await expect(page.getByText("Motion is reduced")).toBeVisible();
  await expect(page.getByRole("button", { name: "Pause" })).toBeHidden();

  await page.emulateMedia({ reducedMotion: null, media: "print" });
  await expect(page.getByRole("heading", { level: 2 }).locator("visible=true")).toHaveCount(3);
  await expect(page.locator("img.lx-still").locator("visible=true")).toHaveCount(3);
  await expect(page.locator("section svg").locator("visible=true")).toHaveCount(0);
  await expect(page.getByRole("toolbar")).toBeHidden();
});

test.describe("without scripts", () => {
  test.use({ javaScriptEnabled: false });
  test("everything is there, one below the other", async ({ page }, testInfo) => {
    await openFile(page, visualPage(content), testInfo);
    await expect(page.getByRole("heading", { level: 2 })).toHaveText(["The sea", "A cloud", "Rain"]);
    await expect(page.locator("section svg").locator("visible=true")).toHaveCount(3);
    await expect(page.locator(".lx-bar")).toBeHidden();
  });
});

test.describe("somebody else's script", () => {
  test.use({ allowed: [/Content Security Policy|CSP violation/] });
  test("does not run in it", async ({ page }, testInfo) => {
    const more =
      '<script>document.title="run"</script><img src="x" onerror="document.title=\'run\'"><img src="https://example.invalid/x.png"><link rel="stylesheet" href="https://example.invalid/x.css"><iframe srcdoc="<script>parent.document.title=\'run\'</script>"></iframe>';
    const stopped: (string | undefined)[] = [];
    page.on("requestfailed", (request) => stopped.push(request.failure()?.errorText));
    await openFile(page, visualPage(content).replace("</main>", `${more}</main>`), testInfo);
    await expect(heading(page)).toHaveText("The sea");
    await expect(page).toHaveTitle("How rain is made");
    // They are asked for, and stopped by the policy before they leave.
    await expect.poll(() => stopped).toEqual(["csp", "csp", "csp"]);
  });
});

test("a step without a drawing says so", async ({ page, expectAccessible }, testInfo) => {
  const [first, ...others] = content.steps;
  if (!first) throw new Error("There is no step.");
  await openFile(page, visualPage({ ...content, steps: [{ ...first, drawing: null }, ...others] }), testInfo);
  await expect(page.getByText("This step has no drawing.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Pause" })).toHaveAttribute("aria-disabled", "true");
  await expectAccessible(page);
});

test("in a language from the right, the arrows go the other way", async ({
  page,
  expectAccessible,
}, testInfo) => {
  await openFile(page, visualPage({ ...content, language: "ar" }), testInfo);
  await page.keyboard.press("ArrowLeft");
  await expect(heading(page)).toHaveText("A cloud");
  await expectAccessible(page);
});
