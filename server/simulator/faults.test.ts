import { ApiError, GoogleGenAI } from "@google/genai";
import OpenAI from "openai";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import type { NewRule } from "./rule.ts";
import { type Simulator, startSimulator } from "./server.ts";
import { collect } from "./testing-collect.ts";
import { createSimulatorControl } from "./testing-control.ts";

let simulator: Simulator;
let control: ReturnType<typeof createSimulatorControl>;
beforeAll(async () => {
  simulator = await startSimulator();
  control = createSimulatorControl(simulator.url);
});
afterEach(() => control.clearRules());
afterAll(() => simulator.close());

interface Heard {
  text: string;
  finish: string | undefined;
  chunks: number;
  raw: unknown[];
}

/** What a client hears of one stream; `error` instead when it throws. */
async function gemini(prompt: string, abortSignal?: AbortSignal): Promise<Heard> {
  const client = new GoogleGenAI({ apiKey: "k", httpOptions: { baseUrl: simulator.url } });
  const stream = await client.models.generateContentStream({
    model: "gemini-3.5-flash",
    contents: prompt,
    ...(abortSignal ? { config: { abortSignal } } : {}),
  });
  const heard: Heard = { text: "", finish: undefined, chunks: 0, raw: [] };
  for await (const chunk of stream) {
    heard.raw.push(chunk);
    heard.text += chunk.text ?? "";
    if (chunk.text) heard.chunks++;
    heard.finish ??= chunk.candidates?.[0]?.finishReason;
  }
  return heard;
}

async function openai(prompt: string, signal?: AbortSignal): Promise<Heard> {
  const client = new OpenAI({ apiKey: "k", baseURL: `${simulator.url}/v1`, maxRetries: 0 });
  const stream = await client.chat.completions.create(
    { model: "gpt-5", messages: [{ role: "user", content: prompt }], stream: true },
    signal ? { signal } : {},
  );
  const heard: Heard = { text: "", finish: undefined, chunks: 0, raw: [] };
  for await (const chunk of stream) {
    heard.raw.push(chunk);
    heard.text += chunk.choices[0]?.delta.content ?? "";
    if (chunk.choices[0]?.delta.content) heard.chunks++;
    heard.finish ??= chunk.choices[0]?.finish_reason ?? undefined;
  }
  return heard;
}

const clients = { gemini, openai };
const TEXT = '{"one": [1, 2], "two": "とても長い text 👩‍🚀 of a reply", "three": {"four": true}}';

describe.each(["gemini", "openai"] as const)("faults as a client of %s meets them", (name) => {
  const ask = clients[name];
  let counter = 0;
  /** Adds a rule with a marker of its own and asks with it. */
  const under = async (rule: Omit<NewRule, "marker">, signal?: AbortSignal) => {
    const marker = `[${name}-${++counter}]`;
    await control.rules({ marker, ...rule });
    return { marker, heard: ask(`Topic: tides ${marker}`, signal) };
  };
  const hear = async (rule: Omit<NewRule, "marker">) => (await under(rule)).heard;
  const words = { gemini: ["STOP", "MAX_TOKENS", "SAFETY"], openai: ["stop", "length", "content_filter"] }[
    name
  ];

  test("an exact text in chunks of one character", async () => {
    const heard = await hear({ text: TEXT, chunkSize: 1 });
    expect(heard).toMatchObject({ text: TEXT, finish: words[0], chunks: Array.from(TEXT).length });
  });

  test("exact chunks", async () => {
    expect(await hear({ chunks: ["a", "bc", "d"] })).toMatchObject({
      text: "abcd",
      chunks: 3,
      finish: words[0],
    });
  });

  test("empty", async () =>
    expect(await hear({ fault: "empty" })).toMatchObject({ text: "", finish: words[0] }));

  test("no-candidates", async () => {
    const heard = await hear({ fault: "no-candidates" });
    expect(heard).toMatchObject({ text: "", finish: undefined });
  });

  test("max-tokens", async () => {
    const heard = await hear({ fault: "max-tokens", text: TEXT, chunkSize: 5, afterChunks: 2 });
    expect(heard).toMatchObject({ text: TEXT.slice(0, 10), finish: words[1] });
  });

  test("safety, before and in the middle of a reply", async () => {
    const before = await hear({ fault: "safety" });
    expect(before.text).toBe("");
    if (name === "gemini") expect(before.raw[0]).toMatchObject({ promptFeedback: { blockReason: "SAFETY" } });
    else expect(before.finish).toBe("content_filter");
    const middle = await hear({ fault: "safety-midstream", chunks: ["a", "b", "c"], afterChunks: 2 });
    expect(middle).toMatchObject({ text: "ab", finish: words[2] });
  });

  test.each(["malformed", "fenced", "prose", "think"] as const)(
    "%s is no JSON, and ends normally",
    async (fault) => {
      const { text, finish } = await hear({ fault, text: TEXT });
      expect(finish).toBe(words[0]);
      expect(() => JSON.parse(text)).toThrow();
      expect(text.includes(TEXT)).toBe(fault !== "malformed");
    },
  );

  test("end-without-finish: the SDK ends without an error", async () => {
    const heard = await hear({ fault: "end-without-finish", chunks: ["a", "b"], afterChunks: 1 });
    expect(heard).toMatchObject({ text: "a", finish: undefined });
  });

  test("cut: the connection goes after the chunk", async () => {
    const { marker, heard } = await under({ fault: "cut", chunks: ["a", "b", "c"], afterChunks: 2 });
    await expect(heard).rejects.toThrow();
    expect(await control.untilEnded(marker)).toMatchObject([
      { outcome: "failed", chunksSent: 2, status: 200 },
    ]);
  });

  test("stall: nothing more comes until the client leaves", async () => {
    const leaving = new AbortController();
    const { marker, heard } = await under(
      { fault: "stall", chunks: ["a", "b"], afterChunks: 1 },
      leaving.signal,
    );
    const settled = heard.then(
      () => "ended",
      () => "threw",
    );
    await expect.poll(async () => (await control.calls(marker))[0]?.chunksSent).toBe(1);
    expect(await control.calls(marker)).toMatchObject([{ live: true, outcome: null, endedAt: null }]);
    leaving.abort();
    expect(await control.untilEnded(marker)).toMatchObject([{ outcome: "aborted", live: false }]);
    await settled;
  });

  test.each([400, 401, 404, 500, 503])("status %i", async (status) => {
    const { marker, heard } = await under({ fault: "status", status });
    await expect(heard).rejects.toMatchObject({ status });
    expect(await control.calls(marker)).toMatchObject([{ outcome: "failed", status, chunksSent: 0 }]);
  });

  test("status 429 says when to come back", async () => {
    const error: unknown = await hear({ status: 429, retryAfterSeconds: 7.5 }).catch(
      (reason: unknown) => reason,
    );
    if (error instanceof ApiError) {
      const { details } = JSON.parse(error.message).error;
      expect(details).toContainEqual({
        "@type": "type.googleapis.com/google.rpc.RetryInfo",
        retryDelay: "7.5s",
      });
    } else if (error instanceof OpenAI.RateLimitError) {
      expect(error.headers.get("retry-after")).toBe("8");
      expect(error.headers.get("retry-after-ms")).toBe("7500");
    } else throw new Error("expected the SDK's own error");
  });

  test("times: the first two calls fail, the third does not", async () => {
    const marker = `[times-${name}]`;
    await control.rules({ marker, times: 2, status: 503 });
    const once = () => ask(`Topic: tides ${marker}`);
    await expect(once()).rejects.toMatchObject({ status: 503 });
    await expect(once()).rejects.toMatchObject({ status: 503 });
    expect((await once()).finish).toBe(words[0]);
  });

  test("hold: the stream waits before its chunk until it is released", async () => {
    const { marker, heard } = await under({ chunks: ["a", "b", "c"], hold: 2 });
    await control.untilHeld(marker);
    expect(await control.calls(marker)).toMatchObject([{ chunksSent: 2, live: true }]);
    expect(await control.release(marker)).toEqual({ rules: 1, streams: 1 });
    expect(await heard).toMatchObject({ text: "abc", finish: words[0] });
    expect(await control.held(marker)).toBe(0);
    expect((await ask(`Topic: tides ${marker}`)).text).toBe("abc");
  });

  test("a held stream that its client leaves is held no more", async () => {
    const leaving = new AbortController();
    const { marker, heard } = await under({ chunks: ["a", "b"], hold: 1 }, leaving.signal);
    const settled = heard.then(
      () => "ended",
      () => "threw",
    );
    await control.untilHeld(marker);
    leaving.abort();
    expect(await control.untilEnded(marker)).toMatchObject([{ outcome: "aborted", chunksSent: 1 }]);
    expect(await control.held(marker)).toBe(0);
    await settled;
  });

  test("a hold past the end holds the finish", async () => {
    const { marker, heard } = await under({ chunks: ["a"], hold: 99 });
    await control.untilHeld(marker);
    expect(await control.calls(marker)).toMatchObject([{ chunksSent: 1, live: true }]);
    await control.release(marker);
    expect(await heard).toMatchObject({ finish: words[0] });
  });
});

describe("faults of the responses API", () => {
  const client = () => new OpenAI({ apiKey: "k", baseURL: `${simulator.url}/v1`, maxRetries: 0 });
  const last = async (input: string) =>
    (await collect(await client().responses.create({ model: "gpt-5", input, stream: true }))).at(-1);

  test.each([
    ["empty", { type: "response.completed", response: { output: [] } }],
    [
      "safety",
      { type: "response.incomplete", response: { incomplete_details: { reason: "content_filter" } } },
    ],
    [
      "max-tokens",
      { type: "response.incomplete", response: { incomplete_details: { reason: "max_output_tokens" } } },
    ],
    ["end-without-finish", { type: "response.output_text.delta" }],
  ] as const)("%s", async (fault, event) => {
    await control.rules({ marker: `[r-${fault}]`, fault });
    expect(await last(`Topic: tides [r-${fault}]`)).toMatchObject(event);
  });
});

describe("faults where nothing streams", () => {
  const client = () => new OpenAI({ apiKey: "k", baseURL: `${simulator.url}/v1`, maxRetries: 0 });

  test("a refused picture, an empty answer and a cut one", async () => {
    await control.rules(
      { marker: "[p1]", fault: "safety" },
      { marker: "[p2]", fault: "empty" },
      { marker: "[p3]", fault: "cut" },
    );
    const draw = (prompt: string) => client().images.generate({ model: "gpt-image-1", prompt });
    await expect(draw("[p1]")).rejects.toMatchObject({ status: 400, code: "moderation_blocked" });
    expect((await draw("[p2]")).data).toEqual([]);
    await expect(draw("[p3]")).rejects.toThrow();
  });

  test("a text that ends without a finish, and one that comes only in part", async () => {
    await control.rules(
      { marker: "[t1]", fault: "end-without-finish", chunks: ["a", "b"] },
      { marker: "[t2]", fault: "stall" },
    );
    const say = (content: string, signal?: AbortSignal) =>
      client().chat.completions.create(
        { model: "gpt-5", messages: [{ role: "user", content }] },
        signal ? { signal } : {},
      );
    expect((await say("[t1]")).choices[0]).toMatchObject({ finish_reason: null, message: { content: "a" } });
    const leaving = new AbortController();
    const stalled = say("[t2]", leaving.signal).then(
      () => "answered",
      () => "left",
    );
    await expect.poll(async () => (await control.calls("[t2]"))[0]?.chunksSent).toBe(1);
    leaving.abort();
    expect(await stalled).toBe("left");
    expect(await control.untilEnded("[t2]")).toMatchObject([{ outcome: "aborted" }]);
  });

  test("embeddings can be held and refused", async () => {
    await control.rules({ marker: "[e1]", hold: 0 }, { marker: "[e2]", status: 503 });
    const embed = (input: string) => client().embeddings.create({ model: "text-embedding-3-small", input });
    const held = embed("[e1]");
    await control.untilHeld("[e1]");
    await control.release("[e1]");
    expect((await held).data).toHaveLength(1);
    await expect(embed("[e2]")).rejects.toMatchObject({ status: 503 });
  });
});
