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
  /** One for each generic drawing; `alt` says what is on it. */
  steps: {
    id: string;
    tag: string;
    title(topic: string): string;
    desc(topic: string): string;
    alt(topic: string): string;
  }[];
}

const ENGLISH: Words = {
  noTopic: "this topic",
  introduction:
    "This is the sample model: a small program that stands in for a real model. It holds a few hand-made lessons, and for everything else it only shows how an answer would arrive. Name a topic, or set the key of a real model, to get a real answer.",
  title: (topic) => `“${topic}”: a sample lesson`,
  steps: [
    {
      id: "question",
      tag: "hook",
      title: () => "It begins with a question",
      desc: (topic) =>
        `A sample step: the sample model knows nothing about “${topic}”. A real model would open with a surprising question.`,
      alt: (topic) =>
        `A sample drawing: a large planet with the words “${topic}” on it stands over hills. Question marks drift along its ring, beside them what?, why? and how?, and someone looks up at it through a telescope.`,
    },
    {
      id: "main-idea",
      tag: "concept",
      title: () => "The main idea",
      desc: (topic) =>
        `A sample step. A real model would name the parts of “${topic}” and the idea that ties them together.`,
      alt: (topic) =>
        `A sample drawing: a mobile with the words “${topic}” in its middle. A ball, a cone and a cube hang from it: a part, another part, one more part. The wire that holds all of them is named: what ties them.`,
    },
    {
      id: "how-it-works",
      tag: "mechanism",
      title: () => "How it works, stage by stage",
      desc: (topic) => `A sample step. A real model would go through “${topic}” one stage after the other.`,
      alt: (topic) =>
        `A sample drawing: under a cloud with the words “${topic}”, a way in the shape of an arrow leads through hills past four numbered stages: first, then, after that, in the end. Someone walks along it.`,
    },
    {
      id: "recap",
      tag: "recap",
      title: () => "What to keep",
      desc: (topic) => `A sample step. A real model would sum up “${topic}” and say where it matters.`,
      alt: (topic) =>
        `A sample drawing: a large card with the words “${topic}” and three lines that are ticked: one thing, a second thing, a third thing. Someone with a huge pencil stands beside it, and above is a planet that asks: what next?`,
    },
  ],
};

const ONLY_TWO_LANGUAGES = "The sample model writes only English and Japanese.";
const OTHER: Words = {
  ...ENGLISH,
  steps: ENGLISH.steps.map((step) => ({
    ...step,
    desc: (topic) => `${step.desc(topic)} ${ONLY_TWO_LANGUAGES}`,
  })),
};

const JAPANESE: Words = {
  noTopic: "このテーマ",
  introduction:
    "これはサンプルモデルです。本物のモデルの代わりをする小さなプログラムで、手作りの短いレッスンをいくつか持っているほかは、答えがどのように届くかを見せるだけです。本物の答えを得るには、モデルのキーを設定してください。",
  title: (topic) => `${topic}（サンプル）`,
  steps: [
    {
      id: "question",
      tag: "hook",
      title: (topic) => `「${topic}」への問い`,
      desc: (topic) =>
        `サンプルのステップです。サンプルモデルは「${topic}」について何も知りません。本物のモデルなら、意外な問いから始めます。`,
      alt: (topic) =>
        `サンプルの図：丘の上に「${topic}」と書かれた大きな惑星が浮かんでいます。環に沿って疑問符がゆっくり動き、そばに「なに？」「なぜ？」「どうやって？」とあり、人が望遠鏡で見上げています。`,
    },
    {
      id: "main-idea",
      tag: "concept",
      title: (topic) => `「${topic}」の中心となる考え`,
      desc: (topic) =>
        `サンプルのステップです。本物のモデルなら、「${topic}」の要素と、それらを結ぶ考えを示します。`,
      alt: (topic) =>
        `サンプルの図：中央に「${topic}」と書かれたモビール。球、円すい、立方体がつるされ、「一つの部分」「別の部分」「もう一つの部分」とあります。全体を支える針金には「結びつけるもの」とあります。`,
    },
    {
      id: "how-it-works",
      tag: "mechanism",
      title: (topic) => `「${topic}」のしくみ`,
      desc: (topic) => `サンプルのステップです。本物のモデルなら、「${topic}」を順を追って説明します。`,
      alt: (topic) =>
        `サンプルの図：「${topic}」と書かれた雲の下、矢印の形の道が丘を越え、番号のついた四つの段階「はじめに」「つぎに」「それから」「おわりに」を通ります。人がその道を歩いています。`,
    },
    {
      id: "recap",
      tag: "recap",
      title: (topic) => `「${topic}」のまとめ`,
      desc: (topic) =>
        `サンプルのステップです。本物のモデルなら、「${topic}」の要点と、それが役立つ場面をまとめます。`,
      alt: (topic) =>
        `サンプルの図：「${topic}」と書かれた大きなカードに、印のついた三つの行「一つめ」「二つめ」「三つめ」。横に大きな鉛筆を持った人が立ち、上の惑星には「次は？」とあります。`,
    },
  ],
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

/** What the simulated model says of itself when it is asked for nothing that it knows. */
export function introduction(language: ReplyLanguage): string {
  return WORDS[language].introduction;
}
