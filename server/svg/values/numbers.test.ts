import { describe, expect, it } from "vitest";
import type { ValueCheck } from "./check.ts";
import {
  checkLength,
  checkLengths,
  checkNumberOrPercentage,
  countList,
  numberCheck,
  numbersCheck,
} from "./numbers.ts";
import { notingContext } from "./testing-context.ts";

function results(check: ValueCheck, value: string) {
  const context = notingContext();
  return [check(value, context, ""), ...context.repairs];
}

const number = numberCheck();

describe("one number", () => {
  it.each(["0", "-1", "+.5", "1.50", "1e3", "-1.5E-2", " 4 ", "007"])("%j stays", (value) => {
    expect(results(number, value)).toEqual([value]);
  });
  it.each([
    ["1O", "10"],
    ["O.5", "0.5"],
    ["O", "0"],
    ["0,5", "0.5"],
    ["5.", "5"],
    ["5;", "5"],
    ["'5'", "5"],
    ["{5}", "5"],
    ["≈5", "5"],
    ["--5", "-5"],
    ["\u22125", "-5"],
    ["10px", "10"],
    ["1.2.3", "1.2"],
    ["5 5", "5"],
  ])("%j becomes %j", (value, mended) => {
    expect(results(number, value)).toEqual([mended, "bad-value"]);
  });
  it.each(["NaN", "undefined", "null", "1e999", "Infinity", "[object Object]", "", "-", "auto", "NaN5"])(
    "%j is none",
    (value) => expect(results(number, value)).toEqual([undefined]),
  );
  it("is lowered to the most", () => {
    expect(results(numberCheck(8), "9.5")).toEqual(["8", "clamped"]);
    expect(results(numberCheck(8), "8")).toEqual(["8"]);
  });
});

describe("a length", () => {
  it.each(["0", "10px", "1.5em", "100%", "2REM", "1ex", "3mm", " 5px "])("%j stays", (value) => {
    expect(results(checkLength, value)).toEqual([value]);
  });
  it.each([
    ["10 px", "10px"],
    ["10px;", "10px"],
    ["10pxx", "10"],
    ["10p", "10"],
    ["1Opx", "10px"],
    ["0,5px", "0.5px"],
    ["5.px", "5px"],
    ["50 %", "50%"],
  ])("%j becomes %j", (value, mended) => {
    expect(results(checkLength, value)).toEqual([mended, "bad-value"]);
  });
  it.each(["auto", "NaNpx", "px", "expression(1"])("%j is none", (value) => {
    expect(results(checkLength, value)[0]).toBe(value.startsWith("exp") ? "1" : undefined);
  });
});

describe("lists", () => {
  it.each([
    ["1 2,3 , 4", 4],
    ["1-2.5.5", 3],
    ["1,,2", -1],
    ["1,", -1],
    [",1", -1],
    ["", -1],
    ["1 2px", -1],
    ["1e999", -1],
  ])("%j has %d numbers", (text, count) => expect(countList(text, false)).toBe(count));

  it("of lengths keep their units", () => {
    expect(results(checkLengths, "1px, 2em 3%")).toEqual(["1px, 2em 3%"]);
    expect(results(checkLengths, "1px,, 2O em")).toEqual([undefined]);
    expect(results(checkLengths, "1px,, 2O")).toEqual(["1px 20", "bad-value"]);
  });

  it("of numbers are cut and lowered", () => {
    const check = numbersCheck(2, ({ limits }) => limits.blur);
    expect(results(check, "5 100")).toEqual(["5 100"]);
    expect(results(check, "5,1000")).toEqual(["5 100", "clamped"]);
    expect(results(check, "5,6 7")).toEqual(["5 6", "bad-value"]);
    expect(results(check, "5px")).toEqual(["5", "bad-value"]);
    expect(results(check, "NaN")).toEqual([undefined]);
  });

  it("a percentage keeps its sign", () => {
    expect(results(checkNumberOrPercentage, "50%")).toEqual(["50%"]);
    expect(results(checkNumberOrPercentage, "50%;")).toEqual(["50%", "bad-value"]);
    expect(results(checkNumberOrPercentage, "0.5px")).toEqual(["0.5", "bad-value"]);
  });
});
