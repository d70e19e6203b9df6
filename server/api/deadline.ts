import { AppError } from "../errors.ts";

/** What a caller is told while the database does not answer; `retryAfter` in seconds. */
export function databaseAway(retryAfter: number, cause?: unknown): AppError {
  return new AppError("UNAVAILABLE", "The database cannot be reached just now.", {
    ...(cause !== undefined && { cause }),
    retryable: true,
    retryAfter,
  });
}

/** The outcome of `work`, or UNAVAILABLE when it takes longer. */
export async function inTime<T>(work: Promise<T>, milliseconds: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    const error = new AppError("UNAVAILABLE", "The server is not ready yet.", {
      retryable: true,
      retryAfter: 2,
    });
    timer = setTimeout(reject, milliseconds, error);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

/**
 * The answer of `work`, however long it takes as long as `isReady` says so whenever it is asked: a database that hangs
 * is noticed long before its connections are given up. UNAVAILABLE then; what comes of the work is thrown away.
 */
export async function unlessAway(
  work: Promise<Response>,
  isReady: () => Promise<boolean>,
  everyMs: number,
): Promise<Response> {
  let timer: NodeJS.Timeout | undefined;
  let isOver = false;
  const away = new Promise<never>((_, reject) => {
    const look = async () => {
      if (await isReady()) {
        if (!isOver) timer = setTimeout(look, everyMs);
      } else if (!isOver) {
        // A stream that nobody will ever read must not stay open.
        work.then((answer) => answer.body?.cancel()).catch(() => {});
        reject(databaseAway(5));
      }
    };
    timer = setTimeout(look, everyMs);
  });
  try {
    return await Promise.race([work, away]);
  } finally {
    isOver = true;
    clearTimeout(timer);
  }
}
