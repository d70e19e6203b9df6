import type { Rates } from "../models.ts";

/** A model as its limits know it. */
export interface LimitedModel {
  /** `provider:model`. */
  id: string;
  rates: Rates;
}

export interface Turn {
  model: LimitedModel;
  /** Estimated; taken from the model's tokens a minute. */
  tokens: number;
  /** Lower first. */
  priority: number;
  learnerId: string;
  signal: AbortSignal;
}

/** Paces the calls of each model, together with every other process. */
export interface Limiter {
  /**
   * Waits for a call's turn, for as long as it takes.
   * @returns when it was granted
   * @throws what `cancelled` says when the signal fires; the call has then left the line
   */
  acquire(turn: Turn): Promise<Date>;
  /** After a 429: nobody calls the model for so long (at most ten minutes). */
  pause(model: LimitedModel, delayMs: number): Promise<void>;
  /** Stops listening; waiting calls go on only by polling. */
  close(): void;
}
