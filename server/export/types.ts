import type { RunSnapshot } from "../contracts/run.ts";

/** What is asked for. */
export interface ExportWish {
  format: string;
  /** The id of one step of the plan; without it, the whole. */
  step?: string | undefined;
  /** Of pictures, in pixels. */
  width?: number | undefined;
}

/** What is exported: a run, and what each of its steps made. */
export interface ExportSource {
  run: RunSnapshot;
  outputs: ReadonlyMap<string, unknown>;
}

/** A file to be saved. */
export interface ExportedFile {
  /** With its ending; in any script. */
  name: string;
  /** The media type. */
  type: string;
  content: string | Uint8Array;
}

/** One format of one kind of run. */
export interface ExportFormat {
  /** Makes the file. NOT_FOUND for a step that is none, CONFLICT where there is nothing yet. */
  make(source: ExportSource, wish: Omit<ExportWish, "format">, signal: AbortSignal): Promise<ExportedFile>;
  /** Whether it can be one step alone. */
  takesStep: boolean;
  /** Whether its width can be chosen. */
  takesWidth: boolean;
}
