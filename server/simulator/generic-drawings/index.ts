import { createRandom } from "../pace.ts";
import { drawHowItWorks } from "./how-it-works.ts";
import { drawMainIdea } from "./main-idea.ts";
import { paletteOf } from "./palettes.ts";
import { drawQuestion } from "./question.ts";
import { drawRecap } from "./recap.ts";
import { type Sheet, type Subject, writeSheet } from "./sheet.ts";
import { cleanTopic } from "./topic-lines.ts";
import { DRAWING_WORDS, type DrawingLanguage } from "./words.ts";

/** By the id of the generic plan's step. */
const FIGURES = {
  question: drawQuestion,
  "main-idea": drawMainIdea,
  "how-it-works": drawHowItWorks,
  recap: drawRecap,
} satisfies Record<string, (subject: Subject) => Sheet>;
export type Figure = keyof typeof FIGURES;

/** What a generic drawing is asked for with; `title` and `desc` are those of the drawing itself. */
export interface GenericDrawing {
  figure: Figure;
  topic: string | undefined;
  language: DrawingLanguage;
  title: string;
  desc: string;
}

/** Draws a placeholder that uses the topic's words and says that it is a sample: always the same for the same request. */
export function drawGeneric({ figure, topic, language, title, desc }: GenericDrawing): string {
  const words = DRAWING_WORDS[language];
  const shown = cleanTopic(topic ?? "") || words.noTopic;
  const subject: Subject = { topic: shown, words, palette: paletteOf(shown) };
  return writeSheet(subject, { title, desc }, FIGURES[figure](subject));
}

/** The figure of a step: its own, or one of the four for a step that the generic plan does not have. */
export function figureOf(stepId: string): Figure {
  const all = Object.keys(FIGURES) as Figure[];
  const any = all[Math.floor(createRandom(stepId)() * all.length)] ?? "question";
  return all.find((figure) => figure === stepId) ?? any;
}
