import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createSheet } from "./sheet.ts";
import { cleanSheet, createTestContext } from "./testing-context.ts";
import { cssText } from "./testing-css.ts";

function counts(text: string) {
  const { ledger } = cleanSheet(text);
  return { ...Object.fromEntries(ledger.dropped), ...Object.fromEntries(ledger.repaired) };
}

/** The forms of a selector: below the root, and in what `use` brings forth. */
const below = (selector: string) => `.s3-drawing ${selector}, ${selector}.s3-drawing-part`;
/** The same of one that may be the root itself. */
const scoped = (selector: string) =>
  `.s3-drawing ${selector}, ${selector}.s3-drawing, ${selector}.s3-drawing-part`;

describe("a sheet", () => {
  test.each([
    [".a{fill:red}", `${scoped(".a")}{fill:red}`],
    ["rect{fill:red}", `${below("rect")}{fill:red}`],
    ["svg{fill:red}", `${scoped("svg")}{fill:red}`],
    ["*{fill:red}", `${scoped("*")}{fill:red}`],
    ["#a > rect{r:1}", ".s3-drawing #s3-a>rect, #s3-a.s3-drawing>rect, #s3-a.s3-drawing-part>rect{r:1}"],
    [".a + .b ~ g rect{r:1}", ".s3-drawing .a+.b~g rect{r:1}"],
    [":root{--x:1}", ".s3-drawing.s3-drawing{--x:1}"],
    [":root .a{r:1}", ".s3-drawing.s3-drawing .a{r:1}"],
    ["svg:not(:root){r:1}", `${scoped("svg:not(.s3-drawing)")}{r:1}`],
    ["g:nth-child( 2N + 1 ){r:1}", `${below("g:nth-child(2n+1)")}{r:1}`],
    ["[fill = none],[id^='a']{r:1}", `${scoped('[fill="none"]')}, ${scoped('[id^="s3-a"]')}{r:1}`],
    ["rect:is(.a, #b):hover{r:1}", `${below("rect:is(.a,#s3-b):hover")}{r:1}`],
    [".\\31 a{r:1}", `${scoped(".\\31 a")}{r:1}`],
    ["<!-- .a{r:1} -->", `${scoped(".a")}{r:1}`],
    [
      "@keyframes spin{from{r:1}50%,75.5%{r:2;opacity:0}to{r:3}}",
      "@keyframes s3-spin{0%{r:1}50%,75.5%{r:2;opacity:0}100%{r:3}}",
    ],
    ["@keyframes a{to{r:1}}@-webkit-keyframes a{to{r:2}}", "@keyframes s3-a{100%{r:1}}"],
    ["@-webkit-keyframes 'a'{to{r:3 !important;opacity:1}}", "@keyframes s3-a{100%{opacity:1}}"],
    [
      "@media (prefers-reduced-motion: reduce) , PRINT{rect{animation:none}}",
      `@media (prefers-reduced-motion:reduce), print{${below("rect")}{animation:none}}`,
    ],
    ["@media (400px<=width){rect{r:1}}", `@media (min-width:400px){${below("rect")}{r:1}}`],
    ["@media (width<400px){rect{r:1}}", `@media (max-width:399.98px){${below("rect")}{r:1}}`],
  ])("%s", (written, expected) => {
    expect(cleanSheet(written).text).toBe(expected);
    expect(counts(written)).toEqual({});
  });

  test.each([
    ["@import 'x';", { "at-rule import": 1 }],
    ["@IMPORT url(//x.example);", { "at-rule import": 1 }],
    ["@\\69mport url(//x.example);", { "at-rule import": 1 }],
    ["@import url(a;b{c}d);", { "at-rule import": 1 }],
    ["@font-face{font-family:a;src:url(x)}", { "at-rule font-face": 1 }],
    ["@namespace svg 'x';", { "at-rule namespace": 1 }],
    ["@supports (fill:red){rect{fill:red}}", { "at-rule supports": 1 }],
    ["@property --x{syntax:'<url>'}", { "at-rule property": 1 }],
    ["@media print{@media screen{rect{r:1}}}", { "at-rule media": 1 }],
    ["@media print{@import 'x';}", { "at-rule import": 1 }],
    ["@media (foo:1){rect{r:1}}", { "at-rule media": 1 }],
    ["@keyframes none{to{r:1}}", { "at-rule keyframes": 1 }],
    ["@keyframes a{120%{r:1}}", { frame: 1 }],
    ["rect{@import 'x';}", { "at-rule import": 1 }],
    ["rect{a{fill:red}}", { "nested rule": 1 }],
    ["rect::before{r:1}", { selector: 1 }],
    [":host{r:1}", { selector: 1 }],
    ["rect:has(a){r:1}", { selector: 1 }],
    ["a:visited{r:1}", { selector: 1 }],
    ["rect:not(:not(a)){r:1}", { selector: 1 }],
    ["rect :root{r:1}", { selector: 1 }],
    [".s3-drawing ~ p{r:1}", { selector: 1 }],
    ["[a='\"]{r:1}']{r:1}", { selector: 1 }],
    ["[a=']</style>']{r:1}", { selector: 1 }],
    [".a > > b{r:1}", { selector: 1 }],
    ["> b{r:1}", { selector: 1 }],
    ["svg|rect{r:1}", { selector: 1 }],
    ["rect{fill:url(//x.example)}", { "reference fill": 1 }],
    [".a\\{{r:1}", { selector: 1 }],
  ])("drops %s and keeps what follows", (written, expected) => {
    expect(cleanSheet(written).text).toBe("");
    expect(counts(written)).toEqual(expected);
    expect(cleanSheet(`${written}line{r:2}`).text).toBe(`${below("line")}{r:2}`);
  });

  test("drops a wrong selector alone", () => {
    expect(cleanSheet("a::before,rect,b:has(c){r:1}").text).toBe(`${below("rect")}{r:1}`);
  });

  test.each([
    ["rect{r:1};line{r:2}", `${below("rect")}{r:1}\n${below("line")}{r:2}`, { "stray-markup": 1 }],
    ["rect{r:1}}line{r:2}", `${below("rect")}{r:1}\n${below("line")}{r:2}`, { "stray-markup": 1 }],
    ["rect{r:1;opacity:.", `${below("rect")}{r:1}`, { "cut-off": 1 }],
    ["rect{r:1}lin", `${below("rect")}{r:1}`, { "cut-off": 1 }],
    ["@keyframes a{0%{r:1;}50%{r:2", "@keyframes s3-a{0%{r:1}}", { "cut-off": 1 }],
    ["@media print{rect{r:1}line{r", `@media print{${below("rect")}{r:1}}`, { "cut-off": 1 }],
  ])("repairs %s", (written, expected, repaired) => {
    expect(cleanSheet(written).text).toBe(expected);
    expect(counts(written)).toEqual(repaired);
  });

  test("of a whole element keeps the last declaration without its brace", () => {
    expect(cleanSheet("rect{r:1;opacity:1", {}, true).text).toBe(`${below("rect")}{r:1;opacity:1}`);
  });

  test("gives each rule as soon as it is whole", () => {
    const sheet = createSheet(createTestContext().context);
    expect(sheet.push("rect{r:1}li")).toHaveLength(1);
    expect(sheet.push("ne{r:1")).toHaveLength(0);
    expect(sheet.push("}")).toHaveLength(1);
  });

  test("has limits", () => {
    const long = `rect{${" ".repeat(99)}r:1}line{r:2}`;
    expect(cleanSheet(long, { attribute: 100 }).text).toBe(`${below("line")}{r:2}`);
    expect(cleanSheet(long, { attribute: 100 }).ledger.dropped).toEqual(new Map([["limit rule", 1]]));
    expect(counts("a{r:1}".repeat(2_001))).toEqual({ "limit rules": 1 });
    expect(counts(`${"a,".repeat(200)}b{r:1}`)).toEqual({ "limit selectors": 1 });
    expect(counts(`@keyframes a{${"to{r:1}".repeat(201)}}`)).toEqual({ "limit frames": 1 });
    expect(counts(`${"a ".repeat(17)}{r:1}`)).toEqual({ selector: 1 });
    expect(counts(`${"a ".repeat(16)}{r:1}`)).toEqual({});
  });
});

describe("for any text", () => {
  test("the rules and the counts do not depend on the cuts", () => {
    fc.assert(
      fc.property(
        cssText,
        fc.array(fc.nat(), { maxLength: 5 }),
        fc.constantFrom(40, 65_536),
        (text, at, attribute) => {
          const cuts = at.map((cut) => cut % (text.length + 1)).sort((a, b) => a - b);
          const pieces = [0, ...cuts].map((cut, index) => text.slice(cut, cuts[index]));
          expect(cleanSheet(pieces, { attribute })).toEqual(cleanSheet(text, { attribute }));
          expect(cleanSheet([...text], { attribute }).text).toBe(cleanSheet(text, { attribute }).text);
        },
      ),
      { numRuns: 500 },
    );
  });

  test("clean is clean: nothing changes and nothing is counted the second time", () => {
    fc.assert(
      fc.property(cssText, (text) => {
        const once = cleanSheet(text).text;
        const twice = cleanSheet(once);
        expect(twice.text).toBe(once);
        expect([twice.ledger.dropped.size, twice.ledger.repaired.size]).toEqual([0, 0]);
      }),
      { numRuns: 500 },
    );
  });

  test("what comes out names nothing outside, and holds no markup", () => {
    fc.assert(
      fc.property(cssText, (text) => {
        const { text: once } = cleanSheet(text);
        expect(once.replace(/\\./g, "")).not.toMatch(
          /[<\0]|\\|@(?!keyframes |media )|url\((?!#)|src\(|image-set|expression\(|attr\(|env\(/i,
        );
      }),
      { numRuns: 500 },
    );
  });
});

function sheetsOf(packageName: string): string[] {
  const root = join(import.meta.dirname, "../../../node_modules", packageName);
  return readdirSync(root, { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".svg"))
    .flatMap((path) => [
      ...readFileSync(join(root, path), "utf8").matchAll(/<style[^>]*>([\s\S]*?)<\/style>/g),
    ])
    .map((match) => match[1] ?? "");
}

describe("real sheets", () => {
  const sheets = ["svg-spinners", "svg-loaders", "@bybas/weather-icons"].flatMap(sheetsOf);

  test("lose nothing", () => {
    expect(sheets.length).toBeGreaterThan(50);
    for (const sheet of sheets) expect([sheet, counts(sheet)]).toEqual([sheet, {}]);
  });

  test("keep every declaration as it is", () => {
    const declarations = (text: string) =>
      [...text.matchAll(/([\w-]+):\s*([^;{}]+?)\s*[;}]/g)].map((match) => `${match[1]}:${match[2]}`);
    for (const sheet of sheets) {
      const { text } = cleanSheet(sheet);
      expect(declarations(text.replaceAll("s3-", ""))).toEqual(
        declarations(sheet.replace(/\/\*[\s\S]*?\*\//g, "")),
      );
    }
  });
});
