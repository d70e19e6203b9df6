import { type BrowserContext, chromium, type Page, type Request } from "@playwright/test";
import { findChromium } from "../scripts/chromium.ts";
import { quantile } from "./figures.ts";
import { report } from "./report.ts";
import { readLessons, TOPICS } from "./visual-lessons.ts";
import type { Product } from "./visual-product.ts";

const ROUNDS = 20;
const WARM_UP = 3;

async function inBrowser(product: Product, work: (context: BrowserContext) => Promise<void>): Promise<void> {
  const executablePath = findChromium();
  if (executablePath === null) return console.error("There is no Chromium here: nothing is measured in it.");
  const browser = await chromium.launch({ executablePath });
  try {
    await work(await browser.newContext({ baseURL: product.address }));
  } finally {
    await browser.close();
  }
}

async function ask(page: Page, topic: string): Promise<void> {
  await page.goto("/", { waitUntil: "networkidle" });
  await page.getByRole("textbox", { name: "What would you like to understand?" }).fill(topic);
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/visual\/[0-9a-f-]{36}$/);
}

/** What a first visit of a page loads of scripts, as it comes over the line. */
export const measureScript = (product: Product) =>
  inBrowser(product, async (context) => {
    await product.control.pace("instant");
    const page = await context.newPage();
    await ask(page, "photosynthesis");
    await page.locator('article[data-status="succeeded"]').waitFor();
    await product.control.pace("natural");
    const browser = context.browser();
    if (!browser) throw new Error("The browser is gone.");
    for (const [name, path] of [
      ["home", "/"],
      ["run page", page.url()],
    ] as const) {
      const fresh = await browser.newContext({ storageState: await context.storageState() });
      const first = await fresh.newPage();
      const scripts: Request[] = [];
      first.on("requestfinished", (request) => {
        if (request.resourceType() === "script") scripts.push(request);
      });
      await first.goto(new URL(path, product.address).href, { waitUntil: "networkidle" });
      const sizes = await Promise.all(scripts.map((script) => script.sizes()));
      const bytes = sizes.reduce((sum, { responseBodySize }) => sum + responseBodySize, 0);
      report({
        bench: "visual",
        figure: `first-load JavaScript, gzipped, ${name}`,
        value: bytes / 1024,
        unit: "KB",
        versus: { goal: 175 },
      });
      await fresh.close();
    }
  });

/** When things were in the page, and painted, in epoch milliseconds. */
interface Seen {
  enter: number;
  plan: number;
  planPainted: number;
  stroke: number;
  strokePainted: number;
}

declare global {
  interface Window {
    seen?: Partial<Seen>;
  }
}

/** Before any script of the page: notes when Enter is pressed, when the whole plan stands, and the first shape. */
function watchPage(): void {
  const seen: Partial<Seen> = {};
  window.seen = seen;
  const shapes = "path, rect, circle, ellipse, line, polyline, polygon, text, use";
  const aside = "defs, symbol, clipPath, mask, marker, pattern";
  const painted = (note: (at: number) => void) =>
    requestAnimationFrame(() => setTimeout(() => note(Date.now())));
  addEventListener(
    "keydown",
    (event) => {
      if (event.key === "Enter") seen.enter = Date.now();
    },
    true,
  );
  new MutationObserver(() => {
    // The row of all steps stands as soon as the plan is whole, and not before.
    if (seen.plan !== undefined || !location.pathname.startsWith("/visual/")) return;
    if (!document.querySelector('[data-slot="step"]')) return;
    seen.plan = Date.now();
    painted((at) => {
      seen.planPainted = at;
    });
  }).observe(document, { childList: true, subtree: true });
  const strokes = new MutationObserver((changes) => {
    if (seen.stroke !== undefined) return;
    const isStroke = changes.some(({ target, addedNodes }) => {
      const root = target.getRootNode();
      if (!(root instanceof ShadowRoot) || !root.host.closest('[data-slot="stage"]')) return false;
      return [...addedNodes].some(
        (node) =>
          node instanceof SVGElement &&
          !node.closest(aside) &&
          [node, ...node.querySelectorAll(shapes)].some((one) => one.matches(shapes) && !one.closest(aside)),
      );
    });
    if (!isStroke) return;
    seen.stroke = Date.now();
    painted((at) => {
      seen.strokePainted = at;
    });
  });
  const attachShadow = Element.prototype.attachShadow;
  Element.prototype.attachShadow = function (init) {
    const root = attachShadow.call(this, init);
    strokes.observe(root, { childList: true, subtree: true });
    return root;
  };
}

/** One question, in milliseconds: each stretch that is not the model's. */
interface Round {
  toModel: number;
  toPlan: number;
  toDrawing: number;
  toStroke: number;
  planOverModel: number;
  planPaintedOverModel: number;
  strokeOverModel: number;
  strokePaintedOverModel: number;
}

/** From Enter to the first stroke: what the learner waits beyond the time that the model takes by itself. */
export const measureFirstStroke = (product: Product) =>
  inBrowser(product, async (context) => {
    const lessons = await readLessons(product);
    const page = await context.newPage();
    await page.addInitScript(watchPage);
    const rounds: Round[] = [];
    for (let n = -WARM_UP; n < ROUNDS; n++) {
      const topic = TOPICS[(n + WARM_UP) % TOPICS.length] ?? "";
      const lesson = lessons.get(topic);
      const first = lesson?.steps[0]?.id ?? "";
      // What stands in brackets makes it another question, with the same answer.
      const round = await oneRound(
        product,
        page,
        `${topic} [first-${n}]`,
        first,
        lesson?.firstShape.get(first) ?? 0,
      );
      if (n >= 0) rounds.push(round);
    }
    const figure = (name: string, of: (round: Round) => number, painted?: (round: Round) => number) => {
      for (const [word, share] of [
        ["median", 0.5],
        ["p95", 0.95],
      ] as const)
        report({
          bench: "visual",
          figure: `${name}, ${word} of ${ROUNDS}`,
          value: quantile(rounds.map(of), share),
          unit: "ms",
          versus: painted ? { goal: 150, "and painted": quantile(rounds.map(painted), share) } : {},
        });
    };
    figure("Enter to the model being asked", (round) => round.toModel);
    figure("end of the model's plan to the whole plan in the page", (round) => round.toPlan);
    figure(
      "end of the model's plan to the model being asked for the first drawing",
      (round) => round.toDrawing,
    );
    figure("chunk with the first shape to the shape in the page", (round) => round.toStroke);
    figure(
      "Enter to the whole plan in the page, over the model's own time",
      (round) => round.planOverModel,
      (round) => round.planPaintedOverModel,
    );
    figure(
      "Enter to the first stroke in the page, over the model's own time",
      (round) => round.strokeOverModel,
      (round) => round.strokePaintedOverModel,
    );
  });

async function oneRound(
  { control }: Product,
  page: Page,
  topic: string,
  firstStep: string,
  firstShape: number,
): Promise<Round> {
  await ask(page, topic);
  await page.waitForFunction(() => window.seen?.strokePainted !== undefined && window.seen.planPainted);
  const seen = (await page.evaluate(() => window.seen)) as Seen;
  const stopped = await page.request.post(`/api/runs/${page.url().split("/").at(-1)}/cancel`);
  if (!stopped.ok()) throw new Error(`A run could not be stopped: ${stopped.status()}.`);
  const calls = await control.untilEnded(topic);
  const plan = calls.find(({ prompt }) => prompt.includes("Task: plan\n"));
  const drawing = calls.find(({ prompt }) => prompt.includes(`Step-id: ${firstStep}\n`));
  const shapeAt = drawing?.chunksAt[firstShape];
  if (!plan?.endedAt || !drawing || shapeAt === undefined)
    throw new Error(`${topic}: not drawn as expected.`);
  const planTook = plan.endedAt - plan.startedAt;
  const modelTook = planTook + shapeAt - drawing.startedAt;
  return {
    toModel: plan.startedAt - seen.enter,
    toPlan: seen.plan - plan.endedAt,
    toDrawing: drawing.startedAt - plan.endedAt,
    toStroke: seen.stroke - shapeAt,
    planOverModel: seen.plan - seen.enter - planTook,
    planPaintedOverModel: seen.planPainted - seen.enter - planTook,
    strokeOverModel: seen.stroke - seen.enter - modelTook,
    strokePaintedOverModel: seen.strokePainted - seen.enter - modelTook,
  };
}
