import { decodeHTML, decodeHTMLAttribute } from "entities/decode";
import { isBlank } from "./characters.ts";

const LONGEST_ENTITY = 40;
/** `&` that begins no entity. */
const BAD_ENTITY = /&(?!#\d+;|#x[\da-f]+;|[a-z][a-z\d]{0,38};)/gi;
/** A number that is longer than what is held, and no character's. */
const ENDLESS_NUMBER = /&(?=#[\dxa-f]{39})/gi;

type CountRepair = (kind: "bad-entity") => void;

/** A whole attribute value with its entities (those of HTML) decoded; one that is none stays as it is. */
export function decodeValue(value: string, repair: CountRepair): string {
  countBad(value, repair);
  return decodeHTMLAttribute(value);
}

function countBad(text: string, repair: CountRepair): void {
  for (const _ of text.matchAll(BAD_ENTITY)) repair("bad-entity");
}

/** Reads the text between tags, in any pieces. */
export interface TextReader {
  /** More text; `isLast` when a tag follows. Returns what can be read of it by now, decoded. */
  push(piece: string, isLast: boolean): string;
  isHolding(): boolean;
  /** Blanks at the beginning of the present line as long as it has nothing else, else -1. */
  column(): number;
  /** Something that is no text stands in the present line. */
  endLine(): void;
}

/** @param repair is told of each `&` that begins no entity */
export function createTextReader(repair: CountRepair): TextReader {
  /** What may be the beginning of an entity, or half of a character. */
  let held = "";
  let column = 0;

  return {
    push(piece, isLast) {
      let text = held === "" ? piece : held + piece;
      held = isLast || text === "" ? "" : unfinished(text);
      if (held !== "") text = text.slice(0, text.length - held.length);
      if (text === "") return text;
      const line = text.lastIndexOf("\n");
      if (line >= 0) column = isBlank(text, line + 1) ? text.length - line - 1 : -1;
      else if (column >= 0) column = isBlank(text, 0) ? column + text.length : -1;
      if (!text.includes("&")) return text;
      text = text.replace(ENDLESS_NUMBER, "&amp;");
      countBad(text, repair);
      return decodeHTML(text);
    },
    isHolding: () => held !== "",
    column: () => column,
    endLine() {
      column = -1;
    },
  };
}

/** The end of a text that can only be read with what follows: `&am`, half of a surrogate pair, a carriage return. */
function unfinished(text: string): string {
  const entity = text.lastIndexOf("&");
  if (entity >= 0 && text.length - entity <= LONGEST_ENTITY && !text.includes(";", entity))
    return text.slice(entity);
  const last = text.charCodeAt(text.length - 1);
  return last === 13 || (last >= 0xd800 && last <= 0xdbff) ? text.slice(-1) : "";
}
