import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { settle } from "./at-rest/operations.ts";
import type { SvgOperation } from "./operations.ts";
import { createSvgStream, type SvgStreamOptions } from "./stream.ts";
import { cutBy, cutSizes } from "./testing-cuts.ts";

const DRAWINGS = join(import.meta.dirname, "__fixtures__/drawings");
const drawings = readdirSync(DRAWINGS).map((name) => readFileSync(join(DRAWINGS, name), "utf8"));

function draw(pieces: readonly string[], options: SvgStreamOptions = { idPrefix: "d-" }) {
  const stream = createSvgStream(options);
  const live: SvgOperation[] = [];
  for (const piece of pieces) live.push(...stream.push(piece));
  const { rest, ops, svg, still, report } = stream.finish();
  return { ops, svg, still, report, live: [...live, ...rest], stream };
}

const drawn = (text: string) =>
  draw([text])
    .svg.replace(/^<svg xmlns="[^"]*"/, "<svg")
    .replace(/ class="d-drawing"/, "");

/** Broken and whole markup, as it may stand in a reply. */
const anything = fc
  .array(
    fc.oneof(
      { weight: 5, arbitrary: fc.constantFrom(...snippets()) },
      { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 6 }) },
      {
        weight: 2,
        arbitrary: fc
          .tuple(
            fc.constantFrom(...drawings),
            fc.double({ min: 0, max: 1, noNaN: true }),
            fc.integer({ min: 0, max: 400 }),
          )
          .map(([text, share, length]) => text.slice(text.length * share, text.length * share + length)),
      },
    ),
    { maxLength: 30 },
  )
  .map((parts) => parts.join(""));

function snippets(): string[] {
  return [
    ...[
      "<svg>",
      '<svg viewBox="0 0 10 10">',
      '<svg width="20" height="10">',
      "</svg>",
      "<g>",
      "</g>",
      '<g id="a">',
      "<defs>",
    ],
    ...[
      '<path d="M0 0 L10 10',
      "L 20 2O l1e1 5 Z",
      '" fill="red"/>',
      "<path d='M 1 1",
      "' d='M2 2'",
      '<polygon points="0,0 1,1 2',
      '"/>',
    ],
    ...[
      "<text>",
      "</text>",
      "<tspan>",
      "words &amp; w&ouml;rds &",
      "<title>T</title>",
      "<desc>",
      "</desc>",
      '<text x="1" y="2">é🙂</text>',
    ],
    ...[
      '<use href="#a"/>',
      '<use id="a" href="#b"/>',
      '<rect id="a" width="4" height="4" fill="url(#g)"',
      "/>",
      ">",
      '<mask id="m">',
      'mask="url(#m)"',
    ],
    ...[
      '<linearGradient id="g"><stop offset="0" stop-color="red"/></linearGradient>',
      '<stop offset="1"/>',
      '<clipPath id="c">',
    ],
    ...[
      "<style>",
      ".a { fill: red }",
      "@keyframes k { to { opacity: 0 } }",
      "#a{stroke:blue;animation:k 1s",
      "}",
      "</style>",
      "<![CDATA[",
      "]]>",
    ],
    ...[
      '<animate attributeName="opacity" values="0;1" dur="1s"/>',
      '<set attributeName="href" to="javascript:x"/>',
      "<script>",
      "</script>",
    ],
    ...[
      "<foreignObject><div>",
      "</div></foreignObject>",
      "<!--",
      "-->",
      "```\n",
      "\n```",
      "\n",
      "  ",
      "<a href='#x'>",
      "</a>",
      "<cirlce r='1'/>",
      'style="fill:red',
      "<",
      "&",
      '"',
    ],
  ];
}

describe("createSvgStream", () => {
  test("the finished drawing is the same however the reply is cut, and the live operations come to it", () => {
    fc.assert(
      fc.property(anything, cutSizes, (text, sizes) => {
        const whole = draw([text]);
        const cut = draw(cutBy(text, sizes));
        expect(cut.ops).toEqual(whole.ops);
        expect(cut.report).toEqual(whole.report);
        expect(settle(cut.live)).toEqual(cut.ops);
        expect(settle(whole.live)).toEqual(whole.ops);
      }),
      { numRuns: 1_500 },
    );
  });

  test("what it made is left as it is when it is read again", () => {
    fc.assert(
      fc.property(anything, (text) => {
        const once = draw([text]);
        expect(draw([once.svg]).svg).toBe(once.svg);
      }),
      { numRuns: 700 },
    );
  });

  test("a drawing that is continued is the drawing that was not cut off", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...drawings),
        fc.double({ min: 0.05, max: 1, noNaN: true }),
        cutSizes,
        fc.boolean(),
        (text, share, sizes, isOver) => {
          const first = createSvgStream({ idPrefix: "d-" });
          const begun = first.push(text.slice(0, Math.floor(text.length * share)));
          if (isOver) first.finish();
          const resumeFrom = first.resumePoint();
          expect(text.startsWith(resumeFrom.text.trimStart(), text.indexOf("<svg"))).toBe(true);
          expect(resumeFrom.text.endsWith(resumeFrom.lastElement)).toBe(true);
          const from = text.indexOf("<svg") + resumeFrom.text.length;
          const rest = `Here is the rest:\n\`\`\`svg\n${text.slice(from)}\n\`\`\``;
          const second = draw(cutBy(rest, sizes), {
            idPrefix: "d-",
            resumeFrom: JSON.parse(JSON.stringify(resumeFrom)),
          });
          const whole = draw([text]);
          expect(second.svg).toBe(whole.svg);
          if (from < text.lastIndexOf("<", text.length - 8))
            expect(settle([...begun, ...second.live])).toEqual(whole.ops);
        },
      ),
      { numRuns: 150 },
    );
  });

  test("a drawing that broke off at the end of its fence can be continued", () => {
    const stream = createSvgStream();
    stream.push('```svg\n<svg viewBox="0 0 9 9"><g><rect width="3"/>\n<circle r="2\n```\nDone.');
    expect(stream.resumePoint()).toEqual({
      text: '<svg viewBox="0 0 9 9"><g><rect width="3"/>',
      lastElement: '<rect width="3"/>',
      open: ["svg", "g"],
    });
  });

  test("a drawing without an end is drawn to its last whole part", () => {
    expect(drawn('<svg viewBox="0 0 9 9"><g fill="red"><path d="M0 0L9 9L3')).toBe(
      '<svg viewBox="0 0 9 9"><g fill="red"><path d="M0 0L9 9"/></g></svg>',
    );
    expect(drawn('<svg viewBox="0 0 9 9"><rect width="3" height="3" fill="red" stro')).toBe(
      '<svg viewBox="0 0 9 9"><rect width="3" height="3" fill="red"/></svg>',
    );
    expect(drawn('<svg viewBox="0 0 9 9"><rect width="3" height="3" fil')).toBe('<svg viewBox="0 0 9 9"/>');
    expect(drawn('<svg viewBox="0 0 9 9"><text>ab&am')).toBe(
      '<svg viewBox="0 0 9 9"><text>ab&amp;am</text></svg>',
    );
  });

  test("an outline that was cut off before its paint is known is not painted", () => {
    const { ops, live } = draw(['<svg viewBox="0 0 9 9"><path d="M0 0L9 9L3']);
    expect(settle(live)).toEqual(ops);
    expect(ops[1]).toMatchObject({ attributes: { d: "M0 0L9 9", visibility: "hidden" } });
  });

  test.each([
    [
      "what a shape cannot hold ends it",
      '<rect width="1"><circle r="1"/>',
      '<rect width="1"/><circle r="1"/>',
    ],
    ["a closing tag closes what is in it", "<g><text>a</g><g></g>", "<g><text>a</text></g><g/>"],
    ["swapped closing tags", "<g><text>a</g></text><g></g>", "<g><text>a</text></g><g/>"],
    ["a shape closed twice", '<g><path d="M0 0"/></path><g></g></g>', '<g><path d="M0 0"/><g/></g>'],
    ["a misspelt closing tag", "<g><g>\n</gr><g></g></g>", "<g><g/><g/></g>"],
    ["indentation", "\n<g>\n  <g>\n    <g></g>\n  <g></g>\n</g>", "<g><g><g/></g><g/></g>"],
    ["a link is a group", "<a href='http://x'><g></g></a>", "<g><g/></g>"],
    [
      "a link in a text is a part of it",
      "<text><a href='http://x'>b</a></text>",
      "<text><tspan>b</tspan></text>",
    ],
    [
      "marked words in a text keep their words",
      "<text>H<sub>2</sub>O <b>x</b></text>",
      "<text>H<tspan>2</tspan>O <tspan>x</tspan></text>",
    ],
    ["misspelt names", '<cirlce r="1" fil-opacity="0.5"/>', '<circle r="1" fill-opacity="0.5"/>'],
    ["names with a prefix", '<svg:g><svg:rect width="1"/></svg:g>', '<g><rect width="1"/></g>'],
    ["an id that was given before", '<g id="a"/><g id="a"/>', '<g id="d-a"/><g/>'],
    ["unknown elements go with all that is in them", "<g><foreignObject><g></g></foreignObject></g>", "<g/>"],
    ["a script is passed over as text", "<script>if (a<b) '<g>'</script><g></g>", "<g/>"],
    ["words outside of texts", "<g>hello</g>", "<g/>"],
    ["a reference that leads back", '<g id="a"><use href="#a"/></g>', '<g id="d-a"><use/></g>'],
  ])("%s", (_, inside, expected) => {
    expect(drawn(`<svg viewBox="0 0 9 9">${inside}</svg>`)).toBe(`<svg viewBox="0 0 9 9">${expected}</svg>`);
  });

  test("of several drawings the best is kept: complete first, then larger", () => {
    const small = '<svg viewBox="0 0 1 1"><rect width="1"/></svg>';
    const large = '<svg viewBox="0 0 2 2"><rect width="1"/><rect width="2"/></svg>';
    const broken = '<svg viewBox="0 0 3 3"><rect width="1"/><rect width="2"/><rect width="3"/>';
    const canvas = (text: string) => /viewBox="([^"]*)"/.exec(draw(cutBy(text, [7])).svg)?.[1];
    expect(canvas(`${small} or ${large}`)).toBe("0 0 2 2");
    expect(canvas(`${large} or ${small}`)).toBe("0 0 2 2");
    expect(canvas(`\`\`\`\n${broken}\n\`\`\`\nSorry:\n\`\`\`\n${small}\n\`\`\``)).toBe("0 0 1 1");
    expect(canvas(`${small} or ${broken}`)).toBe("0 0 1 1");
    expect(canvas(`${broken}<?xml version="1.0"?>${large}`)).toBe("0 0 2 2");
    expect(canvas(`I use \`<svg>\` and \`<rect>\`.\n${large}`)).toBe("0 0 2 2");
    expect(draw([`${small} or ${large}`]).report.drawings).toBe(2);
  });

  test("a reply without a drawing gives none, and says so", () => {
    const { ops, svg, still, report } = draw(["I am sorry, I cannot draw."]);
    expect({ ops, svg, still }).toEqual({ ops: [], svg: "", still: "" });
    expect(report).toMatchObject({ drawings: 0, complete: false, score: 0 });
  });

  test.each([
    ["elements", `<svg>${"<g/>".repeat(50)}</svg>`, { elements: 20 }],
    ["depth", `<svg>${"<g>".repeat(50)}</svg>`, { depth: 20 }],
    ["attribute", `<svg><path d="M0 0${"L1 1".repeat(50)}"/></svg>`, { attribute: 100 }],
    ["attribute", `<svg><text>${"a ".repeat(90)}</text></svg>`, { attribute: 100 }],
    ["size", `<svg>${"<g></g>".repeat(50)}</svg>`, { size: 100 }],
    [
      "expanded",
      `<svg><g id="a">${"<g/>".repeat(9)}</g>${'<use href="#a"/>'.repeat(9)}</svg>`,
      { expanded: 50 },
    ],
    ["filterPrimitives", `<svg><filter>${"<feFlood/>".repeat(9)}</filter></svg>`, { filterPrimitives: 5 }],
  ] as const)("over the limit of %s the drawing ends there", (limit, text, limits) => {
    for (const sizes of [[1], [7], [10_000]]) {
      const { report, ops, live } = draw(cutBy(text, sizes), { limits });
      expect(report).toMatchObject({ limit, complete: false });
      expect(settle(live)).toEqual(ops);
      expect(ops).toEqual(draw([text], { limits }).ops);
    }
  });
});
