import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createSvgStream } from "#server/svg/index.ts";
import { VisualPlan } from "../contracts/visual.ts";
import { findInLibrary, LIBRARY, readDrawing } from "./library/index.ts";
import { createRandom, cutIntoChunks, DRAWING_CHUNKS } from "./pace.ts";
import { replyTo } from "./replies.ts";
import { type DrawingAsked, drawingPrompt } from "./testing-prompts.ts";

const plan = (topic: string, language = "en") =>
  VisualPlan.parse(JSON.parse(replyTo(`Task: plan\nTopic: ${topic}\nLanguage: ${language}`, "", undefined)));
const draw = (asked: DrawingAsked) => replyTo(drawingPrompt(asked), "Draw.", undefined);
const bare = (reply: string) => /^```svg\n([\s\S]*)\n```$/.exec(reply)?.[1] ?? reply;
const steps = LIBRARY.flatMap((lesson) =>
  lesson.steps.map(({ id, title }) => ({ lesson: lesson.id, topic: lesson.phrases[0] ?? "", id, title })),
);

describe.each(LIBRARY)("library: $title", (topic) => {
  test("its plan fits the contract", () => {
    const parsed = plan(topic.phrases[0] ?? "");
    expect(parsed.title).toBe(topic.title);
    expect(parsed.steps.map(({ id }) => id)).toEqual(topic.steps.map(({ id }) => id));
  });
});

describe("which topics the library knows", () => {
  test.each([
    ["How does blood circulate?", "blood-circulation"],
    ["BLOOD CIRCULATION", "blood-circulation"],
    ["How do plants make food from light?", "photosynthesis"],
    ["How do electric circuits work?", "electric-circuits"],
    ["What are fractions?", "fractions"],
    ["photosynthesis [e2e-17]", "photosynthesis"],
    ["Can you explain photosynthesis to me, please?", "photosynthesis"],
    ["the Water Cycle", "water-cycle"],
    ["Earth’s tectonic plates", "plate-tectonics"],
    ["What are electrical circuits?", "electric-circuits"],
    ["fractions for kids", "fractions"],
  ])("%s", (asked, id) => expect(findInLibrary(asked)?.id).toBe(id));

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

describe("drawings of the library", () => {
  const drawn = steps.filter(({ lesson, id }) => readDrawing(lesson, id) !== undefined);

  test("a step is drawn as its file says, known by its id or by its title", () => {
    for (const { lesson, topic, id, title } of drawn) {
      const file = readDrawing(lesson, id);
      expect(bare(draw({ topic, stepId: id }))).toBe(file);
      expect(bare(draw({ topic, stepId: "no-such-step", step: title.toUpperCase() }))).toBe(file);
    }
  });

  test("about half of the replies are in a fence, each step always or never", () => {
    const ids = [...new Set(steps.map(({ id }) => id))];
    const isFenced = (stepId: string, topic: string) => draw({ topic, stepId }).startsWith("```svg\n");
    const fenced = ids.filter((id) => isFenced(id, "fractions"));
    expect(fenced.length / ids.length).toBeGreaterThan(0.3);
    expect(fenced.length / ids.length).toBeLessThan(0.7);
    for (const id of ids) expect(isFenced(id, "the history of tea")).toBe(fenced.includes(id));
  });

  test("in another language, or for a step that it does not hold, there is a generic drawing", () => {
    const { topic, id } = drawn[0] ?? { topic: "", id: "" };
    expect(draw({ topic, stepId: id, language: "ja" })).toContain("サンプルの図");
    expect(draw({ topic, stepId: id, language: "de" })).toContain("sample drawing");
    expect(draw({ topic, stepId: "no-such-step" })).toContain("sample drawing");
  });
});

describe("generic replies", () => {
  test("a plan of four steps in the topic's words, each with a drawing of its own that says what it is", () => {
    const { title, steps } = plan("the history of tea");
    expect(title).toContain("the history of tea");
    expect(steps).toHaveLength(4);
    const drawings = steps.map(({ id }) => draw({ topic: "the history of tea", stepId: id }));
    for (const [index, drawing] of drawings.entries()) {
      expect(drawing).toContain(`<title id="t">${steps[index]?.title}</title>`);
      expect(drawing).toContain(`<desc id="d">${steps[index]?.alt}</desc>`);
      expect(drawing).toContain(">sample drawing</text>");
    }
    expect(new Set(drawings).size).toBe(4);
  });

  test("what a plan says of a drawing are the words on it", () => {
    for (const language of ["en", "ja"]) {
      for (const { id, alt } of plan("tea", language).steps) {
        const drawing = draw({ topic: "tea", stepId: id, language }).split("</desc>")[1] ?? "";
        const labels = [...drawing.matchAll(/<text[^>]*>([^<]+)<\/text>/g)].map(([, label = ""]) => label);
        const named = labels.filter((label) => alt.includes(label) && label.length > 1);
        expect(named.length, `${id} ${language}`).toBeGreaterThanOrEqual(3);
      }
    }
  });

  test("in Japanese when the language or the topic is Japanese", () => {
    const { title, steps } = plan("茶道", "ja-JP");
    expect(title).toContain("茶道");
    for (const { id } of steps)
      expect(draw({ topic: "茶道", stepId: id, language: "ja" })).toContain("サンプルの図");
    expect(draw({ topic: "お茶のいれ方", stepId: "recap" })).toContain("サンプルの図");
    expect(draw({ topic: "photosynthesis", stepId: "recap", language: "ja" })).toContain("サンプルの図");
  });

  test("in another language the plan says that it writes only English and Japanese", () => {
    for (const { desc } of plan("photosynthesis", "fr").steps)
      expect(desc).toContain("only English and Japanese");
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

  test("anything else: it says what it is", () => {
    expect(replyTo("Hello", "You are kind.", undefined)).toContain("This is the sample model");
    expect(replyTo("Topic: fractions\nTask: sing", "", undefined)).toContain("This is the sample model");
    expect(replyTo("Language: ja", "", undefined)).toContain("これはサンプルモデルです");
  });

  test("what the user says comes before the system instruction", () => {
    const ask = (user: string, system: string) => replyTo(`Task: plan\n${user}`, system, undefined);
    expect(ask("Topic: bees", "Topic: tea")).toContain("bees");
    expect(ask("Go on.", "Topic: bees")).toContain("bees");
  });
});

describe("a drawing that broke off is gone on with", () => {
  const asked = { topic: "the history of tea", stepId: "recap" };
  const whole = bare(draw(asked));

  test("from wherever it ended, to the letter", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: whole.length - 1 }), (at) => {
        const soFar = whole.slice(0, at);
        expect(soFar + draw({ ...asked, soFar })).toBe(whole);
      }),
    );
  });

  test.each(["question", "main-idea", "how-it-works", "recap"])(
    "%s: what the engine joins is the whole drawing",
    (stepId) => {
      const reply = draw({ topic: "tea", stepId });
      const complete = createSvgStream();
      complete.push(reply);
      for (const share of [0.3, 0.5, 0.9]) {
        const stream = createSvgStream();
        for (const chunk of cutIntoChunks(
          reply.slice(0, reply.length * share),
          DRAWING_CHUNKS,
          createRandom("cut"),
        ))
          stream.push(chunk);
        const resumeFrom = stream.resumePoint();
        const rest = createSvgStream({ resumeFrom });
        rest.push(draw({ topic: "tea", stepId, soFar: resumeFrom.text }));
        expect(rest.finish().report.complete).toBe(true);
        expect(rest.finish().ops).toEqual(complete.finish().ops);
      }
    },
  );

  test("anew when what there is belongs to another drawing", () => {
    expect(draw({ ...asked, soFar: '<svg xmlns="http://www.w3.org/2000/svg"><g>' })).toBe(draw(asked));
    expect(draw({ ...asked, soFar: "" })).toBe(draw(asked));
  });

  test("what stands in it is not taken for what is asked", () => {
    const soFar = "<svg>\nTopic: fractions\nStep-id: question\n<g>";
    expect(draw({ ...asked, soFar })).toBe(draw(asked));
    const prompt = drawingPrompt({ ...asked, soFar }).replace(/^Step-id: recap\n/m, "");
    expect(replyTo(prompt, "Step-id: recap", undefined)).toBe(draw(asked));
  });
});
