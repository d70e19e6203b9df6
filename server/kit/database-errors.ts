// Codes that say "the database cannot be reached just now", by Prisma, by pg (SQLSTATE) and by the socket.
const PRISMA = new Set(["P1001", "P1002", "P1008", "P1017", "P2024"]);
const SQLSTATE = /^(08...|57P0[1-5]|53300)$/;
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
const MESSAGES =
  /connection terminated|can't reach database|server has closed the connection|connection (is )?closed|not queryable|timeout exceeded when trying to connect|unable to start a transaction in the given time|econnrefused|econnreset|terminating connection|the database system is (starting up|shutting down|in recovery mode)/i;

/** Whether an error means that the database is away, so that waiting and trying again makes sense. */
export function isConnectionError(error: unknown): boolean {
  for (let at: unknown = error, depth = 0; at && typeof at === "object" && depth < 6; depth++) {
    const { code, message, meta, cause, errors } = at as Record<string, unknown>;
    const codes = [code, (meta as { code?: unknown } | undefined)?.code];
    if (
      codes.some(
        (one) => typeof one === "string" && (PRISMA.has(one) || SOCKET.has(one) || SQLSTATE.test(one)),
      )
    )
      return true;
    if (typeof message === "string" && MESSAGES.test(message)) return true;
    if (Array.isArray(errors) && errors.some(isConnectionError)) return true;
    at = cause;
  }
  return false;
}
