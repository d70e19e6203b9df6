import { EQUALS, GREATER } from "./characters.ts";

/** How the text of a drawing is written inside another text: as a string of JSON or a script, or as the text of a page. */
export type EscapedAs = "string" | "page";

/** Undoes one way of escaping, of text that comes in pieces cut anywhere. */
export interface Unescaping {
  push(text: string): string;
  /** What was held back as half of an escape. */
  finish(): string;
}

const IN_STRING = /\\{1,8}(?:(["'`/\r\n])|([nrt])|u([0-9a-f]{4}))/gi;
const HALF_IN_STRING = /\\{1,8}(?:u[0-9a-f]{0,3})?$/i;
const IN_PAGE = /&(lt|gt|quot|apos|amp|#60|#62|#34|#39|#38|#x3c|#x3e|#x22|#x27|#x26);/gi;
const HALF_IN_PAGE = /&[#a-z0-9]{0,4}$/i;

const PAGE_CHARACTERS: Readonly<Record<string, string>> = {
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
  amp: "&",
};
const BLANKS: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t" };

/** Undoes one way of escaping, once; holds less than one escape. */
export function createUnescaping(as: EscapedAs): Unescaping {
  const half = as === "string" ? HALF_IN_STRING : HALF_IN_PAGE;
  let held = "";
  return {
    push(piece) {
      const text = held + piece;
      const cut = text.length - (half.exec(text.slice(-LONGEST_HALF))?.[0].length ?? 0);
      held = text.slice(cut);
      return plainText(text.slice(0, cut), as);
    },
    finish() {
      const rest = held;
      held = "";
      return plainText(rest, as);
    },
  };
}

const LONGEST_HALF = 12;

function plainText(text: string, as: EscapedAs): string {
  if (!text.includes(as === "string" ? "\\" : "&")) return text;
  if (as === "page")
    return text.replace(IN_PAGE, (_, name: string) => PAGE_CHARACTERS[name.toLowerCase()] ?? numbered(name));
  return text.replace(IN_STRING, (_, mark?: string, blank?: string, code?: string) => {
    if (mark !== undefined) return mark;
    return blank === undefined
      ? String.fromCharCode(Number.parseInt(code ?? "", 16))
      : (BLANKS[blank.toLowerCase()] ?? "");
  });
}

/** `#60`, `#x3c`. */
function numbered(name: string): string {
  return String.fromCharCode(/^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1)));
}

/** Looks at the first tag of a drawing for signs that the drawing is a string: `="` escaped, or a line end after it. */
export interface StringSigns {
  /** Where the string's first escape stands in this piece; -1 when there is none in it. */
  look(piece: string): number;
}

const BACKSLASH = 92;

/** Looks at one drawing, from its `<svg` on. */
export function createStringSigns(): StringSigns {
  let state: "name" | "value" | "tag" | "after" | "done" = "name";
  return {
    look(piece) {
      for (let at = 0; at < piece.length && state !== "done"; at += 1) {
        const code = piece.charCodeAt(at);
        if (state === "value" || state === "after") {
          if (code === BACKSLASH) {
            state = "done";
            return at;
          }
          if (code !== 32) state = state === "value" ? "tag" : "done";
        } else if (code === GREATER) state = "after";
        else if (code === EQUALS && state === "name") state = "value";
      }
      return -1;
    },
  };
}
