import { describe, expect, it } from "vitest";
import { shorten, wordsOf } from "./run-words.ts";

describe("the words of a run", () => {
  it("are its title, and the question where that says something else", () => {
    expect(wordsOf({ title: "How tides come", input: { topic: "Why is there ebb?" } }, "Drawn")).toEqual({
      title: "How tides come",
      question: "Why is there ebb?",
    });
  });

  it("are the question alone when there is no title yet, or the same one", () => {
    const alone = { title: "Tides", question: null };
    expect(wordsOf({ title: null, input: { topic: " Tides\n" } }, "Drawn")).toEqual(alone);
    expect(wordsOf({ title: "Tides", input: { topic: "tides" } }, "Drawn")).toEqual(alone);
    expect(wordsOf({ title: "  ", input: { topic: "Tides" } }, "Drawn")).toEqual(alone);
  });

  it("are found whatever a kind calls its question, and are the kind's name where there is none", () => {
    expect(wordsOf({ title: null, input: { title: "A course" } }, "Structured").title).toBe("A course");
    expect(wordsOf({ title: null, input: { canDoId: "JF:349" } }, "Taught").title).toBe("JF:349");
    for (const input of [null, 7, "text", {}, { topic: "" }, { topic: 7 }])
      expect(wordsOf({ title: null, input }, "Drawn")).toEqual({ title: "Drawn", question: null });
  });

  it("are cut where they are part of a sentence, between characters", () => {
    expect(shorten("Tides")).toBe("Tides");
    expect(shorten("x".repeat(80))).toBe("x".repeat(80));
    expect(shorten("🌊".repeat(81))).toBe(`${"🌊".repeat(79)}…`);
    expect(shorten("one two three", 5)).toBe("one…");
  });
});
