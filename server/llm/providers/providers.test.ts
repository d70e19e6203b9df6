// What both providers must do alike, over real HTTP: among it most of what their SDKs do otherwise.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { AppError } from "../../errors.ts";
import { jsonSchemaOf } from "../object.ts";
import { type SimulatedProviders, startSimulatedProviders, TEST_KEY } from "../testing.ts";
import { watch } from "../watchdog.ts";
import { collect, type OpenOptions, openTestModel, textRequest, withServer } from "./testing-wire.ts";

let simulated: SimulatedProviders;
beforeAll(async () => {
  simulated = await startSimulatedProviders();
});
afterAll(() => simulated.close());

describe.each(["gemini", "openai"] as const)("%s", (kind) => {
  const open = (options?: OpenOptions) => openTestModel(kind, simulated.endpoints[kind], options);

  it("streams a reply and ends with its finish and usage", async () => {
    await simulated.rule({ marker: `plain-${kind}`, text: "The tide rises twice a day.", chunkSize: 5 });
    const { text, finish, error } = await collect((await open()).text(textRequest(`plain-${kind}`)));
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
    const got = await collect((await open()).text(textRequest(marker)));
    if (finish) expect(got.finish).toMatchObject(finish);
    else expect(got.finish).toBeUndefined();
    if (error) expect(got.error).toMatchObject(error);
    else expect(got.error).toBeUndefined();
  });

  it("tells of a blocked prompt", async () => {
    const marker = `safety-${kind}`;
    await simulated.rule({ marker, fault: "safety" });
    const { text, finish, error } = await collect((await open()).text(textRequest(marker)));
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
    const { error } = await collect((await open()).text(textRequest(marker)));
    expect(error).toMatchObject(expected);
    expect(await simulated.calls(marker)).toHaveLength(1);
  });

  it("names the variable of a bad key and never the key", async () => {
    const { error } = await collect((await open({ apiKey: "bad-key" })).text(textRequest("hello")));
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
        const { error } = await collect((await open({ baseUrl })).text(textRequest("hello")));
        expect(error?.code).toBe("UNAVAILABLE");
        expect(`${error?.message}${String(error?.cause)}${error?.stack}`).not.toContain(TEST_KEY);
      },
    );
  });

  it("names an unknown model", async () => {
    const { error } = await collect((await open({ model: "no-such-model" })).text(textRequest("hello")));
    expect(error).toMatchObject({ code: "MODEL_UNAVAILABLE", retryable: false });
    expect(error?.message).toContain("no-such-model");
  });

  it("tells of a server that is not there", async () => {
    const model = await open({ baseUrl: "http://127.0.0.1:9" });
    const { error } = await collect(model.text(textRequest("hello")));
    expect(error).toMatchObject({ code: "UNAVAILABLE", retryable: true });
  });

  it("tells an abort in mid-stream from an end, and lets the server go", async () => {
    const marker = `abort-${kind}`;
    await simulated.rule({ marker, chunks: ["one ", "two ", "three"], hold: 2 });
    const controller = new AbortController();
    const got: string[] = [];
    const error = await (async () => {
      for await (const chunk of (await open()).text(textRequest(marker, { signal: controller.signal }))) {
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
    const collected = collect((await open()).text(textRequest(marker, { signal: controller.signal })));
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
    const model = await open();
    const timeouts = { firstChunkMs: 300, idleMs: 150, totalMs: 5_000 };
    const watched = watch(
      (signal) => model.text(textRequest(marker, { signal })),
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
    const { text, finish } = await collect((await open()).text(textRequest("The water cycle", { schema })));
    expect(finish?.reason).toBe("stop");
    expect(JSON.parse(text)).toMatchObject({ title: expect.any(String) });
  });

  it("draws a picture, and says why it has none", async () => {
    const model = await open({ model: kind === "gemini" ? "gemini-3.1-flash-image" : "gpt-image-1" });
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
    const model = await open({
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
