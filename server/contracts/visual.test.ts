import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Topic, VisualInput } from "./visual.ts";

const problems = (input: unknown) =>
  VisualInput.safeParse(input).error?.issues.map(({ path, message }) => `${path.join(".")}: ${message}`);

describe("the input of a visual run", () => {
  it.each([
    [null, ": must be an object"],
    [[], ": must be an object"],
    [{}, "topic: is required"],
    [{ topic: 5 }, "topic: must be text"],
    [{ topic: "" }, "topic: must not be empty"],
    [{ topic: " \n\t\u3000" }, "topic: must not be empty"],
    [{ topic: "a\u0000b" }, "topic: must not contain NUL characters"],
    [{ topic: "a\ud800" }, "topic: must be well-formed Unicode"],
    [{ topic: "x".repeat(501) }, "topic: must be at most 500 characters"],
    [{ topic: "e\u0301".repeat(5000) }, "topic: must be at most 500 characters"],
    [{ topic: "x", level: "baby" }, "level: must be one of: child, teen, adult, expert"],
    [{ topic: "x", language: 5 }, "language: must be text"],
    [{ topic: "x", language: "<b>" }, "language: must be a language tag such as en or ja"],
  ])("%j is refused: %s", (input, problem) => {
    expect(problems(input)).toContain(problem);
  });

  it.each([
    "x".repeat(500),
    "光".repeat(500),
    "👩‍👩‍👧‍👦".repeat(100),
    "ما هو الضوء؟",
    '<b>bold</b> & "quotes"',
    " trimmed ",
  ])("%j is a topic", (topic) => {
    expect(VisualInput.parse({ topic }).topic).toBe(topic.trim());
  });

  it("counts what people call characters, in any script", () => {
    const cluster = fc.constantFrom("a", "é", "か\u3099", "🇯🇵", "👩‍🚀", "ि", "ẞ", "𝒳");
    fc.assert(
      fc.property(fc.array(cluster, { minLength: 1, maxLength: 500 }), (clusters) => {
        expect(Topic.safeParse(clusters.join("")).success).toBe(true);
      }),
    );
  });

  it("names every field that it does not know", () => {
    const { error } = VisualInput.safeParse({ topic: "x", one: 1, two: 2 });
    expect(error?.issues).toMatchObject([{ code: "unrecognized_keys", keys: ["one", "two"] }]);
  });
});
