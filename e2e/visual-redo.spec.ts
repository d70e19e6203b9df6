import {
  ask,
  drawing,
  expectDrawn,
  expectStatus,
  shownStep,
  showStep,
  stepAt,
  strokes,
} from "./fixtures/ask.ts";
import { sketch } from "./fixtures/drawing.ts";
import { expect, test } from "./fixtures/test.ts";

const PLAIN = [{ title: "First" }, { title: "Second" }, { title: "Third" }];

test("a drawing is made anew as it is wished, stroke by stroke", async ({
  page,
  stage,
  expectAccessible,
}) => {
  await stage.rule("Second", {
    also: "Wish: with a blue cat",
    chunks: sketch({ labels: ["A blue cat", "Its shadow"] }),
    hold: 2,
  });
  await stage.plan(PLAIN);
  await ask(page, stage.topic);
  await expectStatus(page, "succeeded");
  const step = await showStep(page, 2);
  await step.getByRole("button", { name: "Draw again" }).click();
  await expectAccessible(page);
  await step.getByLabel("What should be different?").fill("  with a blue cat ");
  await page.keyboard.press("Enter");

  await stage.untilStepHeld("Second");
  await expect(drawing(page).getByText("A blue cat")).toBeVisible();
  await expect(drawing(page).getByText("Its shadow")).toHaveCount(0);
  await expect(drawing(page).getByText("Second in light")).toHaveCount(0);
  await expect(stepAt(page, 2)).toHaveAttribute("data-state", "running");
  await stage.releaseStep("Second");
  await expectStatus(page, "succeeded");
  await expectDrawn(page);
  await expect(drawing(page).getByText("Its shadow")).toBeVisible();
  await expect(page.getByRole("log")).toContainText("Step 2 of 3 is done");
  expect(await stage.callsOf("Second", "Wish: with a blue cat")).toBe(1);
  expect(await stage.callsOf("Second")).toBe(2);
  for (const title of ["First", "Third"]) expect(await stage.callsOf(title)).toBe(1);

  const drawn = await strokes(page);
  await page.reload();
  await showStep(page, 2);
  await expectDrawn(page);
  expect(await strokes(page)).toBe(drawn);
});

test("a ready wish is one press, and none at all is another drawing", async ({ page, stage }) => {
  await stage.rule("First", { also: "Wish: Bigger labels", chunks: sketch({ labels: ["Very large"] }) });
  await stage.rule("First", { times: 1, chunks: sketch({ labels: ["The first one"] }) });
  await stage.plan([{ title: "First", chunks: sketch({ labels: ["Another one"] }) }, ...PLAIN.slice(1)]);
  await ask(page, stage.topic);
  await expectStatus(page, "succeeded");
  const step = shownStep(page);
  await step.getByRole("button", { name: "Draw again" }).click();
  await step.getByRole("button", { name: "Bigger labels" }).click();
  await expect(drawing(page).getByText("Very large")).toBeVisible();
  await expectStatus(page, "succeeded");
  await step.getByRole("button", { name: "Draw again" }).click();
  await step.locator("form").getByRole("button", { name: "Draw again" }).click();
  await expect(drawing(page).getByText("Another one")).toBeVisible();
  await expectStatus(page, "succeeded");
  expect(await stage.callsOf("First")).toBe(3);
});

test("when another drawing cannot be made, the former one stands, and it is said", async ({
  page,
  stage,
  expectAccessible,
}) => {
  // It breaks off in the middle: what was begun must not stay there.
  await stage.rule("First", {
    also: "Wish: Simpler",
    times: 1,
    chunks: sketch({ labels: ["Half of one"] }),
    fault: "safety-midstream",
    afterChunks: 3,
  });
  await stage.plan(PLAIN);
  await ask(page, stage.topic);
  await expectStatus(page, "succeeded");
  await expectDrawn(page);
  const former = await strokes(page);
  const step = shownStep(page);
  await step.getByRole("button", { name: "Draw again" }).click();
  await step.getByRole("button", { name: "Simpler" }).click();
  await expectStatus(page, "partial");
  await expect(step.getByText("This is the one from before.")).toBeVisible();
  await expectDrawn(page);
  expect(await strokes(page)).toBe(former);
  await expect(drawing(page).getByText("First in light")).toBeVisible();
  await expectAccessible(page);

  await page.reload();
  await expectStatus(page, "partial");
  await expect(step.getByText("This is the one from before.")).toBeVisible();
  await expectDrawn(page);
  expect(await strokes(page)).toBe(former);

  // The wish is asked for once more, and is met.
  await step.getByRole("button", { name: "Draw again" }).click();
  await step.getByRole("button", { name: "Simpler" }).click();
  await expectStatus(page, "succeeded");
  await expect(step.getByText("This is the one from before.")).toHaveCount(0);
  expect(await stage.callsOf("First", "Wish: Simpler")).toBe(2);
});

test("what is stopped while it is made anew shows the former drawing", async ({ page, stage }) => {
  await stage.rule("First", { also: "Wish: Simpler", chunks: sketch({ labels: ["Half of one"] }), hold: 2 });
  await stage.plan(PLAIN);
  await ask(page, stage.topic);
  await expectStatus(page, "succeeded");
  await expectDrawn(page);
  const former = await strokes(page);
  await shownStep(page).getByRole("button", { name: "Draw again" }).click();
  await shownStep(page).getByRole("button", { name: "Simpler" }).click();
  await stage.untilStepHeld("First");
  await expect(drawing(page).getByText("Half of one")).toBeVisible();
  await page.getByRole("button", { name: "Stop" }).click();
  await expectStatus(page, "cancelled");
  await expectDrawn(page);
  expect(await strokes(page)).toBe(former);
  await page.reload();
  await expectStatus(page, "cancelled");
  await expectDrawn(page);
  expect(await strokes(page)).toBe(former);
});

test.describe("what the server refuses", () => {
  test.use({ allowed: [/status of 4\d\d/] });

  test("is said where it was asked for", async ({ page, stage, expectAccessible }) => {
    await stage.plan(PLAIN);
    await ask(page, stage.topic);
    await expectStatus(page, "succeeded");
    await page.context().clearCookies();
    await shownStep(page).getByRole("button", { name: "Draw again" }).click();
    await shownStep(page).getByRole("button", { name: "Simpler" }).click();
    await expect(page.getByRole("alert").getByText("That did not work.")).toBeVisible();
    await expectDrawn(page);
    await expectAccessible(page);
  });
});
