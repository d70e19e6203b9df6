import { parse } from "jsonriver";
import { createEscapeGuard } from "./escapes.ts";
import { findStart, type Root } from "./reply-json.ts";

/** The value of a JSON text that is still being written. */
export interface Partials {
  feed(text: string): void;
  /** Resolves when everything fed has been read. */
  end(): Promise<void>;
  /** Rises with every change. */
  readonly version: number;
  /** A copy of what stands so far; undefined while there is nothing. */
  snapshot(): unknown;
}

/**
 * Reads along for showing only: it gives up silently at the first thing that is no JSON. What counts is read again,
 * with repairs, when the reply is complete.
 * @param onChange called whenever `version` has risen
 */
export function createPartials(root: Root, onChange: () => void): Partials {
  const skip = createHeadSkipper(root);
  const guard = createEscapeGuard();
  const queue = createQueue();
  let current: unknown;
  let version = 0;
  let broken = false;

  const reading = (async () => {
    try {
      for await (const value of parse(queue.texts)) {
        current = value;
        version++;
        onChange();
      }
    } catch {
      broken = true; // no JSON from here on, or nested too deeply
    }
  })();

  return {
    feed(text) {
      const json = skip(text);
      if (json && !broken) queue.push(guard.feed(json));
    },
    end() {
      queue.push(guard.end());
      queue.close();
      return reading;
    },
    get version() {
      return version;
    },
    snapshot() {
      try {
        return structuredClone(current); // jsonriver goes on changing the one it gave
      } catch {
        return undefined;
      }
    },
  };
}

const THOUGHT_TAGS = ["<think>", "<thinking>"];

/** Drops thoughts and prose before the first bracket; answers the JSON, in pieces. Linear in what it is fed. */
function createHeadSkipper(root: Root): (text: string) => string {
  let mode: "begin" | "thought" | "prose" | "json" = "begin";
  let held = "";
  let close = "";
  return (text) => {
    if (mode === "json") return text;
    held += text;
    for (;;) {
      if (mode === "begin") {
        const head = held.trimStart();
        const tag = THOUGHT_TAGS.find((one) => head.startsWith(one));
        if (tag) {
          close = tag.replace("<", "</");
          mode = "thought";
        } else if (THOUGHT_TAGS.some((one) => one.startsWith(head))) return "";
        else mode = "prose";
      } else if (mode === "thought") {
        const at = held.indexOf(close);
        if (at < 0) {
          held = held.slice(-close.length);
          return "";
        }
        held = held.slice(at + close.length);
        mode = "begin";
      } else {
        const start = findStart(held, 0, root);
        const json = start < 0 ? "" : held.slice(start);
        if (start >= 0) mode = "json";
        held = "";
        return json;
      }
    }
  };
}

function createQueue() {
  const waiting: string[] = [];
  let closed = false;
  let wake: () => void = () => {};
  async function* texts() {
    for (;;) {
      const text = waiting.splice(0).join("");
      if (text) yield text;
      else if (closed) return;
      else
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
    }
  }
  return {
    texts: texts(),
    push(text: string) {
      waiting.push(text);
      wake();
    },
    close() {
      closed = true;
      wake();
    },
  };
}
