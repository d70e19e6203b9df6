/** Full-width and half-width forms, which Japanese keyboards give: "ＤＮＡ" is "DNA". */
const WIDE = /[\u3000\uff01-\uffef]+/g;
/** What ends a question or a sentence. Not "!": "5!" is another question than "5". */
const ENDS = /[\s.。?？؟…]+$/;
const QUOTED = /^(?:"(.+)"|“(.+)”|«(.+)»|„(.+)[“”]|「(.+)」|『(.+)』)$/s;

/**
 * A topic as far as the answer depends on it: "What is  PHOTOSYNTHESIS?" and "what is photosynthesis" are one question.
 * Only for looking up earlier answers; models get what was typed. What would change the meaning stays as it is: "2³" is
 * not "23". Never empty for a topic that is not.
 */
export function normaliseTopic(topic: string): string {
  const line = topic
    .replaceAll(WIDE, (wide) => wide.normalize("NFKC"))
    .toLowerCase()
    .normalize("NFC")
    .replaceAll(/\s+/g, " ")
    .trim();
  for (let text = line; ; ) {
    const bare = withoutFrame(text);
    if (bare === text || bare === "") return text;
    text = bare;
  }
}

/** The text without what only ends it, begins it or stands around it. */
function withoutFrame(text: string): string {
  const inner = text.replace(ENDS, "").replace(/^¿\s*/, "");
  return (QUOTED.exec(inner)?.slice(1).find(Boolean) ?? inner).trim();
}
