/** The languages of generic drawings. */
export type DrawingLanguage = "en" | "ja";

/** Everything that is written in generic drawings besides the topic. */
export interface DrawingWords {
  /** Every drawing says what it is. */
  sample: string;
  /** In place of a topic that says nothing. */
  noTopic: string;
  questions: [string, string, string];
  mainIdea: string;
  parts: [string, string, string];
  tie: string;
  stages: [string, string, string, string];
  keep: string;
  kept: [string, string, string];
  next: string;
}

export const DRAWING_WORDS: Record<DrawingLanguage, DrawingWords> = {
  en: {
    sample: "sample drawing",
    noTopic: "this topic",
    questions: ["what?", "why?", "how?"],
    mainIdea: "the main idea of",
    parts: ["a part", "another part", "one more part"],
    tie: "what ties them",
    stages: ["first", "then", "after that", "in the end"],
    keep: "what to keep of",
    kept: ["one thing", "a second thing", "a third thing"],
    next: "what next?",
  },
  ja: {
    sample: "サンプルの図",
    noTopic: "このテーマ",
    questions: ["なに？", "なぜ？", "どうやって？"],
    mainIdea: "中心となる考え",
    parts: ["一つの部分", "別の部分", "もう一つの部分"],
    tie: "結びつけるもの",
    stages: ["はじめに", "つぎに", "それから", "おわりに"],
    keep: "覚えておくこと",
    kept: ["一つめ", "二つめ", "三つめ"],
    next: "次は？",
  },
};
