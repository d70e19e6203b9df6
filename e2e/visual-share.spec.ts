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
import { expect, test } from "./fixtures/test.ts";

const PLAIN = [{ title: "First" }, { title: "Second", refuses: true }, { title: "Third" }];

async function shareByHand(page: Page): Promise<string> {
  await page.getByRole("button", { name: "Share" }).click();
  await page.getByRole("button", { name: "Make a link" }).click();
  const link = page.getByRole("textbox", { name: "Link" });
  await expect(link).toHaveValue(/^http.*\/shared\/[\w-]{24}$/);
  return link.inputValue();
}

test.describe("a link", () => {
  // The page of a link that was taken back is a 404, which the browser notes.
  test.use({ allowed: [/status of 404/] });

  test("lets anyone look and nobody touch, until it is taken back", async ({
    page,
    browser,
    stage,
    watch,
    expectAccessible,
  }) => {
    await stage.plan(PLAIN);
    const address = await ask(page, stage.topic);
    await expectStatus(page, "partial");
    const mine = await allStrokesOf(page);
    const link = await shareByHand(page);
    await expectAccessible(page);

    const stranger = await browser.newContext();
    await watch(stranger);
    const guest = await stranger.newPage();
    await guest.goto(link);
    await expectStatus(guest, "partial");
    await expect(guest.getByText("Someone shared this with you.")).toBeVisible();
    await expect(guest.getByRole("heading", { level: 1 })).toHaveText("Lights and shadows");
    expect(await allStrokesOf(guest)).toEqual(mine);
    await guest.getByRole("button", { name: "In words" }).click();
    await guest.getByRole("button", { name: "Pause" }).click();
    await expectAccessible(guest);
    await showStep(guest, 2);
    await expect(shownStep(guest)).toContainText("This step could not be made.");
    await expectAccessible(guest);
    await expect(
      guest.getByRole("button", { name: /Stop|Draw again|Save|Share|Try again|Start again/ }),
    ).toHaveCount(0);
    await expect(guest.getByText(/cost/)).toHaveCount(0);
    await expect(guest.locator('meta[name="robots"]')).toHaveAttribute("content", /noindex/);
    await expect(guest.locator('meta[name="referrer"]')).toHaveAttribute("content", "no-referrer");

    // Whoever looks is nobody to the run itself, and has nothing of it in their own library.
    const run = `/api/runs/${address.split("/").at(-1)}`;
    const answers = [
      await stranger.request.get(run),
      await stranger.request.get(`${run}/events`),
      await stranger.request.post(`${run}/redo`, { data: { step: "draw:part-1" } }),
      await stranger.request.post(`${run}/cancel`, { data: {} }),
      await stranger.request.post(`${run}/share`),
      await stranger.request.delete(`${run}/share`),
    ];
    expect(answers.map((answer) => answer.status())).toEqual(answers.map(() => 404));
    await guest.goto("/library");
    await expect(guest.getByText("Nothing here yet.")).toBeVisible();

    // The owner sees the link again later, and takes it back.
    await page.reload();
    await page.getByRole("button", { name: "Share" }).click();
    await expect(page.getByRole("textbox", { name: "Link" })).toHaveValue(link);
    await page.getByRole("button", { name: "Stop sharing" }).click();
    await expect(page.getByRole("button", { name: "Make a link" })).toBeVisible();
    expect((await guest.goto(link))?.status()).toBe(404);
    await expect(guest.getByRole("heading", { name: "There is nothing here" })).toBeVisible();
    expect(await guest.content()).not.toContain("Lights and shadows");
    expect((await stranger.request.get(`${link.replace("/shared/", "/api/shared/")}/events`)).status()).toBe(
      404,
    );

    // Another link is another one: the first stays dead.
    await page.getByRole("button", { name: "Make a link" }).click();
    await expect(page.getByRole("textbox", { name: "Link" })).not.toHaveValue(link);
    expect((await guest.goto(link))?.status()).toBe(404);
    await stranger.close();
  });

  test("shows a run that is still being drawn, stroke by stroke, and dies at once", async ({
    page,
    browser,
    stage,
    watch,
  }) => {
    await stage.plan([{ title: "First", hold: 2 }, { title: "Second", hold: 2 }, { title: "Third" }]);
    const address = await ask(page, stage.topic);
    await stage.untilStepHeld("First");
    await stage.untilStepHeld("Second");
    const run = `/api/runs/${address.split("/").at(-1)}`;
    const { url } = await (await page.request.post(`${run}/share`)).json();
    const stranger = await browser.newContext();
    await watch(stranger);
    const guest = await stranger.newPage();
    await guest.goto(url);
    await expect(drawing(guest).getByText("First in light")).toBeVisible();
    await expect(drawing(guest).getByText("The sun")).toHaveCount(0);
    await expect(guest.getByRole("button", { name: "Stop" })).toHaveCount(0);
    await stage.releaseStep("First");
    await expectDrawn(guest);
    await expect(drawing(guest).getByText("The sun")).toBeVisible();

    expect((await page.request.delete(`${run}/share`)).ok()).toBe(true);
    await expect(guest.getByRole("article")).not.toHaveAttribute("data-connection", "live");
    await stage.releaseStep("Second");
    await expectStatus(page, "succeeded");
    await expect(stepAt(guest, 2)).toHaveAttribute("data-state", "running");
    await stranger.close();
  });
});

/** What is drawn of the two steps that could be. */
async function allStrokesOf(page: Page): Promise<string[]> {
  const [first] = await allStrokes(page, 1);
  await showStep(page, 3);
  await expectDrawn(page);
  const third = await drawing(page)
    .getByRole("img")
    .evaluate((host) => host.shadowRoot?.innerHTML ?? "");
  return [first ?? "", third];
}

test.describe("copying", () => {
  test.use({ permissions: ["clipboard-read", "clipboard-write"] });

  test("puts the link on the clipboard and says so", async ({ page, stage }) => {
    await stage.plan([{ title: "First" }, { title: "Second" }, { title: "Third" }]);
    await ask(page, stage.topic);
    await expectStatus(page, "succeeded");
    const link = await shareByHand(page);
    await page.getByRole("button", { name: "Copy" }).click();
    await expect(page.getByRole("button", { name: "Copied" })).toBeVisible();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(link);
  });
});
