/**
 * A topic as far as the answer depends on it: "What is  PHOTOSYNTHESIS?" and "what is photosynthesis" are one question.
 * Only for looking up earlier answers; models get what was typed.
 */
export function normaliseTopic(topic: string): string {
  return topic
    .normalize("NFKC")
    .toLowerCase()
    .replaceAll(/\s+/g, " ")
    .replaceAll(/^[\s"'“”‘’«»「『]+|[\s"'“”‘’«»」』.。!！?？…]+$/g, "");
}
