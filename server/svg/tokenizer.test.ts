import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cutBy, cutSizes } from "./testing-cuts.ts";
import type { TokenSink } from "./token-sink.ts";
import { createTokenizer } from "./tokenizer.ts";

/** What a tokenizer tells, as lines; text in pieces is put together. */
function tokens(pieces: readonly string[], limit = 10_000): string[] {
  const told: string[] = [];
  let text = "";
  let grown = "";
  const say = (line: string) => {
    if (text !== "") told.push(`text ${JSON.stringify(text)}`);
    text = "";
    told.push(line);
  };
  const sink: TokenSink = {
    tagBegins: (name) => say(`<${name}`),
    attribute(name, value) {
      if (name === "d" && !value.startsWith(grown)) say(`grown otherwise: ${grown}`);
      grown = "";
      say(`${name}=${value}`);
    },
    attributeGrows: (_, more) => {
      grown += more;
    },
    watches: (name) => name === "d",
    tagEnds: (selfClosing, cut) => say(`${selfClosing ? "/>" : ">"}${cut ? " cut" : ""}`),
    closingTag: (name) => say(`</${name}>`),
    text: (piece) => {
      text += piece;
    },
    prolog: () => say("prolog"),
    repair: () => undefined,
    isElement: (name) => ["g", "rect", "circle", "path", "svg"].includes(name),
  };
  const tokenizer = createTokenizer(sink, limit);
  for (const piece of pieces) tokenizer.push(piece);
  tokenizer.finish();
  if (text !== "") told.push(`text ${JSON.stringify(text)}`);
  return told;
}

const read = (markup: string) => tokens([markup]).join(" ");

describe("tokenizer", () => {
  test.each([
    [`<g a="1" b='2'>x</g>`, `<g a=1 b=2 > text "x" </g>`],
    ["<g a=1 b=2/>", "<g a=1 b=2 />"],
    [`<g a = "1"/>`, "<g a=1 />"],
    [`<g a="x>y"/>`, "<g a=x>y />"],
    [`<g a="&lt;&#x41;&nbsp;&amp;b"/>`, "<g a=<A\u00a0&b />"],
    ["<text>a &amp; b &copy; c & d</text>", `<text > text "a & b © c & d" </text>`],
    ["<text>1 < 2</text>", `<text > text "1 < 2" </text>`],
    ["<feDropShadow/>", "<feDropShadow />"],
    ["<a><!-- <b/> --><c/></a>", "<a > <c /> </a>"],
    ["<s><![CDATA[a<b&amp;]]></s>", `<s > text "a<b&amp;" </s>`],
    [`<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY x "y">]><g/>`, "prolog prolog <g />"],
  ])("reads %s", (markup, expected) => expect(read(markup)).toBe(expected));

  test.each([
    ["a lost closing quote", `<g a="1 b="2"/>`, "<g a=1 b=2 />"],
    ["a lost opening quote", `<g a=1" b="2"/>`, "<g a=1 b=2 />"],
    ["no quotes around several words", "<g d=M 0 0 L 1 1 b=2/>", "<g d=M 0 0 L 1 1 b=2 />"],
    [
      "a lost last quote before the next tag",
      `<g a="red/>\n<rect b="1"/>`,
      `<g a=red /> text "\\n" <rect b=1 />`,
    ],
    ["a lost quote before a closing tag", `<g a="red></g>`, "<g a=red > </g>"],
    ["a lost >", `<g a="1"\n<rect/>`, "<g a=1 > <rect />"],
    ["a lost > after the slash", `<g a="1"/\n<rect/>`, "<g a=1 /> <rect />"],
    ["a lost > in a closing tag", "<g></g<rect/>", "<g > </g> <rect />"],
    ["typographic quotes", "<g a=“1 2” b=‘3’/>", "<g a=1 2 b=3 />"],
    ["a lost =", `<g a"1"/>`, "<g a=1 />"],
    ["no blanks between attributes", `<g a="1"b="2"/>`, "<g a=1 b=2 />"],
    ["a doubled <", "<<g/>", `text "<" <g />`],
    ["quotes escaped as in JSON", `<g a=\\"1 2\\" b=\\"3\\"/>`, "<g a=1 2 b=3 />"],
    [
      "a comment that is not closed before the next",
      "<g><!-- one\n<rect/><!-- two --></g>",
      `<g > text "\\n" <rect /> </g>`,
    ],
    ["a comment that is never closed", "<g><!-- one\n<rect/></g>", `<g > text "\\n" <rect /> </g>`],
    ["a text that ends in a tag", `<g a="1" b="2`, "<g a=1 > cut"],
  ])("mends %s", (_, markup, expected) => expect(read(markup)).toBe(expected));

  test("a quoted < that is no tag stays", () => {
    expect(read(`<g a="1<2" b="x <y> z"/>`)).toBe("<g a=1<2 b=x <y> z />");
  });

  test("tells the same however the text is cut", () => {
    const part = fc.constantFrom(
      ...'<g a="1"> </g> <rect d=\'M0 0 L1 1\' b=2/> <path d="M 0 0 L 10 b=" text &amp; &am ; <!-- --> <!-- \n ]]> <![CDATA[ <? ?> <!DOCTYPE [ ] > < / = " \' “ ” \r\n 🙂 \\ \u0000 x'.split(
        " ",
      ),
      " ",
      "\n",
      '<path d="M0 0 L10 10 20 20" c="1"/>',
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 30 }), cutSizes, (parts, sizes) => {
        const markup = parts.join("");
        expect(tokens(cutBy(markup, sizes))).toEqual(tokens([markup]));
      }),
      { numRuns: 500 },
    );
  });

  test("of an endless token it holds no more than the limit", () => {
    const [, attribute] = tokens(["<g a='", ..."x".repeat(500), "'>"], 100);
    expect(attribute).toBe(`a=${"x".repeat(101)}`);
  });
});
