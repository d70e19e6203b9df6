import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createFinder } from "./finder.ts";
import { cutBy, cutSizes } from "./testing-cuts.ts";

/** The drawings that are found: each ends at its first `</svg>`, or is marked where it breaks off. */
function find(pieces: readonly string[]): string[] {
  const found: string[] = [];
  const finder = createFinder(
    {
      begins: () => found.push(""),
      text(text) {
        const before = found.pop() ?? "";
        const whole = before + text;
        const end = whole.indexOf("</svg>");
        found.push(end < 0 ? whole : whole.slice(0, end + 6));
        return end < 0 ? text.length : end + 6 - before.length;
      },
      breaksOff: () => {
        const last = found.pop() ?? "";
        found.push(last.endsWith("</svg>") ? last : `${last}|`);
      },
    },
    false,
  );
  for (const piece of pieces) finder.push(piece);
  finder.finish();
  return found;
}

describe("finder", () => {
  test.each([
    ["a bare drawing", "<svg>a</svg>", ["<svg>a</svg>"]],
    ["prose around it", "Here it is: <svg>a</svg> Enjoy!", ["<svg>a</svg>"]],
    ["a fence", "```svg\n<svg>a</svg>\n```", ["<svg>a</svg>"]],
    ["a prolog", `<?xml version="1.0"?>\n<!DOCTYPE svg>\n<svg a="1">a</svg>`, [`<svg a="1">a</svg>`]],
    ["a prefix", "<svg:svg>a</svg>", ["<svg:svg>a</svg>"]],
    ["several", "<svg>a</svg> or <svg>b</svg>", ["<svg>a</svg>", "<svg>b</svg>"]],
    [
      "one that breaks off at its fence",
      "```\n<svg>a\n```\nAgain:\n~~~\n<svg>b</svg>",
      ["<svg>a\n|", "<svg>b</svg>"],
    ],
    ["one that breaks off at its fence, indented", "<svg>a\r\n  ```\n", ["<svg>a\r\n  |"]],
    ["one that never ends", "<svg>a``", ["<svg>a``"]],
    ["backticks in a line", "<svg>a ```b</svg>", ["<svg>a ```b</svg>"]],
    ["no drawing", "<svgx> <sv <style>", []],
  ])("finds %s", (_, text, expected) => expect(find([text])).toEqual(expected));

  test("finds the same however the text is cut", () => {
    const part = fc.constantFrom(
      "<svg>",
      "</svg>",
      "<svg:svg a>",
      "<s",
      "v",
      "g",
      "```",
      "``",
      "~~~",
      "\n",
      " ",
      "\r\n",
      "x",
      "<",
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 40 }), cutSizes, (parts, sizes) => {
        // The stand-in for a drawing knows its end only when it comes in one piece.
        fc.pre(!parts.includes("</svg>"));
        expect(find(cutBy(parts.join(""), sizes))).toEqual(find([parts.join("")]));
      }),
      { numRuns: 500 },
    );
  });
});
