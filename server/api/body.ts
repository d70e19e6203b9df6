import { AppError } from "../errors.ts";

const LARGEST = 1024 * 1024;
/** How much of a body that is too large is still read, so that the sender gets its answer; then the line is cut. */
const LARGEST_IGNORED = 16 * LARGEST;

/** The bytes of a request's body, counted while they come. TOO_LARGE over 1 MiB, whatever its headers say. */
async function readBytes(request: Request): Promise<Uint8Array<ArrayBuffer>> {
  const reader = request.body?.getReader();
  const chunks: Uint8Array[] = [];
  let size = 0;
  while (reader) {
    const { done, value } = await reader.read();
    if (done) break;
    size += value.byteLength;
    if (size <= LARGEST) chunks.push(value);
    else chunks.length = 0;
    if (size > LARGEST_IGNORED) {
      await reader.cancel().catch(() => {});
      break;
    }
  }
  if (size > LARGEST) throw new AppError("TOO_LARGE", "The body must be at most 1 MiB.");
  const bytes = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.byteLength;
  }
  return bytes;
}

/** The JSON value of a request's body; `undefined` without a body. INVALID (no JSON in UTF-8, compressed), TOO_LARGE. */
export async function readJson(request: Request): Promise<unknown> {
  const bytes = await readJsonBytes(request);
  if (bytes.byteLength === 0) return undefined;
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch (cause) {
    throw new AppError("INVALID", "The body is not valid JSON.", { cause });
  }
}

/** The bytes of a body that says of itself that it is JSON. INVALID, TOO_LARGE. */
export async function readJsonBytes(request: Request): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = await readBytes(request);
  if (bytes.byteLength === 0) return bytes;
  if (!/^application\/([\w.-]+\+)?json *(;|$)/i.test(request.headers.get("content-type") ?? ""))
    throw new AppError("INVALID", "The body must be JSON, sent with Content-Type: application/json.");
  if (!/^(identity)?$/i.test(request.headers.get("content-encoding") ?? ""))
    throw new AppError("INVALID", "The body must be sent without Content-Encoding.");
  return bytes;
}
