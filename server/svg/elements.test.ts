import { describe, expect, test } from "vitest";
import { ELEMENT_NAMES, findElement, isRefused, mayHold } from "./elements.ts";
import { elementOf } from "./names.ts";

const holds = (parent: string, child: string) => {
  const [outer, inner] = [findElement(parent), findElement(child)];
  return outer && inner ? mayHold(outer, inner) : undefined;
};

describe("elements", () => {
  test("nothing that is allowed is refused, and nothing dangerous is allowed", () => {
    expect(ELEMENT_NAMES.filter((name) => isRefused(name))).toEqual([]);
    for (const name of [
      "script",
      "SCRIPT",
      "foreignObject",
      "iframe",
      "a",
      "view",
      "handler",
      "toString",
      "__proto__",
    ]) {
      expect(findElement(name)).toBeUndefined();
    }
    for (const name of ["script", "Script", "foreignObject", "iframe", "div", "metadata"])
      expect(elementOf(name, false)).toBeUndefined();
  });

  test.each([
    ["g", "rect", true],
    ["rect", "animate", true],
    ["rect", "rect", false],
    ["text", "tspan", true],
    ["text", "path", false],
    ["g", "tspan", false],
    ["linearGradient", "stop", true],
    ["g", "stop", false],
    ["filter", "feBlend", true],
    ["feMerge", "feMergeNode", true],
    ["animateMotion", "mpath", true],
    ["title", "g", false],
    ["style", "style", false],
  ])("%s may hold %s: %s", (parent, child, expected) => expect(holds(parent, child)).toBe(expected));

  test("a link is a group, in a text a part of it", () => {
    expect(elementOf("a", false)?.name).toBe("g");
    expect(elementOf("a", true)?.name).toBe("tspan");
  });
});
