import type { Page } from "@playwright/test";
import {
  allStrokes,
  ask,
  drawing,
  expectDrawn,
  expectStatus,
  shownStep,
  showStep,
  stepAt,
} from "./fixtures/ask.ts";
import { sketch } from "./fixtures/drawing.ts";
import { expect, test } from "./fixtures/test.ts";

const FIRST = sketch({ labels: ["White light", "Red and blue"] });
/** The first step is held when its first label stands. */
const THREE = [{ title: "First", chunks: FIRST, hold: 2 }, { title: "Second" }, { title: "Third" }];
const PLAIN = [{ title: "First" }, { title: "Second" }, { title: "Third" }];

/** The first label of the first step stands, and the second one does not: the model is in mid-drawing. */
async function expectMidDrawing(page: Page) {
  await expect(drawing(page).getByText("White light", { exact: true })).toBeVisible();
  await expect(drawing(page).getByText("Red and blue")).toHaveCount(0);
  await expect(drawing(page)).toHaveAttribute("data-state", "drawing");
}

test("a question becomes a plan, then strokes, then a whole", async ({ page, stage, expectAccessible }) => {
  await stage.plan(THREE, { holdPlan: true });
  await ask(page, stage.topic);

  // At once, before any model has answered: the question itself, what is happening, and a way to stop it.
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(stage.topic);
  await expect(page.getByText("Planning the steps").first()).toBeVisible();
  await expect(page.getByRole("button", { name: "Stop" })).toBeVisible();
  await expect(page.getByRole("article")).toHaveAttribute("aria-busy", "true");
  await expectAccessible(page);

  await stage.releasePlan();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Lights and shadows");
  await expect(page.getByRole("log")).toContainText("The plan is ready: Lights and shadows. 3 steps.");

  // The first drawing is being made and stands still at a known place; the others are done meanwhile.
  await stage.untilStepHeld("First");
  await expectMidDrawing(page);
  await expect(stepAt(page, 1)).toHaveAttribute("data-state", "running");
  await expect(stepAt(page, 1).getByText("White light", { exact: true })).toBeVisible();
  for (const place of [2, 3]) await expect(stepAt(page, place)).toHaveAttribute("data-state", "done");
  await expect(page.getByRole("progressbar")).toHaveAttribute("aria-valuetext", "2 of 3 steps done");

  await stage.releaseStep("First");
  await expectStatus(page, "succeeded");
  await expectDrawn(page);
  await expect(drawing(page).getByText("Red and blue")).toBeVisible();
  await expect(page.getByRole("log")).toContainText("All steps are done.");
  await expect(page.getByText("All done")).toBeVisible();
  await expect(page.getByText(/real one would have cost .* tokens/)).toBeVisible();
  await expect(page.getByRole("button", { name: "Stop" })).toBeHidden();
  await expect(page.getByRole("article")).toHaveAttribute("aria-busy", "false");
  await expectAccessible(page);

  // The page that is opened later shows the very same thing.
  const drawn = await allStrokes(page, 3);
  expect(drawn[0]).toContain("Red and blue");
  expect(drawn[1]).toContain("Second in light");
  const words = await shownStep(page).textContent();
  await page.reload();
  await expectStatus(page, "succeeded");
  expect(await allStrokes(page, 3)).toEqual(drawn);
  expect(await shownStep(page).textContent()).toBe(words);
});

test("a page on which is drawn, and one on which another step is looked at, are accessible", async ({
  page,
  stage,
  expectAccessible,
}) => {
  await stage.plan(THREE);
  await ask(page, stage.topic);
  await stage.untilStepHeld("First");
  await expect(drawing(page).getByText("White light", { exact: true })).toBeVisible();
  await expectAccessible(page);
  await showStep(page, 2);
  await expectAccessible(page);
});

test("a plan shows while it is written, a whole step at a time", async ({
  page,
  stage,
  expectAccessible,
}) => {
  await stage.plan(PLAIN, { holdPlan: 3 });
  await ask(page, stage.topic);
  await stage.untilPlanHeld();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Lights and shadows");
  const main = page.getByRole("main");
  await expect(main.getByText("What first is about.")).toBeVisible();
  // The second one is there, but another word could still come: it is not shown before the third begins.
  await expect(main.getByText("What second is about.")).toHaveCount(0);
  await expect(drawing(page)).toHaveCount(0);
  await expectAccessible(page);
  await stage.releasePlan();
  await expectStatus(page, "succeeded");
});

test("a reload in mid-stream goes on where it was, and ends as for who saw it all", async ({
  page,
  browser,
  context,
  stage,
  watch,
}) => {
  await stage.plan(THREE);
  const address = await ask(page, stage.topic);
  const other = await browser.newContext({ storageState: await context.storageState() });
  await watch(other);
  const witness = await other.newPage();
  await witness.goto(address);
  await stage.untilStepHeld("First");
  await expectMidDrawing(witness);

  for (const _ of ["once", "twice"]) {
    await page.reload({ waitUntil: "commit" });
    await expectMidDrawing(page);
    await expect(page.getByRole("article")).toHaveAttribute("data-connection", "live");
  }
  await stage.releaseStep("First");
  for (const one of [page, witness]) await expectStatus(one, "succeeded");
  const seen = await allStrokes(witness, 3);
  expect(seen[0]).toContain("Red and blue");
  expect(await allStrokes(page, 3)).toEqual(seen);
  expect(await stage.callsOf("First")).toBe(1);
  await other.close();
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
  await expectMidDrawing(second);
  await stage.releaseStep("First");
  for (const one of [page, second]) await expectStatus(one, "succeeded");
  expect(await allStrokes(second, 3)).toEqual(await allStrokes(page, 3));

  // What is asked for on one is seen on the other when it is looked at again.
  await showStep(second, 2);
  await second.getByRole("button", { name: "Draw again" }).click();
  await second.getByRole("button", { name: "Draw again", exact: true }).last().click();
  await expect.poll(() => stage.callsOf("Second")).toBe(2);
  await expectStatus(second, "succeeded");
  await page.reload();
  await expectStatus(page, "succeeded");
  expect(await allStrokes(page, 3)).toEqual(await allStrokes(second, 3));
  await other.close();
});

test("a run of somebody else is not there", async ({ page, browser, stage, watch }) => {
  await stage.plan(PLAIN);
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
  await expect(page.getByRole("heading", { level: 1 })).toBeFocused();
  // What was begun and will never be whole does not stand there as if it were.
  await expect(shownStep(page)).toContainText("Stopped before it was drawn");
  await expect(drawing(page).getByText("White light", { exact: true })).toBeHidden();
  await expectAccessible(page);
  await showStep(page, 2);
  await expectDrawn(page);
  await expect(drawing(page).getByText("Second in light")).toBeVisible();

  await page.reload();
  await expectStatus(page, "cancelled");
  await expect(shownStep(page)).toContainText("Stopped before it was drawn");
  await showStep(page, 2);
  await expect(drawing(page).getByText("Second in light")).toBeVisible();

  // Starting again is a new run of the same question.
  await stage.releaseStep("First");
  const before = page.url();
  await page.getByRole("button", { name: "Start again" }).click();
  await page.waitForURL((url) => url.href !== before && url.pathname.startsWith("/visual/"));
  await expectStatus(page, "succeeded");
  await expect(drawing(page).getByText("Red and blue")).toBeVisible();
  // What was finished before the stop was kept: the model is not asked for it again.
  expect(await stage.callsOf("Second")).toBe(1);
});

test("a step that was stopped can be drawn after all", async ({ page, stage }) => {
  await stage.plan(THREE);
  await ask(page, stage.topic);
  await stage.untilStepHeld("First");
  await expect(stepAt(page, 2)).toHaveAttribute("data-state", "done");
  await page.getByRole("button", { name: "Stop" }).click();
  await expectStatus(page, "cancelled");
  await stage.releaseStep("First");
  await shownStep(page).getByRole("button", { name: "Try again" }).click();
  await expectStatus(page, "succeeded");
  await expectDrawn(page);
  await expect(drawing(page).getByText("Red and blue")).toBeVisible();
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
  await expect(page.getByRole("log")).toContainText("Step 2 of 3 could not be made");
  await expect(stepAt(page, 2)).toHaveAttribute("data-state", "failed");
  await expectDrawn(page);
  await expect(drawing(page).getByText("First in light")).toBeVisible();
  await expectAccessible(page);

  const failed = await showStep(page, 2);
  await expect(failed).toContainText("This step could not be made.");
  await expect(failed).toContainText("What second is about.");
  await expectAccessible(page);
  await failed.getByRole("button", { name: "Try again" }).focus();
  await page.keyboard.press("Enter");
  await expectStatus(page, "succeeded");
  await expectDrawn(page);
  await expect(drawing(page).getByText("Second in light")).toBeVisible();
  expect(await stage.callsOf("First")).toBe(1);
  // The button is gone; the focus is still in the step.
  await expect(failed.locator(":focus")).toHaveCount(1);
});

test("a run that fails has one button that picks it up", async ({ page, stage, expectAccessible }) => {
  await stage.plan(PLAIN, { refusePlan: true });
  await ask(page, stage.topic);
  await expectStatus(page, "failed");
  await expect(page.getByRole("heading", { name: "This could not be made" })).toBeVisible();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(stage.topic);
  await expectAccessible(page);
  await page.getByRole("button", { name: "Try again" }).click();
  await expectStatus(page, "succeeded");
});

test("a run of which nothing could be drawn has one button that does it all again", async ({
  page,
  stage,
  expectAccessible,
}) => {
  await stage.plan(PLAIN.map((part) => ({ ...part, refuses: true })));
  await ask(page, stage.topic);
  await expectStatus(page, "failed");
  for (const place of [1, 2, 3]) await expect(stepAt(page, place)).toHaveAttribute("data-state", "failed");
  await expectAccessible(page);
  const outcome = page
    .getByRole("article")
    .locator("div", { has: page.getByRole("heading", { name: "This could not be made" }) });
  await outcome.getByRole("button", { name: "Try again" }).last().click();
  await expectStatus(page, "succeeded");
  for (const title of PLAIN.map((part) => part.title)) expect(await stage.callsOf(title)).toBe(2);
});

test.describe("when the connection is lost", () => {
  test.use({ allowed: [/ERR_FAILED|ERR_INTERNET_DISCONNECTED/] });

  test("the page says so, and goes on by itself", async ({ page, stage, expectAccessible }) => {
    await stage.plan(THREE);
    const address = await ask(page, stage.topic);
    await stage.untilStepHeld("First");
    await expect(stepAt(page, 2)).toHaveAttribute("data-state", "done");
    await page.route("**/events?*", (route) => route.abort());
    await page.goto(address);
    await expect(page.getByText("Reconnecting.")).toBeVisible();
    // What the server knew is there: the plan and where each step stands.
    await expect(stepAt(page, 2)).toHaveAttribute("data-state", "done");
    await expectAccessible(page);
    await page.unroute("**/events?*");
    await expect(page.getByText("Reconnecting.")).toBeHidden({ timeout: 20_000 });
    await stage.releaseStep("First");
    await expectStatus(page, "succeeded");
    await expectDrawn(page);
    await expect(drawing(page).getByText("Red and blue")).toBeVisible();
  });

  test("a network that goes away and comes back costs no stroke", async ({
    page,
    browser,
    context,
    stage,
    watch,
  }) => {
    await stage.plan(THREE);
    const address = await ask(page, stage.topic);
    await stage.untilStepHeld("First");
    await expectMidDrawing(page);
    const other = await browser.newContext({ storageState: await context.storageState() });
    await watch(other);
    const witness = await other.newPage();
    await witness.goto(address);
    await expectMidDrawing(witness);

    await context.setOffline(true);
    await expect(page.getByText("You are offline.")).toBeVisible();
    await expect(drawing(page).getByText("White light", { exact: true })).toBeVisible();
    await stage.releaseStep("First");
    await expectStatus(witness, "succeeded");
    await context.setOffline(false);
    await expect(page.getByText("You are offline.")).toBeHidden();
    await expectStatus(page, "succeeded");
    expect(await allStrokes(page, 3)).toEqual(await allStrokes(witness, 3));
    await other.close();
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
  await expectDrawn(page);
  await expect(drawing(page).getByText("Red and blue")).toBeVisible();
});
