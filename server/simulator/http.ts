import type { IncomingMessage, ServerResponse } from "node:http";
import { invalid, Problem } from "./problem.ts";

export type Json = Record<string, unknown>;

/** The largest request body, in bytes. */
const BODY_LIMIT = 20 * 1024 * 1024;

export function isRecord(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Reads a JSON object. Throws a Problem: 413 above the limit, 400 when it is not a JSON object. */
export async function readJson(request: IncomingMessage): Promise<Json> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    size += part.length;
    if (size <= BODY_LIMIT) parts.push(part);
    // Leaving the loop tears the connection down. A body somewhat too large is heard out, so that its sender hears why.
    else if (size > 4 * BODY_LIMIT) break;
  }
  if (size > BODY_LIMIT)
    throw new Problem(413, "invalid", `The request body is larger than ${BODY_LIMIT} bytes.`);
  let body: unknown;
  try {
    body = JSON.parse(Buffer.concat(parts).toString("utf8"));
  } catch {
    throw invalid("The request body is not valid JSON.");
  }
  if (!isRecord(body)) throw invalid("The request body must be a JSON object.");
  return body;
}

export function sendJson(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): void {
  const text = JSON.stringify(body);
  response.writeHead(status, {
    "content-type": "application/json; charset=utf-8",
    "content-length": Buffer.byteLength(text),
    ...headers,
  });
  response.end(text);
}
