import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { VisualPlan } from "../contracts/visual.ts";
import { findInLibrary, LIBRARY } from "./library/index.ts";
import { replyTo } from "./replies.ts";

const plan = (topic: string, language = "en") =>
  VisualPlan.parse(JSON.parse(replyTo(`Task: plan\nTopic: ${topic}\nLanguage: ${language}`, "", undefined)));
const explain = (topic: string, step: { id: string; title: string }, language = "en") =>
  replyTo(
    `Task: explain-step\nTopic: ${topic}\nLanguage: ${language}\nStep: ${step.title}\nStep-id: ${step.id}`,
    "",
    undefined,
  );

describe.each(LIBRARY)("library: $title", (topic) => {
  test("its plan fits the contract", () => {
    const parsed = plan(topic.phrases[0] ?? "");
    expect(parsed.title).toBe(topic.title);
    expect(parsed.steps.map(({ id }) => id)).toEqual(topic.steps.map(({ id }) => id));
  });

  test("every step has its own text of 90 to 160 words in plain prose", () => {
    for (const step of topic.steps) {
      const text = explain(topic.phrases[0] ?? "", step);
      expect(text).toBe(step.text);
      const words = text.split(/\s+/).length;
      expect(words, step.id).toBeGreaterThanOrEqual(90);
      expect(words, step.id).toBeLessThanOrEqual(160);
      expect(text).not.toMatch(/^#|\*\*|^[-*] |[<>`]/m);
      expect(text.split("\n\n").length).toBeLessThanOrEqual(4);
    }
  });

  test("a step is also known by its title alone", () => {
    const [, second] = topic.steps;
    expect(replyTo(`Topic: ${topic.phrases[0]}\nStep: ${second?.title}`, "", undefined)).toBe(second?.text);
  });
});

describe("which topics the library knows", () => {
  test.each([
    ["How does blood circulate?", "How blood travels around your body"],
    ["BLOOD CIRCULATION", "How blood travels around your body"],
    ["How do plants make food from light?", "Photosynthesis: how a leaf makes food from light"],
    ["How do electric circuits work?", "Electric circuits: loops that do work"],
    ["What are fractions?", "Fractions: numbers between the whole ones"],
    ["photosynthesis [e2e-17]", "Photosynthesis: how a leaf makes food from light"],
    ["Can you explain photosynthesis to me, please?", "Photosynthesis: how a leaf makes food from light"],
    ["the Water Cycle", "The water cycle: a journey without an end"],
    ["Earth’s tectonic plates", "Plate tectonics: how the continents move"],
    ["What are electrical circuits?", "Electric circuits: loops that do work"],
    ["fractions for kids", "Fractions: numbers between the whole ones"],
  ])("%s", (asked, title) => expect(findInLibrary(asked)?.title).toBe(title));

  test.each([
    "photosynthesis in cacti",
    "fractional distillation",
    "blood types",
    "",
    "???",
    "how does it work",
  ])("not %j", (asked) => expect(findInLibrary(asked)).toBeUndefined());

  test("no phrase belongs to two topics", () => {
    for (const topic of LIBRARY)
      for (const phrase of topic.phrases) expect(findInLibrary(phrase)).toBe(topic);
  });
});

describe("generic replies", () => {
  test("a plan of four steps in the topic's words, and honest texts", () => {
    const { title, steps } = plan("the history of tea");
    expect(title).toContain("the history of tea");
    expect(steps).toHaveLength(4);
    const texts = steps.map((step) => explain("the history of tea", step));
    for (const text of texts) {
      expect(text).toContain("sample model");
      expect(text).toContain("the history of tea");
      expect(text).toContain("knows nothing about");
    }
    expect(new Set(texts).size).toBe(4);
  });

  test("in Japanese when the language or the topic is Japanese", () => {
    const { title, steps } = plan("茶道", "ja-JP");
    expect(title).toContain("茶道");
    for (const step of steps)
      expect(explain("茶道", step, "ja")).toMatch(/サンプルモデルは「茶道」について何も知らない/);
    expect(replyTo("Topic: お茶のいれ方", "", undefined)).toContain("サンプルモデル");
    expect(explain("photosynthesis", { id: "recap", title: "まとめ" }, "ja")).toContain("サンプルモデル");
  });

  test("in another language it says that it writes only English and Japanese", () => {
    expect(explain("photosynthesis", { id: "recap", title: "Rappel" }, "fr")).toContain(
      "only English and Japanese",
    );
  });

  test("a step that it never planned is explained under its own title", () => {
    expect(explain("tea", { id: "unknown", title: "Steeping" })).toContain("“Steeping”");
  });

  test("every topic gets a plan that fits the contract", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: "grapheme", minLength: 1, maxLength: 500 }),
        fc.constantFrom("en", "ja", "de"),
        (topic, language) => {
          const { steps } = plan(topic, language);
          expect(steps.length).toBeGreaterThanOrEqual(3);
        },
      ),
    );
  });

  test("no topic: it says what it is", () => {
    expect(replyTo("Hello", "You are kind.", undefined)).toContain("This is the sample model");
    expect(replyTo("Language: ja", "", undefined)).toContain("これはサンプルモデルです");
  });

  test("what the user says comes before the system instruction", () => {
    expect(replyTo("Topic: bees", "Topic: fractions", undefined)).toContain("bees");
    expect(replyTo("Go on.", "Topic: bees", undefined)).toContain("bees");
  });
});
