import OpenAI from "openai";
import { zodResponseFormat, zodTextFormat } from "openai/helpers/zod";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { VisualPlan } from "../contracts/visual.ts";
import { type Simulator, startSimulator } from "./server.ts";
import { collect } from "./testing-collect.ts";

let simulator: Simulator;
beforeAll(async () => {
  simulator = await startSimulator();
});
afterAll(() => simulator.close());

const client = (apiKey = "any-key") => new OpenAI({ apiKey, baseURL: `${simulator.url}/v1`, maxRetries: 0 });
const model = "gpt-4o-mini";
const content = "Task: plan\nTopic: the water cycle";
const messages = [
  { role: "system" as const, content: "You teach." },
  { role: "user" as const, content },
];

describe("chat completions through the SDK", () => {
  test("a stream ends with a finish reason, then usage when it was asked for", async () => {
    const stream = await client().chat.completions.create({
      model,
      messages,
      stream: true,
      stream_options: { include_usage: true },
    });
    const chunks = await collect(stream);
    const text = chunks.map((chunk) => chunk.choices[0]?.delta.content ?? "").join("");
    expect(VisualPlan.parse(JSON.parse(text)).title).toContain("water cycle");
    expect(chunks[0]?.choices[0]?.delta.role).toBe("assistant");
    expect(chunks.at(-2)?.choices[0]?.finish_reason).toBe("stop");
    expect(chunks.at(-1)?.choices).toEqual([]);
    const usage = chunks.at(-1)?.usage;
    expect(usage?.completion_tokens).toBe(Math.ceil(text.length / 4));
    expect(usage?.total_tokens).toBe((usage?.prompt_tokens ?? 0) + (usage?.completion_tokens ?? 0));
  });

  test("no usage unless asked for", async () => {
    const chunks = await collect(await client().chat.completions.create({ model, messages, stream: true }));
    expect(chunks.every((chunk) => chunk.usage === undefined)).toBe(true);
    expect(chunks.at(-1)?.choices[0]?.finish_reason).toBe("stop");
  });

  test("a structured reply in one piece, parsed by the SDK", async () => {
    const Verdict = z.object({ score: z.int().min(1), note: z.string().nullable() });
    const answer = await client().chat.completions.parse({
      model,
      messages,
      response_format: zodResponseFormat(Verdict, "verdict"),
    });
    expect(answer.choices[0]?.message.parsed).toEqual({ score: 1, note: "sample" });
    const plan = await client().chat.completions.parse({
      model,
      messages: [{ role: "user", content: [{ type: "text", text: content }] }],
      response_format: zodResponseFormat(VisualPlan, "plan"),
    });
    expect(plan.choices[0]?.message.parsed?.steps).toHaveLength(5);
  });

  test("a reply longer than its limit is cut with length", async () => {
    const answer = await client().chat.completions.create({ model, messages, max_completion_tokens: 5 });
    expect(answer.choices[0]).toMatchObject({
      finish_reason: "length",
      message: { content: '{"title":"The water ' },
    });
    expect(answer.usage?.completion_tokens).toBe(5);
  });
});

describe("responses through the SDK", () => {
  test("a stream of numbered events ends with the completed response", async () => {
    const stream = await client().responses.create({
      model,
      instructions: "You teach.",
      input: content,
      stream: true,
    });
    const events = await collect(stream);
    expect(events.map((event) => event.sequence_number)).toEqual(events.map((_, index) => index));
    const text = events
      .map((event) => (event.type === "response.output_text.delta" ? event.delta : ""))
      .join("");
    const last = events.at(-1);
    if (last?.type !== "response.completed") throw new Error(`ended with ${last?.type}`);
    expect(last.response.usage?.output_tokens).toBe(Math.ceil(text.length / 4));
    expect(events.map(({ type }) => type).filter((type) => !type.endsWith("delta"))).toEqual([
      "response.created",
      "response.in_progress",
      "response.output_item.added",
      "response.content_part.added",
      "response.output_text.done",
      "response.content_part.done",
      "response.output_item.done",
      "response.completed",
    ]);
  });

  test("the SDK's own stream helper gathers it", async () => {
    const final = await client().responses.stream({ model, input: content }).finalResponse();
    expect(VisualPlan.parse(JSON.parse(final.output_text)).steps).toHaveLength(5);
  });

  test("one piece, structured, and incomplete when cut", async () => {
    const plan = await client().responses.parse({
      model,
      input: [{ role: "user", content: [{ type: "input_text", text: content }] }],
      text: { format: zodTextFormat(VisualPlan, "plan") },
    });
    expect(plan.output_parsed?.title).toContain("water cycle");
    const cut = await client().responses.create({ model, input: content, max_output_tokens: 20 });
    expect(cut).toMatchObject({ status: "incomplete", incomplete_details: { reason: "max_output_tokens" } });
  });
});

test("embeddings come as base64 by the SDK's default, as floats, and in Jina's shape", async () => {
  const input = ["one text", "another text"];
  const request = { model: "text-embedding-3-small", input };
  const base64 = await client().embeddings.create(request);
  const floats = await client().embeddings.create({ ...request, encoding_format: "float" });
  expect(base64.data[0]?.embedding).toHaveLength(1536);
  const rounded = (vector: number[] | undefined) => vector?.map(Math.fround);
  expect(rounded(base64.data[1]?.embedding)).toEqual(rounded(floats.data[1]?.embedding));
  expect(floats.usage).toEqual({ prompt_tokens: 5, total_tokens: 5 });
  expect((await client().embeddings.create({ ...request, dimensions: 256 })).data[0]?.embedding).toHaveLength(
    256,
  );

  const jina = await fetch(`${simulator.url}/v1/embeddings`, {
    method: "POST",
    body: JSON.stringify({
      model: "jina-embeddings-v3",
      task: "text-matching",
      input: [{ text: "one text" }],
    }),
  });
  const body = (await jina.json()) as { data: { embedding: number[]; index: number; object: string }[] };
  expect(body.data).toMatchObject([{ object: "embedding", index: 0 }]);
  expect(body.data[0]?.embedding).toHaveLength(1024);
});

test("a picture comes as base64 PNG", async () => {
  const { data } = await client().images.generate({ model: "gpt-image-1", prompt: "Two hills" });
  expect(
    Buffer.from(data?.[0]?.b64_json ?? "", "base64")
      .subarray(1, 4)
      .toString(),
  ).toBe("PNG");
});

test("models are listed in OpenAI's shape", async () => {
  const { data } = await client().models.list();
  expect(data.map(({ id }) => id)).toContain("gpt-4o-mini");
  expect((await client().models.retrieve("gpt-5")).id).toBe("gpt-5");
});

test("an unknown model, a bad key and bad requests are refused in the API's own words", async () => {
  await expect(client().chat.completions.create({ model: "no-such-model", messages })).rejects.toMatchObject({
    status: 404,
    code: "model_not_found",
  });
  await expect(client("bad-key").chat.completions.create({ model, messages })).rejects.toMatchObject({
    status: 401,
    code: "invalid_api_key",
  });
  await expect(client().chat.completions.create({ model, messages: [] })).rejects.toMatchObject({
    status: 400,
  });
  const post = (path: string, body: string) => fetch(`${simulator.url}${path}`, { method: "POST", body });
  expect((await post("/v1/chat/completions", "{")).status).toBe(400);
  expect((await post("/v1/chat/completions", "[]")).status).toBe(400);
  expect((await post("/v1/nothing", "{}")).status).toBe(404);
  expect((await post("/v1/constructor", "{}")).status).toBe(404);
});

test("a body above 20 MB is refused", async () => {
  const response = await fetch(`${simulator.url}/v1/chat/completions`, {
    method: "POST",
    body: Buffer.alloc(20 * 1024 * 1024 + 1, " "),
  });
  expect(response.status).toBe(413);
  expect(await response.json()).toMatchObject({
    error: { message: expect.stringContaining("20971520 bytes") },
  });
});
