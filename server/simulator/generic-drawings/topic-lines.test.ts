import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cleanTopic, fitTopic, type Room } from "./topic-lines.ts";

const ROOM: Room = { width: 240, largest: 46, largestOfTwo: 34, smallest: 22 };
const linesOf = (topic: string) => fitTopic(topic, ROOM).lines;

describe("a topic in the room that it has", () => {
  test.each([
    ["Tea", ["Tea"]],
    ["How do bees find their way home?", ["How do bees find", "their way home?"]],
    ["Self-determination", ["Self-", "determination"]],
    ["お茶のいれ方", ["お茶のいれ方"]],
  ])("%s", (topic, lines) => expect(linesOf(topic)).toEqual(lines));

  test.each(["光合成とはどういうものですか？", "「源氏物語」の世界と登場人物", "ภาษาไทยเขียนอย่างไรและทำไม"])(
    "%s: is broken where a line may begin",
    (topic) => {
      const lines = linesOf(topic);
      expect(lines).toHaveLength(2);
      expect(lines.join("")).toBe(topic);
      expect(lines[1]).not.toMatch(/^[」、。？のはがをに]/);
      expect(lines[0]).not.toMatch(/「$/);
    },
  );

  test("a short one is larger than a long one, and none is smaller than the smallest", () => {
    const sizes = ["Tea", "The history of tea", "The history of tea in the West of China"].map(
      (topic) => fitTopic(topic, ROOM).size,
    );
    expect(sizes).toEqual(sizes.toSorted((one, two) => two - one));
    expect(new Set(sizes).size).toBe(3);
    expect(fitTopic("a".repeat(500), ROOM).size).toBe(22);
  });

  test("a topic that is too long ends with a whole word and …, where its words are not endless", () => {
    expect(linesOf("The economic and social consequences of movable type printing in Europe")).toEqual([
      "The economic and",
      "social…",
    ]);
    const [first = "", second = ""] = linesOf("x".repeat(300));
    expect(first).toMatch(/^x+$/);
    expect(second).toMatch(/^x+…$/);
  });

  test("signs that belong together stay together", () => {
    const astronauts = "👩‍🚀".repeat(40);
    for (const line of linesOf(astronauts)) expect(line.replace("…", "")).toMatch(/^(👩‍🚀)+$/u);
  });

  test("the direction is that of the first letter that has one", () => {
    const rightToLeft = ["كيف تعمل الذاكرة؟", "1. שלום", "ߒߞߏ"];
    for (const topic of rightToLeft) expect(fitTopic(topic, ROOM).rightToLeft, topic).toBe(true);
    for (const topic of ["memory (ذاكرة)", "123", "茶"])
      expect(fitTopic(topic, ROOM).rightToLeft).toBe(false);
  });

  test("every topic: one or two lines that hold its beginning, in order", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", minLength: 1, maxLength: 200 }), (given) => {
        const topic = cleanTopic(given) || "-";
        const { lines, size } = fitTopic(topic, ROOM);
        expect(lines.length === 1 || lines.length === 2).toBe(true);
        expect(size).toBeGreaterThanOrEqual(ROOM.smallest);
        expect(size).toBeLessThanOrEqual(ROOM.largest);
        const written = lines.join("").replaceAll(" ", "");
        const wanted = topic.replaceAll(" ", "");
        const isWhole = written === wanted;
        expect(isWhole || (written.endsWith("…") && wanted.startsWith(written.slice(0, -1)))).toBe(true);
      }),
    );
  });
});

test("what no document can hold is taken away, and hills of marks are made flat", () => {
  expect(cleanTopic(" a\u0000b\n\u2028c\u202e d\ud800 ")).toBe("a b c d\ufffd");
  expect(cleanTopic(`e${"\u0301\u0302\u0323".repeat(20)}`).length).toBeLessThanOrEqual(5);
});
