import type { ErrorBody } from "#server/contracts/run.ts";

/** A refusal as forms show it. `NETWORK` when no answer came at all. */
export type Refusal = Omit<ErrorBody["error"], "state">;
export type Answer<T> = { ok: true; data: T } | { ok: false; refusal: Refusal };

const NETWORK: Refusal = { code: "NETWORK", message: "" };

function readRefusal(body: unknown, status: number): Refusal {
  const unknown: Refusal = { code: status >= 500 ? "INTERNAL" : "INVALID", message: "" };
  if (typeof body !== "object" || body === null) return unknown;
  if ("error" in body && typeof body.error === "object" && body.error !== null) return body.error as Refusal;
  return unknown;
}

/**
 * Sends JSON to one of our own routes and gives its answer, or the refusal; never throws.
 * The data is trusted to be what the route promises: it is our own server.
 */
export async function sendJson<T>(
  method: "GET" | "POST" | "PATCH" | "DELETE",
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<Answer<T>> {
  try {
    const response = await fetch(path, {
      method,
      headers: body === undefined ? headers : { "content-type": "application/json", ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const answer: unknown = text === "" ? null : JSON.parse(text);
    if (response.ok) return { ok: true, data: answer as T };
    return { ok: false, refusal: readRefusal(answer, response.status) };
  } catch {
    return { ok: false, refusal: NETWORK };
  }
}
