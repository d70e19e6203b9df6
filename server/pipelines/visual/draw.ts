import type { KeptDrawing, VisualEvent } from "../../contracts/visual.ts";
import { AppError, isAppError } from "../../errors.ts";
import type { Prompt, Reuse } from "../../llm/index.ts";
import type { Step } from "../../runs/index.ts";
import {
  createSvgStream,
  type FinishedDrawing,
  type ResumePoint,
  type SvgReport,
  type SvgStream,
} from "../../svg/index.ts";
import {
  asCommonQuestion,
  continuePrompt,
  DRAW_VERSION,
  type DrawTask,
  drawPrompt,
  redrawPrompt,
} from "./prompts.ts";

type VisualStep = Step<VisualEvent>;

/** Under this score a drawing is drawn once more, where that is switched on; one below is not used again for others. */
const GOOD_ENOUGH = 60;
/** Characters of a drawing: what a step keeps, with its still and its operations, must stay under a megabyte. */
const LIMITS = { size: 250_000 };

/** One drawing, and how it came about. */
interface Drawn {
  finished: FinishedDrawing;
  isReplay: boolean;
  continued: boolean;
}

/** Draws one step of the plan, shown stroke by stroke. @throws AppError retryable when the reply held no whole drawing */
export async function draw(task: DrawTask, place: number, step: VisualStep): Promise<KeptDrawing> {
  const begun = Date.now();
  let firstStrokeMs: number | undefined;
  const canvas: Canvas = {
    idPrefix: `d${place}_`,
    show(ops) {
      if (ops.length === 0) return;
      firstStrokeMs ??= Date.now() - begun;
      step.live({ type: "svg-ops", ops });
    },
  };
  const { wish } = step;
  const reuse: Reuse = {
    version: DRAW_VERSION,
    prompt: drawPrompt({ ...task, input: asCommonQuestion(task.input) }, null),
    // Who asks for another drawing does not want the same.
    read: step.generation === 1,
  };
  const first = await drawOnce(task, drawPrompt(task, wish), wish ? undefined : reuse, canvas, step);
  const drawn = [first];
  if (isPoor(first) && !first.isReplay && step.flags.value("quality_redraw")) {
    const second = await drawAgain(task, first.finished.report, canvas, step);
    if (second) drawn.push(second);
  }
  const best = drawn.reduce((before, one) => (scoreOf(one) > scoreOf(before) ? one : before));
  const { ops, svg, still, report } = best.finished;
  step.emit({ type: "svg-ready", ops, report, scores: drawn.map(scoreOf), isReplay: best.isReplay });
  const { score, labels, animations, shapes, size, layout } = report;
  step.note("drawing_made", {
    step: step.key,
    generation: step.generation,
    durationMs: Date.now() - begun,
    firstStrokeMs,
    isReplay: best.isReplay,
    isRedo: step.generation > 1,
    draws: drawn.length,
    continued: best.continued,
    score,
    labels,
    animations,
    shapes,
    size,
    outside: layout.outside.length,
    overlapping: layout.overlapping.length,
    lowContrast: layout.lowContrast.length,
    dropped: sum(report.dropped),
    repaired: sum(report.repaired),
    promptVersion: DRAW_VERSION,
  });
  return { svg, still, summary: { score, labels, animations, size } };
}

interface Canvas {
  idPrefix: string;
  show(operations: FinishedDrawing["rest"]): void;
}

const scoreOf = ({ finished }: Drawn) => finished.report.score;
const isPoor = (drawn: Drawn) => scoreOf(drawn) < GOOD_ENOUGH;
const sum = (counts: Partial<Record<string, number>>) =>
  Object.values(counts).reduce<number>((before, count) => before + (count ?? 0), 0);

/** A second drawing in place of a poor one; null when there came none, which harms nobody. */
async function drawAgain(
  task: DrawTask,
  report: SvgReport,
  canvas: Canvas,
  step: VisualStep,
): Promise<Drawn | null> {
  try {
    return await drawOnce(task, redrawPrompt(task, step.wish, report), undefined, canvas, step);
  } catch (error) {
    if (step.signal.aborted || !isAppError(error)) throw error;
    return null;
  }
}

async function drawOnce(
  task: DrawTask,
  prompt: Prompt,
  reuse: Reuse | undefined,
  canvas: Canvas,
  step: VisualStep,
): Promise<Drawn> {
  const { idPrefix } = canvas;
  const reply = step.llm.text({ tier: "svg", prompt, ...(reuse && { reuse }) });
  const stream = createSvgStream({ idPrefix, limits: LIMITS });
  const broken = await readInto(stream, reply, canvas);
  let finished = stream.finish();
  let continued = false;
  const point = stream.resumePoint();
  if (canBeContinued(broken, finished.report, point)) {
    const rest = createSvgStream({ idPrefix, limits: LIMITS, resumeFrom: point });
    const more = step.llm.text({ tier: "svg", prompt: continuePrompt(task, point) });
    const brokenAgain = await readInto(rest, more, canvas);
    finished = rest.finish();
    if (brokenAgain && !finished.report.complete) throw brokenAgain;
    continued = true;
  } else if (broken && !finished.report.complete) throw broken;
  const drawn = { finished, isReplay: reply.isReplay(), continued };
  requireDrawing(finished.report);
  canvas.show(finished.rest);
  if (!isPoor(drawn)) await reply.keep(finished.svg);
  return drawn;
}

/** Draws a reply as it arrives; returns what broke it off. @throws whatever is no break: refused, stopped, not paid for */
async function readInto(
  stream: SvgStream,
  reply: AsyncIterable<string>,
  canvas: Canvas,
): Promise<AppError | null> {
  try {
    for await (const text of reply) canvas.show(stream.push(text));
    return null;
  } catch (error) {
    if (isAppError(error) && BREAKS.has(error.code)) return error;
    throw error;
  }
}

/** Too long, cut off, stalled, or the line went dead: what came before that can be used. */
const BREAKS: ReadonlySet<string> = new Set(["BAD_OUTPUT", "TIMEOUT", "UNAVAILABLE"]);

/** Less than this of a drawing is not worth to be gone on with, in characters. */
const WORTH_CONTINUING = 600;

/**
 * Whether going on is cheaper than beginning anew: what is there costs the price of input once more instead of that of
 * output, which is several times as high with every model; only of a very short beginning nothing is saved.
 */
function canBeContinued(
  broken: AppError | null,
  { complete, limit }: SvgReport,
  { text, open }: ResumePoint,
): boolean {
  if (complete || limit !== null || text.length < WORTH_CONTINUING || open.length === 0) return false;
  // A model that ended by itself and left only the root open has forgotten a tag, not a part.
  return broken !== null || open.length > 1;
}

/** @throws BAD_OUTPUT when there is nothing to see, or something that was meant to be there is missing */
function requireDrawing({ drawings, shapes, labels }: SvgReport): void {
  if (drawings > 0 && shapes + labels > 0) return;
  throw new AppError("BAD_OUTPUT", "The model's answer held no drawing.", {
    retryable: true,
    data: { finishReason: "no-drawing" },
  });
}
