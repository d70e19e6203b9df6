import { Parser } from "htmlparser2";
import { createSvgStream } from "#server/svg/index.ts";
import { makeAtlas } from "#server/svg/testing-atlas.ts";
import { readWrittenDrawings } from "#server/svg/testing-drawings.ts";
import { median, quantile } from "./figures.ts";
import { report } from "./report.ts";
import type { Rivals } from "./svg-rivals.ts";

const CHUNK = 40;

/** The drawings of the bench, by their size in KB. */
function benchDrawings(): { kilobytes: number; text: string }[] {
  const small = readWrittenDrawings().find(({ name }) => name === "pendulum")?.text ?? "";
  const large = [10, 38, 190].map((kilobytes) => ({ kilobytes, text: makeAtlas(kilobytes * 1000) }));
  return [{ kilobytes: 2, text: small }, ...large];
}

/** What the engine, and a bare reader beside it, take for one drawing. */
interface Taken {
  /** To the canonical operations: what those who clean markup do. */
  operations: Times;
  /** With the report, of which they have none. */
  reported: Times;
  /** With the report and both exports. */
  everything: Times;
  pushes: number[];
  whole: Times;
  readInChunks: Times;
  readWhole: Times;
}

/** Milliseconds: of several rounds the median and the least, which the rest of the machine disturbs least. */
interface Times {
  median: number;
  least: number;
}

const ROUNDS = 15;

function measureEngine(text: string): Taken {
  const chunks = cutUp(text);
  const pushes: number[] = [];
  const taken = {
    operations: repeat(ROUNDS, () => drawOperations(chunks)),
    reported: repeat(ROUNDS, () => drawAndReport(chunks)),
    everything: repeat(ROUNDS, () => drawAll(chunks)),
    whole: repeat(ROUNDS, () => drawOperations([text])),
    readInChunks: repeat(ROUNDS, () => readOnly(chunks)),
    readWhole: repeat(ROUNDS, () => readOnly([text])),
    pushes,
  };
  for (let round = 0; round < ROUNDS; round += 1) timePushes(chunks, pushes);
  return taken;
}

/**
 * How much processor time a drawing takes in chunks as they come from a model, and whole. The rivals are loaded after
 * the engine was measured: a DOM fills the heap, and collecting garbage around it is slower for all.
 */
export async function measureSpeed(): Promise<void> {
  const drawings = benchDrawings().map((drawing) => ({ ...drawing, taken: measureEngine(drawing.text) }));
  const { createRivals } = await import("./svg-rivals.ts");
  const rivals = createRivals();
  for (const { kilobytes, text, taken } of drawings) {
    const chunks = cutUp(text);
    const figure = (name: string, value: number, unit: string, versus: Record<string, number> = {}) =>
      report({ bench: "svg", figure: `${kilobytes} KB, ${name}`, value, unit, versus });
    const goal = (value: number): Record<string, number> => (kilobytes === 38 ? { goal: value } : {});
    figure("in chunks of 40, operations, total", taken.operations.median, "ms", {
      ...goal(2),
      "least of the rounds": taken.operations.least,
      "htmlparser2 (reads only)": taken.readInChunks.median,
      "htmlparser2 (reads only), least": taken.readInChunks.least,
      ...rerun(rivals, chunks, kilobytes),
    });
    figure("in chunks of 40, with the report", taken.reported.median, "ms", {
      "least of the rounds": taken.reported.least,
    });
    figure("in chunks of 40, with the report, the exported svg and the still", taken.everything.median, "ms");
    figure("one chunk of 40, median", median(taken.pushes), "µs", goal(50));
    figure("one chunk of 40, p99", quantile(taken.pushes, 0.99), "µs", goal(50));
    const perSecond = (ms: number) => text.length / 1000 / ms;
    figure("whole", perSecond(taken.whole.median), "MB/s", {
      goal: 20,
      "most of the rounds": perSecond(taken.whole.least),
      "jsdom + DOMPurify": perSecond(repeat(ROUNDS, () => rivals.domPurify(text)).median),
      "sanitize-html": perSecond(repeat(ROUNDS, () => rivals.sanitizeHtml(text)).median),
      "htmlparser2 (reads only)": perSecond(taken.readWhole.median),
    });
  }
}

/**
 * The others read all text so far again at each chunk. Measured in full, nothing extrapolated: 38 KB once, and not
 * at all for 190 KB, which takes minutes.
 */
function rerun(rivals: Rivals, chunks: string[], kilobytes: number): Record<string, number> {
  if (kilobytes > 100) return {};
  const rounds = kilobytes > 20 ? 1 : 3;
  const again = (clean: (text: string) => string) => {
    let text = "";
    for (const chunk of chunks) {
      text += chunk;
      clean(text);
    }
  };
  return {
    "jsdom + DOMPurify, again at each chunk": once(rounds, () => again(rivals.domPurify)),
    "sanitize-html, again at each chunk": once(rounds, () => again(rivals.sanitizeHtml)),
  };
}

function cutUp(text: string): string[] {
  const chunks: string[] = [];
  for (let at = 0; at < text.length; at += CHUNK) chunks.push(text.slice(at, at + CHUNK));
  return chunks;
}

/** Reads without checking anything: the least that a tokenizer costs. */
function readOnly(chunks: Iterable<string>): void {
  const parser = new Parser({ onopentag() {}, ontext() {}, onclosetag() {} }, { xmlMode: true });
  for (const chunk of chunks) parser.write(chunk);
  parser.end();
}

function drawOperations(chunks: string[]): void {
  const stream = createSvgStream({ idPrefix: "s3_" });
  for (const chunk of chunks) stream.push(chunk);
  kept = stream.finish().ops.length;
}

function drawAndReport(chunks: string[]): void {
  const stream = createSvgStream({ idPrefix: "s3_" });
  for (const chunk of chunks) stream.push(chunk);
  const { ops, report } = stream.finish();
  kept = ops.length + report.score;
}

function drawAll(chunks: string[]): void {
  const stream = createSvgStream({ idPrefix: "s3_" });
  for (const chunk of chunks) stream.push(chunk);
  const { ops, report, svg, still } = stream.finish();
  kept = ops.length + report.score + svg.length + still.length;
}

/** What was made last; without a use, it need not be made. */
export let kept = 0;

function timePushes(chunks: string[], into: number[]): void {
  const stream = createSvgStream({ idPrefix: "s3_" });
  for (const chunk of chunks) {
    const begun = performance.now();
    stream.push(chunk);
    into.push((performance.now() - begun) * 1000);
  }
  stream.finish();
}

/**
 * Milliseconds of processor time that `work` takes, warm. Systems count processor time in
 * steps of up to 4 ms, so that a round repeats short work for 80 ms.
 */
function repeat(rounds: number, work: () => void): Times {
  const begun = performance.now();
  let turns = 0;
  while (turns === 0 || performance.now() - begun < WARM) {
    work();
    turns += 1;
  }
  const each = Math.ceil((80 * turns) / (performance.now() - begun));
  const times = Array.from({ length: rounds }, () => processorTime(work, each));
  return { median: median(times), least: Math.min(...times) };
}

const WARM = 1_500;

/** The same of work that takes seconds, and is warm before it is half done. */
const once = (rounds: number, work: () => void) =>
  median(Array.from({ length: rounds }, () => processorTime(work, 1)));

/** Of this thread, where Node can tell (from 23.9 on); else of the process. */
const usage = "threadCpuUsage" in process ? () => process.threadCpuUsage() : () => process.cpuUsage();

function processorTime(work: () => void, times: number): number {
  const before = usage();
  for (let time = 0; time < times; time += 1) work();
  const after = usage();
  return (after.user + after.system - before.user - before.system) / 1000 / times;
}
