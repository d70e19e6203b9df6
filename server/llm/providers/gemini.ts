import {
  ApiError,
  FinishReason as GeminiFinish,
  type GenerateContentConfig,
  type GenerateContentResponse,
  GoogleGenAI,
  Modality,
  ThinkingLevel,
} from "@google/genai";
import { isAppError } from "../../errors.ts";
import { cutOff, emptyReply, unsafeContent } from "../reply-errors.ts";
import type { Endpoint, ResolvedModel } from "../resolve-tiers.ts";
import { geminiSchema } from "../schema-dialects.ts";
import type {
  EmbedRequest,
  FinishReason,
  ImageRequest,
  Model,
  TextChunk,
  TextRequest,
  Usage,
} from "../types.ts";
import { cancelled } from "../watchdog.ts";
import { networkError, refusalError } from "./provider-error.ts";

const LEVELS = {
  minimal: ThinkingLevel.MINIMAL,
  low: ThinkingLevel.LOW,
  medium: ThinkingLevel.MEDIUM,
  high: ThinkingLevel.HIGH,
};

/** A model of Google's Gemini API, by its own SDK. */
export function createGeminiModel(about: ResolvedModel, endpoint: Endpoint): Model {
  // No `retryOptions`: without them the SDK tries once. No `timeout`: it could not be told from an abort.
  const client = new GoogleGenAI({
    apiKey: endpoint.apiKey ?? "none",
    vertexai: false,
    httpOptions: { apiVersion: "v1beta", ...(endpoint.baseUrl ? { baseUrl: endpoint.baseUrl } : {}) },
  });
  const toAppError = (error: unknown, signal: AbortSignal, begun: boolean) => {
    if (signal.aborted) return cancelled(signal);
    if (isAppError(error)) return error;
    if (error instanceof ApiError) return refusalError(about, endpoint.apiKey, readRefusal(error));
    return networkError(endpoint.apiKey, error, begun);
  };

  return {
    provider: about.provider,
    name: about.model,

    async *text(request: TextRequest): AsyncGenerator<TextChunk> {
      const { signal } = request;
      let begun = false;
      let reason: FinishReason | undefined;
      let usage: Usage | undefined;
      let candidates = 0;
      try {
        const stream = await client.models.generateContentStream({
          model: about.model,
          contents: request.prompt.user,
          config: textConfig(request, about),
        });
        for await (const chunk of stream) {
          usage = readUsage(chunk) ?? usage;
          if (chunk.promptFeedback?.blockReason) throw unsafeContent();
          const candidate = chunk.candidates?.[0];
          if (!candidate) continue;
          candidates++;
          const text = textOf(chunk);
          if (text) {
            begun = true;
            yield { type: "text", text };
          }
          if (candidate.finishReason) reason = FINISH[candidate.finishReason] ?? "other";
        }
      } catch (error) {
        throw toAppError(error, signal, begun);
      }
      if (signal.aborted) throw cancelled(signal);
      if (candidates === 0) throw emptyReply("no_candidates");
      if (!reason) throw cutOff(); // the SDK takes a clean end without a reason for a good one
      yield { type: "finish", reason, usage };
    },

    async image({ prompt, signal }: ImageRequest) {
      try {
        const response = await client.models.generateContent({
          model: about.model,
          contents: prompt,
          config: { responseModalities: [Modality.IMAGE], abortSignal: signal },
        });
        const candidate = response.candidates?.[0];
        const reason = candidate?.finishReason && FINISH[candidate.finishReason];
        if (response.promptFeedback?.blockReason || reason === "safety") throw unsafeContent();
        const inline = candidate?.content?.parts?.find((part) => part.inlineData?.data)?.inlineData;
        if (!inline?.data) throw emptyReply("no_image");
        return {
          bytes: new Uint8Array(Buffer.from(inline.data, "base64")),
          mimeType: inline.mimeType ?? "image/png",
          usage: readUsage(response),
        };
      } catch (error) {
        throw toAppError(error, signal, false);
      }
    },

    async embed({ texts, signal }: EmbedRequest) {
      try {
        const response = await client.models.embedContent({
          model: about.model,
          contents: texts,
          config: { abortSignal: signal },
        });
        const vectors = (response.embeddings ?? []).map(({ values = [] }) => Float32Array.from(values));
        return { vectors, usage: undefined };
      } catch (error) {
        throw toAppError(error, signal, false);
      }
    },
  };
}

function textConfig(request: TextRequest, { facts }: ResolvedModel): GenerateContentConfig {
  const { thinking } = facts;
  return {
    abortSignal: request.signal,
    maxOutputTokens: request.maxOutputTokens,
    ...(request.prompt.system ? { systemInstruction: request.prompt.system } : {}),
    ...(facts.temperature && request.temperature !== undefined ? { temperature: request.temperature } : {}),
    ...(request.schema
      ? { responseMimeType: "application/json", responseJsonSchema: geminiSchema(request.schema.json) }
      : {}),
    ...(thinking?.by === "level" ? { thinkingConfig: { thinkingLevel: LEVELS[thinking.level] } } : {}),
    ...(thinking?.by === "budget" ? { thinkingConfig: { thinkingBudget: thinking.tokens } } : {}),
  };
}

/** The words of the reply, without the model's thoughts. (The SDK's own `text` warns on the console.) */
function textOf(chunk: GenerateContentResponse): string {
  const parts = chunk.candidates?.[0]?.content?.parts ?? [];
  return parts.map((part) => (part.thought ? "" : (part.text ?? ""))).join("");
}

const FINISH: Partial<Record<GeminiFinish, FinishReason>> = {
  [GeminiFinish.STOP]: "stop",
  [GeminiFinish.MAX_TOKENS]: "max_tokens",
  [GeminiFinish.SAFETY]: "safety",
  [GeminiFinish.RECITATION]: "safety",
  [GeminiFinish.BLOCKLIST]: "safety",
  [GeminiFinish.PROHIBITED_CONTENT]: "safety",
  [GeminiFinish.SPII]: "safety",
  [GeminiFinish.IMAGE_SAFETY]: "safety",
  [GeminiFinish.IMAGE_PROHIBITED_CONTENT]: "safety",
  [GeminiFinish.IMAGE_RECITATION]: "safety",
};

function readUsage({ usageMetadata: usage }: GenerateContentResponse): Usage | undefined {
  if (!usage) return undefined;
  return {
    inputTokens: usage.promptTokenCount ?? 0,
    outputTokens: (usage.candidatesTokenCount ?? 0) + (usage.thoughtsTokenCount ?? 0), // thoughts are billed as output
    cachedTokens: usage.cachedContentTokenCount ?? 0,
    estimated: false,
  };
}

/** The SDK loses the headers; the delay and the reason stand in the message's JSON, when there is any. */
function readRefusal(error: ApiError): {
  status: number;
  reason?: string;
  detail: string;
  retryAfter?: number;
} {
  const start = error.message.indexOf("{");
  let body: { error?: { status?: string; message?: string; details?: Record<string, unknown>[] } } = {};
  try {
    body = JSON.parse(error.message.slice(Math.max(0, start)));
  } catch {
    return { status: error.status, detail: error.message };
  }
  const details = Array.isArray(body.error?.details) ? body.error.details : [];
  const info = (type: string) => details.find((one) => String(one["@type"]).endsWith(type));
  const delay = /^(\d+(?:\.\d+)?)s$/.exec(String(info("RetryInfo")?.retryDelay ?? ""));
  return {
    status: error.status,
    reason: String(info("ErrorInfo")?.reason ?? body.error?.status ?? ""),
    detail: body.error?.message ?? error.message,
    ...(delay ? { retryAfter: Number(delay[1]) } : {}),
  };
}
