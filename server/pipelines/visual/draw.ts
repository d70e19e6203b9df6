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
  // What was drawn for one reader's wish is no answer to the plain question.
  const first = await drawOnce(task, drawPrompt(task, wish), wish === null ? reuse : undefined, canvas, step);
  const drawn = [first];
  if (isPoor(first) && step.flags.value("quality_redraw")) {
    const prompt = redrawPrompt(task, wish, first.finished.report);
    const anew = wish === null ? { ...reuse, read: false } : undefined;
    const second = await unlessItFails(step, drawOnce(task, prompt, anew, canvas, step));
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
async function unlessItFails(step: VisualStep, drawing: Promise<Drawn>): Promise<Drawn | null> {
  try {
    return await drawing;
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
  const heard = await readInto(stream, reply, canvas);
  const point = stream.resumePoint();
  const drawn = { finished: stream.finish(), isReplay: reply.isReplay(), continued: false };
  let fault = faultOf(drawn.finished.report, heard, point);
  if (reuse && drawn.isReplay) {
    if (fault === null && !isPoor(drawn)) return shown(drawn, canvas);
    // It was good when it was kept, and is not by today's measure.
    return drawOnce(task, prompt, { ...reuse, read: false }, canvas, step);
  }
  if (fault && canBeContinued(drawn.finished.report, point)) {
    const rest = createSvgStream({ idPrefix, limits: LIMITS, resumeFrom: point });
    const more = step.llm.text({ tier: "svg", prompt: continuePrompt(task, step.wish, point) });
    const { broken } = await readInto(rest, more, canvas);
    drawn.finished = rest.finish();
    drawn.continued = true;
    fault = drawn.finished.report.complete ? null : (broken ?? cutOff());
  }
  if (fault) throw fault;
  if (!isPoor(drawn)) await reply.keep(drawn.finished.svg);
  return shown(drawn, canvas);
}

function shown(drawn: Drawn, canvas: Canvas): Drawn {
  canvas.show(drawn.finished.rest);
  return drawn;
}

/** A reply as far as it came. */
interface Heard {
  text: string;
  /** What broke it off. */
  broken: AppError | null;
}

/** Draws a reply as it arrives. @throws whatever is no break: refused, stopped, not paid for */
async function readInto(stream: SvgStream, reply: AsyncIterable<string>, canvas: Canvas): Promise<Heard> {
  let heard = "";
  try {
    for await (const text of reply) {
      heard += text;
      canvas.show(stream.push(text));
    }
    return { text: heard, broken: null };
  } catch (error) {
    if (isAppError(error) && BREAKS.has(error.code)) return { text: heard, broken: error };
    throw error;
  }
}

/** Too long, cut off, stalled, or the line went dead: what came before that can be used. */
const BREAKS: ReadonlySet<string> = new Set(["BAD_OUTPUT", "TIMEOUT", "UNAVAILABLE"]);

/** Why this is no whole drawing; null when it is one. */
function faultOf(
  { complete, limit, drawings, shapes, labels }: SvgReport,
  { text, broken }: Heard,
  { lastElement, open }: ResumePoint,
): AppError | null {
  if (drawings === 0 || shapes + labels === 0)
    return broken ?? badDrawing("The model's answer held no drawing.", "no-drawing");
  if (complete) return null;
  if (limit !== null) return badDrawing("The model's drawing was larger than it may be.", "too-large");
  if (broken) return broken;
  // A model that ended by itself after a whole element, with only the root open, has forgotten a tag and not a part.
  const end = text.lastIndexOf(lastElement);
  const hasOnlyLostItsTag = open.length === 1 && end >= 0 && !text.includes("<", end + lastElement.length);
  return hasOnlyLostItsTag ? null : cutOff();
}

function badDrawing(message: string, finishReason: string): AppError {
  return new AppError("BAD_OUTPUT", message, { retryable: true, data: { finishReason } });
}

const cutOff = () => badDrawing("The model's drawing was cut off.", "cut");

/** Less than this of a drawing is not worth to be gone on with, in characters. */
const WORTH_CONTINUING = 600;

/**
 * Whether going on is cheaper than beginning anew: what is there costs the price of input once more instead of that of
 * output, which is several times as high with every model; only of a very short beginning nothing is saved.
 */
function canBeContinued({ complete, limit }: SvgReport, { text, open }: ResumePoint): boolean {
  return !complete && limit === null && text.length >= WORTH_CONTINUING && open.length > 0;
}
