import { failureSentence } from "../strings/failure-sentence.ts";
import { type Locale, stringsFor } from "../strings/locale.ts";
import type { Refusal } from "./send-json.ts";

/** What to tell a person about a refused request: the reason, and when to come back if that is known. */
export function refusalSentence(locale: Locale, refusal: Refusal): string {
  const strings = stringsFor(locale);
  if (refusal.code === "NETWORK") return strings.form.network;
  const reason = failureSentence(locale, refusal);
  if (refusal.retryAfter === undefined) return reason;
  return `${reason} ${strings.form.retryAfter(refusal.retryAfter)}`;
}
