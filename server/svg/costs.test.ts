import { describe, expect, it } from "vitest";
import { denials } from "./__fixtures__/attacks/denial.ts";
import { hiddenDenials } from "./__fixtures__/attacks/denial-hidden.ts";
import { createSvgStream } from "./index.ts";
import { SVG_LIMITS } from "./limits.ts";
import { createSafetyJudge } from "./testing-safety.ts";

const PREFIX = "s-";

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
    const canonical = createSafetyJudge(PREFIX);
    expect([...problems, ...ops.flatMap((operation) => canonical.judge(operation))]).toEqual([]);
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
