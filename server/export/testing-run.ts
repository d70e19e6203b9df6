// A drawn run for tests of what is made of it.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { RunSnapshot } from "../contracts/run.ts";
import { drawingKey, type KeptDrawing, type VisualPlan } from "../contracts/visual.ts";
import { createSvgStream } from "../svg/index.ts";

export { type VisualPageContent, visualPage } from "./page/visual-page.ts";

const DRAWINGS = join(import.meta.dirname, "../simulator/library/drawings");

/** What the step that draws would keep of this text. */
export function keptDrawing(text: string, number = 1): KeptDrawing {
  const stream = createSvgStream({ idPrefix: `d${number}_` });
  stream.push(text);
  const { svg, still, report } = stream.finish();
  const { score, labels, animations, size } = report;
  return { svg, still, summary: { score, labels, animations, size } };
}

/** One of the sample model's drawings, by topic and name. */
export function sampleDrawing(path: string, number = 1): KeptDrawing {
  return keptDrawing(readFileSync(join(DRAWINGS, `${path}.svg`), "utf8"), number);
}

/** A small drawing with a label. */
export function drawingOf(label: string, number = 1): KeptDrawing {
  return keptDrawing(
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 320 200"><title>t</title><text x="20" y="120" font-size="60">${label}</text></svg>`,
    number,
  );
}

export const PLAN: VisualPlan = {
  title: "How rain is made",
  steps: [
    { id: "sea", tag: "hook", title: "The sea", desc: "Where it begins.", alt: "Waves under the sun." },
    { id: "cloud", tag: "mechanism", title: "A cloud", desc: "What floats.", alt: "Drops around dust." },
    { id: "rain", tag: "recap", title: "Rain", desc: "What falls.", alt: "Rain on hills." },
  ],
};

/** A run with these drawings, by the ids of the plan's steps. */
export function drawnRun(
  drawings: Record<string, KeptDrawing>,
  { plan = PLAN, topic = "Why does it rain?", language = "en", isSample = false } = {},
) {
  const run = {
    id: "22222222-2222-4222-8222-222222222222",
    kind: "visual",
    input: { topic, language },
    isSample,
    status: "partial",
  } as RunSnapshot;
  const outputs = new Map<string, unknown>([["plan", { plan, atOnce: 0 }]]);
  for (const [id, drawing] of Object.entries(drawings)) outputs.set(drawingKey(id), drawing);
  return { run, outputs };
}
