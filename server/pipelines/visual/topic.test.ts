import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Topic } from "../../contracts/visual.ts";
import { normaliseTopic } from "./topic.ts";

describe("topics that are one question", () => {
  it.each([
    [
      "what is photosynthesis",
      "What is  PHOTOSYNTHESIS?",
      " what is\tphotosynthesis ?? ",
      "“What is photosynthesis?”",
    ],
    ["photosynthesis", '"Photosynthesis"', "photosynthesis.", "«Photosynthesis»", "PHOTOSYNTHESIS…"],
    ["why is the sky blue", "Why is the sky\nblue?", "Why is the sky\u00a0blue ?"],
    ["光合成とは", "光合成とは？", "「光合成とは」", "光合成とは。", "　光合成とは　"],
    ["dnaとは", "ＤＮＡとは？", "DNAとは"],
    ["ガス", "ｶﾞｽ"],
    ["qué es la fotosíntesis", "¿Qué es la fotosi\u0301ntesis?"],
    ["ما هو الماء", "ما هو الماء؟"],
  ])("%s", (wanted, ...topics) => {
    for (const topic of topics) expect(normaliseTopic(topic)).toBe(wanted);
  });
});

it.each([
  ["???", "!!!", "?!", "...", "。"],
  ["what is 5!", "what is 5"],
  ["what is 2³", "what is 23"],
  ["h₂o", "h2o"],
  ["f'", "f", 'a 5" pipe'],
  [".NET", "net"],
  ["C", "C++", "C#"],
  ["¿", "?"],
])("%s and the like stay apart", (...topics) => {
  const keys = topics.map(normaliseTopic);
  expect(new Set(keys).size).toBe(topics.length);
  for (const key of keys) expect(key).not.toBe("");
});

const text = fc.oneof(
  fc.string({ unit: "binary", maxLength: 30 }),
  fc.string({
    unit: fc.constantFrom(..."?!.。… \n\u3000“”\"'«»「」『』¿؟aAİΣσßｶﾞＡ２²ǰJ\u030c"),
    maxLength: 12,
  }),
);

it("is the same when it is done twice, and in another case", () => {
  fc.assert(
    fc.property(text, (topic) => {
      const once = normaliseTopic(topic);
      expect(normaliseTopic(once)).toBe(once);
    }),
    { numRuns: 3_000 },
  );
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(..."abcXYZ éÉ日本?"), maxLength: 20 }), (topic) => {
      expect(normaliseTopic(topic.toUpperCase())).toBe(normaliseTopic(topic));
    }),
  );
});

it("leaves something of every topic", () => {
  fc.assert(
    fc.property(text, (typed) => {
      const topic = Topic.safeParse(typed);
      fc.pre(topic.success);
      expect(normaliseTopic(topic.data).trim()).not.toBe("");
    }),
    { numRuns: 1_000 },
  );
});
