import { genericPlan, genericText, introduction, type Plan, type ReplyLanguage } from "./generic.ts";
import type { Json } from "./http.ts";
import { findInLibrary } from "./library/index.ts";
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
  if (facts.topic === undefined) return introduction(languageOf(facts));
  return textFor(facts, facts.topic);
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

function textFor(facts: PromptFacts, topic: string): string {
  const lesson = lessonFor(facts);
  const wanted = facts.step?.toLowerCase();
  const step =
    lesson?.steps.find(({ id }) => id === facts.stepId) ??
    lesson?.steps.find(({ title }) => title.toLowerCase() === wanted);
  if (step !== undefined) return step.text;
  if (lesson !== undefined && facts.step === undefined && facts.stepId === undefined)
    return lesson.steps[0]?.text ?? "";
  return genericText(topic, facts, languageOf(facts));
}
