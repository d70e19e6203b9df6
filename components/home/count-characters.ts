/** The most that a question may hold; the server's contract says the same and has the last word. */
export const LONGEST_TOPIC = 500;

/** How many characters a person would count; the server counts in the same way. */
export function countCharacters(text: string): number {
  // Without surrogates, marks and joiners every code unit is a character: no need to segment while typing.
  if (/^[\u0020-\u007e]*$/.test(text)) return text.trim().length;
  const segments = new Intl.Segmenter(undefined, { granularity: "grapheme" });
  let count = 0;
  for (const _ of segments.segment(text.normalize("NFC").trim())) count++;
  return count;
}
