import { z } from "zod";
import { AppError } from "../errors.ts";
import { sleep } from "../kit/abort.ts";
import { createPartials } from "./partials.ts";
import { parseReply, type Root } from "./reply-json.ts";
import { dropNulls, type JsonSchema } from "./schema-dialects.ts";
import type { ObjectStream, TextReply } from "./types.ts";

/** The longest reply that is read, in characters. */
const MOST_CHARACTERS = 2_000_000;
/** The least time between two views, in milliseconds. */
const VIEW_EVERY_MS = 40;
const MOST_ISSUES = 20;

const jsonSchemas = new WeakMap<z.ZodType, JsonSchema>();

/**
 * What a model must write for this schema: its input side, so that transforms and defaults work on the reply.
 * @throws INTERNAL for a schema that JSON cannot say (dates, maps, custom types)
 */
export function jsonSchemaOf(schema: z.ZodType, name: string): JsonSchema {
  const known = jsonSchemas.get(schema);
  if (known) return known;
  try {
    const { $schema: _, ...json } = z.toJSONSchema(schema, { io: "input" });
    jsonSchemas.set(schema, json);
    return json;
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new AppError("INTERNAL", `A model cannot be asked for "${name}": ${why}.`, { cause });
  }
}

/**
 * Reads a streamed reply as one object. Nothing begins before somebody iterates or takes `value`; a consumer that
 * stops iterating stops the call, unless `value` was taken.
 * @param open begins the reply; its signal fires when nobody wants it any more. A valid one is kept, if it can be
 */
export function readObject<S extends z.ZodType>(
  open: (signal: AbortSignal) => AsyncIterable<string> & Partial<Pick<TextReply, "isReplay" | "keep">>,
  schema: S,
  json: JsonSchema,
): ObjectStream<z.infer<S>> {
  const root = rootOf(json);
  const unwanted = new AbortController();
  let valueTaken = false;
  let ended = false;
  let wake: () => void = () => {};
  const partials = createPartials(root, () => wake());
  let reading: Promise<z.infer<S>> | undefined;
  let isReplay = false;

  const read = async (): Promise<z.infer<S>> => {
    try {
      let reply = "";
      const texts = open(unwanted.signal);
      for await (const text of texts) {
        reply += text;
        if (reply.length > MOST_CHARACTERS) throw badOutput("The model's answer is too long.", "too_long");
        partials.feed(text);
      }
      await partials.end();
      const value = await check(reply, schema, json, root);
      isReplay = texts.isReplay?.() ?? false;
      await texts.keep?.(reply);
      return value;
    } finally {
      ended = true;
      wake();
    }
  };
  const start = () => {
    if (!reading) {
      reading = read();
      reading.catch(() => {}); // whoever iterates sees it there
    }
    return reading;
  };

  async function* views(): AsyncGenerator<unknown, void, undefined> {
    const result = start();
    let shown = 0;
    let shownAt = Number.NEGATIVE_INFINITY;
    try {
      for (;;) {
        if (partials.version > shown) {
          const wait = shownAt + VIEW_EVERY_MS - performance.now();
          if (wait > 0) await sleep(wait);
          shown = partials.version;
          shownAt = performance.now();
          const view = partials.snapshot();
          if (view !== undefined) yield view;
        } else if (ended) break;
        else
          await new Promise<void>((resolve) => {
            wake = resolve;
          });
      }
      await result;
    } finally {
      if (!ended && !valueTaken) unwanted.abort();
    }
  }

  return {
    [Symbol.asyncIterator]: views,
    get value() {
      valueTaken = true;
      return start();
    },
    isReplay: () => isReplay,
  };
}

function rootOf(json: JsonSchema): Root {
  if (json.type === "object" || json.type === "array") return json.type;
  const branches = json.anyOf ?? json.oneOf;
  const isObject = (one: unknown) => (one as JsonSchema | null)?.type === "object";
  return Array.isArray(branches) && branches.every(isObject) ? "object" : "any";
}

/** Whether a whole reply holds an object that fits the schema. */
export async function isReadable(reply: string, schema: z.ZodType, json: JsonSchema): Promise<boolean> {
  try {
    await check(reply, schema, json, rootOf(json));
    return true;
  } catch {
    return false;
  }
}

async function check<S extends z.ZodType>(
  reply: string,
  schema: S,
  json: JsonSchema,
  root: Root,
): Promise<z.infer<S>> {
  const parsed = parseReply(reply, root);
  if (!parsed) throw badOutput("The model's answer could not be read.", "malformed");
  const result = await schema.safeParseAsync(dropNulls(parsed.value, json));
  if (result.success) return result.data;
  throw new AppError("BAD_OUTPUT", "The model's answer is not as it was asked for.", {
    retryable: true,
    issues: result.error.issues
      .slice(0, MOST_ISSUES)
      .map(({ path, message }) => ({ path: path.map(String).join("."), message })),
    data: { finishReason: "refused" },
  });
}

function badOutput(message: string, finishReason: string): AppError {
  return new AppError("BAD_OUTPUT", message, { retryable: true, data: { finishReason } });
}
