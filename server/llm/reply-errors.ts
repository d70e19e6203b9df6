import { AppError } from "../errors.ts";

/** The reply ended before its end. */
export function cutOff(details: { cause?: unknown } = {}): AppError {
  return new AppError("BAD_OUTPUT", "The model's answer was cut off.", {
    ...details,
    retryable: true,
    data: { finishReason: "cut" },
  });
}

/** There is no reply in the reply. */
export function emptyReply(finishReason: string): AppError {
  return new AppError("BAD_OUTPUT", "The model gave no answer.", { retryable: true, data: { finishReason } });
}

export function unsafeContent(details: { cause?: unknown; data?: Record<string, unknown> } = {}): AppError {
  return new AppError(
    "UNSAFE_CONTENT",
    "The model would rather not answer this. Please try other words.",
    details,
  );
}
