import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { type Ask, answer, type Simulation } from "./answer.ts";
import { isRecord, type Json, readJson, sendJson } from "./http.ts";
import { chatWire, imageWire, openaiRateHeaders } from "./openai-wire.ts";
import { drawPicture, PICTURE_TOKENS } from "./picture.ts";
import { invalid, Problem } from "./problem.ts";
import { replyTo } from "./replies.ts";
import { responsesWire } from "./responses-wire.ts";
import { embedText } from "./vectors.ts";
import { countTokens, type Wire } from "./wire.ts";

const MODELS = [
  "gpt-5",
  "gpt-4.1",
  "gpt-4o-mini",
  "gpt-oss-120b",
  "qwen3-max",
  "gpt-image-1",
  "text-embedding-3-small",
  "jina-embeddings-v3",
];
const EMBEDDING_DIMENSIONS: Record<string, number> = {
  "text-embedding-3-large": 3072,
  "jina-embeddings-v3": 1024,
};
const DEFAULT_DIMENSIONS = 1536;

/** Answers a request of the OpenAI protocol; throws a Problem for one that it cannot answer. */
export async function handleOpenai(
  simulation: Simulation,
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
): Promise<void> {
  if (request.headers.authorization === "Bearer bad-key")
    throw new Problem(401, "bad-key", "Incorrect API key.");
  const path = url.pathname.slice("/v1/".length);
  if (request.method === "GET" && path === "models") {
    return sendJson(response, 200, { object: "list", data: MODELS.map(describeModel) });
  }
  if (request.method === "GET" && path.startsWith("models/")) {
    const model = decodeURIComponent(path.slice("models/".length));
    refuseUnknown(model);
    return sendJson(response, 200, describeModel(model));
  }
  const operation = OPERATIONS.get(path);
  if (request.method !== "POST" || operation === undefined) {
    throw new Problem(404, "not-found", `Invalid URL (${request.method} ${url.pathname})`);
  }
  const body = await readJson(request);
  if (typeof body.model !== "string" || body.model === "")
    throw invalid("you must provide a model parameter");
  refuseUnknown(body.model);
  const { ask, wire } = operation(body.model, body);
  await answer(
    simulation,
    { protocol: "openai", operation: path, model: body.model, ...ask },
    wire,
    response,
    openaiRateHeaders,
  );
}

function refuseUnknown(model: string): void {
  if (model === "no-such-model") throw new Problem(404, "unknown-model", "No such model.", { model });
}

function describeModel(model: string) {
  return { id: model, object: "model", created: 1_700_000_000, owned_by: "simulator" };
}

interface Operation {
  ask: Omit<Ask, "protocol" | "operation" | "model">;
  wire: Wire;
}
const OPERATIONS = new Map<string, (model: string, body: Json) => Operation>([
  ["chat/completions", chat],
  ["responses", responses],
  ["embeddings", embeddings],
  ["images/generations", images],
]);

const identifier = () => randomUUID().replaceAll("-", "");
const nowSeconds = () => Math.floor(Date.now() / 1000);

function chat(model: string, body: Json): Operation {
  const { user, system } = readMessages(body.messages, "messages");
  const format = isRecord(body.response_format) ? body.response_format : {};
  const named = isRecord(format.json_schema) ? format.json_schema : {};
  const includeUsage = isRecord(body.stream_options) && body.stream_options.include_usage === true;
  return {
    ask: {
      stream: body.stream === true,
      user,
      system,
      reply: replyTo(user, system, isRecord(named.schema) ? named.schema : undefined),
      ...limit(body.max_completion_tokens ?? body.max_tokens),
    },
    wire: chatWire(model, `chatcmpl-${identifier()}`, nowSeconds(), includeUsage),
  };
}

function responses(model: string, body: Json): Operation {
  const said =
    typeof body.input === "string" ? { user: body.input, system: "" } : readMessages(body.input, "input");
  const system = [typeof body.instructions === "string" ? body.instructions : "", said.system]
    .join("\n")
    .trim();
  const format = isRecord(body.text) && isRecord(body.text.format) ? body.text.format : {};
  return {
    ask: {
      stream: body.stream === true,
      user: said.user,
      system,
      reply: replyTo(said.user, system, isRecord(format.schema) ? format.schema : undefined),
      ...limit(body.max_output_tokens),
    },
    wire: responsesWire(model, `resp_${identifier()}`, nowSeconds()),
  };
}

function embeddings(model: string, body: Json): Operation {
  const inputs = (Array.isArray(body.input) ? body.input : [body.input]).map((item) => {
    const text = isRecord(item) ? item.text : item;
    if (typeof text !== "string") throw invalid("input must be a string, or an array of strings.");
    return text;
  });
  if (inputs.length === 0) throw invalid("input must not be empty.");
  const size = body.dimensions ?? EMBEDDING_DIMENSIONS[model] ?? DEFAULT_DIMENSIONS;
  if (typeof size !== "number" || !Number.isInteger(size) || size < 1 || size > 4096) {
    throw invalid("dimensions must be a whole number from 1 to 4096.");
  }
  // Jina names the same choice embedding_type.
  const base64 = body.encoding_format === "base64" || body.embedding_type === "base64";
  const tokens = inputs.reduce((sum, text) => sum + countTokens(text), 0);
  const data = () =>
    inputs.map((text, index) => {
      const vector = embedText(text, size);
      const embedding = base64 ? Buffer.from(vector.buffer).toString("base64") : Array.from(vector);
      return { object: "embedding", index, embedding };
    });
  return {
    ask: { stream: false, user: inputs.join("\n"), system: "", reply: "vectors", outputTokens: 0 },
    wire: {
      whole: (reply) => ({
        object: "list",
        data: reply.text === "" ? [] : data(),
        model,
        usage: { prompt_tokens: tokens, total_tokens: tokens },
      }),
    },
  };
}

function images(_model: string, body: Json): Operation {
  if (typeof body.prompt !== "string" || body.prompt === "")
    throw invalid("prompt must be a string that is not empty.");
  const { prompt } = body;
  return {
    ask: {
      stream: false,
      user: prompt,
      system: "",
      reply: "picture",
      image: drawPicture(prompt),
      outputTokens: PICTURE_TOKENS,
    },
    wire: imageWire(nowSeconds()),
  };
}

function limit(tokens: unknown): { maxOutputTokens?: number } {
  return typeof tokens === "number" ? { maxOutputTokens: tokens } : {};
}

function readMessages(messages: unknown, name: string): { user: string; system: string } {
  if (!Array.isArray(messages) || messages.length === 0)
    throw invalid(`${name} must be an array that is not empty.`);
  const user: string[] = [];
  const system: string[] = [];
  for (const message of messages) {
    if (!isRecord(message)) throw invalid(`${name} must hold objects.`);
    const standing = message.role === "system" || message.role === "developer";
    (standing ? system : user).push(readContent(message.content));
  }
  return { user: user.join("\n"), system: system.join("\n") };
}

function readContent(content: unknown): string {
  if (typeof content === "string") return content;
  if (!Array.isArray(content)) return "";
  return content.map((part) => (isRecord(part) && typeof part.text === "string" ? part.text : "")).join("\n");
}
