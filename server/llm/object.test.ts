import fc from "fast-check";
import { afterEach, describe, expect, it, vi } from "vitest";
import { z } from "zod";
import { AppError } from "../errors.ts";
import { jsonSchemaOf, readObject } from "./object.ts";

const Lesson = z.object({
  title: z.string(),
  level: z.number().int().optional(),
  steps: z.array(z.object({ text: z.string(), note: z.string().optional() })),
});

async function* stream(chunks: string[]) {
  for (const chunk of chunks) {
    await Promise.resolve();
    yield chunk;
  }
}
function read<S extends z.ZodType>(schema: S, chunks: string[]) {
  return readObject(() => stream(chunks), schema, jsonSchemaOf(schema, "test"));
}
/** Cuts a text at the given places. */
function cut(text: string, places: number[]): string[] {
  const at = [...new Set(places.map((place) => place % (text.length + 1)))].sort((a, b) => a - b);
  return [...at, text.length].map((end, index) => text.slice(at[index - 1] ?? 0, end));
}

const LESSON = {
  title: "Tides",
  level: 2,
  steps: [{ text: "The moon pulls." }, { text: 'So "high" water.' }],
};
const JSON_TEXT = JSON.stringify(LESSON, null, 2);
const cuts = fc.array(fc.nat(5_000), { maxLength: 40 });

afterEach(() => void vi.useRealTimers());

describe("readObject", () => {
  it.each([
    ["plain", JSON_TEXT],
    ["fenced", `\`\`\`json\n${JSON_TEXT}\n\`\`\``],
    ["with prose", `Here is what you asked for [as JSON]:\n\n${JSON_TEXT}\n\nI hope {this} helps!`],
    ["with false starts", `Using {braces}, as {wanted}: ${JSON_TEXT}`],
    ["with thoughts", `<think>\nThey want {"title": …}. Let me see.\n</think>\n${JSON_TEXT}`],
    ["with thoughts whose opening is lost", `I think {"title"} first.\n</think>${JSON_TEXT}`],
    ["with nulls for what is absent", JSON_TEXT.replace('"text": "The', '"note": null, "text": "The')],
    ["with a trailing comma", JSON_TEXT.replace("\n}", ",\n}")],
    ["with a missing end", JSON_TEXT.slice(0, -2)],
    ["fenced, with a missing end", `\`\`\`json\n${JSON_TEXT.slice(0, -2)}\n\`\`\``],
    ["with a bare quote", JSON_TEXT.replace('"Tides"', '"Tides", "note": "a 5" one"')],
  ])("gives the same value for any chunking: %s", async (_, text) => {
    await fc.assert(
      fc.asyncProperty(cuts, async (places) => {
        expect(await read(Lesson, cut(text, places)).value).toEqual(LESSON);
      }),
      { numRuns: 40 },
    );
  });

  it("reads any JSON back, in any chunks", async () => {
    // Form feeds, backspaces and the like before letters are read as LaTeX on purpose.
    const text = fc.string({ unit: "grapheme" }).filter((one) => !/[\b\f\r\n\t]/.test(one));
    const value = fc.array(
      fc.record({ a: text, b: fc.double({ noNaN: true, noDefaultInfinity: true }), c: fc.array(text) }),
    );
    const Any = z.array(z.object({ a: z.string(), b: z.number(), c: z.array(z.string()) }));
    await fc.assert(
      fc.asyncProperty(value, cuts, async (wanted, places) => {
        const back = await read(Any, cut(JSON.stringify(wanted), places)).value;
        expect(JSON.stringify(back)).toBe(JSON.stringify(wanted));
      }),
    );
  });

  it("refuses garbage with BAD_OUTPUT and nothing else", async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: "binary", maxLength: 200 }), cuts, async (garbage, places) => {
        const error = await read(Lesson, cut(garbage, places)).value.catch((one: unknown) => one);
        expect(error).toMatchObject({ code: "BAD_OUTPUT", retryable: true });
      }),
    );
  });

  it("says what does not fit", async () => {
    const error = await read(Lesson, ['{"title": 3, "steps": [{"text": "a"}, {}]}']).value.catch(
      (one: unknown) => one,
    );
    expect(error).toMatchObject({
      code: "BAD_OUTPUT",
      issues: [{ path: "title" }, { path: "steps.1.text" }],
      data: { finishReason: "refused" },
    });
  });

  it.each([
    ["no JSON", "I cannot do that.", "malformed"],
    ["an array for an object", '[{"title": "x"}]', "refused"],
    ["half a reply", JSON_TEXT.slice(0, JSON_TEXT.indexOf("moon")), "malformed"],
    ["half a reply after a whole step", JSON_TEXT.slice(0, JSON_TEXT.indexOf("So")), "malformed"],
    ["only thoughts", '<think>{"title": "x"}', "malformed"],
    ["nested without end", '{"title":'.repeat(100_000), "malformed"],
    ["an endless list", `{"steps":${"[".repeat(200_000)}${"]".repeat(200_000)}}`, "refused"],
    ["too long", " ".repeat(2_000_001), "too_long"],
  ])("refuses %s", async (_, text, finishReason) => {
    const error = await read(Lesson, [text]).value.catch((one: unknown) => one);
    expect(error).toMatchObject({ code: "BAD_OUTPUT", data: { finishReason } });
  });

  it("keeps LaTeX that was written with single backslashes", async () => {
    const S = z.object({ text: z.string() });
    const text = String.raw`{"text": "\frac{1}{2} \alpha \times \beta\n \nabla \upsilon \right) it\'s \"so\" A"}`;
    const wanted = [
      String.raw`\frac{1}{2} \alpha \times \beta`,
      String.raw` \nabla \upsilon \right) it's "so" A`,
    ].join("\n");
    await fc.assert(
      fc.asyncProperty(cuts, async (places) => {
        const object = read(S, cut(text, places));
        for await (const view of object)
          expect(wanted.startsWith((view as { text?: string }).text ?? "")).toBe(true);
        expect((await object.value).text).toBe(wanted);
      }),
      { numRuns: 30 },
    );
  });

  it("shows growing views that may be kept, at most one in 40 ms", async () => {
    vi.useFakeTimers();
    const chunks = cut(
      JSON_TEXT,
      Array.from({ length: 60 }, (_, index) => index * 3),
    );
    const slowly = async function* () {
      for (const chunk of chunks) {
        await new Promise((resolve) => setTimeout(resolve, 4));
        yield chunk;
      }
    };
    const object = readObject(slowly, Lesson, jsonSchemaOf(Lesson, "test"));
    const views: unknown[] = [];
    const texts: string[] = [];
    const times: number[] = [];
    const showing = (async () => {
      for await (const view of object) {
        views.push(view);
        texts.push(JSON.stringify(view));
        times.push(performance.now());
      }
    })();
    await vi.advanceTimersByTimeAsync(2_000);
    await showing;
    expect(views.length).toBeGreaterThan(2);
    expect(views.length).toBeLessThanOrEqual(chunks.length);
    expect(views.map((view) => JSON.stringify(view))).toEqual(texts); // none changed afterwards
    expect(views.at(-1)).toEqual(LESSON);
    for (let at = 1; at < times.length; at++) {
      expect((times[at] ?? 0) - (times[at - 1] ?? 0)).toBeGreaterThanOrEqual(40);
    }
    expect(await object.value).toEqual(LESSON);
  });

  it("begins with the first look, and once", async () => {
    let opened = 0;
    const open = () => {
      opened++;
      return stream([JSON_TEXT]);
    };
    const object = readObject(open, Lesson, jsonSchemaOf(Lesson, "test"));
    expect(opened).toBe(0);
    await Promise.all([object.value, object.value]);
    for await (const _ of object);
    expect(opened).toBe(1);
  });

  it("throws the call's own error to those who iterate, without an unhandled rejection", async () => {
    const failing = async function* () {
      yield '{"title": "Ti';
      throw new AppError("TIMEOUT", "Too long.");
    };
    const object = readObject(failing, Lesson, jsonSchemaOf(Lesson, "test"));
    const views: unknown[] = [];
    const error = await (async () => {
      for await (const view of object) views.push(view);
    })().catch((one: unknown) => one);
    expect(error).toMatchObject({ code: "TIMEOUT" });
    await expect(object.value).rejects.toBe(error);
  });

  it("stops the call when its only reader leaves, and not when the value was taken", async () => {
    for (const taken of [false, true]) {
      let stopped = false;
      let go: () => void = () => {};
      const gate = new Promise<void>((resolve) => {
        go = resolve;
      });
      const open = async function* (signal: AbortSignal) {
        signal.addEventListener("abort", () => {
          stopped = true;
        });
        yield '{"title": "Tides"';
        await gate;
        yield ', "steps": []}';
      };
      const object = readObject(open, Lesson, jsonSchemaOf(Lesson, "test"));
      const value = taken ? object.value : undefined;
      for await (const _ of object) break;
      expect(stopped).toBe(!taken);
      go();
      if (value) expect(await value).toEqual({ title: "Tides", steps: [] });
    }
  });

  it("says which schema cannot be asked for", () => {
    expect(() => jsonSchemaOf(z.object({ at: z.date() }), "lesson")).toThrow(/"lesson".*Date/);
  });
});
