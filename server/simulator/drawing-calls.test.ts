import { GoogleGenAI } from "@google/genai";
import OpenAI from "openai";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { createSvgStream, type ResumePoint } from "#server/svg/index.ts";
import type { NewRule } from "./rule.ts";
import { type Simulator, startSimulator } from "./server.ts";
import { createSimulatorControl } from "./testing-control.ts";
import { type DrawingAsked, drawingPrompt } from "./testing-prompts.ts";

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
  broke: boolean;
}

/** Everything that came before the stream ended or broke. */
async function hear<T>(
  stream: AsyncIterable<T>,
  read: (chunk: T) => [text: string, finish: string | undefined],
) {
  const heard: Heard = { text: "", finish: undefined, broke: false };
  try {
    for await (const chunk of stream) {
      const [text, finish] = read(chunk);
      heard.text += text;
      heard.finish ??= finish;
    }
  } catch {
    heard.broke = true;
  }
  return heard;
}

const CLIENTS = {
  async gemini(contents: string): Promise<Heard> {
    const client = new GoogleGenAI({ apiKey: "k", httpOptions: { baseUrl: simulator.url } });
    const stream = await client.models.generateContentStream({ model: "gemini-3.5-flash", contents });
    return hear(stream, (chunk) => [chunk.text ?? "", chunk.candidates?.[0]?.finishReason]);
  },
  async openai(content: string): Promise<Heard> {
    const client = new OpenAI({ apiKey: "k", baseURL: `${simulator.url}/v1`, maxRetries: 0 });
    const messages = [{ role: "user" as const, content }];
    const stream = await client.chat.completions.create({ model: "gpt-5", messages, stream: true });
    return hear(stream, ({ choices: [choice] }) => [
      choice?.delta.content ?? "",
      choice?.finish_reason ?? undefined,
    ]);
  },
};

const LIMIT = { gemini: "MAX_TOKENS", openai: "length" };
const SAFETY = { gemini: "SAFETY", openai: "content_filter" };

function read(text: string, resumeFrom?: ResumePoint) {
  const stream = createSvgStream(resumeFrom ? { resumeFrom } : {});
  stream.push(text);
  const point = stream.resumePoint();
  return { point, ...stream.finish().report, ops: stream.finish().ops };
}

for (const name of ["gemini", "openai"] as const) {
  const asked = (more: Partial<DrawingAsked> = {}): DrawingAsked => ({
    topic: `photosynthesis [${name}]`,
    stepId: "recap",
    ...more,
  });
  const ask = (more: Partial<DrawingAsked> = {}) => CLIENTS[name](drawingPrompt(asked(more)));
  /** A rule for the drawing alone, not for what goes on with it. */
  const under = (rule: Omit<NewRule, "marker">) =>
    control.rules({ marker: `[${name}]`, also: "Task: draw", ...rule });

  test(`${name}: a drawing arrives whole`, async () => {
    const { text, finish } = await ask();
    expect(finish).toMatch(/^stop$/i);
    expect(read(text)).toMatchObject({ complete: true, drawings: 1 });
  });

  test.each(["max-tokens", "cut", "safety-midstream", "end-without-finish"] as const)(
    `${name}: what came before %s can be gone on with`,
    async (fault) => {
      const whole = read((await ask()).text);
      await under({ fault });
      const { text, finish, broke } = await ask();
      expect(broke).toBe(fault === "cut");
      const finishes = { "max-tokens": LIMIT[name], "safety-midstream": SAFETY[name] };
      if (fault in finishes) expect(finish).toBe(finishes[fault as keyof typeof finishes]);
      else expect(finish).toBeUndefined();
      const { point, complete } = read(text);
      expect(complete).toBe(false);
      expect(point.text.length).toBeGreaterThan(1_000);
      const rest = await ask({ soFar: point.text });
      expect(rest.text.length).toBeLessThan(text.length * 1.3);
      const joined = read(rest.text, point);
      expect(joined.complete).toBe(true);
      expect(joined.ops).toEqual(whole.ops);
    },
  );

  test(`${name}: a rule's own drawing takes the place of the library's, also as a continuation`, async () => {
    const text = '<svg viewBox="0 0 9 9"><script>alert(1)</script><rect width="9" height="9"/></svg>';
    await under({ text, chunkSize: 1 });
    const heard = await ask();
    expect(heard.text).toBe(text);
    expect(read(heard.text).dropped).toEqual({ "element script": 1 });
    await control.rules({ marker: `[${name}]`, also: "Task: continue-drawing", text: "<g/></svg>" });
    expect((await ask({ soFar: "<svg>" })).text).toBe("<g/></svg>");
  });
}
