import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Topic } from "#server/contracts/visual.ts";
import { countCharacters, LONGEST_TOPIC } from "./count-characters.ts";

describe("countCharacters", () => {
  it("counts what a person would", () => {
    expect(["", "  ", "abc", " abc ", "か゚", "👩‍👩‍👧", "e\u0301", "日本語"].map(countCharacters)).toEqual([
      0, 0, 3, 3, 1, 1, 1, 3,
    ]);
  });

  it("agrees with the server on what is too long", () => {
    const unit = fc.constantFrom("a", " ", "日", "👩‍👩‍👧", "e\u0301", "か゚");
    fc.assert(
      fc.property(fc.array(unit, { minLength: 495, maxLength: 505 }), (units) => {
        const text = units.join("");
        const count = countCharacters(text);
        expect(Topic.safeParse(text).success).toBe(count > 0 && count <= LONGEST_TOPIC);
      }),
      { numRuns: 50 },
    );
  });
});
