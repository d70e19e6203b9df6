import { describe, expect, it } from "vitest";
import type { SvgOperation } from "#server/contracts/svg.ts";
import { createBeginning } from "./beginning.ts";

const open = (node: number, parent: number | null, name: string): SvgOperation => ({
  op: "open",
  node,
  parent,
  name,
  attributes: {},
});
const root = open(0, null, "svg");

function hasBegun(...operations: SvgOperation[]) {
  const beginning = createBeginning();
  for (const operation of operations) beginning.take(operation);
  return beginning.hasBegun();
}

describe("the first stroke of a drawing", () => {
  it("is none yet as long as nothing could be seen of it", () => {
    expect(hasBegun()).toBe(false);
    const sheet: SvgOperation[] = [open(1, 0, "style"), { op: "text", node: 1, text: ".a{fill:red}" }];
    const marker = [open(2, 0, "defs"), open(3, 2, "marker"), open(4, 3, "path")];
    const place = [open(5, 0, "title"), open(6, 0, "g"), open(7, 6, "g")];
    expect(hasBegun(root, ...sheet, ...marker, { op: "close", node: 2 }, ...place)).toBe(false);
  });

  it.each(["path", "rect", "circle", "text", "use"])("is a %s, however deep it stands", (name) => {
    expect(hasBegun(root, open(1, 0, "g"), open(2, 1, "g"), open(3, 2, name))).toBe(true);
    expect(hasBegun(root, open(1, 0, "defs"), open(2, 1, name))).toBe(false);
  });

  it("is one that takes the place of what is aside", () => {
    expect(hasBegun(root, open(1, 0, "defs"), open(1, 0, "g"), open(2, 1, "rect"))).toBe(true);
  });

  it("is gone when another drawing begins, with all that was aside", () => {
    const first = [root, open(1, 0, "defs"), open(2, 0, "rect")];
    expect(hasBegun(...first, open(3, 0, "style"))).toBe(true);
    expect(hasBegun(...first, root)).toBe(false);
    expect(hasBegun(...first, root, open(2, 1, "rect"))).toBe(true);
  });
});
