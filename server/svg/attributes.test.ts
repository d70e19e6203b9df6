import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ATTRIBUTE_NAMES, findAttribute } from "./attributes.ts";
import { checkAnimation } from "./values/animation.ts";
import { notingContext } from "./values/testing-context.ts";

/** Of the large sets, every so many files are read. */
const SETS: readonly [folder: string, every: number][] = [
  ["@tabler/icons/icons", 10],
  ["svg-spinners/svg", 1],
  ["svg-loaders/svg-smil-loaders", 1],
  ["svg-loaders/svg-css-loaders", 1],
  ["@bybas/weather-icons/production", 2],
  ["openmoji/color/svg", 10],
];

/** What real drawings have and a drawing here does not: namespaces, marks of editors, and one value in a wrong place. */
const NOT_ALLOWED = /^(xmlns|xmlns:\w+|version|sodipodi:docname|enable-background|baseProfile)$/;
const OUT_OF_PLACE = 'feColorMatrix mode="matrix"';

const TAG = /<([A-Za-z]+)((?:\s+[\w:-]+\s*=\s*(?:"[^"]*"|'[^']*'))+)/g;
const ATTRIBUTE = /([\w:-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;

it.each(SETS)("the attributes of real drawings stay as they are: %s", (folder, every) => {
  const root = join("node_modules", folder);
  const files = readdirSync(root, { recursive: true, encoding: "utf8" }).filter((file) =>
    file.endsWith(".svg"),
  );
  expect(files.length).toBeGreaterThan(5);
  const changed = new Set<string>();
  for (let index = 0; index < files.length; index += every) {
    const source = readFileSync(join(root, files[index] ?? ""), "utf8");
    for (const [, element = "", text = ""] of source.matchAll(TAG)) {
      const context = notingContext();
      const kept: Record<string, string> = {};
      for (const [, name = "", quoted, single = ""] of text.matchAll(ATTRIBUTE)) {
        const value = quoted ?? single;
        const shown = `${element} ${name}="${value}"`;
        if (NOT_ALLOWED.test(name) || name === "style" || shown === OUT_OF_PLACE) continue;
        const rule = findAttribute(name);
        const checked = rule?.check(value, context, element);
        if (!rule || checked !== value) changed.add(shown);
        else kept[rule.name] = value;
      }
      const before = JSON.stringify(kept);
      if (/^(?:animate|set)/.test(element) && !checkAnimation(element, kept, context)) changed.add(before);
      if (JSON.stringify(kept) !== before) changed.add(before);
      if (context.repairs.length + context.drops.length > 0) changed.add(`told: ${element} ${text}`);
    }
  }
  expect([...changed]).toEqual([]);
});

function results(name: string, value: string, element = "rect") {
  const context = notingContext("p_");
  return [findAttribute(name)?.check(value, context, element), ...context.repairs, ...context.drops];
}

describe("the list", () => {
  it.each([
    "onclick",
    "onload",
    "ONLOAD",
    "data-x",
    "xmlns",
    "xmlns:xlink",
    "xml:base",
    "base",
    "src",
    "ping",
    "target",
    "download",
    "crossorigin",
    "requiredExtensions",
    "systemLanguage",
    "externalResourcesRequired",
    "filterRes",
    "kernelUnitLength",
    "origin",
    "accesskey",
    "autofocus",
    "constructor",
    "__proto__",
    "toString",
    "Href",
    "xlink:Href",
    "stroke-Width",
  ])("%s is not on it", (name) => expect(findAttribute(name)).toBeUndefined());

  it("aliases have the canonical name", () => {
    expect(findAttribute("xlink:href")?.name).toBe("href");
    expect(findAttribute("xml:lang")?.name).toBe("lang");
    expect(ATTRIBUTE_NAMES).not.toContain("xlink:href");
    for (const name of ATTRIBUTE_NAMES) expect(findAttribute(name)?.name).toBe(name);
  });
});

describe("values by element", () => {
  it.each([
    ["use", "href", "#a", "#p_a"],
    ["feImage", "href", "#a", "#p_a"],
    ["feImage", "href", "data:image/png;base64,AAAA", "data:image/png;base64,AAAA"],
    ["image", "href", "data:image/png;base64,AAAA", "data:image/png;base64,AAAA"],
    ["text", "x", "1 2px,3", "1 2px,3"],
    ["rect", "x", "calc(1px + 2%)", "calc(1px + 2%)"],
    ["text", "rotate", "10 20", "10 20"],
    ["animateMotion", "rotate", "auto-reverse", "auto-reverse"],
    ["marker", "orient", "auto-start-reverse", "auto-start-reverse"],
    ["animate", "fill", "freeze", "freeze"],
    ["feTurbulence", "type", "fractalNoise", "fractalNoise"],
    ["feFuncA", "type", "linear", "linear"],
    ["feMorphology", "operator", "dilate", "dilate"],
    ["rect", "filter", "blur(2px)", "blur(2px)"],
    ["text", "font-family", "'Segoe UI', Arial, sans-serif", "'Segoe UI', Arial, sans-serif"],
    ["rect", "aria-labelledby", "a b", "p_a p_b"],
    ["rect", "tabindex", "0", "0"],
    ["svg", "preserveAspectRatio", "xMidYMid  slice", "xMidYMid  slice"],
    ["svg", "role", "img", "img"],
    ["g", "class", "a\u0000b", "ab"],
  ])("%s %s=%j is %j", (element, name, value, kept) => expect(results(name, value, element)).toEqual([kept]));

  it.each([
    ["rect", "width", "10 px", "10px", "bad-value"],
    ["text", "text-anchor", "Middle", "Middle"],
    ["text", "text-anchor", "midle", "middle", "bad-value"],
    ["linearGradient", "gradientUnits", "userspaceonuse", "userSpaceOnUse", "bad-value"],
    ["svg", "viewBox", "0 0 100px 1OO", "0 0 100 100", "bad-value"],
    ["svg", "viewBox", "0,0,100,100,5", "0 0 100 100", "bad-value"],
    ["svg", "preserveAspectRatio", "xmidymid", "xMidYMid", "bad-value"],
    ["text", "font-family", "'Segoe UI, Arial", "Segoe UI, Arial", "bad-value"],
    ["feGaussianBlur", "stdDeviation", "1e6", "100", "clamped"],
    ["feTurbulence", "numOctaves", "500", "8", "clamped"],
    ["feMorphology", "radius", "5 900", "5 50", "clamped"],
    ["feConvolveMatrix", "order", "99", "9", "clamped"],
    ["filter", "width", "99999%", "1000%", "clamped"],
    ["filter", "x", "-99999%", "-1000%", "clamped"],
    ["text", "font-size", "1e6px", "10000", "clamped"],
    ["rect", "stroke-dasharray", "0.001 0.001", undefined, "value stroke-dasharray"],
    ["rect", "href", "#a", undefined, "reference href"],
    ["image", "href", "#a", undefined, "reference href"],
    ["a", "href", "javascript:alert(1)", undefined, "reference href"],
    ["use", "href", "http://evil.example#a", undefined, "reference href"],
    ["rect", "to", "5", undefined, "value to"],
    ["rect", "tabindex", "5", undefined, "value tabindex"],
    ["rect", "x", "1e999", undefined, "value x"],
    ["text", "x", "NaN", undefined, "value x"],
    ["svg", "viewBox", "0 0 100", undefined, "value viewBox"],
    ["svg", "viewBox", "0 0 0 100", undefined, "value viewBox"],
    ["rect", "clip-path", "url(http://evil.example#a)", undefined, "reference clip-path"],
    ["rect", "cursor", "url(http://evil.example), auto", undefined, "value cursor"],
    ["rect", "fill", "", undefined],
  ])("%s %s=%j becomes %j", (element, name, value, ...kept) => {
    const found = results(name, value, element);
    if (name === "cursor") expect(found[0]).toBeUndefined();
    else expect(found).toEqual(kept);
  });
});

const ELEMENTS =
  "svg rect text use image stop filter feColorMatrix feFuncR animate animateMotion animateTransform".split(
    " ",
  );
const pieces = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        ..."0 1 -5 .5 10px 50% 1e999 O none auto red gren #fff ##ff00zz url(#a) url( ' # ( ) ; , \\ / * - + . : e !important".split(
          " ",
        ),
        ..."rgb(1,2,3) url('#b') a.end 1s click x-y.end+1s rotate(4 scale(1O) translate M0 L5 z NaN undefined sans-serif".split(
          " ",
        ),
        ..."data:image/png;base64,AAAA http://e.x javascript:alert(1) p_ #p_a calc(1px var(--a) blur(9999px) xMidYMid p_a-b.begin".split(
          " ",
        ),
        " ",
        " ",
        "\t",
        '"',
      ),
      fc.string({ maxLength: 4 }),
    ),
    { maxLength: 7 },
  )
  .map((parts) => parts.join(""));

describe.each(["", "p_", "s3-"])("every check, with the prefix %j", (prefix) => {
  it("never throws, and leaves its own output as it is", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...ATTRIBUTE_NAMES),
        fc.constantFrom(...ELEMENTS),
        pieces,
        (name, element, value) => {
          const rule = findAttribute(name);
          const first = rule?.check(value, notingContext(prefix), element);
          if (first === undefined) return;
          const context = notingContext(prefix);
          expect(rule?.check(first, context, element)).toBe(first);
          expect([...context.repairs, ...context.drops]).toEqual([]);
          expect(first).not.toMatch(
            /url\((?!#)|javascript:/i.test(value) &&
              !/^(?:aria-.*|class|to|from|by|values|attributeName)$/.test(name)
              ? /(?<![\w#-])url\(\s*["']?(?!#)|^\s*javascript:/i
              : /^$/,
          );
        },
      ),
      { numRuns: 15_000 },
    );
  });
});
