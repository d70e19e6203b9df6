import { ApiError, GoogleGenAI, Modality } from "@google/genai";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { VisualPlan } from "../contracts/visual.ts";
import { readDrawing } from "./library/index.ts";
import { type Simulator, startSimulator } from "./server.ts";
import { collect } from "./testing-collect.ts";

let simulator: Simulator;
beforeAll(async () => {
  simulator = await startSimulator();
});
afterAll(() => simulator.close());

const client = (apiVersion = "v1beta", apiKey = "any-key") =>
  new GoogleGenAI({ apiKey, httpOptions: { baseUrl: simulator.url, apiVersion } });
const model = "gemini-3.5-flash";
const contents = "Task: plan\nTopic: photosynthesis\nLanguage: en";

describe.each(["v1", "v1beta"])("Gemini API %s through its SDK", (version) => {
  test("a stream of text ends with a finish reason and usage", async () => {
    const stream = await client(version).models.generateContentStream({
      model,
      contents: "Task: draw\nTopic: photosynthesis\nStep-id: recap",
      config: { systemInstruction: "You teach." },
    });
    const chunks = await collect(stream);
    const text = chunks.map((chunk) => chunk.text ?? "").join("");
    expect(text).toContain(readDrawing("photosynthesis", "recap"));
    expect(chunks.length).toBeGreaterThan(10);
    const last = chunks.at(-1);
    expect(last?.candidates?.[0]?.finishReason).toBe("STOP");
    expect(chunks.slice(0, -1).every((chunk) => chunk.candidates?.[0]?.finishReason === undefined)).toBe(
      true,
    );
    expect(last?.usageMetadata?.candidatesTokenCount).toBe(Math.ceil(text.length / 4));
    expect(last?.modelVersion).toBe(model);
  });

  test("a plan for a schema, in one piece", async () => {
    const answer = await client(version).models.generateContent({
      model,
      contents,
      config: { responseMimeType: "application/json", responseJsonSchema: z.toJSONSchema(VisualPlan) },
    });
    expect(VisualPlan.parse(JSON.parse(answer.text ?? "")).title).toContain("Photosynthesis");
    const usage = answer.usageMetadata;
    expect(usage?.totalTokenCount).toBe((usage?.promptTokenCount ?? 0) + (usage?.candidatesTokenCount ?? 0));
  });
});

test("another schema gets an instance of it", async () => {
  const Verdict = z.object({ score: z.int().min(1).max(5), reasons: z.array(z.string()).min(2) });
  const answer = await client().models.generateContent({
    model,
    contents: "Judge this.",
    config: { responseMimeType: "application/json", responseJsonSchema: z.toJSONSchema(Verdict) },
  });
  expect(Verdict.parse(JSON.parse(answer.text ?? "")).reasons).toHaveLength(2);
});

test("a reply longer than maxOutputTokens is cut with MAX_TOKENS", async () => {
  const answer = await client().models.generateContent({ model, contents, config: { maxOutputTokens: 10 } });
  expect(answer.text).toHaveLength(40);
  expect(answer.candidates?.[0]?.finishReason).toBe("MAX_TOKENS");
  expect(answer.usageMetadata?.candidatesTokenCount).toBe(10);
});

test("a picture comes as a PNG, also in a stream", async () => {
  const request = {
    model: "gemini-3.1-flash-image",
    contents: "Two hills",
    config: { responseModalities: [Modality.IMAGE] },
  };
  const answer = await client().models.generateContent(request);
  const data = answer.candidates?.[0]?.content?.parts?.[0]?.inlineData;
  expect(data?.mimeType).toBe("image/png");
  const png = Buffer.from(data?.data ?? "", "base64");
  expect(png.subarray(0, 8)).toEqual(Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]));
  expect(png.readUInt32BE(16)).toBe(384);
  const parts = (await collect(await client().models.generateContentStream(request))).flatMap(
    (chunk) => chunk.candidates?.[0]?.content?.parts ?? [],
  );
  expect(parts.map((part) => part.inlineData?.data)).toEqual([data?.data]);
});

test("embeddings: one a text, of unit length at full size, close for texts that share words", async () => {
  const embed = async (outputDimensionality?: number) => {
    const { embeddings = [] } = await client().models.embedContent({
      model: "gemini-embedding-001",
      contents: ["how leaves make sugar", "leaves make sugar from light", "the price of bread"],
      ...(outputDimensionality === undefined ? {} : { config: { outputDimensionality } }),
    });
    return embeddings.map(({ values = [] }) => values);
  };
  const [first = [], second = [], third = []] = await embed();
  const dot = (a: number[], b: number[]) => a.reduce((sum, value, at) => sum + value * (b[at] ?? 0), 0);
  expect(first).toHaveLength(3072);
  expect(dot(first, first)).toBeCloseTo(1, 4);
  expect(dot(first, second)).toBeGreaterThan(dot(first, third) + 0.2);
  const [short = []] = await embed(768);
  expect(short).toHaveLength(768);
  expect(Math.sqrt(dot(short, short))).toBeCloseTo(0.7, 4);
});

test("tokens are counted by the same estimate as usage", async () => {
  const { totalTokens } = await client().models.countTokens({ model, contents });
  const { usageMetadata } = await client().models.generateContent({ model, contents });
  expect(totalTokens).toBe(Math.ceil(contents.length / 4));
  expect(usageMetadata?.promptTokenCount).toBe(totalTokens);
});

test("models are listed and described", async () => {
  const models = await collect(await client().models.list());
  expect(models.map(({ name }) => name)).toContain(`models/${model}`);
  expect((await client("v1").models.get({ model })).name).toBe(`models/${model}`);
});

async function refusal(act: Promise<unknown>): Promise<{ status: number; error: Record<string, unknown> }> {
  const error = await act.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof ApiError)) throw new Error("expected an ApiError");
  return { status: error.status, error: JSON.parse(error.message).error };
}

test("an unknown model, a bad key and an empty request are refused in the API's own words", async () => {
  const unknown = await refusal(client().models.generateContent({ model: "no-such-model", contents }));
  expect(unknown).toMatchObject({ status: 404, error: { code: 404, status: "NOT_FOUND" } });
  expect(unknown.error.message).toContain("models/no-such-model is not found for API version v1beta");

  const badKey = await refusal(client("v1", "bad-key").models.generateContentStream({ model, contents }));
  expect(badKey).toMatchObject({
    status: 400,
    error: { status: "INVALID_ARGUMENT", details: [{ reason: "API_KEY_INVALID" }] },
  });

  const empty = await fetch(`${simulator.url}/v1beta/models/${model}:generateContent`, {
    method: "POST",
    body: "{}",
  });
  expect(empty.status).toBe(400);
  expect(await empty.json()).toMatchObject({ error: { status: "INVALID_ARGUMENT" } });
});

test("a stream without alt=sse is one JSON array", async () => {
  const response = await fetch(`${simulator.url}/v1/models/${model}:streamGenerateContent`, {
    method: "POST",
    body: JSON.stringify({ contents: [{ parts: [{ text: contents }] }] }),
  });
  expect(await response.json()).toMatchObject([{ candidates: [{ finishReason: "STOP" }] }]);
});
