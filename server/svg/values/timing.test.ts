import { describe, expect, it } from "vitest";
import { findAttribute } from "../attributes.ts";
import { notingContext } from "./testing-context.ts";

function results(name: string, value: string, prefix = "p_") {
  const context = notingContext(prefix);
  return [findAttribute(name)?.check(value, context, "animate"), ...context.repairs];
}

describe("times", () => {
  it.each([
    ["begin", "0s"],
    ["begin", "-.425s"],
    ["begin", "0;p_a.end"],
    ["begin", "0s; p_a.end+0.5s; click"],
    ["begin", "p_a.repeat(2)-1s"],
    ["begin", "p_a.click + 1s"],
    ["begin", "indefinite"],
    ["end", "02:30"],
    ["begin", "p_a-b.end+0s"],
    ["begin", "p_a-b.end+-1s"],
    ["dur", "1.5s"],
    ["dur", ".5"],
    ["dur", "250ms"],
    ["dur", "10ms"],
    ["dur", "0s"],
    ["dur", "01:02:03.5"],
    ["dur", "indefinite"],
    ["repeatCount", "indefinite"],
    ["repeatCount", "2.5"],
    ["keyTimes", "0; 0.5 ;1"],
    ["keyTimes", "0;1;"],
    ["keySplines", "0.5 0 0.5 1; .3, .61, .355, 1"],
    ["fill", "freeze"],
    ["calcMode", "spline"],
  ])("%s=%j stays", (name, value) => expect(results(name, value)).toEqual([value]));

  it.each([
    ["a.end", "p_a.end"],
    ["a.end+1s;2s;b.click", "p_a.end+1s;2s;p_b.click"],
    ["a-b.end", "p_a-b.end+0s"],
    ["a\\-b.end", "p_a-b.end+0s"],
    ["a-b.end-1s", "p_a-b.end+-1s"],
    ["a\\.b.end", "p_a\\.b.end"],
  ])("begin=%j becomes %j, which is no repair", (value, written) => {
    expect(results("begin", value)).toEqual([written]);
  });

  it("an id gets the `+` that a hyphen in the prefix asks for", () => {
    expect(results("begin", "a.end;0s", "s3-")).toEqual(["s3-a.end+0s;0s"]);
  });

  it.each([
    ["begin", "1 s", "1s"],
    ["begin", "0,5s", "0.5s"],
    ["begin", "a.End", "p_a.end"],
    ["begin", "a.begin+.001s", "p_a.begin+10ms"],
    ["begin", "a.begin+-5ms", "p_a.begin+10ms"],
    ["begin", "a.end;b.end", "p_a.end"],
    ["begin", "a.onclick;a.click", "p_a.click"],
    ["dur", "2sec", "2s"],
    ["dur", ".001s", "10ms"],
    ["dur", "5ms", "10ms"],
    ["dur", "00:00:00.001", "10ms"],
    ["dur", "2 seconds", "2s"],
    ["dur", "2s;", "2s"],
    ["dur", "Indefinite", "indefinite"],
    ["dur", "2S", "2s"],
    ["repeatCount", "infinite", "indefinite"],
    ["repeatCount", "indefinate", "indefinite"],
    ["keyTimes", "0;O.5;1x", "0;.5;1"],
    ["keyTimes", "0;.5.;1", "0;.5;1"],
    ["fill", "freze", "freeze"],
    ["calcMode", "Linear", "linear"],
  ])("%s=%j becomes %j", (name, value, mended) => expect(results(name, value)[0]).toBe(mended));

  it.each([
    ["begin", "accessKey(a)"],
    ["begin", "wallclock(2026-01-01T00:00:00Z)"],
    ["begin", "a.load"],
    ["begin", "javascript:alert(1)"],
    ["begin", "'x.end"],
    ["begin", "a b.end"],
    ["begin", "<a.end"],
    ["begin", ""],
    ["dur", "NaN"],
    ["dur", "-1s"],
    ["dur", "url(#a)"],
    ["repeatCount", "0"],
    ["repeatCount", "-1"],
    ["keySplines", "1 2 3"],
    ["fill", "red"],
  ])("%s=%j goes", (name, value) => expect(results(name, value)[0]).toBeUndefined());
});
