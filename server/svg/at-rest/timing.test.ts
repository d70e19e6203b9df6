import { describe, expect, it } from "vitest";
import { sketch, treeOf } from "./testing-tree.ts";
import { inOrderOfTime, parseClock } from "./timing.ts";

/** Ids in the order of time, with `!` for what holds its end. */
function order(...animations: Record<string, string>[]): string[] {
  const root = treeOf(
    sketch(
      "svg",
      {},
      animations.map((attributes) => sketch("animate", attributes)),
    ),
  );
  const elements = root.children.filter((child) => typeof child === "object");
  return inOrderOfTime(elements).map(
    ({ element, holds }) => (element.attributes.id ?? "") + (holds ? "!" : ""),
  );
}

const freeze = "freeze";

describe("inOrderOfTime", () => {
  it("goes by clock values, then by the document", () => {
    expect(
      order({ id: "c", begin: "2s" }, { id: "a" }, { id: "b", begin: "0" }, { id: "d", begin: "1min" }),
    ).toEqual(["a", "b", "c", "d"]);
  });

  it("follows chains, in whatever order they are written", () => {
    expect(
      order(
        { id: "c", begin: "b.end", fill: freeze, dur: "1s" },
        { id: "b", begin: "a.end + 500ms", fill: freeze, dur: "2s", repeatCount: "2" },
        { id: "a", begin: "1s", dur: "1s", fill: freeze },
        { id: "d", begin: "c.begin-0.1s", dur: "1s", fill: freeze },
        { id: "e", begin: "7s", dur: "1s", fill: freeze },
      ),
    ).toEqual(["a!", "b!", "d!", "c!", "e!"]);
  });

  it("takes the first of several begins", () => {
    expect(order({ id: "b", begin: "3s" }, { id: "a", begin: "click;2s;9s" })).toEqual(["a", "b"]);
  });

  it("leaves out what waits for an event, and what waits for that", () => {
    const waiting = ["click", "x.click", "indefinite", "accessKey(s)", "nobody.end", "", "a.mouseover"];
    expect(order(...waiting.map((begin) => ({ id: "a", begin })))).toEqual([]);
    expect(order({ id: "a", begin: "click", dur: "1s" }, { id: "b", begin: "a.end", fill: freeze })).toEqual(
      [],
    );
  });

  it("never reaches the end of what has none", () => {
    expect(
      order({ id: "a", dur: "1s", repeatCount: "indefinite" }, { id: "b", begin: "a.end", fill: freeze }),
    ).toEqual(["a"]);
  });

  it("takes circles, and what hangs on them, as endless", () => {
    expect(
      order(
        { id: "a", begin: "0;b.end", dur: "1s", fill: freeze },
        { id: "b", begin: "a.end", dur: "1s", fill: freeze },
        { id: "c", begin: "a.begin", dur: "1s", fill: freeze },
        { id: "d", begin: "d.end;0s", dur: "1s", fill: freeze },
        { id: "e", begin: "0", dur: "1s", fill: freeze },
      ),
    ).toEqual(expect.arrayContaining(["a", "b", "c", "d", "e!"]));
  });
});

describe("parseClock", () => {
  it.each<[string, number]>([
    ["2s", 2],
    ["1.5s", 1.5],
    [".5s", 0.5],
    ["200ms", 0.2],
    ["2min", 120],
    ["1h", 3600],
    ["3", 3],
    ["-1s", -1],
    ["+ 1s", 1],
    ["01:30", 90],
    ["02:00:01.5", 7201.5],
  ])("%s", (text, seconds) => {
    expect(parseClock(text)).toBeCloseTo(seconds);
  });

  it.each(["", "s", "1x", "indefinite", "a:b", "1e3s", "0x1", "9".repeat(99)])("is not one: %j", (text) => {
    expect(parseClock(text)).toBeNaN();
  });
});
