import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { type Ask, answer, type Simulation } from "./answer.ts";
import { geminiWire } from "./gemini-wire.ts";
import { isRecord, type Json, readJson, sendJson } from "./http.ts";
import { drawPicture, PICTURE_TOKENS } from "./picture.ts";
import { invalid, Problem } from "./problem.ts";
import { replyTo } from "./replies.ts";
import { embedText } from "./vectors.ts";
import { countTokens } from "./wire.ts";

const MODELS = [
  "gemini-3.8-flash",
  "gemini-3.5-flash",
  "gemini-3.5-flash-lite",
  "gemini-3.1-flash-image",
  "gemini-embedding-001",
];
const EMBEDDING_DIMENSIONS = 3072;

const MODEL_PATH = /^\/(v1|v1beta)\/(?:models|tunedModels)\/([^/:]+)(?::(\w+))?$/;

/** Answers a request of the Gemini protocol (v1 and v1beta); throws a Problem for one that it cannot answer. */
export async function handleGemini(
  simulation: Simulation,
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
): Promise<void> {
  const key = request.headers["x-goog-api-key"] ?? url.searchParams.get("key");
  if (key === "bad-key") throw new Problem(400, "bad-key", "API key not valid.");
  if (request.method === "GET" && /^\/(v1|v1beta)\/models$/.test(url.pathname)) {
    return sendJson(response, 200, { models: MODELS.map(describeModel) });
  }
  const [, version, encoded, method] = MODEL_PATH.exec(url.pathname) ?? [];
  if (version === undefined || encoded === undefined) throw new Problem(404, "not-found", "Not Found");
  const model = decodeURIComponent(encoded);
  if (model === "no-such-model") {
    throw new Problem(
      404,
      "unknown-model",
      `models/${model} is not found for API version ${version}, or is not supported for ${method ?? "get"}.`,
    );
  }
  if (request.method === "GET" && method === undefined) return sendJson(response, 200, describeModel(model));
  if (request.method !== "POST") throw new Problem(404, "not-found", "Not Found");

  const body = await readJson(request);
  switch (method) {
    case "generateContent":
      return generate(simulation, model, body, response, false);
    case "streamGenerateContent":
      return generate(simulation, model, body, response, true, url.searchParams.get("alt") === "sse");
    case "batchEmbedContents":
    case "embedContent":
      return embed(simulation, model, body, response, method);
    case "countTokens":
      return count(simulation, model, body, response);
    default:
      throw new Problem(404, "not-found", `Method ${method} is not found.`);
  }
}

const noRateHeaders = () => ({});

async function generate(
  simulation: Simulation,
  model: string,
  body: Json,
  response: ServerResponse,
  streamed: boolean,
  sse = false,
): Promise<void> {
  const user = readContents(body.contents);
  const system = readParts(body.systemInstruction ?? body.system_instruction);
  const config = isRecord(body.generationConfig) ? body.generationConfig : {};
  const schema = config.responseJsonSchema ?? config.responseSchema;
  const wantsImage = Array.isArray(config.responseModalities) && config.responseModalities.includes("IMAGE");
  const ask: Ask = {
    protocol: "gemini",
    operation: streamed ? "streamGenerateContent" : "generateContent",
    model,
    stream: streamed && sse,
    user,
    system,
    reply: wantsImage ? "picture" : replyTo(user, system, isRecord(schema) ? schema : undefined),
    ...(wantsImage ? { image: drawPicture(user), outputTokens: PICTURE_TOKENS } : {}),
    ...(typeof config.maxOutputTokens === "number" && !wantsImage
      ? { maxOutputTokens: config.maxOutputTokens }
      : {}),
  };
  const wire = geminiWire(model, randomUUID());
  // Without alt=sse the API answers a stream as one JSON array.
  const whole = streamed
    ? { ...wire, whole: (reply: Parameters<typeof wire.whole>[0]) => [wire.whole(reply)] }
    : wire;
  await answer(
    simulation,
    ask,
    ask.image === undefined ? whole : withoutCaption(whole),
    response,
    noRateHeaders,
  );
}

/** A picture comes in one piece, also in a stream. */
function withoutCaption(wire: ReturnType<typeof geminiWire>): ReturnType<typeof geminiWire> {
  return wire.stream ? { ...wire, stream: { ...wire.stream, chunk: () => "" } } : wire;
}

async function embed(
  simulation: Simulation,
  model: string,
  body: Json,
  response: ServerResponse,
  method: "batchEmbedContents" | "embedContent",
): Promise<void> {
  const requests = method === "embedContent" ? [body] : body.requests;
  if (!Array.isArray(requests) || requests.length === 0)
    throw invalid("requests must be an array that is not empty.");
  const items = requests.map((item) => {
    if (!isRecord(item)) throw invalid("requests must hold objects.");
    const nested = isRecord(item.embedContentConfig) ? item.embedContentConfig : {};
    const size = item.outputDimensionality ?? nested.outputDimensionality ?? EMBEDDING_DIMENSIONS;
    if (typeof size !== "number" || !Number.isInteger(size) || size < 1 || size > EMBEDDING_DIMENSIONS) {
      throw invalid(`outputDimensionality must be a whole number from 1 to ${EMBEDDING_DIMENSIONS}.`);
    }
    return { text: readParts(item.content), size };
  });
  const ask: Ask = {
    protocol: "gemini",
    operation: method,
    model,
    stream: false,
    user: items.map((item) => item.text).join("\n"),
    system: "",
    reply: "vectors",
    outputTokens: 0,
  };
  const vectors = () =>
    items.map(({ text, size }) => {
      // As the real model: only the full size comes with unit length.
      const scale = size === EMBEDDING_DIMENSIONS ? 1 : 0.7;
      return { values: Array.from(embedText(text, size), (value) => value * scale) };
    });
  const whole = (reply: { text: string }) => {
    const all = reply.text === "" ? [] : vectors();
    return method === "embedContent" ? { embedding: all[0] } : { embeddings: all };
  };
  await answer(simulation, ask, { whole }, response, noRateHeaders);
}

async function count(
  simulation: Simulation,
  model: string,
  body: Json,
  response: ServerResponse,
): Promise<void> {
  const inner = isRecord(body.generateContentRequest) ? body.generateContentRequest : body;
  const user = readContents(inner.contents);
  const system = readParts(inner.systemInstruction);
  const totalTokens = countTokens(user) + countTokens(system);
  const whole = () => ({ totalTokens, promptTokensDetails: [{ modality: "TEXT", tokenCount: totalTokens }] });
  const ask: Ask = {
    protocol: "gemini",
    operation: "countTokens",
    model,
    stream: false,
    user,
    system,
    reply: "count",
    outputTokens: 0,
  };
  await answer(simulation, ask, { whole }, response, noRateHeaders);
}

function readContents(contents: unknown): string {
  if (!Array.isArray(contents) || contents.length === 0)
    throw invalid("* GenerateContentRequest.contents: contents is not specified");
  return contents.map(readParts).join("\n");
}

function readParts(content: unknown): string {
  if (!isRecord(content) || !Array.isArray(content.parts)) return "";
  return content.parts
    .map((part) => (isRecord(part) && typeof part.text === "string" ? part.text : ""))
    .join("\n");
}

function describeModel(model: string) {
  const methods = model.includes("embedding")
    ? ["embedContent", "batchEmbedContents", "countTokens"]
    : ["generateContent", "countTokens"];
  return {
    name: `models/${model}`,
    version: "001",
    displayName: `${model} (simulated)`,
    inputTokenLimit: 1_048_576,
    outputTokenLimit: 65_536,
    supportedGenerationMethods: methods,
  };
}
