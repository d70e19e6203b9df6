import { describe, expect, test } from "vitest";
import { createCertainty, createUnquotedValue, splitLostQuote, splitSlash } from "./attribute-ends.ts";

describe("ends of attributes", () => {
  test.each([
    ["10 y=", ["10", "y"]],
    ["red stroke-width =", ["red", "stroke-width"]],
    ["M0 0 L1 1  fill=", ["M0 0 L1 1 ", "fill"]],
    ["data:image/png;base64,AAA=", null],
    ["a=", null],
    ["10", null],
    [`${"x".repeat(400)} ${"n".repeat(250)}=`, null],
  ])("a lost quote in %j", (value, expected) => expect(splitLostQuote(value)).toEqual(expected));

  test.each([
    ["10/", ["10", true]],
    ["10 / ", ["10 ", true]],
    ["a/b", ["a/b", false]],
  ] as const)("the slash of %j", (value, expected) => expect(splitSlash(value)).toEqual(expected));

  test("a value without quotes goes on to the next name, and a second = in it is its own", () => {
    const value = createUnquotedValue(100);
    value.push("data:a;b");
    expect(value.endAtEquals()).toBeNull();
    value.push("c 5 fill ");
    expect(value.endAtEquals()).toEqual(["data:a;b=c 5", "fill"]);
  });

  test("a value without quotes at the end of its tag loses the halves of quotes, also escaped ones", () => {
    const value = createUnquotedValue(100);
    value.push('\\"10\\" /');
    expect(value.end()).toEqual(["10", true]);
  });

  test.each([
    ["{2}", "2"],
    ['{"red"}', "red"],
    ["{'100'} /", "100"],
    ["{`url(#a)`}", "url(#a)"],
    [
      "{{ opacity: 0.5, strokeWidth: 4, fill: 'rgb(1, 2, 3)' }}",
      "opacity: 0.5; strokeWidth: 4; fill: rgb(1, 2, 3)",
    ],
    ["{", ""],
    ["{{", ""],
  ])("a value of JSX: %s", (written, expected) => {
    const value = createUnquotedValue(100);
    value.push(written);
    expect(value.end()[0]).toBe(expected);
  });

  test("of a value without quotes the first `limit + 1` characters are kept", () => {
    const value = createUnquotedValue(5);
    for (let turn = 0; turn < 10; turn += 1) value.push("ab");
    expect(value.end()).toEqual(["ababab", false]);
  });

  test("a last word is not certain until what follows it is known", () => {
    const certainty = createCertainty();
    expect(certainty.push("M0 0 L", false)).toBe("M0 0");
    expect(certainty.push("1 1 fill", false)).toBe(" L1 1");
    expect(certainty.push(" 2", false)).toBe(" fill 2");
    expect(certainty.push("3/>", false)).toBe("3");
    expect(certainty.push("4", false)).toBe("");
    certainty.reset();
    expect(certainty.push("5 z", true)).toBe("5 z");
  });
});
