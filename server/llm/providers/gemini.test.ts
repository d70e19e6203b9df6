import { describe, expect, it } from "vitest";
import { z } from "zod";
import { jsonSchemaOf } from "../object.ts";
import type { Model } from "../types.ts";
import {
  collect,
  type OpenOptions,
  openTestModel,
  requestsOf,
  textRequest,
  withServer,
} from "./testing-wire.ts";

const open = (options: OpenOptions) => openTestModel("gemini", { apiKey: "k", baseUrl: undefined }, options);
async function sent(model: string, ask: (opened: Model) => Promise<unknown>) {
  const [first, ...more] = await requestsOf("gemini", model, ask);
  expect(more).toEqual([]); // one request a call: the SDK never retries
  return first ?? { url: "", body: {} };
}

describe("gemini", () => {
  const schema = { name: "plan", json: jsonSchemaOf(z.object({ n: z.literal(3) }), "plan") };

  it("calls v1beta and says what the model can take", async () => {
    const { url, body } = await sent("gemini-3.5-flash", (model) =>
      collect(
        model.text(
          textRequest("hi", { schema, temperature: 0.4, prompt: { system: "Be brief.", user: "hi" } }),
        ),
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
    const lite = await sent("gemini-3.5-flash-lite", (model) =>
      collect(model.text(textRequest("hi", { temperature: 0.4 }))),
    );
    expect(lite.body.generationConfig).not.toHaveProperty("temperature");
    const old = await sent("gemini-2.5-flash", (model) => collect(model.text(textRequest("hi"))));
    expect(old.body.generationConfig).toMatchObject({ thinkingConfig: { thinkingBudget: 0 } });
  });

  it("asks for pictures by generateContent", async () => {
    const { url, body } = await sent("gemini-3.1-flash-image", (model) =>
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
        const { text, finish } = await collect((await open({ baseUrl })).text(textRequest("hi")));
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
