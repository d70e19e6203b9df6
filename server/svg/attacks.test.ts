import { JSDOM } from "jsdom";
import { describe, expect, it } from "vitest";
import { ATTACKS } from "./__fixtures__/attacks/all.ts";
import { arm } from "./__fixtures__/attacks/attack.ts";
import { denials } from "./__fixtures__/attacks/denial.ts";
import { hiddenDenials } from "./__fixtures__/attacks/denial-hidden.ts";
import { createSvgStream } from "./index.ts";
import { SVG_LIMITS } from "./limits.ts";
import type { SvgOperation } from "./operations.ts";
import { createSafetyJudge, judgeDocument } from "./testing-safety.ts";

const PREFIX = "s-";
/** Texts up to this long are tried at each prefix; longer ones at `CUTS` of them. */
const SHORT = 300;
const CUTS = 40;

const { window } = new JSDOM("");
const xml = new window.DOMParser();

function prefixesOf(text: string): number[] {
  const count = text.length <= SHORT ? text.length : CUTS;
  return Array.from({ length: count }, (_, index) => Math.round(((index + 1) * text.length) / count));
}

function problemsOf(operations: readonly SvgOperation[]): string[] {
  const judge = createSafetyJudge(PREFIX);
  return operations.flatMap((operation) => judge.judge(operation));
}

/** What is wrong with an exported drawing when it is read as XML and as HTML; both must give the same tree. */
function problemsOfExport(svg: string, operations: readonly SvgOperation[] | null): string[] {
  if (svg === "") return operations?.length ? ["operations without a drawing"] : [];
  const asXml = xml.parseFromString(svg, "application/xml");
  const asHtml = xml.parseFromString(`<!DOCTYPE html><body>${svg}</body>`, "text/html").body;
  const inHtml = asHtml.firstElementChild;
  if (asXml.getElementsByTagName("parsererror").length > 0) return [`not well formed: ${svg.slice(0, 300)}`];
  if (asHtml.childNodes.length !== 1 || !inHtml)
    return [`HTML reads more than one node: ${svg.slice(0, 300)}`];
  const first = judgeDocument(asXml.documentElement, PREFIX);
  const second = judgeDocument(inHtml, PREFIX);
  const problems = [...first.problems, ...second.problems];
  if (JSON.stringify(first.tree) !== JSON.stringify(second.tree))
    problems.push("XML and HTML read it differently");
  if (operations) {
    const judge = createSafetyJudge(PREFIX);
    for (const operation of operations) judge.judge(operation);
    expect(first.tree).toEqual(judge.tree());
  }
  return problems;
}

const seen = new Set<string>();

it.each(ATTACKS.map((attack, number) => ({ ...attack, number })))(
  "$name is drawn safely",
  ({ text, name, number }) => {
    const reply = arm({ text, name }, number);
    for (const size of [1, 7, 64, reply.length]) {
      const stream = createSvgStream({ idPrefix: PREFIX });
      const live: SvgOperation[] = [];
      for (let at = 0; at < reply.length; at += size) live.push(...stream.push(reply.slice(at, at + size)));
      live.push(...stream.finish().rest);
      expect(problemsOf(live), `in chunks of ${size}`).toEqual([]);
    }
    for (const end of prefixesOf(reply)) {
      const stream = createSvgStream({ idPrefix: PREFIX });
      const live = stream.push(reply.slice(0, end));
      const { rest, ops, svg, still } = stream.finish();
      expect(problemsOf([...live, ...rest]), `live, cut at ${end}`).toEqual([]);
      expect(problemsOf(ops), `canonical, cut at ${end}`).toEqual([]);
      // What was read once by both parsers is not read again.
      if (!seen.has(svg)) expect(problemsOfExport(svg, ops), `svg, cut at ${end}`).toEqual([]);
      if (!seen.has(still)) expect(problemsOfExport(still, null), `still, cut at ${end}`).toEqual([]);
      seen.add(svg).add(still);
    }
  },
);

/** Where a limit must have ended the drawing. */
const ENDED: Record<string, string> = {
  "use of use of use": "expanded",
  "use of use, declared backwards": "expanded",
  "patterns of patterns": "expanded",
  "patterns by style": "expanded",
  "masks of masks": "expanded",
  "clips of clips": "expanded",
  "markers of markers": "expanded",
  "many filters": "expanded",
  "a filter of many primitives": "filterPrimitives",
  "a hundred thousand groups deep": "depth",
  "a million elements": "elements",
  "an attribute of a megabyte": "attribute",
  "a text of a megabyte": "attribute",
  "ten megabytes in one line": "size",
};

describe.each([...denials, ...hiddenDenials])("what a drawing may cost: $name", ({ name, make }) => {
  it.each([4_096, Number.POSITIVE_INFINITY])("keeps the limits, in chunks of %d", (size) => {
    const reply = make();
    const stream = createSvgStream({ idPrefix: PREFIX });
    const judge = createSafetyJudge(PREFIX);
    const problems: string[] = [];
    let live = 0;
    for (let at = 0; at < reply.length; at += size) {
      const operations = stream.push(reply.slice(at, at + size));
      live += operations.length;
      for (const operation of operations) problems.push(...judge.judge(operation));
    }
    const { ops, svg, still, report } = stream.finish();
    expect([...problems, ...problemsOf(ops)]).toEqual([]);
    expect(report.elements).toBeLessThanOrEqual(SVG_LIMITS.elements);
    expect(Math.max(0, ...judge.tree().map(({ depth }) => depth))).toBeLessThan(SVG_LIMITS.depth);
    for (const { attributes, text } of judge.tree()) {
      for (const value of [text, ...Object.values(attributes)])
        expect(value.length).toBeLessThanOrEqual(3 * SVG_LIMITS.attribute);
    }
    expect(live).toBeLessThanOrEqual(100_000);
    expect(ops.length).toBeLessThanOrEqual(4 * SVG_LIMITS.elements);
    // A character may be written as an entity of five or six.
    expect(Math.max(svg.length, still.length)).toBeLessThanOrEqual(6 * SVG_LIMITS.size);
    expect(report.drawings).toBeLessThanOrEqual(101);
    expect(Object.keys(report.dropped).length).toBeLessThanOrEqual(201);
    if (ENDED[name]) expect(report.limit).toBe(ENDED[name]);
  });
});
