// Every trap of the two SDKs, over real HTTP.
import { createServer, type IncomingMessage, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { AppError } from "../../errors.ts";
import { jsonSchemaOf } from "../object.ts";
import type { Endpoint } from "../resolve-tiers.ts";
import { type SimulatedProviders, startSimulatedProviders, TEST_KEY, testModel } from "../testing.ts";
import type { Model, RateHeaders, TextChunk, TextRequest } from "../types.ts";
import { watch } from "../watchdog.ts";
import { openModel } from "./open-model.ts";

let simulated: SimulatedProviders;
beforeAll(async () => {
  simulated = await startSimulatedProviders();
});
afterAll(() => simulated.close());

const BOTH = ["gemini", "openai"] as const;
type Kind = (typeof BOTH)[number];
const NAMES = { gemini: "gemini-3.5-flash", openai: "gpt-4.1" };

function open(
  kind: Kind,
  part: Partial<Endpoint & { model: string; headers: (one: RateHeaders) => void }> = {},
) {
  const endpoint = { ...simulated.endpoints[kind], ...part };
  return openModel(testModel(kind, part.model ?? NAMES[kind]), endpoint, part.headers ?? (() => {}));
}
function request(user: string, part: Partial<TextRequest> = {}): TextRequest {
  return { prompt: { user }, maxOutputTokens: 2_000, signal: new AbortController().signal, ...part };
}
async function collect(chunks: AsyncIterable<TextChunk>) {
  let text = "";
  let finish: Extract<TextChunk, { type: "finish" }> | undefined;
  let error: AppError | undefined;
  try {
    for await (const chunk of chunks) {
      if (chunk.type === "text") text += chunk.text;
      else finish = chunk;
    }
  } catch (caught) {
    error = caught as AppError;
  }
  return { text, finish, error };
}

/** A server that answers everything in one way; for what a real provider would not say twice. */
async function withServer<T>(answer: RequestListener, use: (url: string) => Promise<T>): Promise<T> {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  try {
    return await use(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}
async function bodyOf(incoming: IncomingMessage): Promise<Record<string, unknown>> {
  let text = "";
  for await (const part of incoming) text += part;
  return JSON.parse(text);
}
/** What a model sends for a request, and where. */
async function sent(kind: Kind, model: string, ask: (opened: Model) => Promise<unknown>) {
  const seen: { url: string; body: Record<string, unknown> }[] = [];
  await withServer(
    async (incoming, response) => {
      seen.push({ url: incoming.url ?? "", body: await bodyOf(incoming) });
      response.writeHead(500).end("{}");
    },
    async (baseUrl) => {
      await ask(await open(kind, { model, baseUrl })).catch(() => {});
    },
  );
  expect(seen).toHaveLength(1); // one request a call: the SDK never retries
  return seen[0] ?? { url: "", body: {} };
}

describe.each(BOTH)("%s", (kind) => {
  it("streams a reply and ends with its finish and usage", async () => {
    await simulated.rule({ marker: `plain-${kind}`, text: "The tide rises twice a day.", chunkSize: 5 });
    const { text, finish, error } = await collect((await open(kind)).text(request(`plain-${kind}`)));
    expect(error).toBeUndefined();
    expect(text).toBe("The tide rises twice a day.");
    expect(finish).toMatchObject({ reason: "stop", usage: { estimated: false } });
    expect(finish?.usage?.inputTokens).toBeGreaterThan(0);
    expect(finish?.usage?.outputTokens).toBeGreaterThan(0);
  });

  it.each([
    ["max-tokens", { reason: "max_tokens" }, undefined],
    ["safety-midstream", { reason: "safety" }, undefined],
    ["empty", { reason: "stop" }, undefined],
    ["end-without-finish", undefined, { code: "BAD_OUTPUT", retryable: true, data: { finishReason: "cut" } }],
    ["cut", undefined, { code: "BAD_OUTPUT", retryable: true, data: { finishReason: "cut" } }],
    [
      "no-candidates",
      undefined,
      { code: "BAD_OUTPUT", retryable: true, data: { finishReason: "no_candidates" } },
    ],
  ])("tells of %s", async (fault, finish, error) => {
    const marker = `${fault}-${kind}`;
    await simulated.rule({ marker, fault, text: "One two three four five six.", chunkSize: 4 });
    const got = await collect((await open(kind)).text(request(marker)));
    if (finish) expect(got.finish).toMatchObject(finish);
    else expect(got.finish).toBeUndefined();
    if (error) expect(got.error).toMatchObject(error);
    else expect(got.error).toBeUndefined();
  });

  it("tells of a blocked prompt", async () => {
    const marker = `safety-${kind}`;
    await simulated.rule({ marker, fault: "safety" });
    const { text, finish, error } = await collect((await open(kind)).text(request(marker)));
    expect(text).toBe("");
    if (kind === "gemini") expect(error).toMatchObject({ code: "UNSAFE_CONTENT", retryable: false });
    else expect(finish?.reason).toBe("safety");
  });

  it.each([
    [429, { code: "LIMIT", retryable: true, retryAfter: 75 }],
    [500, { code: "UNAVAILABLE", retryable: true }],
    [503, { code: "UNAVAILABLE", retryable: true }],
    [400, { code: "MODEL_UNAVAILABLE", retryable: false }],
    [403, { code: "MODEL_UNAVAILABLE", retryable: false }],
    [404, { code: "MODEL_UNAVAILABLE", retryable: false }],
  ])("maps %d, and asks once", async (status, expected) => {
    const marker = `status-${status}-${kind}`;
    await simulated.rule({
      marker,
      fault: "status",
      status,
      ...(status === 429 ? { retryAfterSeconds: 75 } : {}),
    });
    const { error } = await collect((await open(kind)).text(request(marker)));
    expect(error).toMatchObject(expected);
    expect(await simulated.calls(marker)).toHaveLength(1);
  });

  it("names the variable of a bad key and never the key", async () => {
    const { error } = await collect((await open(kind, { apiKey: "bad-key" })).text(request("hello")));
    expect(error).toMatchObject({ code: "MODEL_UNAVAILABLE", retryable: false });
    expect(error?.message).toContain(`${kind.toUpperCase()}_API_KEY`);
    expect(JSON.stringify([error?.message, error?.data, String(error?.cause), error?.stack])).not.toContain(
      "bad-key",
    );
  });

  it("never repeats a key that the provider repeats", async () => {
    await withServer(
      (_, response) =>
        response
          .writeHead(500, { "content-type": "application/json" })
          .end(JSON.stringify({ error: { code: 500, message: `no: ${TEST_KEY}` } })),
      async (baseUrl) => {
        const { error } = await collect((await open(kind, { baseUrl })).text(request("hello")));
        expect(error?.code).toBe("UNAVAILABLE");
        expect(`${error?.message}${String(error?.cause)}${error?.stack}`).not.toContain(TEST_KEY);
      },
    );
  });

  it("names an unknown model", async () => {
    const { error } = await collect((await open(kind, { model: "no-such-model" })).text(request("hello")));
    expect(error).toMatchObject({ code: "MODEL_UNAVAILABLE", retryable: false });
    expect(error?.message).toContain("no-such-model");
  });

  it("tells of a server that is not there", async () => {
    const model = await open(kind, { baseUrl: "http://127.0.0.1:9" });
    const { error } = await collect(model.text(request("hello")));
    expect(error).toMatchObject({ code: "UNAVAILABLE", retryable: true });
  });

  it("tells an abort in mid-stream from an end, and lets the server go", async () => {
    const marker = `abort-${kind}`;
    await simulated.rule({ marker, chunks: ["one ", "two ", "three"], hold: 2 });
    const controller = new AbortController();
    const got: string[] = [];
    const error = await (async () => {
      for await (const chunk of (await open(kind)).text(request(marker, { signal: controller.signal }))) {
        if (chunk.type === "text") got.push(chunk.text);
        if (got.join("") === "one two ") controller.abort();
      }
    })().catch((caught: unknown) => caught);
    expect(error).toMatchObject({ code: "CANCELLED" });
    expect((await simulated.callsEnded(marker)).map(({ outcome }) => outcome)).toEqual(["aborted"]);
  });

  it("tells an abort from a timeout: it throws the signal's own reason", async () => {
    const marker = `reason-${kind}`;
    await simulated.rule({ marker, text: "never", hold: 0 });
    const controller = new AbortController();
    const collected = collect((await open(kind)).text(request(marker, { signal: controller.signal })));
    const reason = new AppError("TIMEOUT", "Too slow.");
    controller.abort(reason);
    expect((await collected).error).toBe(reason);
  });

  it.each([
    ["firstChunk", { text: "never", hold: 0 }, ""],
    ["idle", { fault: "stall", chunks: ["one ", "two ", "three ", "four"], afterChunks: 2 }, "one two "],
  ])("hangs in a stalled body, so that the watchdog ends it: %s", async (which, rule, wanted) => {
    const marker = `stall-${which}-${kind}`;
    await simulated.rule({ marker, ...rule });
    const model = await open(kind);
    const timeouts = { firstChunkMs: 300, idleMs: 150, totalMs: 5_000 };
    const watched = watch(
      (signal) => model.text(request(marker, { signal })),
      timeouts,
      new AbortController().signal,
    );
    const { text, error } = await collect(watched);
    expect(text).toBe(wanted);
    expect(error).toMatchObject({ code: "TIMEOUT", data: { which } });
    expect((await simulated.callsEnded(marker)).map(({ outcome }) => outcome)).toEqual(["aborted"]);
  });

  it("asks for JSON by a schema", async () => {
    const S = z.object({ title: z.string(), note: z.string().optional() });
    const schema = { name: "plan", json: jsonSchemaOf(S, "plan") };
    const { text, finish } = await collect((await open(kind)).text(request("The water cycle", { schema })));
    expect(finish?.reason).toBe("stop");
    expect(JSON.parse(text)).toMatchObject({ title: expect.any(String) });
  });

  it("draws a picture, and says why it has none", async () => {
    const model = await open(kind, { model: kind === "gemini" ? "gemini-3.1-flash-image" : "gpt-image-1" });
    const { signal } = new AbortController();
    const image = await model.image({ prompt: "a lighthouse", signal });
    expect(image.mimeType).toBe("image/png");
    expect([...image.bytes.slice(1, 4)]).toEqual([0x50, 0x4e, 0x47]);
    expect(image.usage?.outputTokens).toBeGreaterThan(0);
    await simulated.rule({ marker: `no-image-${kind}`, fault: "empty" });
    await simulated.rule({ marker: `bad-image-${kind}`, fault: "safety" });
    await expect(model.image({ prompt: `no-image-${kind}`, signal })).rejects.toMatchObject({
      code: "BAD_OUTPUT",
    });
    await expect(model.image({ prompt: `bad-image-${kind}`, signal })).rejects.toMatchObject({
      code: "UNSAFE_CONTENT",
    });
  });

  it("embeds texts in their order", async () => {
    const model = await open(kind, {
      model: kind === "gemini" ? "gemini-embedding-001" : "text-embedding-3-small",
    });
    const { signal } = new AbortController();
    const { vectors } = await model.embed({ texts: ["the sea", "the mountain", "the sea"], signal });
    expect(vectors).toHaveLength(3);
    expect(vectors[0]).toBeInstanceOf(Float32Array);
    expect(vectors[0]).toEqual(vectors[2]);
    expect(vectors[0]).not.toEqual(vectors[1]);
  });
});

describe("gemini", () => {
  const schema = { name: "plan", json: jsonSchemaOf(z.object({ n: z.literal(3) }), "plan") };

  it("calls v1beta and says what the model can take", async () => {
    const { url, body } = await sent("gemini", "gemini-3.5-flash", (model) =>
      collect(
        model.text(request("hi", { schema, temperature: 0.4, prompt: { system: "Be brief.", user: "hi" } })),
      ),
    );
    expect(url).toBe("/v1beta/models/gemini-3.5-flash:streamGenerateContent?alt=sse");
    expect(body).toMatchObject({
      systemInstruction: { parts: [{ text: "Be brief." }] },
      generationConfig: {
        temperature: 0.4,
        maxOutputTokens: 2_000,
        responseMimeType: "application/json",
        responseJsonSchema: { properties: { n: { enum: [3] } } },
        thinkingConfig: { thinkingLevel: "LOW" },
      },
    });
  });

  it("sends no temperature to a model that ignores it, and a budget to one that thinks by budget", async () => {
    const lite = await sent("gemini", "gemini-3.5-flash-lite", (model) =>
      collect(model.text(request("hi", { temperature: 0.4 }))),
    );
    expect(lite.body.generationConfig).not.toHaveProperty("temperature");
    const old = await sent("gemini", "gemini-2.5-flash", (model) => collect(model.text(request("hi"))));
    expect(old.body.generationConfig).toMatchObject({ thinkingConfig: { thinkingBudget: 0 } });
  });

  it("asks for pictures by generateContent", async () => {
    const { url, body } = await sent("gemini", "gemini-3.1-flash-image", (model) =>
      model.image({ prompt: "a cat", signal: new AbortController().signal }),
    );
    expect(url).toBe("/v1beta/models/gemini-3.1-flash-image:generateContent");
    expect(body.generationConfig).toEqual({ responseModalities: ["IMAGE"] });
  });

  it("leaves the model's thoughts out and counts them as output", async () => {
    const frame = {
      candidates: [
        { content: { parts: [{ text: "Hm …", thought: true }, { text: "Yes." }] }, finishReason: "STOP" },
      ],
      usageMetadata: { promptTokenCount: 5, candidatesTokenCount: 2, thoughtsTokenCount: 40 },
    };
    await withServer(
      (_, response) =>
        response
          .writeHead(200, { "content-type": "text/event-stream" })
          .end(`data: ${JSON.stringify(frame)}\n\n`),
      async (baseUrl) => {
        const { text, finish } = await collect((await open("gemini", { baseUrl })).text(request("hi")));
        expect(text).toBe("Yes.");
        expect(finish?.usage).toEqual({
          inputTokens: 5,
          outputTokens: 42,
          cachedTokens: 0,
          estimated: false,
        });
      },
    );
  });
});

describe("openai", () => {
  it("asks for usage, and by a strict schema", async () => {
    const json = jsonSchemaOf(z.object({ a: z.string().optional() }), "plan");
    const { url, body } = await sent("openai", "gpt-5", (model) =>
      collect(model.text(request("hi", { schema: { name: "plan", json }, temperature: 0.4 }))),
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
      (await open("openai")).text(request("no-call", { schema: { name: "x", json } })),
    );
    expect(error).toMatchObject({ code: "INTERNAL" });
    expect(await simulated.calls("no-call")).toEqual([]);
  });

  it("reads the limits from the headers", async () => {
    await simulated.quota({ model: "gpt-4.1-mini", requestsPerMinute: 30, burst: 3 });
    const seen: RateHeaders[] = [];
    const model = await open("openai", { model: "gpt-4.1-mini", headers: (one) => seen.push(one) });
    await collect(model.text(request("headers")));
    expect(seen).toEqual([
      { limitRequests: 30, remainingRequests: 2, limitTokens: undefined, remainingTokens: undefined },
    ]);
  });

  it("reads a quota's 429 as LIMIT with its delay", async () => {
    await simulated.quota({ model: "gpt-4o-mini", requestsPerMinute: 1, burst: 1 });
    const model = await open("openai", { model: "gpt-4o-mini" });
    expect((await collect(model.text(request("first")))).error).toBeUndefined();
    const { error } = await collect(model.text(request("second")));
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
        const { text, finish } = await collect((await open("openai", { baseUrl })).text(request("hi")));
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
        const { finish, error } = await collect((await open("openai", { baseUrl })).text(request("hi")));
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
        const { error } = await collect((await open("openai", { baseUrl })).text(request("hi")));
        expect(error).toMatchObject(wanted);
        if (retryAfter) expect(error?.retryAfter).toBeGreaterThan(80);
      },
    );
  });
});
