import type { KeptDrawing, PlanStep } from "../../contracts/visual.ts";
import { AppError } from "../../errors.ts";
import { fileName } from "../file-name.ts";
import { visualPage } from "../page/visual-page.ts";
import type { Painter } from "../picture/painter.ts";
import type { ExportedFile, ExportFormat, ExportSource, ExportWish } from "../types.ts";
import { zip } from "../zip.ts";
import { type DrawnRun, readDrawnRun } from "./drawn-run.ts";

/** Pixels: large enough for a slide. */
const USUAL_WIDTH = 1_600;

const TYPES = { svg: "image/svg+xml", png: "image/png" } as const;

/** What a drawn run can be saved as. */
export function visualFormats(painter: Painter): Record<string, ExportFormat> {
  return {
    svg: drawings("svg", async ({ svg }) => svg),
    png: drawings("png", ({ still }, { width = USUAL_WIDTH }) => painter.paint(still, width)),
    html: { make: makePage, takesStep: false, takesWidth: false },
  };
}

type Content = ExportedFile["content"];

/** A format of single drawings: one as it is, all of them in a zip. */
function drawings(
  ending: keyof typeof TYPES,
  render: (drawing: KeptDrawing, wish: Pick<ExportWish, "width">) => Promise<Content>,
): ExportFormat {
  return {
    takesStep: true,
    takesWidth: ending === "png",
    async make(source, wish, signal) {
      const run = readDrawnRun(source.run, source.outputs);
      if (wish.step !== undefined) {
        const { number, plan, drawing } = finishedStep(run, wish.step, source);
        return {
          name: fileName(`${run.title} - ${number} ${plan.title}`, ending),
          type: TYPES[ending],
          content: await render(drawing, wish),
        };
      }
      const files = new Map<string, Content>();
      for (const [index, { plan, drawing }] of run.steps.entries()) {
        if (!drawing) continue;
        if (signal.aborted) throw new AppError("CANCELLED", "Nobody waits for these drawings any more.");
        // The numbers are those of the plan: one that is not there is missed.
        files.set(`${String(index + 1).padStart(2, "0")}-${plan.id}.${ending}`, await render(drawing, wish));
      }
      return {
        name: fileName(`${run.title} (${ending})`, "zip"),
        type: "application/zip",
        content: zip(files),
      };
    },
  };
}

function finishedStep(
  run: DrawnRun,
  id: string,
  { run: state }: ExportSource,
): { number: number; plan: PlanStep; drawing: KeptDrawing } {
  const index = run.steps.findIndex(({ plan }) => plan.id === id);
  const step = run.steps[index];
  if (!step) throw new AppError("NOT_FOUND", "This run has no such step.");
  if (!step.drawing)
    throw new AppError("CONFLICT", "The drawing of this step is not finished.", { data: { state } });
  return { number: index + 1, plan: step.plan, drawing: step.drawing };
}

async function makePage({ run, outputs }: ExportSource): Promise<ExportedFile> {
  const drawn = readDrawnRun(run, outputs);
  return {
    name: fileName(drawn.title, "html"),
    type: "text/html; charset=utf-8",
    content: visualPage({ ...drawn, isSample: run.isSample }),
  };
}
