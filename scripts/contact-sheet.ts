// Shows drawings as learners see them: `node scripts/contact-sheet.ts <sheet.png> <drawing.svg> …`. Prints what the
// engine says of each, and writes one picture: a row for each drawing, at several times, on a desk and on a phone.
import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { chromium } from "@playwright/test";
import { createSvgStream } from "#server/svg/index.ts";
import { findChromium } from "./chromium.ts";

/** Seconds after the beginning. */
const TIMES = [0, 1, 3, 6];
/** Widths in pixels: a desk, at the first two times; a phone at all. */
const DESK = 640;
const PHONE = 328;

const [sheet, ...paths] = process.argv.slice(2);
if (!sheet || paths.length === 0) {
  console.error("usage: node scripts/contact-sheet.ts <sheet.png> <drawing.svg> …");
  process.exit(2);
}

const rows = paths.map((path, index) => {
  const stream = createSvgStream({ idPrefix: `d${index}_` });
  stream.push(readFileSync(path, "utf8"));
  const { svg, report } = stream.finish();
  const { score, reasons, dropped, repaired, labels, shapes, animations, size, layout } = report;
  console.log(
    JSON.stringify({
      drawing: basename(path),
      score,
      reasons,
      size,
      labels,
      shapes,
      animations,
      dropped,
      repaired,
      layout,
    }),
  );
  return svg;
});

const browser = await chromium.launch({ executablePath: findChromium() ?? "chromium" });
const page = await browser.newPage({
  viewport: { width: 2 * DESK + TIMES.length * PHONE + 140, height: 600 },
});
await page.setContent(`<!doctype html><style>
  body { margin: 0; padding: 10px; background: linear-gradient(90deg, #fbf8f1 50%, #131519 50%) }
  .row { display: flex; gap: 20px; margin-bottom: 20px; align-items: flex-start }
  svg { display: block; background: #fffefb; height: auto; border-radius: 12px; flex: none }
</style>`);
await page.evaluate(
  ({ rows, widths }) => {
    for (const [index, svg] of rows.entries()) {
      const row = document.createElement("div");
      row.className = "row";
      const placed: { drawing: SVGSVGElement; time: number }[] = [];
      for (const [place, { width, time }] of widths.entries()) {
        const frame = document.createElement("div");
        // Each copy has ids, and so references and styles, of its own.
        frame.innerHTML = svg.replaceAll(`d${index}_`, `d${index}p${place}_`);
        const drawing = frame.querySelector("svg");
        if (!drawing) continue;
        drawing.style.width = `${width}px`;
        row.append(drawing);
        placed.push({ drawing, time });
      }
      document.body.append(row);
      // Nothing has animations before it is in the document.
      for (const { drawing, time } of placed) {
        drawing.pauseAnimations();
        drawing.setCurrentTime(time);
        for (const animation of drawing.getAnimations({ subtree: true })) {
          animation.pause();
          animation.currentTime = time * 1000;
        }
      }
    }
  },
  {
    rows,
    widths: [
      ...TIMES.slice(1, 3).map((time) => ({ width: DESK, time })),
      ...TIMES.map((time) => ({ width: PHONE, time })),
    ],
  },
);
await page.screenshot({ path: sheet, fullPage: true, animations: "allow" });
await browser.close();
