const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Characters that HTML has no place for: controls but tab and line feed, and halves of pairs. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must go.
const FORBIDDEN = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\ufffe\uffff]/g;

/** Words of people and models, as text of an element or as a value between quotes. */
export function escapeHtml(words: string): string {
  return words
    .toWellFormed()
    .replace(FORBIDDEN, "")
    .replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? "");
}
