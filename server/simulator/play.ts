import type { ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import type { LiveCall } from "./calls.ts";
import type { Match } from "./rules.ts";
import type { Script } from "./script.ts";
import type { Reply, Wire } from "./wire.ts";

/** Everything that a reply needs on its way out; `signal` aborts when the client leaves. */
export interface Play {
  script: Script;
  reply: Reply;
  wire: Wire;
  response: ServerResponse;
  call: LiveCall;
  match: Match | undefined;
  signal: AbortSignal;
  headers: Record<string, string>;
}

/** Streams a reply as its script says; rejects with the signal's reason when the client leaves first. */
export async function playStream(play: Play, frames: NonNullable<Wire["stream"]>): Promise<void> {
  const { script, reply, response, call, match, signal } = play;
  response.writeHead(200, {
    "content-type": "text/event-stream",
    "cache-control": "no-cache",
    ...play.headers,
  });
  response.flushHeaders();
  const opening = frames.open(reply.usage);
  // A hold past the last chunk holds the finish: a held stream never ends by itself.
  const holdAt = script.holdAt === undefined ? undefined : Math.min(script.holdAt, script.chunks.length);
  await pause(script.firstChunkMs, signal);
  if (opening) response.write(opening);
  for (const [index, chunk] of script.chunks.entries()) {
    if (index > 0) await pause(script.delayMs(index), signal);
    if (index === holdAt) await match?.hold(signal);
    signal.throwIfAborted();
    response.write(frames.chunk(chunk, reply.usage));
    call.chunkSent();
  }
  if (holdAt === script.chunks.length) await match?.hold(signal);
  signal.throwIfAborted();
  if (script.ending === "finish") response.write(frames.end(reply));
  await finish(script, response, signal);
}

/** Sends a reply in one piece, after the time that its chunks would have taken; rejects like playStream. */
export async function playWhole(play: Play): Promise<void> {
  const { script, reply, wire, response, call, match, signal } = play;
  const delays = script.chunks.reduce((sum, _, index) => sum + (index > 0 ? script.delayMs(index) : 0), 0);
  await pause(script.firstChunkMs + delays, signal);
  if (script.holdAt !== undefined) await match?.hold(signal);
  const body = Buffer.from(JSON.stringify(wire.whole(reply)));
  response.writeHead(200, {
    "content-type": "application/json; charset=utf-8",
    "content-length": body.length,
    ...play.headers,
  });
  const torn = script.ending === "cut" || script.ending === "stall";
  response.write(torn ? body.subarray(0, body.length >> 1) : body);
  call.chunkSent();
  await finish(script, response, signal);
}

async function finish(script: Script, response: ServerResponse, signal: AbortSignal): Promise<void> {
  switch (script.ending) {
    case "stall":
      return new Promise((_, reject) => {
        if (signal.aborted) reject(signal.reason);
        else signal.addEventListener("abort", () => reject(signal.reason), { once: true });
      });
    case "cut":
      // What was written must have left before the connection goes: the cut is then at the same place every time.
      await new Promise<void>((resolve) => response.write("", () => resolve()));
      signal.throwIfAborted();
      response.destroy();
      return;
    default:
      response.end();
  }
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  if (ms > 0) await sleep(ms, undefined, { signal });
}
