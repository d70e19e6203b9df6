export type Protocol = "gemini" | "openai";
export type Outcome = "finished" | "aborted" | "failed";

/** One request as the log tells it. Times are epoch milliseconds; `outcome` is null while it is live. */
export interface CallRecord {
  id: number;
  at: string;
  protocol: Protocol;
  model: string;
  operation: string;
  stream: boolean;
  /** The beginning of the prompt: what the user said, then the system instruction. */
  prompt: string;
  rule: string | null;
  status: number;
  outcome: Outcome | null;
  chunksSent: number;
  /** When each chunk left. */
  chunksAt: number[];
  startedAt: number;
  endedAt: number | null;
  live: boolean;
}

export interface LiveCall {
  chunkSent(): void;
  end(outcome: Outcome, status?: number): void;
}

const KEPT_CALLS = 5_000;
/** How much of a prompt is kept to be searched for a marker. */
const SEARCHED_CHARACTERS = 20_000;
const EXCERPT_CHARACTERS = 400;

/** A slice would keep the whole of a very long prompt in memory; a copy does not. */
function beginningOf(prompt: string): string {
  if (prompt.length <= SEARCHED_CHARACTERS) return prompt;
  return Buffer.from(prompt.slice(0, SEARCHED_CHARACTERS)).toString();
}

/** The log of the newest calls, in the order in which they came. */
export function createCalls(now: () => number = Date.now) {
  let entries: { record: CallRecord; searched: string }[] = [];
  let counter = 0;

  return {
    open(
      about: Pick<CallRecord, "protocol" | "model" | "operation" | "stream" | "rule">,
      prompt: string,
    ): LiveCall {
      const searched = beginningOf(prompt);
      const startedAt = now();
      const record: CallRecord = {
        id: ++counter,
        at: new Date(startedAt).toISOString(),
        ...about,
        prompt: searched.slice(0, EXCERPT_CHARACTERS),
        status: 200,
        outcome: null,
        chunksSent: 0,
        chunksAt: [],
        startedAt,
        endedAt: null,
        live: true,
      };
      entries.push({ record, searched });
      if (entries.length > KEPT_CALLS) entries.shift();
      return {
        chunkSent: () => {
          record.chunksSent++;
          record.chunksAt.push(now());
        },
        end: (outcome, status = 200) => {
          if (!record.live) return;
          Object.assign(record, { outcome, status, endedAt: now(), live: false });
        },
      };
    },
    list(marker: string | undefined): CallRecord[] {
      return entries
        .filter((entry) => marker === undefined || entry.searched.includes(marker))
        .map((e) => e.record);
    },
    clear(): void {
      entries = [];
    },
  };
}
export type Calls = ReturnType<typeof createCalls>;
