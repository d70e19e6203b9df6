import { genericPlan, introduction, type Plan, type ReplyLanguage } from "./generic.ts";
import { drawGeneric, figureOf } from "./generic-drawings/index.ts";
import type { Json } from "./http.ts";
import { findInLibrary, type LibraryStep, readDrawing } from "./library/index.ts";
import { fence } from "./markup.ts";
import { createRandom } from "./pace.ts";
import { type PromptFacts, readPrompt } from "./prompt.ts";
import { instanceOf, isPlanSchema } from "./schema-instance.ts";

/**
 * What the simulated model says: from the library where it holds the topic, else an honest generic reply in the
 * topic's words. A schema that is not a plan's gets the smallest instance of it.
 */
export function replyTo(user: string, system: string, schema: Json | undefined): string {
  const facts = readPrompt(user, system);
  if (schema !== undefined && !isPlanSchema(schema)) return JSON.stringify(instanceOf(schema));
  if (schema !== undefined || facts.task === "plan") return JSON.stringify(planFor(facts));
  if (facts.task === "draw") return drawn(facts);
  if (facts.task === "continue-drawing") return restOf(drawingFor(facts), facts.soFar) ?? drawn(facts);
  return introduction(languageOf(facts));
}

/** The library is in English; what is asked in another language gets a generic reply. */
function lessonFor(facts: PromptFacts) {
  return languageOf(facts) === "en" ? findInLibrary(facts.topic ?? "") : undefined;
}

/** The languages that generic replies speak; any other is answered in English, which says so of itself. */
function languageOf(facts: PromptFacts): ReplyLanguage {
  if (facts.language === undefined)
    return /[\p{sc=Hiragana}\p{sc=Katakana}]/u.test(facts.topic ?? "") ? "ja" : "en";
  const [primary] = facts.language.split("-");
  return primary === "en" || primary === "ja" ? primary : "other";
}

function planFor(facts: PromptFacts): Plan {
  const lesson = lessonFor(facts);
  if (lesson === undefined) return genericPlan(facts.topic, languageOf(facts));
  const steps = lesson.steps.map(({ id, tag, title, desc, alt }) => ({ id, tag, title, desc, alt }));
  return { title: lesson.title, steps };
}

/** A drawing as the model gives it: some steps come in a code fence, always the same ones, so both are in use. */
function drawn(facts: PromptFacts): string {
  const drawing = drawingFor(facts);
  return createRandom(facts.stepId ?? "")() < 0.5 ? fence(drawing) : drawing;
}

function drawingFor(facts: PromptFacts): string {
  const lesson = lessonFor(facts);
  const step = lesson && stepOf(lesson.steps, facts);
  return (lesson && step && readDrawing(lesson.id, step.id)) ?? genericDrawing(facts);
}

function stepOf(steps: LibraryStep[], { stepId, step }: PromptFacts): LibraryStep | undefined {
  const title = step?.toLowerCase();
  return steps.find(({ id }) => id === stepId) ?? steps.find((one) => one.title.toLowerCase() === title);
}

function genericDrawing({ topic, stepId, ...facts }: PromptFacts): string {
  const language = languageOf({ topic, stepId, ...facts });
  const figure = figureOf(stepId ?? "");
  const { title = "", alt = "" } = genericPlan(topic, language).steps.find(({ id }) => id === figure) ?? {};
  return drawGeneric({ figure, topic, language: language === "ja" ? "ja" : "en", title, desc: alt });
}

/** What of a drawing comes after its beginning; nothing when it does not begin so. */
function restOf(drawing: string, soFar = ""): string | undefined {
  const begun = [soFar, soFar.trim()].find((text) => text !== "" && drawing.startsWith(text));
  return begun === undefined ? undefined : drawing.slice(begun.length);
}
