import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { jsonSchemaOf } from "../object.ts";
import { type SimulatedProviders, startSimulatedProviders } from "../testing.ts";
import type { Model, RateHeaders } from "../types.ts";
import {
  collect,
  type OpenOptions,
  openTestModel,
  requestsOf,
  textRequest,
  withServer,
} from "./testing-wire.ts";

let simulated: SimulatedProviders;
beforeAll(async () => {
  simulated = await startSimulatedProviders();
});
afterAll(() => simulated.close());

const open = (options?: OpenOptions) => openTestModel("openai", simulated.endpoints.openai, options);
async function sent(model: string, ask: (opened: Model) => Promise<unknown>) {
  const [first, ...more] = await requestsOf("openai", model, ask);
  expect(more).toEqual([]); // one request a call: the SDK never retries
  return first ?? { url: "", body: {} };
}

describe("openai", () => {
  it("asks for usage, and by a strict schema", async () => {
    const json = jsonSchemaOf(z.object({ a: z.string().optional() }), "plan");
    const { url, body } = await sent("gpt-5", (model) =>
      collect(model.text(textRequest("hi", { schema: { name: "plan", json }, temperature: 0.4 }))),
    );
    expect(url).toBe("/chat/completions");
    expect(body).toMatchObject({
      model: "gpt-5",
      stream: true,
      stream_options: { include_usage: true },
      max_completion_tokens: 2_000,
      reasoning_effort: "low",
      response_format: { type: "json_schema", json_schema: { strict: true, schema: { required: ["a"] } } },
    });
    expect(body).not.toHaveProperty("temperature");
    expect(body).not.toHaveProperty("max_tokens");
  });

  it("refuses a schema that has no strict form before it asks", async () => {
    const json = jsonSchemaOf(z.object({ a: z.record(z.string(), z.string()) }), "plan");
    const { error } = await collect(
      (await open()).text(textRequest("no-call", { schema: { name: "x", json } })),
    );
    expect(error).toMatchObject({ code: "INTERNAL" });
    expect(await simulated.calls("no-call")).toEqual([]);
  });

  it("reads the limits from the headers", async () => {
    await simulated.quota({ model: "gpt-4.1-mini", requestsPerMinute: 30, burst: 3 });
    const seen: RateHeaders[] = [];
    const model = await open({ model: "gpt-4.1-mini", headers: (one) => seen.push(one) });
    await collect(model.text(textRequest("headers")));
    expect(seen).toEqual([
      { limitRequests: 30, remainingRequests: 2, limitTokens: undefined, remainingTokens: undefined },
    ]);
  });

  it("reads a quota's 429 as LIMIT with its delay", async () => {
    await simulated.quota({ model: "gpt-4o-mini", requestsPerMinute: 1, burst: 1 });
    const model = await open({ model: "gpt-4o-mini" });
    expect((await collect(model.text(textRequest("first")))).error).toBeUndefined();
    const { error } = await collect(model.text(textRequest("second")));
    expect(error?.code).toBe("LIMIT");
    expect(error?.retryAfter).toBeGreaterThan(50);
    expect(error?.retryAfter).toBeLessThanOrEqual(60);
  });

  it("takes a stream without its end marker when the finish was said", async () => {
    const frames = [
      { choices: [{ index: 0, delta: { content: "Yes." }, finish_reason: null }] },
      { choices: [{ index: 0, delta: {}, finish_reason: "stop" }] },
    ];
    await withServer(
      (_, response) =>
        response
          .writeHead(200, { "content-type": "text/event-stream" })
          .end(frames.map((frame) => `data: ${JSON.stringify(frame)}\n\n`).join("")),
      async (baseUrl) => {
        const { text, finish } = await collect((await open({ baseUrl })).text(textRequest("hi")));
        expect(text).toBe("Yes.");
        expect(finish).toEqual({ type: "finish", reason: "stop", usage: undefined });
      },
    );
  });

  it.each([
    ["an error inside the stream", { error: { code: 429, message: "slow down" } }, { code: "LIMIT" }],
    ["a failure inside the stream", { error: { message: "boom" } }, { code: "UNAVAILABLE" }],
    ["a refusal", { choices: [{ index: 0, delta: { refusal: "No." }, finish_reason: "stop" }] }, "safety"],
    ["a frame that is no JSON", "{", { code: "UNAVAILABLE" }],
  ])("reads %s", async (_, frame, wanted) => {
    await withServer(
      (_request, response) =>
        response
          .writeHead(200, { "content-type": "text/event-stream" })
          .end(`data: ${typeof frame === "string" ? frame : JSON.stringify(frame)}\n\ndata: [DONE]\n\n`),
      async (baseUrl) => {
        const { finish, error } = await collect((await open({ baseUrl })).text(textRequest("hi")));
        if (typeof wanted === "string") expect(finish?.reason).toBe(wanted);
        else expect(error).toMatchObject(wanted);
      },
    );
  });

  it.each([
    ["insufficient_quota", 429, undefined, { code: "MODEL_UNAVAILABLE", retryable: false }],
    ["rate_limit_exceeded", 429, "120", { code: "LIMIT", retryAfter: 120 }],
    ["rate_limit_exceeded", 429, new Date(Date.now() + 90_000).toUTCString(), { code: "LIMIT" }],
    ["", 402, undefined, { code: "MODEL_UNAVAILABLE" }],
  ])("reads %s (%d, Retry-After %s)", async (code, status, retryAfter, wanted) => {
    await withServer(
      (_, response) =>
        response
          .writeHead(status, {
            "content-type": "application/json",
            ...(retryAfter ? { "retry-after": retryAfter } : {}),
          })
          .end(JSON.stringify({ error: { message: "no", code } })),
      async (baseUrl) => {
        const { error } = await collect((await open({ baseUrl })).text(textRequest("hi")));
        expect(error).toMatchObject(wanted);
        if (retryAfter) expect(error?.retryAfter).toBeGreaterThan(80);
      },
    );
  });
});
