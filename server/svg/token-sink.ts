/** What a tokenizer tells, in the order of the text. */
export interface TokenSink {
  /** A tag has begun; `column` is how far its line is indented, -1 when it is not the first on its line. */
  tagBegins(name: string, column: number): void;
  /** A whole attribute of the tag that has begun, its value decoded. */
  attribute(name: string, value: string): void;
  /** More of an attribute that has not ended, as far as it is certain. Only for names it `watches`. */
  attributeGrows(name: string, more: string): void;
  watches(name: string): boolean;
  /** The tag is over; `cut` when the text ended in it. Where it stands in the text: -1 when that is not known. */
  tagEnds(selfClosing: boolean, cut: boolean, start: number, end: number): void;
  closingTag(name: string, column: number, end: number): void;
  /** Decoded text between tags, in any number of pieces. */
  text(text: string): void;
  /** What only stands at the beginning of a document: `<?xml` or `<!DOCTYPE`. */
  prolog(): void;
  repair(kind: "bad-entity" | "bad-quotes" | "stray-markup" | "unclosed-tag"): void;
  /** Whether `<name` inside a quoted value can only be a tag, so that the quote before it must be missing. */
  isElement(name: string): boolean;
}

/** Reads markup in any pieces, and tells its sink what it is. */
export interface Tokenizer {
  /** Reads on; returns how many characters it took: fewer than there are once `stop` was called. */
  push(chunk: string): number;
  /** For the sink: nothing after the present token is read. */
  stop(): void;
  /** For the sink, when a tag ends: all is passed over up to `</name` or `</svg`. For scripts, whose text is no markup. */
  skipTo(name: string): void;
  /** The text is over: tells what is still held. */
  finish(): void;
}
