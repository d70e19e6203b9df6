import { jsonrepair } from "jsonrepair";
import { guardEscapes } from "./escapes.ts";

export type Root = "object" | "array" | "any";

const THOUGHT = /^\s*<(think|thinking)>/;
/** After this many false starts ("using {braces}: …") the first one is repaired. */
const MOST_STARTS = 8;

/**
 * The JSON value of a model's reply: without its thoughts, its prose before and after, its code fence and its small
 * mistakes.
 * @returns undefined when there is none of the wanted kind
 */
export function parseReply(reply: string, root: Root): { value: unknown } | undefined {
  const text = guardEscapes(withoutThoughts(reply));
  const first = findStart(text, 0, root);
  if (first < 0) return undefined;
  for (let start = first, tries = 0; start >= 0 && tries < MOST_STARTS; tries++) {
    const end = findEnd(text, start);
    if (end === undefined) break;
    const parsed = parseStrict(text.slice(start, end));
    if (parsed) return parsed;
    start = findStart(text, end, root);
  }
  const end = findEnd(text, first);
  const rest = text.slice(first, end).replace(/\s*(```)?\s*$/, "");
  // jsonrepair closes whatever is open, and half a reply would pass for a whole one.
  if (end === undefined && !/[}\]]$/.test(rest)) return undefined;
  return repair(rest, text[first] === "[");
}

function parseStrict(text: string): { value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}

/** jsonrepair makes an array of a value and the words around it: only the kind of value that was begun counts. */
function repair(text: string, isArray: boolean): { value: unknown } | undefined {
  try {
    const value: unknown = JSON.parse(jsonrepair(text));
    return typeof value === "object" && value !== null && Array.isArray(value) === isArray
      ? { value }
      : undefined;
  } catch {
    return undefined; // beyond repair, or nested so deep that the stack ends
  }
}

/** Removes `<think>…</think>` before the answer; inside of an answer it is somebody's text. */
function withoutThoughts(reply: string): string {
  let text = reply;
  for (let match = THOUGHT.exec(text); match; match = THOUGHT.exec(text)) {
    const close = text.indexOf(`</${match[1]}>`);
    if (close < 0) return "";
    text = text.slice(close + `</${match[1]}>`.length);
  }
  // Some endpoints swallow the opening tag.
  const close = /^\s*[[{`]/.test(text) ? -1 : text.indexOf("</think>");
  return close < 0 ? text : text.slice(close + "</think>".length);
}

/** Where the value begins: the first bracket of the wanted kind at or after `from`; -1 when there is none. */
export function findStart(text: string, from: number, root: Root): number {
  if (root !== "any") return text.indexOf(root === "array" ? "[" : "{", from);
  const match = /[[{]/.exec(text.slice(from));
  return match ? from + match.index : -1;
}

/** The index behind the bracket that closes the one at `start`; undefined when it is never closed. */
function findEnd(text: string, start: number): number | undefined {
  let depth = 0;
  let inString = false;
  for (let at = start; at < text.length; at++) {
    const char = text[at];
    if (inString) {
      if (char === "\\") at++;
      else if (char === '"') inString = false;
    } else if (char === '"') inString = true;
    else if (char === "{" || char === "[") depth++;
    else if ((char === "}" || char === "]") && --depth === 0) return at + 1;
  }
  return undefined;
}
