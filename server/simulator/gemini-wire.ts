import type { Problem } from "./problem.ts";
import type { Finish, Reply, Usage, Wire } from "./wire.ts";

const FINISH: Record<Finish, string> = { stop: "STOP", "max-tokens": "MAX_TOKENS", safety: "SAFETY" };

const STATUS_NAMES: Record<number, string> = {
  400: "INVALID_ARGUMENT",
  401: "UNAUTHENTICATED",
  403: "PERMISSION_DENIED",
  404: "NOT_FOUND",
  413: "INVALID_ARGUMENT",
  429: "RESOURCE_EXHAUSTED",
  500: "INTERNAL",
  503: "UNAVAILABLE",
  504: "DEADLINE_EXCEEDED",
};

const RATINGS = [
  { category: "HARM_CATEGORY_DANGEROUS_CONTENT", probability: "HIGH", blocked: true },
  { category: "HARM_CATEGORY_HARASSMENT", probability: "NEGLIGIBLE" },
];

/** generateContent and streamGenerateContent of one model. */
export function geminiWire(model: string, responseId: string): Wire {
  const about = { modelVersion: model, responseId };
  const usage = ({ input, output }: Usage) => ({
    promptTokenCount: input,
    ...(output > 0 ? { candidatesTokenCount: output } : {}),
    totalTokenCount: input + output,
    promptTokensDetails: [{ modality: "TEXT", tokenCount: input }],
  });
  const opening = (spent: Usage) => usage({ input: spent.input, output: 0 });

  /** The last frame of a stream says no more text; the body of a plain answer says it all. */
  const ending = (reply: Reply, parts: unknown[]) => {
    if (reply.blocked) {
      const promptFeedback = { blockReason: "SAFETY", safetyRatings: RATINGS };
      return { promptFeedback, usageMetadata: opening(reply.usage), ...about };
    }
    if (!reply.candidates) return { usageMetadata: opening(reply.usage), ...about };
    const image = reply.image && { inlineData: { mimeType: "image/png", data: reply.image } };
    const all = image ? [image] : parts;
    const candidate = {
      content: all.length > 0 ? { parts: all, role: "model" } : { role: "model" },
      ...(reply.finish === undefined ? {} : { finishReason: FINISH[reply.finish] }),
      index: 0,
      ...(reply.finish === "safety" ? { safetyRatings: RATINGS } : {}),
    };
    return { candidates: [candidate], usageMetadata: usage(reply.usage), ...about };
  };

  return {
    whole: (reply) => ending(reply, reply.text === "" ? [] : [{ text: reply.text }]),
    stream: {
      open: () => "",
      chunk: (text, spent) =>
        frame({
          candidates: [{ content: { parts: [{ text }], role: "model" }, index: 0 }],
          usageMetadata: opening(spent),
          ...about,
        }),
      end: (reply) => frame(ending(reply, reply.text === "" ? [] : [{ text: "" }])),
    },
  };
}

function frame(data: unknown): string {
  return `data: ${JSON.stringify(data)}\r\n\r\n`;
}

/** An error body as the Gemini API words it. */
export function geminiError(problem: Problem): unknown {
  const { status, kind, details } = problem;
  let message = problem.message;
  const more: unknown[] = [];
  if (kind === "bad-key" && status === 400) {
    message = "API key not valid. Please pass a valid API key.";
    more.push({
      "@type": "type.googleapis.com/google.rpc.ErrorInfo",
      reason: "API_KEY_INVALID",
      domain: "googleapis.com",
      metadata: { service: "generativelanguage.googleapis.com" },
    });
  }
  if (kind === "quota") {
    const wait = details.retryAfterSeconds;
    message = `You exceeded your current quota, please check your plan and billing details.${
      wait === undefined ? "" : ` Please retry in ${wait}s.`
    }`;
    more.push({
      "@type": "type.googleapis.com/google.rpc.QuotaFailure",
      violations: [
        {
          quotaMetric: `generativelanguage.googleapis.com/generate_content_${details.exhausted}`,
          quotaId: "GenerateContentPerMinutePerProjectPerModel",
          quotaDimensions: { model: details.model, location: "global" },
          quotaValue: String(details.limit ?? 0),
        },
      ],
    });
    if (wait !== undefined) {
      more.push({
        "@type": "type.googleapis.com/google.rpc.RetryInfo",
        retryDelay: `${Number(wait.toFixed(9))}s`,
      });
    }
  }
  return {
    error: {
      code: status,
      message,
      status: STATUS_NAMES[status] ?? "UNKNOWN",
      ...(more.length > 0 ? { details: more } : {}),
    },
  };
}
