import { describe, expect, it } from "vitest";
import { quotable, wordsOf } from "./run-words.ts";

describe("the words of a run", () => {
  it("are its title, and the question where that says something else", () => {
    expect(wordsOf({ title: "How tides come", input: { topic: "Why is there ebb?" } }, "Drawn")).toEqual({
      title: "How tides come",
      question: "Why is there ebb?",
    });
  });

  it("are the question alone when there is no title yet, or the title says all of it", () => {
    const alone = { title: "Tides", question: null };
    expect(wordsOf({ title: null, input: { topic: " Tides\n" } }, "Drawn")).toEqual(alone);
    expect(wordsOf({ title: "Tides", input: { topic: "tides" } }, "Drawn")).toEqual(alone);
    expect(
      wordsOf({ title: "Tides: the moon pulls", input: { topic: "tides" } }, "Drawn").question,
    ).toBeNull();
    expect(wordsOf({ title: "  ", input: { topic: "Tides" } }, "Drawn")).toEqual(alone);
  });

  it("are found whatever a kind calls its question, and are the kind's name where there is none", () => {
    expect(wordsOf({ title: null, input: { title: "A course" } }, "Structured").title).toBe("A course");
    expect(wordsOf({ title: null, input: { canDoId: "JF:349" } }, "Taught").title).toBe("JF:349");
    for (const input of [null, 7, "text", {}, { topic: "" }, { topic: 7 }])
      expect(wordsOf({ title: null, input }, "Drawn")).toEqual({ title: "Drawn", question: null });
  });

  it("have other quotation marks where they stand in some themselves", () => {
    expect(quotable("“Tides”: a sample")).toBe("‘Tides’: a sample");
    expect(quotable("「潮」の話")).toBe("『潮』の話");
  });

  it("are cut where they are part of a sentence, between characters", () => {
    expect(quotable("Tides")).toBe("Tides");
    expect(quotable("x".repeat(80))).toBe("x".repeat(80));
    expect(quotable("🌊".repeat(81))).toBe(`${"🌊".repeat(79)}…`);
    expect(quotable("one two three", 5)).toBe("one…");
  });
});
