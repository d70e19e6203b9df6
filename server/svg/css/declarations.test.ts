import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cleanPropertyValue, cleanStyle, readStyle } from "./declarations.ts";
import { readPlainStyle } from "./plain-style.ts";
import { createTestContext } from "./testing-context.ts";
import { cssText, plainStyle } from "./testing-css.ts";

function clean(text: string) {
  const { context, ledger } = createTestContext();
  return {
    text: cleanStyle(text, context)?.text,
    dropped: [...ledger.dropped.keys()],
    repaired: [...ledger.repaired.keys()],
  };
}

describe("a style attribute", () => {
  test.each([
    ["fill:red;stroke:#fff", "fill:red;stroke:#fff"],
    [" fill : red ; ; stroke:blue;", "fill:red;stroke:blue"],
    ["FILL:Red", "fill:Red"],
    ["fill:red !important", "fill:red !important"],
    ["fill:red!IMPORTANT", "fill:red !important"],
    ["fill:/* a; b */red", "fill:red"],
    ["fill:url(#a)", "fill:url(#s3-a)"],
    ["fill:url(#s3-a)", "fill:url(#s3-a)"],
    ["fill: url( '#a' ) none", "fill:url(#s3-a) none"],
    ["fill:\\75 rl(#a)", "fill:url(#s3-a)"],
    ["fill:URL(#\\61 b)", "fill:url(#s3-ab)"],
    ["mask:url('#my mask')", "mask:url(#s3-my\\20 mask)"],
    ["animation:spin 2s linear infinite, 'b' 1s", "animation:s3-spin 2s linear infinite, s3-b 1s"],
    ["animation:linear 1s linear", "animation:linear 1s s3-linear"],
    ["animation-name:infinite,none,var(--n)", "animation-name:s3-infinite,none,var(--n)"],
    ["font-family:'Segoe UI', 日本, sans-serif", "font-family:'Segoe UI', 日本, sans-serif"],
    ["-webkit-animation:a 1s", "animation:s3-a 1s"],
    ["-webkit-transform:none;transform:scale(2)", "transform:scale(2)"],
    ["offset-path:path('M0 0L1 1')", "offset-path:path('M0 0L1 1')"],
    ["transform:translateX(calc((1px + 2px) * 3))", "transform:translateX(calc((1px + 2px) * 3))"],
    ["clip-path:polygon(0 0, 50% 1px)", "clip-path:polygon(0 0, 50% 1px)"],
    ["--dash: 12px; stroke-dashoffset:var(--dash)", "--dash:12px;stroke-dashoffset:var(--dash)"],
    ["overflow:hidden;cursor:pointer", "overflow:hidden;cursor:pointer"],
    ["transition:fill .3s ease-in-out", "transition:fill .3s ease-in-out"],
  ])("%s", (written, expected) => {
    expect(clean(written)).toEqual({ text: expected, dropped: [], repaired: [] });
  });

  test.each([
    ["strokeWidth:2;stroke_linecap:round", "stroke-width:2;stroke-linecap:round", "misspelt-attribute"],
    ["storke:red", "stroke:red", "misspelt-attribute"],
    ["fill:red\nstroke:blue", "fill:red;stroke:blue", "bad-value"],
    ["fill:rgb(1,2,3;stroke:blue", "fill:rgb(1,2,3);stroke:blue", "bad-value"],
    ["fill:url(#a", "fill:url(#s3-a)", "bad-value"],
    ["fill:url('#a", "fill:url(#s3-a)", "bad-value"],
    ["font-family:'Arial", 'font-family:"Arial"', "bad-value"],
    ["filter:blur(400px)", "filter:blur(100px)", "clamped"],
    ["filter:drop-shadow(900px 0 5in red)", "filter:drop-shadow(900px 0 100px red)", "clamped"],
    ["filter:drop-shadow(var(--offset) 500)", "filter:drop-shadow(var(--offset) 100)", "clamped"],
  ])("repairs %s", (written, expected, repair) => {
    expect(clean(written)).toEqual({ text: expected, dropped: [], repaired: [repair] });
  });

  test.each([
    ["position:fixed", "property position"],
    ["content:'x'", "property content"],
    ["-moz-binding:url(#a)", "property -moz-binding"],
    ["mask-image:url(#a)", "property mask-image"],
    ["fill:url(http://x.example/#a)", "reference fill"],
    ["fill:\\75\\72\\6c(//x.example)", "reference fill"],
    ["fill:u\\52 l('//x.example')", "reference fill"],
    ["fill:url('#a' crossorigin())", "reference fill"],
    ["fill:url(#a'b)", "reference fill"],
    ["fill:url(#)", "reference fill"],
    ["fill:url/**/(#a)", "value fill"],
    ["fill:src('#a')", "value fill"],
    ["mask:image-set('x.png' 1x)", "value mask"],
    ["fill:-webkit-image-set(url(x) 1x)", "value fill"],
    ["filter:progid:DXImageTransform.Microsoft.Alpha()", "value filter"],
    ["fill:expression(alert(1))", "value fill"],
    ["fill:attr(href)", "value fill"],
    ["cursor:url(#a),auto", "reference cursor"],
    ["background:url(#a)", "reference background"],
    ["background:linear-gradient(red,blue)", "value background"],
    ["--x:url(#a)", "reference --x"],
    ["--x:\\75rl(//x.example)", "reference --x"],
    ["--x:[a]", "value --x"],
    ["overflow:scroll", "value overflow"],
    ["fill:red@import", "value fill"],
    ["fill:re\0d", "value fill"],
    ["fill:\\0", "value fill"],
    ["fill:\ud800", "value fill"],
    ["font-family:'</style>'", "value font-family"],
    ["font-family:'a\\a b'", "value font-family"],
    ["font-family:'a\\'b'", "value font-family"],
    ["fill:'red'", "value fill"],
    ["offset-path:path('M0 0\\22)')", "value offset-path"],
    ["offset-path:ray(45deg)", "value offset-path"],
    ["filter:blur(calc(9px * 99))", "value filter"],
    ["width:calc(1pxurl())", "value width"],
    ["width:calc(1px#url())", "value width"],
    ["fill:(red)", "value fill"],
    ["fill:red)", "value fill"],
    ["fill:<!--red", "value fill"],
    [`width:${"calc(".repeat(17)}1px${")".repeat(17)}`, "value width"],
    ["@import 'x'", "at-rule import"],
    ["a{fill:red}", "nested rule"],
    ["fill red", "declaration"],
  ])("drops %s", (written, reason) => {
    expect(clean(written)).toEqual({ text: undefined, dropped: [reason], repaired: [] });
    expect(clean(`opacity:1;${written};stroke:red`).text).toBe("opacity:1;stroke:red");
  });

  test("has a limit of declarations, and counts what is beyond", () => {
    expect(clean("r:1;".repeat(201)).dropped).toEqual(["limit declarations"]);
  });

  test("counts again what it has seen before", () => {
    const { context, ledger } = createTestContext();
    for (let time = 0; time < 3; time += 1) cleanStyle("fill:red;position:fixed", context);
    expect(ledger.dropped).toEqual(new Map([["property position", 3]]));
  });
});

describe("the value of one property", () => {
  test("is the very same when it is clean", () => {
    const { context } = createTestContext();
    for (const value of ["#fff", "rgb(1, 2, 3)", "url(#s3-a)", "1px", "var(--x, red)", "'A B', c"]) {
      expect(cleanPropertyValue("fill", value === "'A B', c" ? "red" : value, context)).toBeDefined();
      expect(cleanPropertyValue(value === "'A B', c" ? "font-family" : "fill", value, context)).toBe(value);
    }
  });

  test("holds one value only", () => {
    const { context, ledger } = createTestContext();
    expect(cleanPropertyValue("fill", "red;stroke:blue", context)).toBeUndefined();
    expect(cleanPropertyValue("fill", "red !important", context)).toBeUndefined();
    expect(cleanPropertyValue("fill", " ", context)).toBeUndefined();
    expect(cleanPropertyValue("position", "fixed", context)).toBeUndefined();
    expect(Object.fromEntries(ledger.dropped)).toEqual({ "value fill": 3, "property position": 1 });
  });
});

describe("for any text", () => {
  test("the fast way gives what the slow way gives", () => {
    fc.assert(
      fc.property(plainStyle, (text) => {
        const { context, ledger } = createTestContext();
        const plain = readPlainStyle(text, context.idPrefix);
        fc.pre(plain !== undefined);
        expect(plain).toEqual(readStyle(text, context));
        expect([ledger.dropped.size, ledger.repaired.size]).toEqual([0, 0]);
      }),
      { numRuns: 500 },
    );
  });

  test("clean is clean: nothing changes and nothing is counted the second time", () => {
    fc.assert(
      fc.property(fc.oneof(cssText, plainStyle), (text) => {
        const once = cleanStyle(text, createTestContext().context);
        fc.pre(once !== undefined);
        const { context, ledger } = createTestContext();
        expect(cleanStyle(once.text, context)).toEqual(once);
        expect([ledger.dropped.size, ledger.repaired.size]).toEqual([0, 0]);
      }),
      { numRuns: 500 },
    );
  });

  test("what comes out can be split at its semicolons, and names nothing outside", () => {
    fc.assert(
      fc.property(cssText, (text) => {
        const once = cleanStyle(text, createTestContext().context);
        if (!once) return;
        expect(once.text.split(";")).toHaveLength(once.declarations.length);
        expect(once.text).not.toMatch(/[{}@<\0]|url\((?!#)|src\(|image-set|expression\(|attr\(|env\(/i);
      }),
      { numRuns: 500 },
    );
  });
});
