import { describe, expect, test } from "vitest";
import { createDoctype, createMarkedPassage, createSkippedPassage, type Passage } from "./passages.ts";

/** What a passage holds, and what follows it, read in pieces of every size. */
function readAll(make: () => Passage, text: string) {
  const results = new Set<string>();
  for (let size = 1; size <= text.length; size += 1) {
    const passage = make();
    let rest = "";
    for (let at = 0; at < text.length; at += size) {
      const piece = text.slice(at, at + size);
      rest += passage.isOver() ? piece : piece.slice(passage.read(piece, 0));
    }
    results.add(`${passage.isOver()}|${passage.text()}|${rest}`);
  }
  return [...results];
}

describe("passages", () => {
  test.each([
    [
      "a comment",
      () => createMarkedPassage("comment", "-->", 99),
      " a - b -- c --->d",
      "true| a - b -- c -|d",
    ],
    ["an open comment", () => createMarkedPassage("comment", "-->", 99), " a --", "false| a --|"],
    ["a CDATA section", () => createMarkedPassage("cdata", "]]>", 99), "a]]b]>]]>c", "true|a]]b]>|c"],
    ["an instruction", () => createMarkedPassage("instruction", ">", 99), "?xml a?>b", "true|?xml a?|b"],
    ["a long one", () => createMarkedPassage("comment", "-->", 4), "abcdefgh-->i", "true|abcde|i"],
    ["a DOCTYPE", createDoctype, 'svg [<!ENTITY a "b"> ]>c', "true||c"],
    [
      "a script",
      () => createSkippedPassage("script"),
      "if (a</b/) '</scrip>' </SCRIPT >c",
      "true|SCRIPT| >c",
    ],
    [
      "a script that the drawing's end ends",
      () => createSkippedPassage("script"),
      "a < b </svg>",
      "true|svg|>",
    ],
  ])("%s is read over", (_, make, text, expected) => expect(readAll(make, text)).toEqual([expected]));
});
