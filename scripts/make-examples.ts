// Makes the pictures of the ready questions on the home page from the drawings of the sample model:
// `node scripts/make-examples.ts` writes `public/examples/<topic>.svg` (it moves) and `<topic>-still.svg`.
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createSvgStream } from "#server/svg/index.ts";

const ROOT = join(import.meta.dirname, "..");
export const EXAMPLES_FOLDER = join(ROOT, "public/examples");
const DRAWINGS = join(ROOT, "server/simulator/library/drawings");

/** The drawing that stands for each topic: the one that is still understood at the width of a thumb. */
export const EXAMPLES: Readonly<Record<string, string>> = {
  "blood-circulation": "double-pump",
  photosynthesis: "recap",
  "water-cycle": "going-up",
  "plate-tectonics": "what-drives-them",
  "electric-circuits": "closed-loop",
  fractions: "three-for-four",
};

/** Every file of the folder, by its name: what the engine lets through of each drawing, moving and at rest. */
export function makeExamples(): Map<string, string> {
  return new Map(
    Object.entries(EXAMPLES).flatMap(([topic, step]) => {
      const drawing = createSvgStream({ idPrefix: "x-" });
      drawing.push(readFileSync(join(DRAWINGS, topic, `${step}.svg`), "utf8"));
      const { svg, still } = drawing.finish();
      return [
        [`${topic}.svg`, `${svg}\n`],
        [`${topic}-still.svg`, `${still}\n`],
      ];
    }),
  );
}

if (import.meta.main) {
  const files = makeExamples();
  mkdirSync(EXAMPLES_FOLDER, { recursive: true });
  for (const name of readdirSync(EXAMPLES_FOLDER)) if (!files.has(name)) rmSync(join(EXAMPLES_FOLDER, name));
  for (const [name, text] of files) writeFileSync(join(EXAMPLES_FOLDER, name), text);
  console.log(`${files.size} files in public/examples`);
}
