import type { StepTag } from "../../contracts/visual.ts";

const en = {
  language: "en",
  question: "The question",
  steps: "Steps",
  step: (number: number, total: number) => `Step ${number} of ${total}`,
  words: "In words",
  nothing: "This step has no drawing.",
  player: "Player",
  back: "Step back",
  next: "Next step",
  play: "Play",
  pause: "Pause",
  restart: "From the beginning",
  reduced: "Motion is reduced",
  made: "Made with Learn-X",
  sample: "This is a sample: prepared drawings, made to try things out, not a real answer.",
  tags: {
    hook: "To begin with",
    concept: "The idea",
    mechanism: "How it works",
    example: "For example",
    application: "In real life",
    recap: "Looking back",
  } satisfies Record<StepTag, string>,
};
export type PageWords = typeof en;

const ja: PageWords = {
  language: "ja",
  question: "質問",
  steps: "ステップ",
  step: (number, total) => `ステップ${number}／${total}`,
  words: "言葉で",
  nothing: "このステップには図がありません。",
  player: "再生",
  back: "前のステップ",
  next: "次のステップ",
  play: "再生する",
  pause: "一時停止",
  restart: "最初から",
  reduced: "動きを減らしています",
  made: "Learn-X で作成",
  sample: "これはサンプルです。お試し用にあらかじめ用意された図で、本物の回答ではありません。",
  tags: {
    hook: "はじめに",
    concept: "考え方",
    mechanism: "しくみ",
    example: "たとえば",
    application: "身のまわりでは",
    recap: "ふりかえり",
  },
};

/** The words of a page around what it shows; English where there are none in its language. */
export function wordsFor(language: string): PageWords {
  return language.split("-")[0]?.toLowerCase() === "ja" ? ja : en;
}
