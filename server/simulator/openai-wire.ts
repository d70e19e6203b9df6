import { Problem } from "./problem.ts";
import type { Level, Verdict } from "./quota.ts";
import type { Finish, Usage, Wire } from "./wire.ts";

const FINISH: Record<Finish, string> = { stop: "stop", "max-tokens": "length", safety: "content_filter" };

function chatUsage({ input, output }: Usage) {
  return {
    prompt_tokens: input,
    completion_tokens: output,
    total_tokens: input + output,
    prompt_tokens_details: { cached_tokens: 0, audio_tokens: 0 },
    completion_tokens_details: { reasoning_tokens: 0, audio_tokens: 0 },
  };
}

/** chat/completions of one model; `includeUsage` is the request's stream_options.include_usage. */
export function chatWire(model: string, id: string, created: number, includeUsage: boolean): Wire {
  const about = (object: string) => ({ id, object, created, model, service_tier: "default" });
  const noUsage = includeUsage ? { usage: null } : {};
  const frame = (choices: unknown[], usage: object = noUsage) =>
    `data: ${JSON.stringify({ ...about("chat.completion.chunk"), choices, ...usage })}\n\n`;
  const choice = (delta: object, finish: string | null) => ({
    index: 0,
    delta,
    logprobs: null,
    finish_reason: finish,
  });
  let begun = false;
  /** The first frame of a stream names the speaker. */
  const beginning = () => {
    if (begun) return "";
    begun = true;
    return frame([choice({ role: "assistant", content: "", refusal: null }, null)]);
  };
  return {
    whole: (reply) => ({
      ...about("chat.completion"),
      choices: reply.candidates
        ? [
            {
              index: 0,
              message: { role: "assistant", content: reply.text, refusal: null, annotations: [] },
              logprobs: null,
              finish_reason: reply.finish === undefined ? null : FINISH[reply.finish],
            },
          ]
        : [],
      usage: chatUsage(reply.usage),
    }),
    stream: {
      open: () => "",
      chunk: (text) => beginning() + frame([choice({ content: text }, null)]),
      end: (reply) => {
        const last =
          reply.candidates && reply.finish ? beginning() + frame([choice({}, FINISH[reply.finish])]) : "";
        const usage = includeUsage ? frame([], { usage: chatUsage(reply.usage) }) : "";
        return `${last}${usage}data: [DONE]\n\n`;
      },
    },
  };
}

/** images/generations: one picture as base64. */
export function imageWire(created: number): Wire {
  return {
    whole: (reply) => {
      if (reply.blocked || reply.finish === "safety") {
        throw new Problem(400, "blocked", "Your request was rejected by the safety system.");
      }
      return {
        created,
        data: reply.image === undefined ? [] : [{ b64_json: reply.image }],
        usage: {
          input_tokens: reply.usage.input,
          output_tokens: reply.usage.output,
          total_tokens: reply.usage.input + reply.usage.output,
          input_tokens_details: { text_tokens: reply.usage.input, image_tokens: 0 },
        },
      };
    },
  };
}

/** An error body as the OpenAI API words it. */
export function openaiError(problem: Problem): unknown {
  const { status, kind, details } = problem;
  const body = (message: string, type: string, code: string | null) => ({
    error: { message, type, param: null, code },
  });
  switch (kind) {
    case "bad-key":
      return body("Incorrect API key provided: bad-key.", "invalid_request_error", "invalid_api_key");
    case "unknown-model":
      return body(
        `The model \`${details.model ?? ""}\` does not exist or you do not have access to it.`,
        "invalid_request_error",
        "model_not_found",
      );
    case "blocked":
      return body(problem.message, "image_generation_user_error", "moderation_blocked");
    case "quota": {
      const per = details.exhausted === "tokens" ? "tokens per min (TPM)" : "requests per min (RPM)";
      const wait =
        details.retryAfterSeconds === undefined
          ? ""
          : ` Please try again in ${duration(details.retryAfterSeconds)}.`;
      return body(
        `Rate limit reached for ${details.model} on ${per}: Limit ${details.limit ?? 0}.${wait}`,
        details.exhausted ?? "requests",
        "rate_limit_exceeded",
      );
    }
    default:
      return body(problem.message, status >= 500 ? "server_error" : "invalid_request_error", null);
  }
}

/** x-ratelimit-{limit,remaining,reset}-{requests,tokens}. */
export function openaiRateHeaders({ requests, tokens }: Verdict): Record<string, string> {
  const three = (name: string, level: Level) => ({
    [`x-ratelimit-limit-${name}`]: String(level.limit),
    [`x-ratelimit-remaining-${name}`]: String(level.remaining),
    [`x-ratelimit-reset-${name}`]: duration(level.resetSeconds),
  });
  return { ...three("requests", requests), ...(tokens ? three("tokens", tokens) : {}) };
}

/** Seconds as the API writes them: `120ms`, `7.5s`, `6m12s`. */
export function duration(seconds: number): string {
  if (seconds < 1) return `${Math.ceil(seconds * 1000)}ms`;
  if (seconds < 60) return `${Number(seconds.toFixed(3))}s`;
  const whole = Math.ceil(seconds);
  return `${Math.floor(whole / 60)}m${whole % 60}s`;
}
