import type { Page, Request } from "@playwright/test";
import { ask, drawing, expectDrawn, expectStatus, shownStep, showStep, stepAt } from "./fixtures/ask.ts";
import { sketch } from "./fixtures/drawing.ts";
import { expect, test } from "./fixtures/test.ts";

const THREE = [{ title: "First" }, { title: "Second", refuses: true }, { title: "Third" }];

async function expectNoSidewaysScroll(page: Page) {
  const tooWide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(tooWide).toBeLessThanOrEqual(0);
}

/** The names of what is too small for a finger; in a sentence a link is as high as its line. */
function tooSmall(page: Page, least: number): Promise<(string | null)[]> {
  return page.locator("button, select, input:not([type=radio]), main a[href]").evaluateAll(
    (controls, size) =>
      controls
        .filter((one) => !one.closest("p"))
        .map((one) => ({ name: one.ariaLabel ?? one.textContent, box: one.getBoundingClientRect() }))
        .filter(({ box }) => box.width > 0 && (box.width < size || box.height < size))
        .map(({ name }) => name),
    least,
  );
}

test.describe("on a phone", () => {
  test.use({ viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true });

  test("nothing is cut off or too small to touch", async ({ page, stage, expectAccessible }) => {
    await stage.plan([...THREE, { title: `Long${"word".repeat(12)}` }]);
    await page.goto("/");
    await expectNoSidewaysScroll(page);
    await page.getByRole("textbox").fill(`${stage.topic}`);
    await page.getByRole("button", { name: "Show me" }).tap();
    await page.waitForURL(/\/visual\//);
    await expectStatus(page, "partial");
    await expectNoSidewaysScroll(page);
    await expectAccessible(page);
    for (const path of ["/", "/library", "/account", "/admin/claim?token=x"]) {
      await page.goto(path);
      await expectNoSidewaysScroll(page);
      const small = await page.getByRole("button").evaluateAll((buttons) =>
        buttons
          .map((button) => ({ name: button.textContent, box: button.getBoundingClientRect() }))
          .filter(({ box }) => box.width > 0 && (box.width < 36 || box.height < 36))
          .map(({ name }) => name),
      );
      expect(small).toEqual([]);
    }
  });

  test("a run is at ease in every state, with all that can be opened", async ({
    page,
    stage,
    expectAccessible,
  }) => {
    await stage.plan(
      [
        // A drawing much higher than wide, and one much wider than high, fit as well.
        { title: "First", hold: 2 },
        { title: "Second", refuses: true },
        { title: "Third", chunks: sketch({ labels: [] }).map((one) => one.replace("640 400", "640 4000")) },
        { title: "Fourth", chunks: sketch({ labels: [] }).map((one) => one.replace("640 400", "6400 400")) },
      ],
      { holdPlan: 3 },
    );
    const atEase = async () => {
      await expectNoSidewaysScroll(page);
      expect(await tooSmall(page, 44)).toEqual([]);
    };
    await ask(page, stage.topic);
    await expect(page.getByText("What first is about.")).toBeVisible();
    await atEase();
    await stage.releasePlan();
    await stage.untilStepHeld("First");
    await expect(drawing(page).getByText("First in light")).toBeVisible();
    await atEase();
    await stage.releaseStep("First");
    await expectStatus(page, "partial");
    for (const place of [2, 3, 4, 1]) {
      await stepAt(page, place).getByRole("button").tap();
      await expect(shownStep(page)).toHaveAccessibleName(`Step ${place} of 4`);
      await atEase();
    }
    for (const tool of ["In words", "Draw again", "Save", /^Checked/, "Share"]) {
      await page.getByRole("button", { name: tool }).tap();
      await atEase();
      await expectAccessible(page);
    }
    await page.getByRole("button", { name: "Make a link" }).tap();
    await expect(page.getByRole("textbox", { name: "Link" })).toBeVisible();
    await atEase();
    await expectAccessible(page);
  });
});

test.describe("in the dark", () => {
  test.use({ colorScheme: "dark" });

  test("every page is dark and legible", async ({ page, stage, expectAccessible }) => {
    await stage.plan(THREE);
    await ask(page, stage.topic);
    await expectStatus(page, "partial");
    expect(await page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor)).toBe(
      "rgb(19, 21, 25)",
    );
    await expectAccessible(page);
    await showStep(page, 2);
    await expectAccessible(page);
    await showStep(page, 1);
    for (const tool of ["In words", "Draw again", "Save", /^Checked/, "Share"])
      await page.getByRole("button", { name: tool }).click();
    await expectAccessible(page);
    for (const path of ["/", "/library", "/account", "/admin/claim?token=x"]) {
      await page.goto(path);
      await expectAccessible(page);
    }
  });
});

test("the theme is kept, and there before the first paint", async ({ page }) => {
  const paper = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  await page.goto("/");
  expect(await paper()).toBe("rgb(251, 248, 241)");
  await page.getByRole("radio", { name: "Dark" }).check({ force: true });
  expect(await paper()).toBe("rgb(19, 21, 25)");
  const html = await (await page.context().request.get("/")).text();
  expect(html).toMatch(/<html[^>]* data-theme="dark"/);
  await page.reload();
  expect(await paper()).toBe("rgb(19, 21, 25)");
  await page.getByRole("radio", { name: "Like my device" }).check({ force: true });
  expect(await paper()).toBe("rgb(251, 248, 241)");
});

test.describe("in Japanese", () => {
  test.use({ locale: "ja-JP" });

  test("everything is in Japanese, from the first page to the failure", async ({
    page,
    stage,
    expectAccessible,
  }) => {
    await stage.plan(THREE);
    await page.goto("/");
    await expect(page.locator("html")).toHaveAttribute("lang", "ja");
    await page.getByRole("textbox", { name: "何を知りたいですか？" }).fill(stage.topic);
    await expectAccessible(page);
    await page.getByRole("button", { name: "はじめる" }).click();
    await page.waitForURL(/\/visual\//);
    await expectStatus(page, "partial");
    await expect(page.getByRole("heading", { name: "1つのステップを作成できませんでした" })).toBeVisible();
    const failed = await showStep(page, 2);
    await expect(failed).toContainText("モデルはこの質問に答えられません。");
    await expectAccessible(page);
    await failed.getByRole("button", { name: "もう一度試す" }).click();
    await expectStatus(page, "succeeded");
    await expectDrawn(page);
    // Nothing but what the model and the learner wrote is left in English.
    const words = await page.getByRole("main").evaluate((main) => {
      const own = main.cloneNode(true) as HTMLElement;
      for (const one of own.querySelectorAll("h1, h2, header p, [data-slot=step], p[id], desc, title"))
        one.remove();
      return `${own.textContent} ${[...main.querySelectorAll("[aria-label]:not([role=img])")].map((one) => one.ariaLabel)}`;
    });
    expect(
      words.replaceAll(/\[e2e[^\]]*\]|What \w+ is about\.|Lights and shadows|First|Second|Third/g, ""),
    ).not.toMatch(/[A-Za-z]{4,}/);
  });

  test("Enter that ends a conversion does not ask", async ({ page }) => {
    await page.goto("/");
    const box = page.getByRole("textbox", { name: "何を知りたいですか？" });
    await box.fill("つき");
    await box.evaluate((element) =>
      element.dispatchEvent(
        new KeyboardEvent("keydown", { key: "Enter", isComposing: true, bubbles: true, cancelable: true }),
      ),
    );
    await expect(page).toHaveURL(/\/$/);
    await expect(page.getByRole("button", { name: "はじめる" })).toBeVisible();
  });
});

test("the language is changed in place and kept", async ({ page }) => {
  await page.goto("/");
  await page.getByRole("textbox", { name: "What would you like to understand?" }).fill("The moon");
  await page.getByRole("button", { name: "日本語" }).click();
  await expect(page.getByRole("textbox", { name: "何を知りたいですか？" })).toHaveValue("The moon");
  await page.reload();
  await expect(page.locator("html")).toHaveAttribute("lang", "ja");
  await page.getByRole("button", { name: "English" }).click();
  await expect(page.getByRole("heading", { name: "What would you like to understand?" })).toBeVisible();
});

test("the sample model is named on every page, and explained", async ({ page }) => {
  for (const path of ["/", "/library", "/account"]) {
    await page.goto(path);
    await page.getByText("Sample model").click();
    await expect(page.getByText("No model key is set")).toBeVisible();
  }
});

test.describe("with reduced motion", () => {
  test.use({ contextOptions: { reducedMotion: "reduce" } });

  test("nothing moves by itself", async ({ page, stage }) => {
    await stage.plan([{ title: "First", hold: 2 }, { title: "Second" }, { title: "Third" }]);
    await ask(page, stage.topic);
    await stage.untilStepHeld("First");
    await expect(drawing(page).getByText("First in light")).toBeVisible();
    // A colour that fades is no motion, and is over soon.
    const moving = () =>
      page.evaluate(() => {
        const scopes = [...document.querySelectorAll("*")].flatMap((one) => one.shadowRoot ?? []);
        return [document, ...scopes]
          .flatMap((scope) => scope.getAnimations())
          .filter((one) => one.playState === "running")
          .map((one) => (one instanceof CSSAnimation ? one.animationName : String(one)));
      });
    await expect.poll(moving).toEqual([]);
    await stage.releaseStep("First");
    await expectStatus(page, "succeeded");
    await expect.poll(moving).toEqual([]);
  });
});

test("a learner's page loads at most 175 KB of script", async ({ page, browser, context, stage }) => {
  await stage.plan([{ title: "First" }, { title: "Second" }, { title: "Third" }]);
  const address = await ask(page, stage.topic);
  await expectStatus(page, "succeeded");
  for (const path of ["/", address, "/library", "/account"]) {
    // A context of its own: what is in the cache would weigh nothing.
    const fresh = await browser.newContext({ storageState: await context.storageState() });
    const first = await fresh.newPage();
    const scripts: Request[] = [];
    first.on("requestfinished", (request) => {
      if (request.resourceType() === "script") scripts.push(request);
    });
    await first.goto(path, { waitUntil: "networkidle" });
    const sizes = await Promise.all(scripts.map((script) => script.sizes()));
    const bytes = sizes.reduce((sum, { responseBodySize }) => sum + responseBodySize, 0);
    expect(bytes, path).toBeGreaterThan(50 * 1024);
    expect(bytes, path).toBeLessThan(175 * 1024);
    await fresh.close();
  }
});
