import { createSvgStream } from "#server/svg/index.ts";
import { makeAtlas } from "#server/svg/testing-atlas.ts";
import { readWrittenDrawings } from "#server/svg/testing-drawings.ts";
import { median, quantile } from "./figures.ts";
import { report } from "./report.ts";
import { createRivals, type Rivals } from "./svg-rivals.ts";

const CHUNK = 40;

/** The drawings of the bench, by their size in KB. */
function benchDrawings(): { kilobytes: number; text: string }[] {
  const small = readWrittenDrawings().find(({ name }) => name === "pendulum")?.text ?? "";
  const large = [10, 38, 190].map((kilobytes) => ({ kilobytes, text: makeAtlas(kilobytes * 1000) }));
  return [{ kilobytes: 2, text: small }, ...large];
}

/** How much processor time a drawing takes in chunks as they come from a model, and whole. */
export async function measureSpeed(): Promise<void> {
  const rivals = createRivals();
  for (const { kilobytes, text } of benchDrawings()) {
    const chunks = cutUp(text);
    const rounds = 15;
    const figure = (name: string, value: number, unit: string, versus: Record<string, number> = {}) =>
      report({ bench: "svg", figure: `${kilobytes} KB, ${name}`, value, unit, versus });

    const operations = repeat(rounds, () => drawOperations(chunks));
    figure("in chunks of 40, operations and report, total", operations, "ms", {
      ...(kilobytes === 38 ? { goal: 2 } : {}),
      "htmlparser2 (reads only)": repeat(rounds, () => rivals.htmlparser2(chunks)),
      ...rerun(rivals, chunks, kilobytes),
    });
    const all = repeat(rounds, () => drawAll(chunks));
    figure("in chunks of 40, with the exported svg and still", all, "ms", {});

    const pushes: number[] = [];
    for (let round = 0; round < rounds; round += 1) timePushes(chunks, pushes);
    const goal: Record<string, number> = kilobytes === 38 ? { goal: 50 } : {};
    figure("one chunk of 40, median", median(pushes), "µs", goal);
    figure("one chunk of 40, p99", quantile(pushes, 0.99), "µs", goal);

    const perSecond = (ms: number) => text.length / 1000 / ms;
    figure("whole", perSecond(repeat(rounds, () => drawOperations([text]))), "MB/s", {
      goal: 20,
      "jsdom + DOMPurify": perSecond(repeat(15, () => rivals.domPurify(text))),
      "sanitize-html": perSecond(repeat(15, () => rivals.sanitizeHtml(text))),
      "htmlparser2 (reads only)": perSecond(repeat(rounds, () => rivals.htmlparser2([text]))),
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

function drawOperations(chunks: string[]): void {
  const stream = createSvgStream({ idPrefix: "s3-" });
  for (const chunk of chunks) stream.push(chunk);
  const { ops, report } = stream.finish();
  kept = ops.length + report.score;
}

function drawAll(chunks: string[]): void {
  const stream = createSvgStream({ idPrefix: "s3-" });
  for (const chunk of chunks) stream.push(chunk);
  const { ops, svg, still } = stream.finish();
  kept = ops.length + svg.length + still.length;
}

/** What was made last; without a use, it need not be made. */
export let kept = 0;

function timePushes(chunks: string[], into: number[]): void {
  const stream = createSvgStream({ idPrefix: "s3-" });
  for (const chunk of chunks) {
    const begun = performance.now();
    stream.push(chunk);
    into.push((performance.now() - begun) * 1000);
  }
  stream.finish();
}

/**
 * Milliseconds of processor time that `work` takes, warm: the median of `rounds`. Systems count processor time in
 * steps of up to 4 ms, so that a round repeats short work for 80 ms.
 */
function repeat(rounds: number, work: () => void): number {
  const begun = performance.now();
  let times = 0;
  while (times === 0 || performance.now() - begun < WARM) {
    work();
    times += 1;
  }
  const each = Math.ceil((80 * times) / (performance.now() - begun));
  return median(Array.from({ length: rounds }, () => processorTime(work, each)));
}

const WARM = 400;

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
