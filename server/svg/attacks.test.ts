import { JSDOM } from "jsdom";
import { expect, it } from "vitest";
import { ATTACKS } from "./__fixtures__/attacks/all.ts";
import { arm } from "./__fixtures__/attacks/attack.ts";
import { createSvgStream } from "./index.ts";
import type { SvgOperation } from "./operations.ts";
import { createSafetyJudge, judgeDocument } from "./testing-safety.ts";

const PREFIX = "s-";
/** Texts up to this long are tried at each prefix; longer ones at `CUTS` of them. */
const SHORT = 300;
const CUTS = 40;
/** Exports are read by two more parsers, which is slow: of those at the prefixes, one in so many, and the last. */
const EXPORTS = 12;

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
    for (const [turn, end] of prefixesOf(reply).entries()) {
      const stream = createSvgStream({ idPrefix: PREFIX });
      const live = stream.push(reply.slice(0, end));
      const { rest, ops, svg, still } = stream.finish();
      expect(problemsOf([...live, ...rest]), `live, cut at ${end}`).toEqual([]);
      expect(problemsOf(ops), `canonical, cut at ${end}`).toEqual([]);
      if (turn % EXPORTS !== number % EXPORTS && end < reply.length) continue;
      // What was read once by both parsers is not read again.
      if (!seen.has(svg)) expect(problemsOfExport(svg, ops), `svg, cut at ${end}`).toEqual([]);
      if (!seen.has(still)) expect(problemsOfExport(still, null), `still, cut at ${end}`).toEqual([]);
      seen.add(svg).add(still);
    }
  },
);
