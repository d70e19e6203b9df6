import type { PromptFacts } from "./prompt.ts";

/** The languages of generic replies; `other` is answered in English and told so. */
export type ReplyLanguage = "en" | "ja" | "other";

/** A lesson plan as a pipeline asks for it. */
export interface Plan {
  title: string;
  steps: { id: string; tag: string; title: string; desc: string; alt: string }[];
}

const SHORT_TOPIC = 60;

/** A topic that fits into a title, cut at a whole character. */
function shorten(topic: string): string {
  const characters = [...new Intl.Segmenter().segment(topic)].map(({ segment }) => segment);
  const short = characters.length <= SHORT_TOPIC ? topic : `${characters.slice(0, SHORT_TOPIC).join("")}…`;
  // One "character" may be very many code units in a hostile text.
  return short.length <= 90 ? short : `${Array.from(short).slice(0, 44).join("")}…`;
}

interface Words {
  title(topic: string): string;
  noTopic: string;
  introduction: string;
  steps: {
    id: string;
    tag: string;
    title(topic: string): string;
    desc(topic: string): string;
    alt(topic: string): string;
    /** What a real model would write in this step. */
    would(topic: string): string;
  }[];
  text(topic: string, step: string, would: string): string;
  anyStep(topic: string): string;
}

const ENGLISH: Words = {
  noTopic: "this topic",
  introduction:
    "This is the sample model: a small program that stands in for a real model. It holds a few hand-made lessons, and for everything else it only shows how an answer would arrive. Name a topic, or set the key of a real model, to get a real answer.",
  title: (topic) => `${topic}: a sample lesson`,
  steps: [
    {
      id: "question",
      tag: "hook",
      title: (topic) => `A question about ${topic}`,
      desc: (topic) => `A sample step. A real model would open with a surprising question about ${topic}.`,
      alt: (topic) => `A placeholder drawing: a question mark beside the words ${topic}.`,
      would: (topic) =>
        `a question or a small observation about ${topic} that makes you curious, taken from everyday life, and say what you will be able to explain at the end`,
    },
    {
      id: "main-idea",
      tag: "concept",
      title: (topic) => `The main idea of ${topic}`,
      desc: (topic) =>
        `A sample step. A real model would name the parts of ${topic} and the idea that ties them together.`,
      alt: (topic) => `A placeholder drawing: a box with the words ${topic} and three empty boxes around it.`,
      would: (topic) =>
        `the central idea of ${topic} in plain words, the few terms that you need for it, and one comparison with something familiar`,
    },
    {
      id: "how-it-works",
      tag: "mechanism",
      title: (topic) => `How ${topic} works`,
      desc: (topic) => `A sample step. A real model would go through ${topic} one stage after the other.`,
      alt: (topic) => `A placeholder drawing: four empty stages joined by arrows under the words ${topic}.`,
      would: (topic) =>
        `how ${topic} unfolds, one stage after the other, what causes each stage and what follows from it, with a worked example`,
    },
    {
      id: "recap",
      tag: "recap",
      title: (topic) => `What to keep of ${topic}`,
      desc: (topic) => `A sample step. A real model would sum up ${topic} and say where it matters.`,
      alt: (topic) => `A placeholder drawing: a short list with three empty lines under the words ${topic}.`,
      would: (topic) =>
        `the three things about ${topic} that are worth keeping, where they matter, and what to look at next`,
    },
  ],
  text: (topic, step, would) =>
    `You are reading a placeholder. It comes from the sample model, a small program that stands in for a real model while no key is set. It knows nothing about ${topic}, and rather than invent facts it says so.

In this step, “${step}”, a real model would write ${would}. The text would be about as long as this one, and it would arrive the same way: a few words at a time, beside a drawing made for it.

To learn about ${topic} now, ask whoever runs this program to set the key of a real model. To see a complete lesson made by hand, try photosynthesis, the water cycle or electric circuits.`,
  anyStep: (topic) =>
    `an explanation of this part of ${topic}, with an example and the words that you need to talk about it`,
};

const OTHER: Words = {
  ...ENGLISH,
  text: (topic, step, would) =>
    `${ENGLISH.text(topic, step, would)}\n\nThe sample model writes only English and Japanese. A real model would answer in the language that you chose.`,
};

const JAPANESE: Words = {
  noTopic: "このテーマ",
  introduction:
    "これはサンプルモデルです。本物のモデルの代わりをする小さなプログラムで、手作りの短いレッスンをいくつか持っているほかは、答えがどのように届くかを見せるだけです。本物の答えを得るには、モデルのキーを設定してください。",
  title: (topic) => `${topic}(サンプル)`,
  steps: [
    {
      id: "question",
      tag: "hook",
      title: (topic) => `「${topic}」への問い`,
      desc: (topic) =>
        `サンプルのステップです。本物のモデルなら、「${topic}」についての意外な問いから始めます。`,
      alt: (topic) => `仮の図:「${topic}」という言葉と、その横の疑問符。`,
      would: (topic) => `「${topic}」に興味がわくような身近な問いと、最後に何を説明できるようになるか`,
    },
    {
      id: "main-idea",
      tag: "concept",
      title: (topic) => `「${topic}」の中心となる考え`,
      desc: (topic) =>
        `サンプルのステップです。本物のモデルなら、「${topic}」の要素と、それらを結ぶ考えを示します。`,
      alt: (topic) => `仮の図:「${topic}」と書かれた箱と、それを囲む三つの空の箱。`,
      would: (topic) => `「${topic}」の中心となる考え、必要な用語、そして身近なものとの比較`,
    },
    {
      id: "how-it-works",
      tag: "mechanism",
      title: (topic) => `「${topic}」のしくみ`,
      desc: (topic) => `サンプルのステップです。本物のモデルなら、「${topic}」を順を追って説明します。`,
      alt: (topic) => `仮の図:「${topic}」という言葉の下に、矢印でつながれた四つの空の段階。`,
      would: (topic) =>
        `「${topic}」がどのような順序で進むのか、それぞれの段階の原因と結果、そして具体的な例`,
    },
    {
      id: "recap",
      tag: "recap",
      title: (topic) => `「${topic}」のまとめ`,
      desc: (topic) =>
        `サンプルのステップです。本物のモデルなら、「${topic}」の要点と、それが役立つ場面をまとめます。`,
      alt: (topic) => `仮の図:「${topic}」という言葉の下に、三行の空の箇条書き。`,
      would: (topic) => `「${topic}」について覚えておきたい三つのこと、それが役立つ場面、次に学ぶとよいこと`,
    },
  ],
  text: (topic, step, would) =>
    `これは仮の文章です。モデルのキーが設定されていないあいだ、本物のモデルの代わりをするサンプルモデルが書いています。サンプルモデルは「${topic}」について何も知らないので、事実を作り上げるのではなく、そのことを正直にお伝えします。

このステップ「${step}」で、本物のモデルは${would}を書きます。長さはこの文章と同じくらいで、同じように少しずつ届き、そのための図が横に並びます。

「${topic}」を今すぐ学ぶには、このプログラムを動かしている人に、本物のモデルのキーを設定するよう頼んでください。`,
  anyStep: (topic) => `「${topic}」のこの部分の説明と、例、そして話すために必要な言葉`,
};

const WORDS: Record<ReplyLanguage, Words> = { en: ENGLISH, ja: JAPANESE, other: OTHER };

/** A plan of four steps in the topic's words. */
export function genericPlan(topic: string | undefined, language: ReplyLanguage): Plan {
  const words = WORDS[language];
  const name = shorten(topic ?? words.noTopic);
  const steps = words.steps.map(({ id, tag, title, desc, alt }) => ({
    id,
    tag,
    title: title(name),
    desc: desc(name),
    alt: alt(name),
  }));
  return { title: words.title(name), steps };
}

/** The text of one step: says that it is a placeholder and what a real model would write there. */
export function genericText(topic: string, facts: PromptFacts, language: ReplyLanguage): string {
  const words = WORDS[language];
  const name = shorten(topic);
  const step = words.steps.find(({ id }) => id === facts.stepId);
  const title = shorten(facts.step ?? step?.title(name) ?? name);
  return words.text(name, title, (step?.would ?? words.anyStep)(name));
}

/** What the simulated model says of itself when no topic is named. */
export function introduction(language: ReplyLanguage): string {
  return WORDS[language].introduction;
}
