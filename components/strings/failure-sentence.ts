import { type Locale, stringsFor } from "./locale.ts";

/**
 * What to tell a person about a failure. The server's own sentence (English) says most; in another language
 * the code's sentence stands for it.
 */
export function failureSentence(locale: Locale, failure: { code: string; message: string }): string {
  if (locale === "en" && failure.message) return failure.message;
  const sentences: Record<string, string> = stringsFor(locale).failures;
  return sentences[failure.code] ?? (failure.message || stringsFor(locale).failures.INTERNAL);
}
