import type { Locator, Page } from "@playwright/test";
import { drawing, expectDrawn, expectStatus, shownStep, stepAt } from "./fixtures/ask.ts";
import { sketch } from "./fixtures/drawing.ts";
import { expect, test } from "./fixtures/test.ts";

const isFocused = (control: Locator) => control.evaluate((one) => one === document.activeElement);

/** Goes to a control with Tab alone (or back, with Shift+Tab). */
async function tabTo(page: Page, control: Locator, key: "Tab" | "Shift+Tab" = "Tab") {
  for (let presses = 0; presses < 40 && !(await isFocused(control)); presses++)
    await page.keyboard.press(key);
  await expect(control).toBeFocused();
}

/** The focus is on something of the page, not lost to its beginning. */
async function expectFocusKept(page: Page) {
  await expect(page.locator("main :focus")).toHaveCount(1);
}

test("from the question to the stop, with the keyboard alone", async ({ page, stage }) => {
  await stage.plan([{ title: "First" }, { title: "Second", hold: 2 }, { title: "Third" }]);
  await page.goto("/library");
  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: "Skip to content" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("main")).toBeFocused();
  await tabTo(page, page.getByRole("main").getByRole("link", { name: "Ask something" }));
  await page.keyboard.press("Enter");
  await expect(page.getByRole("textbox", { name: "What would you like to understand?" })).toBeFocused();
  await page.keyboard.type(stage.topic);
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/visual\//);
  await stage.untilStepHeld("Second");
  await tabTo(page, page.getByRole("button", { name: "Stop" }));
  await page.keyboard.press("Space");
  await expectStatus(page, "cancelled");
  await expectFocusKept(page);
});

test("player, steps, another drawing and the link, with the keyboard alone", async ({ page, stage }) => {
  await stage.rule("Second", { also: "Wish: more green", chunks: sketch({ labels: ["All green"] }) });
  await stage.plan([{ title: "First" }, { title: "Second" }, { title: "Third", refuses: true }]);
  await page.goto("/");
  await expect(page.getByRole("textbox", { name: "What would you like to understand?" })).toBeFocused();
  await page.keyboard.type(stage.topic);
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/visual\//);
  await expectStatus(page, "partial");
  await expectDrawn(page);

  const player = page.getByRole("toolbar", { name: "Player" });
  const [back, next] = [
    player.getByRole("button", { name: "Step back" }),
    player.getByRole("button", { name: "Next step" }),
  ];
  await tabTo(page, player.getByRole("button", { name: "Pause" }));
  await page.keyboard.press("Space");
  await expect(player.getByRole("button", { name: "Play" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(player.getByRole("button", { name: "Pause" })).toBeFocused();
  await tabTo(page, player.getByRole("combobox", { name: "Speed" }));
  await page.keyboard.press("ArrowDown");
  await expect(player.getByRole("combobox", { name: "Speed" })).toHaveValue("2");

  // One step on and back with the same button, as often as one likes.
  await tabTo(page, next, "Shift+Tab");
  await page.keyboard.press("Enter");
  await expect(shownStep(page)).toHaveAccessibleName("Step 2 of 3");
  await expect(next).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(shownStep(page)).toHaveAccessibleName("Step 3 of 3");
  await expect(next).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(shownStep(page)).toHaveAccessibleName("Step 3 of 3");
  await tabTo(page, back, "Shift+Tab");
  await page.keyboard.press("Enter");
  await expect(shownStep(page)).toHaveAccessibleName("Step 2 of 3");
  await expect(back).toBeFocused();
  await expect(player.getByRole("combobox", { name: "Speed" })).toHaveValue("2");

  await tabTo(page, player.getByRole("button", { name: "In words" }));
  await page.keyboard.press("Enter");
  await expect(shownStep(page).getByText("A drawing of second.").last()).toBeVisible();

  // Another drawing: the form goes away with the press, the focus stays in the step.
  await tabTo(page, player.getByRole("button", { name: "Draw again" }));
  await page.keyboard.press("Space");
  await tabTo(page, page.getByLabel("What should be different?"));
  await page.keyboard.type("more green");
  await page.keyboard.press("Enter");
  await expect(drawing(page).getByText("All green")).toBeVisible();
  await expect(shownStep(page).getByRole("heading")).toBeFocused();
  await expectStatus(page, "partial");

  // The step that failed, from the filmstrip.
  await tabTo(page, stepAt(page, 3).getByRole("button"));
  await page.keyboard.press("Enter");
  await expect(stepAt(page, 3).getByRole("button")).toBeFocused();
  await tabTo(page, shownStep(page).getByRole("button", { name: "Try again" }), "Shift+Tab");
  await page.keyboard.press("Enter");
  await expect(drawing(page).getByText("Third in light")).toBeVisible();
  await expectStatus(page, "succeeded");
  await expect(shownStep(page).getByRole("heading")).toBeFocused();

  // The link.
  await tabTo(page, page.getByRole("button", { name: "Share" }));
  await page.keyboard.press("Enter");
  await tabTo(page, page.getByRole("button", { name: "Make a link" }));
  await page.keyboard.press("Enter");
  await expect(page.getByRole("textbox", { name: "Link" })).toBeVisible();
  await expectFocusKept(page);
  await tabTo(page, page.getByRole("button", { name: "Stop sharing" }));
  await page.keyboard.press("Enter");
  await expect(page.getByRole("button", { name: "Make a link" })).toBeVisible();
  await expectFocusKept(page);
});

test("every control of a run can be seen when it is focused", async ({ page, stage }) => {
  await stage.plan([{ title: "First" }, { title: "Second" }, { title: "Third" }]);
  await page.goto("/");
  await page.keyboard.type(stage.topic);
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/visual\//);
  await expectStatus(page, "succeeded");
  await page.getByRole("heading", { level: 1 }).focus();
  const unseen: string[] = [];
  for (let presses = 0; presses < 30; presses++) {
    await page.keyboard.press("Tab");
    const found = await page.evaluate(() => {
      const one = document.activeElement;
      if (!one?.closest("article")) return null;
      const { outlineStyle, outlineWidth } = getComputedStyle(one);
      const { top, bottom } = one.getBoundingClientRect();
      const isSeen = outlineStyle !== "none" && outlineWidth !== "0px" && bottom > 0 && top < innerHeight;
      return isSeen ? "" : (one.ariaLabel ?? one.textContent ?? one.tagName);
    });
    if (found === null) break;
    if (found) unseen.push(found);
  }
  expect(unseen).toEqual([]);
});
