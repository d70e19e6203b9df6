import { AppError, ERROR_CODES, type ErrorCode, isAppError } from "../errors.ts";
import { NotJson, storableJson } from "../kit/storable-json.ts";
import type { StepOptions } from "./types.ts";

/** What a step may keep, in bytes of JSON. */
const MOST_OUTPUT_BYTES = 1024 * 1024;
/** One event, in bytes of JSON. */
export const MOST_EVENT_BYTES = 1024 * 1024;

/** Why a worker stops a step: the run goes on elsewhere, so nothing of this is a failure. */
export class HandedOver extends Error {
  constructor() {
    super("The worker is shutting down; another one goes on with this run.");
    this.name = "HandedOver";
  }
}

/** Any thrown thing as an AppError; what nobody expected is INTERNAL, without its detail. */
export function asAppError(thrown: unknown): AppError {
  if (isAppError(thrown)) return thrown;
  return new AppError("INTERNAL", "Something went wrong on our side.", { cause: thrown });
}

/** A step's result as JSON text. @throws BAD_OUTPUT when it is no JSON, too large, or refused by the step's schema */
export function outputJson<T>(value: T, schema: StepOptions<T>["output"]): string {
  const checked = schema?.safeParse(value);
  if (checked && !checked.success) {
    const issues = checked.error.issues.map(({ path, message }) => ({ path: path.join("."), message }));
    throw new AppError("BAD_OUTPUT", "What was made does not have the form it must have.", {
      retryable: true,
      issues,
    });
  }
  return boundedJson(
    checked ? checked.data : value,
    MOST_OUTPUT_BYTES,
    "What was made is too large to keep.",
  );
}

/** JSON text of at most `bytes`. @throws BAD_OUTPUT */
export function boundedJson(value: unknown, bytes: number, tooLarge: string): string {
  let text: string;
  try {
    text = storableJson(value);
  } catch (error) {
    if (!(error instanceof NotJson)) throw error;
    throw new AppError("BAD_OUTPUT", "What was made cannot be kept as JSON.", { cause: error });
  }
  if (text.length > bytes || Buffer.byteLength(text) > bytes) throw new AppError("BAD_OUTPUT", tooLarge);
  return text;
}

/** A code as it was kept in the database. */
export function knownCode(code: string | null): ErrorCode {
  return ERROR_CODES.find((known) => known === code) ?? "INTERNAL";
}
