import type { Page } from "@playwright/test";
import type { SvgOperation } from "#server/contracts/svg.ts";
import { apart, positions } from "./fixtures/stage-motion.ts";
import {
  APPEAR,
  close,
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

const clock = (page: Page) =>
  page.evaluate(() => {
    const svg = window.root.querySelector("svg");
    return svg ? { time: svg.getCurrentTime(), isPaused: svg.animationsPaused() } : null;
  });
/** As long as what ought not to move would need to be seen moving. */
const LONG_ENOUGH_MS = 100;

test("timed animations wait at 0 while it is drawn, and run from 0 when it is whole", async ({ page }) => {
  await openStage(page);
  await push(page, MOVING);
  await untilTimePasses(page, LONG_ENOUGH_MS);
  expect(await clock(page)).toEqual({ time: 0, isPaused: true });
  expect((await positions(page)).sheets).toEqual([0, 0]);
  expect(await styleOf(page, "circle", "opacity")).toBe("0");
  await push(page, [close(6)]);
  expect(await clock(page)).toEqual({ time: 0, isPaused: true });
  await end(page);
  const first = await clock(page);
  expect(first?.isPaused).toBe(false);
  expect(first?.time).toBeLessThan(0.5);
  await expect.poll(async () => (await clock(page))?.time).toBeGreaterThan((first?.time ?? 0) + 0.1);
  await expect.poll(() => styleOf(page, "circle", "opacity")).toBe("0.25");
  expect(await page.evaluate(() => window.told)).toEqual(["80 by 50", "ready"]);
});

test("an svg inside the drawing waits and runs with it", async ({ page }) => {
  await openStage(page);
  await push(page, [
    ...draw(
      ["svg", { width: "10", height: "10" }],
      ["circle", { r: "5" }, 1],
      ["animate", { attributeName: "opacity", from: "0", to: "0.25", dur: "100ms", fill: "freeze" }, 2],
    ),
  ]);
  await untilTimePasses(page, 2 * LONG_ENOUGH_MS);
  expect(await styleOf(page, "circle", "opacity")).toBe("0");
  await end(page);
  await expect.poll(() => styleOf(page, "circle", "opacity")).toBe("0.25");
});

test("animations of sheets are never begun anew by what is drawn later", async ({ page }) => {
  await openStage(page);
  await push(page, MOVING);
  const watch = () =>
    page.evaluate(() => {
      const held = window as unknown as { seen?: Animation[] };
      const now = window.root.getAnimations();
      held.seen ??= now;
      return {
        same: now.every((one, index) => one === held.seen?.[index]),
        times: now.map((one) => Number(one.currentTime)),
      };
    });
  const before = await watch();
  expect(before.times.length).toBe(2);
  for (let node = 8; node < 20; node += 1) {
    const more: SvgOperation[] =
      node % 3 === 0
        ? [
            { op: "open", node, parent: 0, name: "style", attributes: {} },
            text(node, `.x${node}{fill:red}${SPIN}`),
          ]
        : [{ op: "open", node, parent: 0, name: "path", attributes: { d: "M0 0L5 5" } }];
    await push(page, [...more, text(1, `.y${node}{fill:blue}`), close(node)]);
    const { same, times } = await watch();
    expect(same).toBe(true);
    expect(times).toEqual([0, 0]);
  }
  await end(page);
  await untilTimePasses(page, LONG_ENOUGH_MS);
  const { same, times } = await watch();
  expect(same).toBe(true);
  for (const time of times) expect(time).toBeGreaterThanOrEqual(LONG_ENOUGH_MS);
});

test("it pauses, plays and begins again", async ({ page }) => {
  await openStage(page);
  await push(page, MOVING);
  await end(page);
  await untilTimePasses(page, LONG_ENOUGH_MS);
  await page.evaluate(() => window.stage.pause());
  const paused = await positions(page);
  for (const time of [...paused.smil, ...paused.sheets]) expect(time).toBeGreaterThanOrEqual(LONG_ENOUGH_MS);
  await untilTimePasses(page, LONG_ENOUGH_MS);
  const later = await positions(page);
  expect([later.smil, later.sheets]).toEqual([paused.smil, paused.sheets]);
  await page.evaluate(() => window.stage.play());
  await untilTimePasses(page, 2 * LONG_ENOUGH_MS);
  const playing = await positions(page);
  expect(playing.smil[0]).toBeGreaterThanOrEqual((paused.smil[0] ?? 0) + 2 * LONG_ENOUGH_MS - 1);
  const again = await page.evaluate(() => {
    window.stage.pause();
    window.stage.restart();
    const clock = window.root.querySelector("svg")?.getCurrentTime();
    return [clock, ...window.root.getAnimations().map((one) => Number(one.currentTime))];
  });
  expect(again).toEqual([0, 0, 0]);
  await untilTimePasses(page, LONG_ENOUGH_MS);
  expect((await positions(page)).smil[0]).toBeGreaterThan(LONG_ENOUGH_MS - 1);
});

/** Endless all of them, so that each shows at any time how far it has come. */
const SIDE_BY_SIDE = draw(
  ["style"],
  ["rect", { class: "spins", width: "10", height: "10" }],
  ["circle", { r: "5" }],
  ["animate", { attributeName: "r", values: "5;9;5", dur: "3s", repeatCount: "indefinite" }, 3],
  ["svg", { width: "20", height: "20" }],
  ["circle", { r: "7" }, 5],
  ["animate", { attributeName: "r", values: "7;9;7", dur: "3s", repeatCount: "indefinite" }, 6],
  ["rect", { class: "spins late", width: "10", height: "10" }],
);
SIDE_BY_SIDE.splice(
  2,
  0,
  text(1, `${SPIN}.spins{animation:spin 3s linear infinite}.late{animation-delay:1s}`),
);

test("SMIL and sheets are in step, however it is drawn, paused, begun again and changed in speed", async ({
  page,
}) => {
  await openStage(page);
  const expectAtZero = async () => {
    await untilTimePasses(page, LONG_ENOUGH_MS);
    const { smil, sheets } = await positions(page);
    expect([...smil, ...sheets].every((time) => time === 0)).toBe(true);
  };
  const expectInStep = async (when: string) => {
    const now = await positions(page);
    expect([now.smil.length, now.sheets.length]).toEqual([2, 2]);
    // A frame is 17 ms; the clocks of SMIL are rounded.
    expect(apart(now), when).toBeLessThan(1);
    return now.smil[0] ?? 0;
  };
  await push(page, SIDE_BY_SIDE.slice(0, 4));
  await expectAtZero();
  await push(page, SIDE_BY_SIDE.slice(4));
  await expectAtZero();
  await end(page);
  expect(await expectInStep("released")).toBeGreaterThan(0);

  for (let round = 0; round < 8; round += 1) {
    // Long enough for another frame, and then at any moment between two.
    await untilTimePasses(page, 20 + 7 * round);
    await page.evaluate((count) => {
      for (const end = performance.now() + count; performance.now() < end; );
      window.stage.pause();
    }, 3 * round);
    const before = await expectInStep(`paused, round ${round}`);
    await page.evaluate((count) => {
      for (const end = performance.now() + 20 - count; performance.now() < end; );
      window.stage.play();
    }, 2 * round);
    await untilTimePasses(page, 20);
    expect(await expectInStep(`played, round ${round}`)).toBeGreaterThan(before);
  }
  for (const rate of [2, 0.5, 1, 3, 1]) {
    await page.evaluate((next) => window.stage.setSpeed(next), rate);
    await expectInStep(`${rate} times as fast`);
    await page.evaluate(() => window.stage.pause());
    await expectInStep(`${rate} times as fast, paused`);
    await page.evaluate(() => window.stage.play());
    await untilTimePasses(page, 40);
    await expectInStep(`${rate} times as fast, played`);
    await page.evaluate(() => window.stage.restart());
    await untilTimePasses(page, 40);
    await expectInStep(`${rate} times as fast, begun again`);
  }

  await push(page, [{ op: "open", node: 9, parent: 0, name: "line", attributes: {} }]);
  await expectAtZero();
  await page.evaluate(() => window.stage.pause());
  await end(page);
  await expectAtZero();
  await page.evaluate(() => window.stage.play());
  expect(await expectInStep("released while it was paused")).toBeGreaterThan(0);
});

test("what the drawing stops and begins by itself keeps its own time", async ({ page }) => {
  await openStage(page);
  const operations = draw(
    ["style"],
    ["rect", { class: "stops", width: "40", height: "50" }],
    ["rect", { class: "begins", x: "40", width: "40", height: "50" }],
  );
  operations.splice(
    2,
    0,
    text(
      1,
      `${SPIN}.stops{animation:spin 9s linear infinite}.stops:hover{animation-play-state:paused}` +
        `${APPEAR}.begins:hover{animation:appear 9s linear infinite}`,
    ),
  );
  await push(page, operations);
  await end(page);
  await untilTimePasses(page, LONG_ENOUGH_MS);
  const times = async () => (await positions(page)).sheets;
  const pauseAndPlay = async () => {
    await page.evaluate(() => window.stage.pause());
    await untilDrawn(page);
    await page.evaluate(() => window.stage.play());
  };
  await page.mouse.move(20, 450);
  await untilTimePasses(page, 2 * LONG_ENOUGH_MS);
  const [stopped = -1] = await times();
  await pauseAndPlay();
  await untilTimePasses(page, LONG_ENOUGH_MS);
  expect(await times()).toEqual([stopped]);
  await page.mouse.move(780, 450);
  await expect.poll(async () => (await times()).length).toBe(2);
  await untilTimePasses(page, LONG_ENOUGH_MS);
  await pauseAndPlay();
  const [spun = 0, appeared = 0] = await times();
  const [clockTime = 0] = (await positions(page)).smil;
  expect(clockTime - spun).toBeGreaterThan(LONG_ENOUGH_MS);
  expect(clockTime - appeared).toBeGreaterThan(LONG_ENOUGH_MS);
});

test("what the drawing moves only under the pointer stands until then", async ({ page }) => {
  await openStage(page);
  const operations = draw(["style"], ["rect", { class: "waits", width: "80", height: "50" }]);
  const rules = `${SPIN}.waits{animation:spin 9s linear infinite paused}.waits:hover{animation-play-state:running}`;
  operations.splice(2, 0, text(1, rules));
  await push(page, operations);
  await end(page);
  await page.evaluate(async () => {
    window.stage.restart();
    // So soon after the beginning that it could be taken for one that moves.
    await new Promise((resolve) => requestAnimationFrame(resolve));
    window.stage.pause();
    window.stage.setSpeed(2);
    window.stage.play();
  });
  await untilTimePasses(page, LONG_ENOUGH_MS);
  expect((await positions(page)).sheets).toEqual([0]);
  await page.mouse.move(400, 250);
  await expect.poll(async () => (await positions(page)).sheets[0]).toBeGreaterThan(0);
  await page.mouse.move(790, 590);
  await untilDrawn(page);
  const { sheets } = await positions(page);
  await untilTimePasses(page, LONG_ENOUGH_MS);
  expect((await positions(page)).sheets).toEqual(sheets);
});

test.describe("where motion is reduced", () => {
  const expectEnd = async (page: Page) => {
    await untilDrawn(page);
    expect(
      await page.evaluate(
        () => window.root.getAnimations().filter((one) => one.playState === "running").length,
      ),
    ).toBe(0);
    expect(await styleOf(page, ".endless", "transform")).toBe("none");
    expect(await styleOf(page, ".once", "opacity")).toBe("1");
    expect(await styleOf(page, "circle", "opacity")).toBe("0.25");
    expect(await styleOf(page, "circle:nth-of-type(2)", "r")).toBe("7px");
    expect((await clock(page))?.isPaused).toBe(true);
  };

  test("the end is shown at once, while it is drawn and after", async ({ page }) => {
    await page.emulateMedia({ reducedMotion: "reduce" });
    await openStage(page);
    await push(page, MOVING);
    await expectEnd(page);
    await end(page);
    await expectEnd(page);
    await page.evaluate(() => window.stage.restart());
    await expectEnd(page);
  });

  test("the wish may come and go", async ({ page }) => {
    await openStage(page);
    await push(page, MOVING);
    await end(page);
    await untilTimePasses(page, LONG_ENOUGH_MS);
    await page.emulateMedia({ reducedMotion: "reduce" });
    await expectEnd(page);
    await page.emulateMedia({ reducedMotion: "no-preference" });
    await untilDrawn(page);
    expect(await page.evaluate(() => window.root.getAnimations().length)).toBe(2);
    expect((await clock(page))?.isPaused).toBe(false);
    await expect.poll(async () => await styleOf(page, "circle:nth-of-type(2)", "r")).not.toBe("7px");
    expect(await page.evaluate(() => window.root.querySelectorAll("animate").length)).toBe(2);
  });

  test("what was opened anew does not come back with the motion", async ({ page }) => {
    await page.emulateMedia({ reducedMotion: "reduce" });
    await openStage(page);
    await push(page, MOVING);
    await push(page, [{ op: "open", node: 7, parent: 6, name: "title", attributes: {} }]);
    await page.emulateMedia({ reducedMotion: "no-preference" });
    await untilDrawn(page);
    expect(await page.evaluate(() => window.root.querySelectorAll("animate").length)).toBe(1);
  });

  test("what begins later, under the pointer, is at its end too", async ({ page }) => {
    await page.emulateMedia({ reducedMotion: "reduce" });
    await openStage(page);
    const [root, style, rect] = draw(["style"], ["rect", { class: "a", width: "80", height: "50" }]);
    const rules = text(1, `${APPEAR}.a:hover{animation:appear 3s forwards}`);
    if (root && style && rect) await push(page, [root, style, rules, rect]);
    await end(page);
    await page.mouse.move(200, 200);
    await expect
      .poll(() => page.evaluate(() => window.root.getAnimations().map((one) => one.playState)))
      .toEqual(["finished"]);
    expect(await styleOf(page, ".a", "opacity")).toBe("1");
  });
});
