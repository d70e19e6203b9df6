import type { JournalEvent } from "../contracts/events.ts";
import type { CreatedRun, RunSnapshot, RunSummary } from "../contracts/run.ts";

export interface CreateRunRequest {
  learnerId: string;
  kind: string;
  input: unknown;
  /** The same key of the same learner gives the same run again; with another body CONFLICT. */
  idempotencyKey?: string;
}

/** Reads a run's journal from one point on, at the reader's own pace: nothing is buffered for a slow one. */
export interface EventReader {
  /** The next events, in order; waits for them. `null` when the run has ended and everything was read. */
  read(): Promise<JournalEvent[] | null>;
  /** Ends a waiting `read` with `null`. Safe to call at any time. */
  close(): void;
}

/**
 * What web pages and routes can do with runs. A run of another learner is NOT_FOUND, as is an id that is none;
 * a request that the run's state forbids is CONFLICT, with `data.state` (its snapshot).
 */
export interface Runs {
  /** INVALID with issues; LIMIT (too many of one's own); UNAVAILABLE with retryAfter (queue full). */
  create(request: CreateRunRequest): Promise<{ run: CreatedRun; isNew: boolean }>;
  /** Newest first. `search` finds parts of the question and the title; `pinned` narrows to those that are, or are not. */
  list(
    learnerId: string,
    page: { cursor?: string; limit: number; search?: string; pinned?: boolean },
  ): Promise<{ runs: RunSummary[]; next: string | null }>;
  snapshot(learnerId: string, id: string): Promise<RunSnapshot>;
  cancel(learnerId: string, id: string): Promise<RunSnapshot>;
  answer(learnerId: string, id: string, key: string, value: unknown): Promise<RunSnapshot>;
  /** `wish`: what should be different this time, in the learner's words. */
  redo(learnerId: string, id: string, step: string, wish?: string): Promise<RunSnapshot>;
  pin(learnerId: string, id: string, pinned: boolean): Promise<RunSnapshot>;
  /** Deletes a run with all that belongs to it; one that is under way is stopped first. */
  remove(learnerId: string, id: string): Promise<void>;
  /** Gives the run a link that anyone may look at it by, or gives the one that it has. */
  share(learnerId: string, id: string): Promise<{ token: string }>;
  /** The link is worth nothing from now on. */
  unshare(learnerId: string, id: string): Promise<void>;
  /** Whose run a link is for. NOT_FOUND for a word that is none, or none any more. */
  shared(token: string): Promise<{ learnerId: string; id: string }>;
  /** What the newest finished generation of each step made, by the step's key. */
  outputs(learnerId: string, id: string): Promise<ReadonlyMap<string, unknown>>;
  /** `null` when the run has ended and has nothing after `after`. */
  openEvents(learnerId: string, id: string, after: number): Promise<EventReader | null>;
  /** The same by a link; it ends when the link is taken back. NOT_FOUND as `shared`. */
  openSharedEvents(token: string, after: number): Promise<EventReader | null>;
}
