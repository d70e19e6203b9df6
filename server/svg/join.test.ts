import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createJoin } from "./join.ts";
import { cutBy, cutSizes } from "./testing-cuts.ts";

const TEXT = `<svg viewBox="0 0 9 9"><g><rect width="4" height="4"/><circle r="2" cx="3"/>`;

function join(pieces: readonly string[], text = TEXT) {
  const joining = createJoin(text);
  let rest = "";
  for (const piece of pieces) rest += joining.push(piece);
  return { rest: rest + joining.finish(), beginsAnew: joining.beginsAnew() };
}

describe("join", () => {
  test.each([
    ["goes straight on", `<path d="M0 0"/></g></svg>`, `<path d="M0 0"/></g></svg>`],
    [
      "says something and opens a fence",
      "Of course:\n```svg\n<path/></g></svg>\n```",
      "<path/></g></svg>\n```",
    ],
    ["repeats the last element", `<circle r="2" cx="3"/><path/>`, "<path/>"],
    [
      "repeats the last two elements",
      `<rect width="4" height="4"/><circle r="2" cx="3"/>\n<path/>`,
      "\n<path/>",
    ],
    ["draws another circle", `<circle r="2" cx="4"/><path/>`, `<circle r="2" cx="4"/><path/>`],
    [
      "repeats an element that was not the last",
      `<rect width="4" height="4"/><path/>`,
      `<rect width="4" height="4"/><path/>`,
    ],
    ["draws a nested drawing", '<svg x="1"><path/></svg>', '<svg x="1"><path/></svg>'],
    ["only closes", "</g></svg>", "</g></svg>"],
    ["says nothing but words", "I cannot go on.", ""],
    ["is empty", "", ""],
  ])("a reply that %s", (_, reply, rest) => expect(join([reply])).toEqual({ rest, beginsAnew: false }));

  test.each([
    `<svg viewBox="0 0 9 9"><path/>`,
    `<svg xmlns="http://www.w3.org/2000/svg"></svg>`,
    "<?xml version='1.0'?><svg></svg>",
    "<!DOCTYPE svg><svg/>",
  ])("a reply that begins anew: %s", (reply) =>
    expect(join([`Again: ${reply}`])).toEqual({ rest: reply, beginsAnew: true }),
  );

  test("decides the same however the reply is cut", () => {
    const part = fc.constantFrom(
      `<circle r="2" cx="3"/>`,
      `<rect width="4" height="4"/>`,
      "<svg>",
      "</g>",
      "Of course ",
      "```",
      "<",
      "x",
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 6 }), cutSizes, (parts, sizes) => {
        expect(join(cutBy(parts.join(""), sizes))).toEqual(join([parts.join("")]));
      }),
    );
  });
});
