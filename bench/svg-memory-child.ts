// Run by svg-memory.ts with --expose-gc: `node svg-memory-child.ts <kind> <characters> <engine|htmlparser2>`.
import { DomHandler, Parser } from "htmlparser2";
import { createSvgStream } from "#server/svg/index.ts";
import { makeAtlas } from "#server/svg/testing-atlas.ts";

const BEFORE = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100">';
const PARTS: Record<string, readonly [start: string, again: string]> = {
  attribute: ['<path d="M0 0', " L10 10 20 20"],
  text: ["<text>", "word after word "],
  comment: ["<!--", " a comment without end"],
  nested: ["", "<g>"],
  shapes: ["", '<circle cx="5" cy="5" r="5" fill="red"/>'],
  attributes: ["<rect", ' x="1" data-a="2" fill="red"'],
  rules: ["<style>", ".a{fill:red}"],
  prose: ["</svg>", "some words < and & more, "],
};

const [kind = "", size = "0", who] = process.argv.slice(2);
const sink = who === "engine" ? engine() : parser();
const chunkSize = kind === "drawing" ? 40 : 16_384;

function engine() {
  const stream = createSvgStream({ idPrefix: "s3-" });
  return { push: (chunk: string) => void stream.push(chunk), end: (): unknown => stream.finish() };
}

function parser() {
  const handler = new DomHandler();
  const reader = new Parser(handler, { xmlMode: true });
  return {
    push: (chunk: string) => reader.write(chunk),
    end(): unknown {
      reader.end();
      return handler.dom;
    },
  };
}

/** Made while they are read, so that the text is no part of the memory measured. */
function* chunks(): Generator<string> {
  const length = Number(size);
  const [start, again] = PARTS[kind] ?? ["", ""];
  const text = kind === "drawing" ? makeAtlas(length) : again.repeat(Math.ceil(chunkSize / again.length));
  if (kind !== "drawing") yield BEFORE + start;
  if (kind === "drawing")
    for (let at = 0; at < text.length; at += chunkSize) yield text.slice(at, at + chunkSize);
  else for (let sent = 0; sent < length; sent += text.length) yield Buffer.from(text).toString();
}

const MEGABYTE = 1_048_576;
globalThis.gc?.();
const before = process.memoryUsage();
const begun = performance.now();
let highest = before.rss;
for (const chunk of chunks()) {
  sink.push(chunk);
  // Asking costs time: small chunks are not asked about each.
  if (chunkSize > 1_000) highest = Math.max(highest, process.memoryUsage.rss());
}
const made = sink.end();
const time = performance.now() - begun;
highest = Math.max(highest, process.memoryUsage.rss());
globalThis.gc?.();
const kept = process.memoryUsage().heapUsed - before.heapUsed;
console.log(
  JSON.stringify({ peak: (highest - before.rss) / MEGABYTE, kept: kept / MEGABYTE, time, made: typeof made }),
);
