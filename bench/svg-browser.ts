import { type Browser, chromium, type Page } from "@playwright/test";
import { createSvgStream, type SvgOperation } from "#server/svg/index.ts";
import { makeAtlas } from "#server/svg/testing-atlas.ts";
import { createDice } from "#server/svg/testing-dice.ts";
import { MOVING_SETS, readDrawingSet, readWrittenDrawings } from "#server/svg/testing-drawings.ts";
import {
  DRAWING_GRID,
  findDifferent,
  type Grid,
  ICON_GRID,
  openDrawingPage,
  TIMES,
  WHOLE_PAINTS,
} from "../e2e/fixtures/drawing-grid.ts";
import { findChromium } from "../scripts/chromium.ts";
import { quantile } from "./figures.ts";
import { report } from "./report.ts";
import { throughEngine } from "./svg-fidelity.ts";

async function inBrowser(work: (page: Page) => Promise<void>, args: string[] = []): Promise<void> {
  const executablePath = findChromium();
  if (executablePath === null) return console.error("There is no Chromium here: nothing is measured in it.");
  const browser: Browser = await chromium.launch({ executablePath, args });
  try {
    const page = await browser.newPage();
    await openDrawingPage(page);
    await work(page);
  } finally {
    await browser.close();
  }
}

/** Drawings that move, at three times: what is exported, and what the live operations draw, beside the original. */
export const measureMovingFidelity = () =>
  inBrowser(
    async (page) => {
      const icons = MOVING_SETS.flatMap((set) => readDrawingSet(set));
      await compare(page, "moving icons", icons, ICON_GRID);
      await compare(page, "written drawings", readWrittenDrawings(), DRAWING_GRID);
    },
    [WHOLE_PAINTS],
  );

async function compare(
  page: Page,
  name: string,
  drawings: { name: string; text: string }[],
  grid: Grid,
): Promise<void> {
  for (const [way, make] of [
    ["exported", throughEngine],
    ["drawn live", drawnLive],
  ] as const) {
    const pairs = drawings.map((one) => ({ name: one.name, original: one.text, other: make(one.text) }));
    const different = await findDifferent(page, pairs, grid, TIMES);
    report({
      bench: "svg",
      figure: `${drawings.length} ${name} in Chromium at ${TIMES.length} times pixel-identical, ${way}`,
      value: 100 * (1 - different.length / drawings.length),
      unit: "%",
      versus: { goal: 99.5 },
    });
    if (different.length > 0) console.error(`different when ${way}: ${different.join(" ")}`);
  }
}

/** The operations as they come while a drawing streams in chunks of 40. */
function drawnLive(text: string): SvgOperation[] {
  const stream = createSvgStream({ idPrefix: "s3-" });
  const operations: SvgOperation[] = [];
  for (let at = 0; at < text.length; at += 40) operations.push(...stream.push(text.slice(at, at + 40)));
  return operations.concat(stream.finish().rest);
}

const ROUNDS = 5;

/** A drawing of 38 KB comes at 50 chunks a second, 40 to 800 characters each; what its operations take each frame. */
export const measureApplying = () =>
  inBrowser(async (page) => {
    await page.setViewportSize({ width: 1000, height: 800 });
    const frames: { apply: number; layout: number; markup: number }[] = [];
    for (let round = 0; round <= ROUNDS; round += 1) {
      const measured = await page.evaluate(applyAsItComes, arrivals(round));
      if (round > 0) frames.push(...measured);
    }
    const goal = 4;
    for (const [name, share] of [
      ["median", 0.5],
      ["p99", 0.99],
      ["longest", 1],
    ] as const) {
      const at = (what: "apply" | "layout" | "markup") =>
        quantile(
          frames.map((frame) => frame[what]),
          share,
        );
      report({
        bench: "svg",
        figure: `38 KB at 50 chunks a second, operations of one frame in Chromium, ${name}`,
        value: at("apply"),
        unit: "ms",
        versus: { goal, "with style and layout": at("layout"), "innerHTML of all so far": at("markup") },
      });
    }
  });

interface Arrival {
  operations: SvgOperation[];
  /** The text so far, for what others do: all of it again. */
  text: string;
}

function arrivals(seed: number): Arrival[] {
  const text = makeAtlas(38_000);
  const dice = createDice(seed);
  const stream = createSvgStream({ idPrefix: "s3-" });
  const found: Arrival[] = [];
  for (let at = 0; at < text.length; ) {
    const end = at + 40 + dice.below(761);
    found.push({ operations: stream.push(text.slice(at, end)), text: text.slice(0, end) });
    at = end;
  }
  return found;
}

async function applyAsItComes(
  given: Arrival[],
): Promise<{ apply: number; layout: number; markup: number }[]> {
  document.body.replaceChildren();
  const host = document.createElement("div");
  host.style.cssText = "width:800px;height:600px;overflow:hidden;contain:layout paint";
  const other = host.cloneNode() as HTMLElement;
  document.body.append(host, other);
  const parent = host.attachShadow({ mode: "open" });
  const canvas = window.createSvgCanvas({ parent, scope: parent });
  const frames: { apply: number; layout: number; markup: number }[] = [];
  const waiting: Arrival[] = [];
  const begun = performance.now();
  let next = 0;
  while (next < given.length || waiting.length > 0) {
    await new Promise((resolve) => requestAnimationFrame(resolve));
    // Twenty milliseconds each, whenever the frames come.
    for (; next < given.length && performance.now() - begun >= next * 20; next += 1) {
      const one = given[next];
      if (one) waiting.push(one);
    }
    if (waiting.length === 0) continue;
    const text = waiting.at(-1)?.text ?? "";
    const start = performance.now();
    for (const { operations } of waiting) for (const operation of operations) canvas.apply(operation);
    const applied = performance.now();
    canvas.root()?.getBoundingClientRect();
    const laidOut = performance.now();
    waiting.length = 0;
    other.innerHTML = text;
    frames.push({ apply: applied - start, layout: laidOut - start, markup: performance.now() - laidOut });
  }
  return frames;
}
