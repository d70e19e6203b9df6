import type { z } from "zod";
import { check } from "../contracts/refusal.ts";
import type { ErrorBody } from "../contracts/run.ts";
import { AppError, HTTP_STATUS, isAppError } from "../errors.ts";
import { isConnectionError } from "../kit/database-errors.ts";
import { databaseAway } from "./deadline.ts";

/** Seconds after which to try again, where the error does not say. */
const RETRY_AFTER = 5;

/** The expected failure behind anything thrown; `undefined` for one that nobody expected. */
export function asAppError(error: unknown): AppError | undefined {
  if (isAppError(error)) return error;
  if (isConnectionError(error)) return databaseAway(RETRY_AFTER, error);
  return undefined;
}

/** What a caller is told of a failure that nobody expected: an id to ask about, never the detail. */
export function unexpected(id: string): AppError {
  return new AppError("INTERNAL", `Something went wrong on our side. When you ask about it, name ${id}.`);
}

/** The answer to a failed request, in the one form that all routes have. */
export function errorResponse(error: AppError): Response {
  const status = HTTP_STATUS[error.code];
  const retryAfter = error.retryAfter ?? (status === 503 ? RETRY_AFTER : undefined);
  const body: ErrorBody = {
    error: {
      code: error.code,
      message: error.message,
      ...(error.issues && { issues: error.issues }),
      ...(retryAfter !== undefined && { retryAfter }),
      ...(error.data?.state !== undefined && { state: error.data.state }),
    },
  };
  const headers = new Headers();
  // What is left of the body may not have been read: the line cannot be used again.
  if (error.code === "TOO_LARGE") headers.set("connection", "close");
  if (retryAfter !== undefined) headers.set("retry-after", String(Math.max(1, Math.ceil(retryAfter))));
  return Response.json(body, { status, headers });
}

/** Checks what a caller sent. INVALID with an issue for each wrong field; unknown fields are named one by one. */
export function parse<S extends z.ZodType>(schema: S, value: unknown): z.output<S> {
  const checked = check(schema, value);
  if (checked.ok) return checked.data;
  const { issues } = checked;
  const [first] = issues;
  const words = first?.path
    ? `${first.path}: ${first.message}.`
    : `The request ${first?.message ?? "is not valid"}.`;
  throw new AppError("INVALID", words, { issues });
}
