import fc from "fast-check";
import { expect, it } from "vitest";
import { splitRules } from "./sheets.ts";

it("whole rules come apart as they were, whatever is in their strings", () => {
  const rule = fc.constantFrom(
    ".a{fill:red}",
    '.a[d="}{"]{fill:red}',
    ".a\\}{fill:red}",
    "@keyframes p-x{from{opacity:0}50%{opacity:.5}to{opacity:1}}",
    '@media (min-width:5px){.a{fill:red}.b{fill:url("#x")}}',
    ".a{content:'\\'}'}",
  );
  fc.assert(
    fc.property(fc.array(rule), fc.constantFrom("", " ", "\n"), (rules, between) => {
      expect(splitRules(rules.join(between))).toEqual(rules);
    }),
  );
});

it("what has no end is no rule, and what has no beginning ends nothing", () => {
  expect(splitRules(".a{fill:red}.b{fill:")).toEqual([".a{fill:red}"]);
  expect(splitRules("}.a{fill:red}")).toEqual(["}", ".a{fill:red}"]);
  expect(splitRules("")).toEqual([]);
});
