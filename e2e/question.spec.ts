import { ask, drawing, expectDrawn, expectStatus, shownStep, stepAt } from "./fixtures/ask.ts";
import { expect, test } from "./fixtures/test.ts";

test("the box is ready to type in, and Enter is enough", async ({ page, stage, expectAccessible }) => {
  await stage.plan([{ title: "First" }, { title: "Second" }, { title: "Third" }]);
  await page.goto("/");
  const box = page.getByRole("textbox", { name: "What would you like to understand?" });
  await expect(box).toBeFocused();
  await expectAccessible(page);
  await page.keyboard.type("one");
  await page.keyboard.press("Shift+Enter");
  await page.keyboard.type("two");
  await expect(box).toHaveValue("one\ntwo");
  await box.fill(stage.topic);
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/visual\//);
  await expectStatus(page, "succeeded");
});

test("what cannot be asked is said at the box, and nothing is lost", async ({ page, expectAccessible }) => {
  await page.goto("/");
  const box = page.getByRole("textbox", { name: "What would you like to understand?" });
  const submit = page.getByRole("button", { name: "Show me" });
  await submit.click();
  await expect(
    page.getByRole("alert").filter({ hasText: "Write what you want to understand first." }),
  ).toBeVisible();
  await expect(box).toBeFocused();
  await expect(box).toHaveAttribute("aria-invalid", "true");

  await box.fill("   \n  ");
  await submit.click();
  await expect(page.getByText("Write what you want to understand first.")).toBeVisible();

  await box.fill("日".repeat(450));
  await expect(page.getByText("50 characters left")).toBeVisible();
  await box.fill("👩‍👩‍👧".repeat(500));
  await expect(page.getByText("0 characters left")).toBeVisible();
  await box.fill("x".repeat(501));
  await expect(page.getByText("1 character too many")).toBeVisible();
  await expect(page.getByText("at most 500 characters")).toBeVisible();
  await expectAccessible(page);
  await submit.click();
  await expect(page).toHaveURL(/\/$/);
  await expect(box).toHaveValue("x".repeat(501));
});

test.describe("when the server refuses", () => {
  test.use({ allowed: [/status of 4\d\d|status of 503|ERR_FAILED/] });

  test("its reasons are shown and the question stays", async ({ page, expectAccessible }) => {
    await page.goto("/");
    const box = page.getByRole("textbox", { name: "What would you like to understand?" });
    // A NUL cannot be typed, but it can be pasted: only the server knows that it cannot be kept.
    await box.evaluate((element: HTMLTextAreaElement) => {
      const set = Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, "value")?.set;
      set?.call(element, "a\u0000b");
      element.dispatchEvent(new Event("input", { bubbles: true }));
    });
    await page.getByRole("button", { name: "Show me" }).click();
    await expect(page.getByText(/must not contain NUL/)).toBeVisible();
    await expectAccessible(page);

    await box.fill("Why is the sky blue?");
    await expect(page.getByText(/must not contain NUL/)).toBeHidden();
    await page.route("**/api/runs", (route) => route.abort());
    await page.getByRole("button", { name: "Show me" }).click();
    await expect(page.getByText("The connection was lost.")).toBeVisible();
    await expect(box).toHaveValue("Why is the sky blue?");
  });
});

test("a ready example starts at one press", async ({ page }) => {
  await page.goto("/");
  await page.getByRole("button", { name: "Photosynthesis" }).click();
  await page.waitForURL(/\/visual\//);
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Photosynthesis", { timeout: 20_000 });
  await expectStatus(page, "succeeded");
  await expectDrawn(page);
  expect(await drawing(page).locator("text").count()).toBeGreaterThan(5);
  await page.goto("/");
  await expect(page.getByRole("heading", { name: "Continue where you left off" })).toBeVisible();
  await page.getByRole("link", { name: /Photosynthesis/ }).click();
  await expect(stepAt(page, 1)).toHaveAttribute("data-state", "done");
});

test("a level goes with the question", async ({ page, stage }) => {
  await stage.plan([{ title: "First" }, { title: "Second" }, { title: "Third" }]);
  await page.goto("/");
  await page.getByRole("textbox", { name: "What would you like to understand?" }).fill(stage.topic);
  await page.getByRole("combobox", { name: "Level" }).selectOption("For a child");
  const sent = page.waitForRequest("**/api/runs");
  await page.getByRole("button", { name: "Show me" }).click();
  expect((await sent).postDataJSON()).toEqual({
    kind: "visual",
    input: { topic: stage.topic, level: "child" },
  });
});

test("a question in the address is in the box", async ({ page }) => {
  await page.goto("/?topic=How+do+bees+talk%3F");
  await expect(page.getByRole("textbox", { name: "What would you like to understand?" })).toHaveValue(
    "How do bees talk?",
  );
});

test("two quick presses start one run", async ({ page, stage }) => {
  await stage.plan([{ title: "First" }, { title: "Second" }, { title: "Third" }]);
  let requests = 0;
  page.on("request", (request) => {
    if (request.method() === "POST" && request.url().endsWith("/api/runs")) requests++;
  });
  await page.goto("/");
  await page.getByRole("textbox", { name: "What would you like to understand?" }).fill(stage.topic);
  await page.getByRole("button", { name: "Show me" }).dblclick();
  await page.waitForURL(/\/visual\//);
  expect(requests).toBe(1);
});

test("the run's page needs no script to be read", async ({ page, browser, context, stage }) => {
  await stage.plan([{ title: "First" }, { title: "Second" }, { title: "Third" }]);
  const address = await ask(page, stage.topic);
  await expectStatus(page, "succeeded");
  const plain = await browser.newContext({
    javaScriptEnabled: false,
    storageState: await context.storageState(),
  });
  const second = await plain.newPage();
  await second.goto(address);
  await expect(second.getByRole("heading", { level: 1 })).toHaveText("Lights and shadows");
  // Drawings are drawn by the page itself; what they show is there in words.
  await expect(stepAt(second, 2)).toContainText("Second");
  await expect(shownStep(second)).toContainText("What first is about.");
  await expect(shownStep(second).getByRole("img")).toHaveAccessibleDescription("A drawing of first.");
  await plain.close();
});
