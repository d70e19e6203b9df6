import { ask, drawing, expectDrawn, expectStatus, shownStep, showStep, stepAt } from "./fixtures/ask.ts";
import { frames, motionOf } from "./fixtures/moving.ts";
import { expect, test } from "./fixtures/test.ts";

const PLAIN = [{ title: "First" }, { title: "Second" }, { title: "Third" }];

test("a drawing is stopped, goes on, begins again and runs faster", async ({
  page,
  stage,
  expectAccessible,
}) => {
  await stage.plan(PLAIN);
  await ask(page, stage.topic);
  await expectStatus(page, "succeeded");
  await expectDrawn(page);
  const player = page.getByRole("toolbar", { name: "Player" });

  // It moves by itself: what SMIL moves, and what a sheet moves.
  await expect.poll(async () => (await motionOf(page)).seconds).toBeGreaterThan(0.5);
  expect(await motionOf(page)).toMatchObject({ isPaused: false, sheets: [{ state: "running", rate: 1 }] });

  await player.getByRole("button", { name: "Pause" }).click();
  await expect(player.getByRole("button", { name: "Pause" })).toHaveCount(0);
  await frames(page);
  const stopped = await motionOf(page);
  expect(stopped).toMatchObject({ isPaused: true, sheets: [{ state: "paused" }] });
  await frames(page);
  expect((await motionOf(page)).seconds).toBe(stopped.seconds);
  await expectAccessible(page);

  await player.getByRole("button", { name: "Play" }).click();
  await expect.poll(async () => (await motionOf(page)).seconds).toBeGreaterThan(stopped.seconds + 0.5);
  expect((await motionOf(page, "From the beginning")).seconds).toBeLessThan(0.5);
  await expect.poll(async () => (await motionOf(page)).seconds).toBeGreaterThan(0.5);

  await player.getByRole("combobox", { name: "Speed" }).selectOption("2×");
  await expect.poll(async () => (await motionOf(page)).sheets).toEqual([{ state: "running", rate: 2 }]);
  const before = (await motionOf(page)).seconds;
  await expect.poll(async () => (await motionOf(page)).seconds).toBeGreaterThan(before);

  // A pause holds for what begins anew as well: "from the beginning" makes it move.
  await player.getByRole("button", { name: "Pause" }).click();
  await player.getByRole("button", { name: "From the beginning" }).click();
  await expect(player.getByRole("button", { name: "Pause" })).toBeVisible();
  await expect.poll(async () => (await motionOf(page)).seconds).toBeGreaterThan(0.1);
});

test("what moves waits until the drawing is whole", async ({ page, stage }) => {
  await stage.plan([{ title: "First", hold: 7 }, { title: "Second" }, { title: "Third" }]);
  await ask(page, stage.topic);
  await stage.untilStepHeld("First");
  await expect(drawing(page).getByText("The sky")).toBeVisible();
  expect(await motionOf(page)).toMatchObject({ isPaused: true, seconds: 0 });
  await stage.releaseStep("First");
  await expectDrawn(page);
  await expect.poll(async () => (await motionOf(page)).seconds).toBeGreaterThan(0.1);
});

test("steps are gone through one by one, or picked, also while they are drawn", async ({ page, stage }) => {
  await stage.plan([{ title: "First", hold: 2 }, { title: "Second" }, { title: "Third" }]);
  await ask(page, stage.topic);
  await stage.untilStepHeld("First");
  const player = page.getByRole("toolbar", { name: "Player" });
  const [back, next] = [
    player.getByRole("button", { name: "Step back" }),
    player.getByRole("button", { name: "Next step" }),
  ];
  await expect(back).toBeDisabled();
  await expect(shownStep(page)).toHaveAccessibleName("Step 1 of 3");
  await next.click();
  await expect(shownStep(page)).toHaveAccessibleName("Step 2 of 3");
  await expectDrawn(page);
  await expect(drawing(page).getByText("Second in light")).toBeVisible();
  await expect(drawing(page).getByText("First in light")).toHaveCount(0);
  await next.click();
  await expect(drawing(page).getByText("Third in light")).toBeVisible();
  await expect(next).toBeDisabled();
  await showStep(page, 1);
  // It is still where the model left it, and goes on when the model does, seen or not.
  await expect(drawing(page).getByText("First in light")).toBeVisible();
  await expect(drawing(page)).toHaveAttribute("data-state", "drawing");
  await next.click();
  await stage.releaseStep("First");
  await expectStatus(page, "succeeded");
  // Nobody is taken to another step than the one they look at.
  await expect(stepAt(page, 2).getByRole("button")).toHaveAttribute("aria-current", "step");
  await back.click();
  await expectDrawn(page);
  await expect(drawing(page).getByText("The sky")).toBeVisible();
});

test("each drawing is told in words, to everybody who asks and to who cannot see it", async ({
  page,
  stage,
  expectAccessible,
}) => {
  await stage.plan(PLAIN);
  await ask(page, stage.topic);
  await expectStatus(page, "succeeded");
  const step = await showStep(page, 2);
  await expect(drawing(page).getByRole("img")).toHaveAccessibleName(/^Second/);
  await expect(drawing(page).getByRole("img")).toHaveAccessibleDescription("A drawing of second.");
  const words = step.getByRole("button", { name: "In words" });
  await expect(words).toHaveAttribute("aria-expanded", "false");
  await words.click();
  await expect(words).toHaveAttribute("aria-expanded", "true");
  await expect(step.getByText("A drawing of second.").last()).toBeInViewport();
  await expectAccessible(page);
  await words.click();
  await expect(words).toHaveAttribute("aria-expanded", "false");
});

test("a small mark says that a drawing was checked, and opens to what was found", async ({
  page,
  stage,
  expectAccessible,
}) => {
  await stage.plan(PLAIN);
  await ask(page, stage.topic);
  await expectStatus(page, "succeeded");
  const mark = shownStep(page).getByRole("button", { name: /^Checked \d+ of 100$/ });
  await expect(mark).toHaveAttribute("aria-expanded", "false");
  await mark.click();
  const report = shownStep(page).getByText("Every drawing is read by a program").locator("..");
  await expect(report).toBeVisible();
  await expect(report.getByRole("definition")).toHaveText(["9", "6", "2"]);
  await expectAccessible(page);
});

test.describe("with reduced motion", () => {
  test.use({ contextOptions: { reducedMotion: "reduce" } });

  test("drawings stand still, it is said, and the steps are there", async ({
    page,
    stage,
    expectAccessible,
  }) => {
    await stage.plan([{ title: "First", hold: 3 }, { title: "Second" }, { title: "Third" }]);
    await ask(page, stage.topic);
    await stage.untilStepHeld("First");
    await expect(drawing(page).getByText("First in light")).toBeVisible();
    await stage.releaseStep("First");
    await expectStatus(page, "succeeded");
    const player = page.getByRole("toolbar", { name: "Player" });
    for (const place of [1, 2, 3]) {
      await expect(shownStep(page)).toHaveAccessibleName(`Step ${place} of 3`);
      await expectDrawn(page);
      const before = await motionOf(page);
      expect(before.isPaused).toBe(true);
      expect(before.sheets.filter(({ state }) => state === "running")).toEqual([]);
      const picture = await drawing(page).screenshot();
      await frames(page, 10);
      expect((await motionOf(page)).seconds).toBe(before.seconds);
      expect((await drawing(page).screenshot()).equals(picture)).toBe(true);
      if (place < 3) await player.getByRole("button", { name: "Next step" }).click();
    }
    await expect(player.getByText("Motion is reduced")).toBeVisible();
    await expect(player.getByRole("button", { name: /Play|Pause|From the beginning/ })).toHaveCount(0);
    await expectAccessible(page);
  });
});

test("who turns motion off while it moves has a still, and back", async ({ page, stage }) => {
  await stage.plan(PLAIN);
  await ask(page, stage.topic);
  await expectStatus(page, "succeeded");
  await expectDrawn(page);
  await page.emulateMedia({ reducedMotion: "reduce" });
  await expect(page.getByText("Motion is reduced")).toBeVisible();
  expect((await motionOf(page)).isPaused).toBe(true);
  await page.emulateMedia({ reducedMotion: "no-preference" });
  await expect(page.getByRole("button", { name: "Pause" })).toBeVisible();
  await expect.poll(async () => (await motionOf(page)).isPaused).toBe(false);
});
