/** Every way something can go wrong that a caller may act on. */
export const ERROR_CODES = [
  "INVALID",
  "NOT_FOUND",
  "METHOD_NOT_ALLOWED",
  "TOO_LARGE",
  "UNAUTHENTICATED",
  "FORBIDDEN",
  "CONFLICT",
  "LIMIT",
  "BUDGET",
  "UNSAFE_CONTENT",
  "MODEL_UNAVAILABLE",
  "BAD_OUTPUT",
  "TIMEOUT",
  "CANCELLED",
  "UNAVAILABLE",
  "INTERNAL",
] as const;
export type ErrorCode = (typeof ERROR_CODES)[number];

/** One wrong place in an input; `path` is written as `plan.steps.0.title`, empty for the whole. */
export interface Issue {
  path: string;
  message: string;
}

export interface ErrorDetails {
  cause?: unknown;
  /** Whether the same call may succeed later. */
  retryable?: boolean;
  /** Seconds to wait before trying again. */
  retryAfter?: number;
  issues?: Issue[];
  /** Facts for programs, safe to show to the caller (for example `{finishReason: "max_tokens"}`). */
  data?: Record<string, unknown>;
}

const MARK = Symbol.for("learn-x.AppError");

/** An expected failure: its code is for programs, its message is a sentence for people. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly retryable: boolean;
  readonly retryAfter: number | undefined;
  readonly issues: Issue[] | undefined;
  readonly data: Record<string, unknown> | undefined;

  constructor(code: ErrorCode, message: string, details: ErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.name = "AppError";
    this.code = code;
    this.retryable = details.retryable ?? false;
    this.retryAfter = details.retryAfter;
    this.issues = details.issues;
    this.data = details.data;
    Object.defineProperty(this, MARK, { value: true });
  }
}

/** Recognises an AppError by its mark: the class itself exists several times in a production build. */
export function isAppError(error: unknown): error is AppError {
  return typeof error === "object" && error !== null && MARK in error;
}

/** The HTTP status of each code; the only table of its kind (tRPC derives its own code from it). */
export const HTTP_STATUS: Record<ErrorCode, number> = {
  INVALID: 400,
  UNAUTHENTICATED: 401,
  BUDGET: 402,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  METHOD_NOT_ALLOWED: 405,
  CONFLICT: 409,
  TOO_LARGE: 413,
  UNSAFE_CONTENT: 422,
  BAD_OUTPUT: 502,
  LIMIT: 429,
  CANCELLED: 409,
  TIMEOUT: 504,
  MODEL_UNAVAILABLE: 503,
  UNAVAILABLE: 503,
  INTERNAL: 500,
};
