import type { Page } from "@playwright/test";
import { apart, framesWaitedFor, positions, pretend, watchFrames } from "./fixtures/stage-motion.ts";
import {
  APPEAR,
  draw,
  end,
  MOVING,
  openStage,
  push,
  SPIN,
  styleOf,
  text,
  untilDrawn,
  untilTimePasses,
} from "./fixtures/stage-page.ts";
import { expect, test } from "./fixtures/test.ts";

/** Endless, by its sheet and by SMIL. */
const ENDLESS = draw(
  ["style"],
  ["rect", { class: "spins", width: "80", height: "50" }],
  ["circle", { r: "5" }],
  ["animate", { attributeName: "r", from: "0", to: "100", dur: "100s", repeatCount: "indefinite" }, 3],
);
ENDLESS.splice(
  2,
  0,
  text(
    1,
    `${SPIN}${APPEAR}.spins{animation:spin 100s linear infinite}` +
      ".spins:hover{animation:spin 100s linear infinite,appear 9s linear infinite}" +
      ".spins{transition:fill 9s}.spins:hover{fill:red}",
  ),
);

const setSpeed = (page: Page, rate: number) => page.evaluate((next) => window.stage.setSpeed(next), rate);

/** How many times as fast as the page's own time everything moves; it must be everything. */
async function measuredRate(page: Page): Promise<number> {
  const from = await positions(page);
  await untilTimePasses(page, 100);
  const to = await positions(page);
  expect(apart(to)).toBeLessThan(1);
  return ((to.smil[0] ?? 0) - (from.smil[0] ?? 0)) / (to.page - from.page);
}

test.beforeEach(async ({ page }) => {
  await openStage(page);
  await watchFrames(page);
});

test("everything moves as many times as fast as is asked for, and goes on from where it is", async ({
  page,
}) => {
  await push(page, ENDLESS);
  await end(page);
  expect(await framesWaitedFor(page)).toBe(0);
  let [former, last] = [1, await positions(page)];
  for (const rate of [2, 0.5, 3, 1]) {
    await setSpeed(page, rate);
    const now = await positions(page);
    const moved = (now.smil[0] ?? 0) - (last.smil[0] ?? 0);
    const passed = now.page - last.page;
    expect(moved).toBeGreaterThan(Math.min(rate, former) * passed - 1);
    expect(moved).toBeLessThan(Math.max(rate, former) * passed + 1);
    expect(await measuredRate(page)).toBeCloseTo(rate, 2);
    expect(await framesWaitedFor(page)).toBe(rate === 1 ? 0 : 1);
    [former, last] = [rate, await positions(page)];
  }
  // What is painted is what the clock says.
  await page.evaluate(() => window.stage.pause());
  const [stopped = 0] = (await positions(page)).smil;
  expect(Number.parseFloat((await styleOf(page, "circle", "r")) ?? "")).toBeCloseTo(stopped / 1000, 1);
});

test("what is no rate changes nothing", async ({ page }) => {
  await push(page, ENDLESS);
  await end(page);
  await setSpeed(page, 2);
  for (const rate of [0, -1, Number.NaN, Number.POSITIVE_INFINITY]) await setSpeed(page, rate);
  expect(await measuredRate(page)).toBeCloseTo(2, 2);
});

test("it waits while it is drawn, whatever the speed, and so does the next drawing", async ({ page }) => {
  await setSpeed(page, 2);
  for (const drawing of [ENDLESS, ENDLESS]) {
    await push(page, drawing.slice(0, 4));
    await setSpeed(page, 3);
    await push(page, drawing.slice(4));
    await untilTimePasses(page, 50);
    const { smil, sheets } = await positions(page);
    expect([smil, sheets]).toEqual([[0], [0]]);
    await setSpeed(page, 2);
    expect(await framesWaitedFor(page)).toBe(0);
    await end(page);
    expect(await measuredRate(page)).toBeCloseTo(2, 2);
    expect(await framesWaitedFor(page)).toBe(1);
  }
});

test("it pauses, plays and begins again at its speed", async ({ page }) => {
  await push(page, ENDLESS);
  await end(page);
  await setSpeed(page, 2);
  await page.evaluate(() => window.stage.pause());
  const paused = await positions(page);
  expect(await framesWaitedFor(page)).toBe(0);
  await untilTimePasses(page, 100);
  const later = await positions(page);
  expect([later.smil, later.sheets]).toEqual([paused.smil, paused.sheets]);
  await page.evaluate(() => window.stage.play());
  expect(await measuredRate(page)).toBeCloseTo(2, 2);
  const [before = 0] = (await positions(page)).smil;
  const [after = 0] = await page.evaluate(() => {
    window.stage.restart();
    return [window.root.querySelector("svg")?.getCurrentTime() ?? -1];
  });
  expect(before).toBeGreaterThan(0);
  expect(after).toBe(0);
  expect(await measuredRate(page)).toBeCloseTo(2, 2);
  expect(await framesWaitedFor(page)).toBe(1);
});

test("an animation that comes to its end comes there sooner", async ({ page }) => {
  await push(page, MOVING);
  await setSpeed(page, 20);
  await end(page);
  // Twenty times 0.2 s are the 4 s that all of it takes.
  await untilTimePasses(page, 200);
  await untilDrawn(page);
  expect(await styleOf(page, ".once", "opacity")).toBe("1");
  expect(await styleOf(page, "circle", "opacity")).toBe("0.25");
});

test("what begins later, under the pointer, moves at the speed as well", async ({ page }) => {
  await push(page, ENDLESS);
  await end(page);
  await setSpeed(page, 2);
  await page.mouse.move(400, 250);
  const rates = () => page.evaluate(() => window.root.getAnimations().map((one) => one.playbackRate));
  await expect.poll(rates).toEqual([2, 2, 2]);
  await setSpeed(page, 1);
  await expect.poll(rates).toEqual([1, 1, 1]);
});

test("a tab that nobody sees asks for no frames, and is in step when it is seen again", async ({ page }) => {
  await push(page, ENDLESS);
  await end(page);
  await setSpeed(page, 2);
  await pretend(page, "hidden");
  expect(await framesWaitedFor(page)).toBe(0);
  await setSpeed(page, 4);
  await setSpeed(page, 2);
  expect(await framesWaitedFor(page)).toBe(0);
  const from = await positions(page);
  await untilTimePasses(page, 100);
  await pretend(page, "visible");
  const to = await positions(page);
  expect(apart(to)).toBeLessThan(1);
  // The page's own time has gone on, and with it the drawing.
  expect((to.sheets[0] ?? 0) - (from.sheets[0] ?? 0)).toBeCloseTo(2 * (to.page - from.page), 0);
  expect(await framesWaitedFor(page)).toBe(1);
});

test("a speed that is taken back while nobody looks leaves nothing out of step", async ({ page }) => {
  await push(page, ENDLESS);
  await end(page);
  await setSpeed(page, 3);
  await pretend(page, "hidden");
  await untilTimePasses(page, 100);
  await setSpeed(page, 1);
  expect(apart(await positions(page))).toBeLessThan(1);
  await setSpeed(page, 3);
  await untilTimePasses(page, 100);
  await page.evaluate(() => window.stage.pause());
  expect(apart(await positions(page))).toBeLessThan(1);
});

test("where motion is reduced nothing is asked of the browser, and the speed is kept", async ({ page }) => {
  await push(page, ENDLESS);
  await end(page);
  await setSpeed(page, 2);
  await page.emulateMedia({ reducedMotion: "reduce" });
  expect(await framesWaitedFor(page)).toBe(0);
  await setSpeed(page, 3);
  expect(await framesWaitedFor(page)).toBe(0);
  expect(await page.evaluate(() => window.root.getAnimations().length)).toBe(0);
  await page.emulateMedia({ reducedMotion: "no-preference" });
  expect(await measuredRate(page)).toBeCloseTo(3, 2);
});

test("a stage that is gone leaves nothing behind", async ({ page }) => {
  await push(page, ENDLESS);
  await end(page);
  await setSpeed(page, 2);
  expect(await framesWaitedFor(page)).toBe(1);
  await page.evaluate(() => window.stage.destroy());
  expect(await framesWaitedFor(page)).toBe(0);
  await page.evaluate(() => {
    window.stage.play();
    window.stage.setSpeed(3);
    document.dispatchEvent(new Event("visibilitychange"));
  });
  expect(await framesWaitedFor(page)).toBe(0);
  expect(await page.evaluate(() => window.root.childNodes.length)).toBe(0);
});
