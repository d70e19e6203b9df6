import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures/test.ts";

const examples = (page: Page) => page.getByRole("region", { name: "Or begin with one of these" });
const moving = (page: Page) => examples(page).locator("img[data-moving=true]");
const cardOf = (page: Page, title: string) => examples(page).getByRole("button", { name: title });

test("the ready questions are drawings, and one at a time moves", async ({ page, expectAccessible }) => {
  await page.clock.install();
  await page.goto("/");
  await cardOf(page, "Fractions").scrollIntoViewIfNeeded();
  await expect(examples(page).getByRole("listitem")).toHaveCount(6);
  await expect
    .poll(() =>
      examples(page)
        .locator("img")
        .evaluateAll((all) => all.filter((one) => (one as HTMLImageElement).naturalWidth > 0).length),
    )
    .toBeGreaterThanOrEqual(6);
  await expect(moving(page)).toHaveCount(1);
  const first = await moving(page).getAttribute("src");
  await page.clock.runFor(6_000);
  await expect(moving(page)).not.toHaveAttribute("src", first ?? "");
  await expect(moving(page)).toHaveCount(1);
  await expectAccessible(page);
});

test("the one that is pointed at moves, or that has the focus", async ({ page }) => {
  await page.goto("/");
  for (const [title, id] of [
    ["Water cycle", "water-cycle"],
    ["Electric circuits", "electric-circuits"],
  ] as const) {
    await cardOf(page, title).hover();
    await expect(moving(page)).toHaveAttribute("src", `/examples/${id}.svg`);
    await expect(moving(page)).toHaveCount(1);
  }
  await page.mouse.move(0, 0);
  await cardOf(page, "Photosynthesis").focus();
  await expect(moving(page)).toHaveAttribute("src", "/examples/photosynthesis.svg");
});

test("all of them rest when they are told to", async ({ page, expectAccessible }) => {
  await page.goto("/");
  await cardOf(page, "Fractions").scrollIntoViewIfNeeded();
  await expect(moving(page)).toHaveCount(1);
  await page.getByRole("button", { name: "Let them rest" }).click();
  await expect(moving(page)).toHaveCount(0);
  await expectAccessible(page);
  await page.getByRole("button", { name: "Let them move" }).click();
  await expect(moving(page)).toHaveCount(1);
});

test.describe("where motion is unwanted", () => {
  test.use({ contextOptions: { reducedMotion: "reduce" } });

  test("none moves", async ({ page }) => {
    await page.goto("/");
    await cardOf(page, "Fractions").scrollIntoViewIfNeeded();
    await cardOf(page, "Fractions").hover();
    await expect(examples(page).locator("img")).toHaveCount(6);
    await expect(moving(page)).toHaveCount(0);
    await expect(page.getByRole("button", { name: "Let them rest" })).toBeHidden();
  });
});

test("the pictures are what they say, and nothing else", async ({ request }) => {
  for (const name of ["blood-circulation.svg", "blood-circulation-still.svg"]) {
    const answer = await request.get(`/examples/${name}`);
    expect(answer.headers()["content-type"]).toBe("image/svg+xml");
    expect(answer.headers()["x-content-type-options"]).toBe("nosniff");
    expect(answer.headers()["content-security-policy"]).toBe(
      "default-src 'none'; style-src 'unsafe-inline'; sandbox",
    );
    expect(answer.headers()["set-cookie"]).toBeUndefined();
  }
});
