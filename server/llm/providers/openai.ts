import OpenAI, { APIConnectionError, APIError } from "openai";
import type {
  ChatCompletionChunk,
  ChatCompletionCreateParamsStreaming,
} from "openai/resources/chat/completions";
import { isAppError } from "../../errors.ts";
import { cutOff, emptyReply } from "../reply-errors.ts";
import type { Endpoint, ResolvedModel } from "../resolve-tiers.ts";
import { strictSchema } from "../schema-dialects.ts";
import type {
  EmbedRequest,
  FinishReason,
  ImageRequest,
  Model,
  ProviderName,
  RateHeaders,
  TextChunk,
  TextRequest,
  Usage,
} from "../types.ts";
import { cancelled } from "../watchdog.ts";
import { readRateHeaders, readRefusal } from "./openai-headers.ts";
import { networkError, refusalError } from "./provider-error.ts";

const BASE_URLS: Partial<Record<ProviderName, string>> = {
  openrouter: "https://openrouter.ai/api/v1",
  jina: "https://api.jina.ai/v1",
};
/** Longer than any watchdog: the SDK's clock stops at the headers anyway. */
const SDK_TIMEOUT_MS = 30 * 60_000;

/**
 * A model behind OpenAI's protocol: OpenAI itself, OpenRouter, Jina, or whatever `OPENAI_BASE_URL` names.
 * @param onRateHeaders is told of the limits that each response's headers report
 */
export function createOpenaiModel(
  about: ResolvedModel,
  endpoint: Endpoint,
  onRateHeaders: (headers: RateHeaders) => void = () => {},
): Model {
  const client = new OpenAI({
    apiKey: endpoint.apiKey ?? "none",
    baseURL: endpoint.baseUrl ?? BASE_URLS[about.provider] ?? "https://api.openai.com/v1",
    maxRetries: 0,
    timeout: SDK_TIMEOUT_MS,
    logLevel: "off", // it would print replies that it cannot read
    // Not from variables of other programs.
    organization: null,
    project: null,
  });
  const toAppError = (error: unknown, signal: AbortSignal, begun: boolean) => {
    if (signal.aborted) return cancelled(signal);
    if (isAppError(error)) return error;
    const refusal = error instanceof APIError && !(error instanceof APIConnectionError) && readRefusal(error);
    if (refusal && !(begun && refusal.status >= 500)) return refusalError(about, endpoint.apiKey, refusal);
    return networkError(endpoint.apiKey, error, begun);
  };
  const report = (response: Response) => {
    const headers = readRateHeaders(response.headers);
    if (headers) onRateHeaders(headers);
  };

  return {
    provider: about.provider,
    name: about.model,

    async *text(request: TextRequest): AsyncGenerator<TextChunk> {
      const { signal } = request;
      const body = chatBody(request, about);
      let begun = false;
      let choices = 0;
      let refused = false;
      let reason: FinishReason | undefined;
      let usage: Usage | undefined;
      try {
        const { data: stream, response } = await client.chat.completions
          .create(body, { signal })
          .withResponse();
        report(response);
        for await (const chunk of stream) {
          usage = readUsage(chunk.usage) ?? usage;
          const choice = chunk.choices?.[0];
          if (!choice) continue;
          choices++;
          if (choice.delta?.refusal) refused = true;
          if (choice.delta?.content) {
            begun = true;
            yield { type: "text", text: choice.delta.content };
          }
          if (choice.finish_reason) reason = FINISH[choice.finish_reason] ?? "other";
        }
      } catch (error) {
        throw toAppError(error, signal, begun);
      }
      // An abort in mid-stream ends the SDK's loop without an error, and so does a missing end.
      if (signal.aborted) throw cancelled(signal);
      if (choices === 0) throw emptyReply("no_candidates");
      if (!reason) throw cutOff();
      yield { type: "finish", reason: refused ? "safety" : reason, usage };
    },

    async image({ prompt, signal }: ImageRequest) {
      try {
        const { data, response } = await client.images
          .generate({ model: about.model, prompt, n: 1, size: "1024x1024" }, { signal })
          .withResponse();
        report(response);
        const base64 = data.data?.[0]?.b64_json;
        if (!base64) throw emptyReply("no_image");
        const bytes = new Uint8Array(Buffer.from(base64, "base64"));
        const usage = data.usage && {
          inputTokens: data.usage.input_tokens,
          outputTokens: data.usage.output_tokens,
          cachedTokens: 0,
          estimated: false,
        };
        return { bytes, mimeType: mimeTypeOf(bytes), usage };
      } catch (error) {
        throw toAppError(error, signal, false);
      }
    },

    async embed({ texts, signal }: EmbedRequest) {
      try {
        // The SDK asks for base64 unless told, which not every endpoint speaks.
        const { data, response } = await client.embeddings
          .create({ model: about.model, input: texts, encoding_format: "float" }, { signal })
          .withResponse();
        report(response);
        const inOrder = [...data.data].sort((a, b) => a.index - b.index);
        const vectors = inOrder.map(({ embedding }) => Float32Array.from(embedding));
        const usage = data.usage && {
          inputTokens: data.usage.prompt_tokens ?? data.usage.total_tokens,
          outputTokens: 0,
          cachedTokens: 0,
          estimated: false,
        };
        return { vectors, usage };
      } catch (error) {
        throw toAppError(error, signal, false);
      }
    },
  };
}

function chatBody(
  request: TextRequest,
  { model, facts }: ResolvedModel,
): ChatCompletionCreateParamsStreaming {
  const { prompt, schema, maxOutputTokens, temperature } = request;
  const { thinking } = facts;
  return {
    model,
    stream: true,
    stream_options: { include_usage: true },
    messages: [
      ...(prompt.system ? [{ role: "system" as const, content: prompt.system }] : []),
      { role: "user", content: prompt.user },
    ],
    [facts.outputLimit]: maxOutputTokens,
    ...(facts.temperature && temperature !== undefined ? { temperature } : {}),
    ...(thinking?.by === "effort" ? { reasoning_effort: thinking.effort } : {}),
    ...(schema
      ? {
          response_format: {
            type: "json_schema",
            json_schema:
              facts.structured === "strict"
                ? { name: schema.name, strict: true, schema: strictSchema(schema.json) }
                : { name: schema.name, schema: schema.json },
          },
        }
      : {}),
  };
}

const FINISH: Record<string, FinishReason> = { stop: "stop", length: "max_tokens", content_filter: "safety" };

function readUsage(usage: ChatCompletionChunk["usage"] | undefined): Usage | undefined {
  if (!usage) return undefined;
  return {
    inputTokens: usage.prompt_tokens,
    outputTokens: usage.completion_tokens,
    cachedTokens: usage.prompt_tokens_details?.cached_tokens ?? 0,
    estimated: false,
  };
}

/** These models answer with bytes and no type. */
function mimeTypeOf(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xd8) return "image/jpeg";
  if (bytes[0] === 0x52 && bytes[8] === 0x57) return "image/webp";
  return "image/png";
}
