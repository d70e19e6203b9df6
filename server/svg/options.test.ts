import { describe, expect, it } from "vitest";
import { isAppError } from "../errors.ts";
import { SVG_LIMITS, type SvgLimits } from "./limits.ts";
import { type DrawingOptions, readOptions } from "./options.ts";
import { createSvgStream } from "./stream.ts";

function refusalOf(options: unknown) {
  try {
    createSvgStream(options as DrawingOptions);
  } catch (error) {
    return isAppError(error) ? { code: error.code, paths: error.issues?.map(({ path }) => path) } : error;
  }
  return "taken";
}

describe("the options of a stream", () => {
  it("have defaults, also where they are undefined", () => {
    const defaults = { idPrefix: "", limits: SVG_LIMITS };
    expect(readOptions({})).toEqual(defaults);
    expect(readOptions({ idPrefix: undefined, limits: { depth: undefined } })).toEqual(defaults);
  });

  it.each(["", "a", "_", "s3-", "d_", "Run-7_x-", "a".repeat(64)])("take the prefix %j", (idPrefix) => {
    expect(readOptions({ idPrefix }).idPrefix).toBe(idPrefix);
  });

  it.each([
    ..."3- - -a #a a.b a:b a,b a;b a{ a} a) a( a' a\" a> a< a/ a\\ a& a%41 é".split(" "),
    " ",
    "a b",
    "a\n",
    "\0",
    "a".repeat(65),
    7,
    null,
  ])("refuse the prefix %j", (idPrefix) => {
    expect(refusalOf({ idPrefix })).toEqual({ code: "INVALID", paths: ["idPrefix"] });
  });

  it.each(Object.keys(SVG_LIMITS) as (keyof SvgLimits)[])("take and check the limit %s", (name) => {
    expect(readOptions({ limits: { [name]: 7 } }).limits).toEqual({ ...SVG_LIMITS, [name]: 7 });
    for (const value of [0, -1, Number.NaN, "7", null, {}])
      expect(refusalOf({ limits: { [name]: value } })).toEqual({
        code: "INVALID",
        paths: [`limits.${name}`],
      });
  });

  it("name everything that is wrong, in a sentence", () => {
    const wrong = { idPrefix: '"', limits: { depth: 0, length: 9, toString: 1 } };
    expect(refusalOf(wrong)).toEqual({
      code: "INVALID",
      paths: ["idPrefix", "limits.depth", "limits.length", "limits.toString"],
    });
    expect(() => readOptions({ limits: { blur: -1 } })).toThrow(
      "The options of an SVG stream are wrong: limits.blur must be a number above 0.",
    );
  });

  it("are told before anything is read, and not changed", () => {
    const limits = Object.freeze({ elements: 2 });
    const stream = createSvgStream({ limits });
    stream.push('<svg viewBox="0 0 9 9"><g><g/><g/></g></svg>');
    expect(stream.finish().report).toMatchObject({ limit: "elements", elements: 2 });
    expect(SVG_LIMITS.elements).toBe(5_000);
  });
});
