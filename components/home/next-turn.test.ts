import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { nextTurn } from "./next-turn.ts";

describe("whose turn it is", () => {
  it("goes to nobody while nothing can be seen", () => {
    expect(nextTurn(null, [])).toBeNull();
    expect(nextTurn(3, [])).toBeNull();
  });

  it("begins with the first that can be seen, and leaves out those that cannot", () => {
    expect(nextTurn(null, [4, 2, 3])).toBe(2);
    expect(nextTurn(2, [4, 2])).toBe(4);
    expect(nextTurn(5, [2, 3])).toBe(2);
    expect(nextTurn(1, [1])).toBe(1);
  });

  it("comes to everybody once before it comes again", () => {
    const places = fc.uniqueArray(fc.integer({ min: 0, max: 20 }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(places, fc.integer({ min: 0, max: 20 }), (seen, start) => {
        const turns: number[] = [];
        let present: number | null = start;
        for (const _ of seen) {
          present = nextTurn(present, seen);
          if (present !== null) turns.push(present);
        }
        expect(turns.sort((a, b) => a - b)).toEqual([...seen].sort((a, b) => a - b));
      }),
    );
  });
});
