import { ask, expectStatus, stepAt } from "./fixtures/ask.ts";
import { expect, test } from "./fixtures/test.ts";

const THREE = [
  { title: "First", chunks: ["Light ", "comes ", "from the sun.\n\n", "It is white."], hold: 2 },
  { title: "Second" },
  { title: "Third" },
];

test("a question becomes a plan, then words, then a whole", async ({ page, stage, expectAccessible }) => {
  await stage.plan(THREE, { holdPlan: true });
  await ask(page, stage.topic);

  // At once, before any model has answered: the question itself, what is happening, and a way to stop it.
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(stage.topic);
  await expect(page.getByText("Planning the steps").first()).toBeVisible();
  await expect(page.getByRole("button", { name: "Stop" })).toBeVisible();
  await expectAccessible(page);

  await stage.releasePlan();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Lights and shadows");
  await expect(page.getByRole("log")).toContainText("The plan is ready: Lights and shadows. 3 steps.");

  // The first step is being written and stands still at a known place.
  await stage.untilStepHeld("First");
  await expect(stepAt(page, 1)).toContainText("Light comes");
  await expect(stepAt(page, 1)).not.toContainText("from the sun");
  await expect(stepAt(page, 2)).toContainText("The words of Second.");
  await expect(stepAt(page, 3)).toHaveAttribute("data-state", "done");
  await expect(page.getByRole("progressbar")).toHaveAttribute("aria-valuetext", "2 of 3 steps done");
  await expectAccessible(page);

  await stage.releaseStep("First");
  await expectStatus(page, "succeeded");
  await expect(stepAt(page, 1).locator("p", { hasText: "It is white." })).toBeVisible();
  await expect(page.getByRole("log")).toContainText("All steps are done.");
  await expect(page.getByText("All done")).toBeVisible();
  await expect(page.getByText(/real one would have cost .* tokens/)).toBeVisible();
  await expect(page.getByRole("button", { name: "Stop" })).toBeHidden();
  await expectAccessible(page);

  // The page that is opened later shows the very same thing, also without scripts.
  const words = await page.getByRole("list", { name: "Steps" }).textContent();
  await page.reload();
  expect(await page.getByRole("list", { name: "Steps" }).textContent()).toBe(words);
  await expectStatus(page, "succeeded");
});

test("a reload in mid-stream goes on where it was", async ({ page, stage }) => {
  await stage.plan(THREE);
  await ask(page, stage.topic);
  await stage.untilStepHeld("First");
  await expect(stepAt(page, 1)).toContainText("Light comes");

  await page.reload({ waitUntil: "commit" });
  await expect(stepAt(page, 1)).toContainText("Light comes");
  await expect(page.getByRole("article")).toHaveAttribute("data-connection", "live");
  await stage.releaseStep("First");
  await expectStatus(page, "succeeded");
  await expect(stepAt(page, 1)).toContainText("Light comes from the sun.");
  expect(await stage.callsOf("First")).toBe(1);
});

test("a second device of the same learner shows the same and goes on", async ({
  page,
  browser,
  context,
  stage,
  watch,
}) => {
  await stage.plan(THREE);
  const address = await ask(page, stage.topic);
  await stage.untilStepHeld("First");

  const other = await browser.newContext({ storageState: await context.storageState() });
  await watch(other);
  const second = await other.newPage();
  await second.goto(address);
  await expect(stepAt(second, 1)).toContainText("Light comes");
  await stage.releaseStep("First");
  for (const one of [page, second]) {
    await expectStatus(one, "succeeded");
    await expect(stepAt(one, 1)).toContainText("It is white.");
  }
  await other.close();
});

test("a run of somebody else is not there", async ({ page, browser, stage, watch }) => {
  await stage.plan([{ title: "First" }, { title: "Second" }, { title: "Third" }]);
  const address = await ask(page, stage.topic);
  await expectStatus(page, "succeeded");
  const stranger = await browser.newContext();
  await watch(stranger);
  const response = await stranger.request.get(address);
  expect(response.status()).toBe(404);
  expect(await response.text()).not.toContain(stage.topic);
  await stranger.close();
});

test("Stop stops it, keeps what is done, and keeps the focus on the page", async ({
  page,
  stage,
  expectAccessible,
}) => {
  await stage.plan(THREE);
  await ask(page, stage.topic);
  await stage.untilStepHeld("First");
  await expect(stepAt(page, 2)).toHaveAttribute("data-state", "done");

  await page.getByRole("button", { name: "Stop" }).focus();
  await page.keyboard.press("Enter");
  await expectStatus(page, "cancelled");
  await expect(stepAt(page, 1)).toHaveAttribute("data-state", "stopped");
  await expect(stepAt(page, 2)).toContainText("The words of Second.");
  await expect(page.getByRole("heading", { level: 1 })).toBeFocused();
  await expectAccessible(page);

  await page.reload();
  await expectStatus(page, "cancelled");
  await expect(stepAt(page, 2)).toContainText("The words of Second.");

  // Starting again is a new run of the same question.
  await stage.releaseStep("First");
  const before = page.url();
  await page.getByRole("button", { name: "Start again" }).click();
  await page.waitForURL((url) => url.href !== before && url.pathname.startsWith("/visual/"));
  await expectStatus(page, "succeeded");
});

test("a step that fails says why, and can be tried again alone", async ({
  page,
  stage,
  expectAccessible,
}) => {
  await stage.plan([{ title: "First" }, { title: "Second", refuses: true }, { title: "Third" }]);
  await ask(page, stage.topic);
  await expectStatus(page, "partial");
  await expect(page.getByRole("heading", { name: "One step could not be made" })).toBeVisible();
  const failed = stepAt(page, 2);
  await expect(failed).toContainText("This step could not be made.");
  await expect(stepAt(page, 1)).toContainText("The words of First.");
  await expectAccessible(page);

  await failed.getByRole("button", { name: "Try again" }).click();
  await expectStatus(page, "succeeded");
  await expect(failed).toContainText("The words of Second.");
  expect(await stage.callsOf("First")).toBe(1);
  await expect(failed.getByRole("heading")).toBeFocused();
});

test("a run that fails has one button that picks it up", async ({ page, stage, expectAccessible }) => {
  await stage.plan([{ title: "First" }, { title: "Second" }, { title: "Third" }], { refusePlan: true });
  await ask(page, stage.topic);
  await expectStatus(page, "failed");
  await expect(page.getByRole("heading", { name: "This could not be made" })).toBeVisible();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(stage.topic);
  await expectAccessible(page);
  await page.getByRole("button", { name: "Try again" }).click();
  await expectStatus(page, "succeeded");
});

test.describe("when the connection is lost", () => {
  test.use({ allowed: [/ERR_FAILED|ERR_INTERNET_DISCONNECTED/] });

  test("the page says so, and goes on by itself", async ({ page, stage, expectAccessible }) => {
    await stage.plan(THREE);
    const address = await ask(page, stage.topic);
    await stage.untilStepHeld("First");
    await page.route("**/events?*", (route) => route.abort());
    await page.goto(address);
    await expect(page.getByText("Reconnecting.")).toBeVisible();
    await expect(stepAt(page, 1)).toContainText("Light comes");
    await expectAccessible(page);
    await page.unroute("**/events?*");
    await expect(page.getByText("Reconnecting.")).toBeHidden({ timeout: 20_000 });
    await stage.releaseStep("First");
    await expectStatus(page, "succeeded");
  });

  test("being offline is said on every page", async ({ page, context }) => {
    await page.goto("/");
    await context.setOffline(true);
    await expect(page.getByText("You are offline.")).toBeVisible();
    await context.setOffline(false);
    await expect(page.getByText("You are offline.")).toBeHidden();
  });
});

test("a hidden page closes its line and goes on when it is shown again", async ({ page, stage }) => {
  await stage.plan(THREE);
  await ask(page, stage.topic);
  await stage.untilStepHeld("First");
  await expect(page.getByRole("article")).toHaveAttribute("data-connection", "live");
  const turn = (state: "hidden" | "visible") =>
    page.evaluate((value) => {
      Object.defineProperty(document, "visibilityState", { value, configurable: true });
      document.dispatchEvent(new Event("visibilitychange"));
    }, state);
  await turn("hidden");
  await expect(page.getByRole("article")).toHaveAttribute("data-connection", "idle");
  await stage.releaseStep("First");
  await turn("visible");
  await expectStatus(page, "succeeded");
  await expect(stepAt(page, 1)).toContainText("Light comes from the sun.");
});
