import { disturb } from "./disturb.ts";
import { isMarkup } from "./markup.ts";
import { createRandom, cutIntoChunks, DRAWING_CHUNKS, jittered, type Pace, TEXT_CHUNKS } from "./pace.ts";
import type { Fault, Rule } from "./rule.ts";
import { countTokens, type Finish } from "./wire.ts";

/** How a reply is going to be played, fault included. */
export interface Script {
  chunks: string[];
  finish: Finish | undefined;
  /** What happens after the chunks: the finish, the connection torn down, a clean end, or silence. */
  ending: "finish" | "cut" | "end" | "stall";
  candidates: boolean;
  blocked: boolean;
  firstChunkMs: number;
  /** Milliseconds before the chunk with this index (not the first). */
  delayMs(index: number): number;
  holdAt: number | undefined;
}

/** Shorthand of `slow`: longer than any first-chunk watchdog of a test should be patient, short of a stall. */
const SLOW: Pace = { firstChunkMs: 5_000, chunkMs: 500, jitter: 0 };

/** Writes the script of a reply under a rule; `maxTokens` is the request's own limit on the reply. */
export function writeScript(
  reply: string,
  rule: Rule | undefined,
  pace: Pace,
  maxTokens: number | undefined,
): Script {
  const fault = rule?.fault;
  const random = createRandom(reply);
  const said = rule?.text ?? rule?.chunks?.join("") ?? reply;
  const text = fault === undefined ? said : disturb(said, fault);
  const size = rule?.chunkSize ?? (isMarkup(text) ? DRAWING_CHUNKS : TEXT_CHUNKS);
  // Exact chunks are kept as they are, unless the fault is in the text itself.
  const all = rule?.chunks && text === said ? rule.chunks : cutIntoChunks(text, size, random);
  const tempo = fault === "slow" ? SLOW : pace;
  const gaps = all.map(() => rule?.delayMs ?? jittered(tempo.chunkMs, tempo.jitter, random));

  const script: Script = {
    chunks: all,
    finish: "stop",
    ending: "finish",
    candidates: true,
    blocked: false,
    firstChunkMs: rule?.firstChunkMs ?? jittered(tempo.firstChunkMs, tempo.jitter, random),
    delayMs: (index) => gaps[index] ?? 0,
    holdAt: rule?.hold,
  };
  shorten(script, maxTokens);
  applyFault(script, fault, rule?.afterChunks ?? Math.ceil(all.length / 2));
  return script;
}

/** Ends the reply where the request's own limit on output tokens ends it. */
function shorten(script: Script, maxTokens: number | undefined): void {
  if (maxTokens === undefined || countTokens(script.chunks.join("")) <= maxTokens) return;
  let room = maxTokens * 4;
  const kept: string[] = [];
  for (const chunk of script.chunks) {
    const part = Array.from(chunk).slice(0, room).join("");
    if (part !== "") kept.push(part);
    room = Math.max(0, room - chunk.length);
  }
  script.chunks = kept;
  script.finish = "max-tokens";
}

function applyFault(script: Script, fault: Fault | undefined, after: number): void {
  const end = fault === undefined ? undefined : ENDS[fault];
  if (end === undefined) return;
  Object.assign(script, end.changes);
  script.chunks = script.chunks.slice(0, end.nothing ? 0 : after);
}

interface End {
  changes: Partial<Pick<Script, "finish" | "ending" | "candidates" | "blocked">>;
  /** Sends no chunk at all. */
  nothing?: true;
}

const ENDS: Partial<Record<Fault, End>> = {
  empty: { changes: {}, nothing: true },
  "no-candidates": { changes: { candidates: false }, nothing: true },
  safety: { changes: { blocked: true, finish: "safety" }, nothing: true },
  "safety-midstream": { changes: { finish: "safety" } },
  "max-tokens": { changes: { finish: "max-tokens" } },
  cut: { changes: { finish: undefined, ending: "cut" } },
  stall: { changes: { finish: undefined, ending: "stall" } },
  "end-without-finish": { changes: { finish: undefined, ending: "end" } },
};
