/** Why a request is answered with an error; each protocol and the control routes give it their own shape. */
export type ProblemKind =
  | "invalid"
  | "bad-key"
  | "unknown-model"
  | "not-found"
  | "blocked"
  | "quota"
  | "forced";

export interface ProblemDetails {
  retryAfterSeconds?: number;
  model?: string;
  /** What ran out, for `quota`. */
  exhausted?: "requests" | "tokens";
  /** The limit that was reached, a minute. */
  limit?: number;
  headers?: Record<string, string>;
}

/** An error answer: `status` is the HTTP status, `message` names what is wrong. */
export class Problem extends Error {
  readonly status: number;
  readonly kind: ProblemKind;
  readonly details: ProblemDetails;

  constructor(status: number, kind: ProblemKind, message: string, details: ProblemDetails = {}) {
    super(message);
    this.name = "Problem";
    this.status = status;
    this.kind = kind;
    this.details = details;
  }
}

export function invalid(message: string): Problem {
  return new Problem(400, "invalid", message);
}
