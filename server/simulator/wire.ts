export type Finish = "stop" | "max-tokens" | "safety";

export interface Usage {
  input: number;
  output: number;
}

/** What a protocol turns into its own words. */
export interface Reply {
  text: string;
  /** A picture as base64 PNG. */
  image?: string;
  /** `undefined`: the reply ends without saying why. */
  finish: Finish | undefined;
  /** False: the reply has no candidate or choice at all. */
  candidates: boolean;
  /** The prompt itself was refused. */
  blocked: boolean;
  usage: Usage;
}

/** One operation of a protocol: bodies and frames as they go over the wire, without any I/O. */
export interface Wire {
  /** The body of an answer that does not stream; may throw a Problem for a reply that is an error there. */
  whole(reply: Reply): unknown;
  /** Only for operations that can stream: frames before the first chunk, of a chunk, and at the end. */
  stream?: {
    open(usage: Usage): string;
    chunk(text: string, usage: Usage): string;
    end(reply: Reply): string;
  };
}

/** The simulated model's one estimate of tokens: four characters each. */
export function countTokens(text: string): number {
  return Math.ceil(text.length / 4);
}
