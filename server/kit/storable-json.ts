// What PostgreSQL's jsonb refuses: NUL and surrogates without a partner (as JSON.stringify escapes them).
const REFUSED = /\\u0000|\\ud[89ab][0-9a-f]{2}|\\ud[c-f][0-9a-f]{2}/i;

/** Cannot be written as JSON: a cycle, a BigInt, `undefined` at the top. */
export class NotJson extends Error {}

/**
 * JSON text that PostgreSQL accepts as jsonb: NUL characters and lone surrogates become U+FFFD, `undefined` fields
 * are left out and a value that is `undefined` as a whole becomes `null`.
 * @throws NotJson
 */
export function storableJson(value: unknown): string {
  try {
    const text = JSON.stringify(value ?? null);
    if (text === undefined) throw new TypeError("The value has no JSON form.");
    return REFUSED.test(text) ? JSON.stringify(JSON.parse(text, repair)) : text;
  } catch (cause) {
    throw new NotJson(cause instanceof Error ? cause.message : String(cause), { cause });
  }
}

const clean = (text: string) => text.replaceAll("\u0000", "\ufffd").toWellFormed();

function repair(_key: string, value: unknown): unknown {
  if (typeof value === "string") return clean(value);
  if (value && typeof value === "object" && !Array.isArray(value)) {
    const entries = Object.entries(value);
    if (entries.some(([key]) => clean(key) !== key)) {
      return Object.fromEntries(entries.map(([key, field]) => [clean(key), field]));
    }
  }
  return value;
}
