// Codes that say "the database cannot be reached just now", by Prisma, by pg (SQLSTATE) and by the socket.
const PRISMA = new Set(["P1001", "P1002", "P1008", "P1017", "P2024", "P2028"]);
const SQLSTATE = /^(08...|57P0[1-5]|53300)$/;
/** Undone in favour of another transaction: serialization failure, deadlock. */
const CONFLICT = new Set(["P2034", "40001", "40P01"]);
const SOCKET = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "EPIPE",
  "ENOENT",
  "ETIMEDOUT",
  "EHOSTUNREACH",
  "ENOTFOUND",
  "EAI_AGAIN",
]);
const MESSAGES = new RegExp(
  [
    "connection terminated|connection (is )?closed|server has closed the connection|terminating connection",
    "can't reach database|not queryable|econnrefused|econnreset",
    "timeout exceeded when trying to connect|unable to start a transaction in the given time",
    "^timeout expired$|query read timeout|listening connection (does not answer|ended)|heartbeat timed out",
    "the database system is (starting up|shutting down|in recovery mode|not yet accepting connections)",
    "code: `(08...|57P0[1-5]|53300)`",
  ].join("|"),
  "i",
);

/** Whether an error means that the database is away, so that waiting and trying again makes sense. */
export function isConnectionError(error: unknown): boolean {
  return anyOf(
    error,
    (code) => PRISMA.has(code) || SOCKET.has(code) || SQLSTATE.test(code),
    (message) => MESSAGES.test(message),
  );
}

/** Whether the database undid a transaction in favour of another one: the same once more will succeed. */
export function isConflictError(error: unknown): boolean {
  return anyOf(
    error,
    (code) => CONFLICT.has(code),
    (message) => /deadlock detected|could not serialize access/i.test(message),
  );
}

/** Looks through an error, its causes and its parts. */
function anyOf(
  error: unknown,
  isCode: (code: string) => boolean,
  isMessage: (message: string) => boolean,
): boolean {
  for (let at: unknown = error, depth = 0; at && typeof at === "object" && depth < 6; depth++) {
    const { code, message, meta, cause, errors } = at as Record<string, unknown>;
    const codes = [code, (meta as { code?: unknown } | undefined)?.code];
    if (codes.some((one) => typeof one === "string" && isCode(one))) return true;
    if (typeof message === "string" && isMessage(message)) return true;
    if (Array.isArray(errors) && errors.some((one) => anyOf(one, isCode, isMessage))) return true;
    at = cause;
  }
  return false;
}
