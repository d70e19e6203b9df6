import { setTimeout as wait } from "node:timers/promises";
import { type DrawingDemoLine, DrawingDemoRequest } from "../../contracts/drawing-demo.ts";
import { createSvgStream } from "../../svg/index.ts";
import type { Handler } from "../http.ts";
import { notFound } from "./system.ts";

/** Of the size in which models send theirs. */
const CHUNK = 40;

/** Draws a given reply as if a model were writing it. There is no such route in production. */
export const streamDrawingDemo: Handler = async (call) => {
  if (process.env.NODE_ENV === "production") return notFound(call);
  const lines = drawingLines(await call.body(DrawingDemoRequest));
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { value, done } = await lines.next();
        if (done) controller.close();
        else controller.enqueue(encoder.encode(`${JSON.stringify(value)}\n`));
      },
      async cancel() {
        await lines.return();
      },
    },
    { highWaterMark: 0 },
  );
  return new Response(body, { headers: { "content-type": "application/x-ndjson; charset=utf-8" } });
};

/** The lines of the answer, each at its time. */
export async function* drawingLines({
  text,
  chunksPerSecond,
  resumeFrom,
}: DrawingDemoRequest): AsyncGenerator<DrawingDemoLine, void, undefined> {
  const drawing = createSvgStream({ idPrefix: "demo-", ...(resumeFrom && { resumeFrom }) });
  const pause = chunksPerSecond > 0 ? 1_000 / chunksPerSecond : 0;
  const begin = performance.now();
  let milliseconds = 0;
  const measured = <T>(work: () => T): T => {
    const start = performance.now();
    const result = work();
    milliseconds += performance.now() - start;
    return result;
  };
  for (let at = 0, count = 1; at < text.length; at += CHUNK, count += 1) {
    const operations = measured(() => drawing.push(text.slice(at, at + CHUNK)));
    // Against the clock, not one pause after another: those would add up their lateness.
    const early = pause * count - (performance.now() - begin);
    if (early > 1) await wait(early);
    if (operations.length > 0 || pause > 0)
      yield { type: "operations", operations, read: Math.min(text.length, at + CHUNK) };
  }
  const { rest, ops, report } = measured(() => drawing.finish());
  yield { type: "operations", operations: rest, read: text.length };
  yield { type: "end", operations: ops, report, resume: drawing.resumePoint(), milliseconds };
}
