import { describe, expect, test } from "vitest";
import { createExpansion } from "./expansion.ts";

/** Groups `a0`, `a1` …, each of which refers `times` to the next one; the last holds one element. */
function chain(depth: number, times: number, forward: boolean, limit = 10_000) {
  const expansion = createExpansion(limit);
  const order = Array.from({ length: depth }, (_, index) => index);
  for (const index of forward ? order : order.reverse()) {
    expansion.enter(`a${index}`, false);
    if (index === depth - 1) expansion.add(1);
    else for (let time = 0; time < times; time += 1) expansion.refer(`a${index + 1}`);
    expansion.leave();
  }
  return expansion;
}

describe("expansion", () => {
  test.each([true, false])(
    "ten groups that use the next one ten times are too many (forward: %s)",
    (forward) => {
      expect(chain(10, 10, forward).isOver()).toBe(true);
      expect(chain(3, 10, forward).isOver()).toBe(false);
    },
  );

  test.each([true, false])("what is brought forth is counted exactly (forward: %s)", (forward) => {
    // 10 + 10 * 10 from the chain of three.
    expect(chain(3, 10, forward, 109).isOver()).toBe(true);
    expect(chain(3, 10, forward, 110).isOver()).toBe(false);
  });

  test("a reference that leads back is refused", () => {
    const expansion = createExpansion(100);
    expansion.enter("a", false);
    expect(expansion.refer("a")).toBe(false);
    expect(expansion.refer("b")).toBe(true);
    expansion.leave();
    expansion.enter("b", false);
    expect(expansion.refer("c")).toBe(true);
    expect(expansion.refer("a")).toBe(false);
    expansion.leave();
    expansion.enter("c", false);
    expect(expansion.refer("a")).toBe(false);
    expansion.leave();
    expect(expansion.refer("a")).toBe(true);
  });

  test("gradients cost nothing, however often they are used", () => {
    const expansion = createExpansion(10);
    expansion.enter("g", true);
    for (let stop = 0; stop < 100; stop += 1) expansion.add(1);
    expansion.leave();
    for (let use = 0; use < 1_000; use += 1) expansion.refer("g");
    expect(expansion.isOver()).toBe(false);
  });

  test("what is used before it stands is counted at each element it gains", () => {
    const expansion = createExpansion(50);
    for (let use = 0; use < 10; use += 1) expansion.refer("late");
    expansion.enter("late", false);
    for (let element = 0; element < 5; element += 1) expansion.add(1);
    expect(expansion.isOver()).toBe(false);
    expansion.add(1);
    expect(expansion.isOver()).toBe(true);
  });

  test("references count as many times as they are said to, also from another place", () => {
    const expansion = createExpansion(30);
    expansion.enter("dot", false);
    expansion.add(1);
    expansion.leave();
    expansion.enter("line", false);
    expansion.refer("dot", 10);
    expansion.leave();
    expansion.refer("dot", 15, "line");
    expect(expansion.isOver()).toBe(false);
    expansion.refer("line");
    expect(expansion.isOver()).toBe(true);
  });

  test("what is spent counts where it stands, and again where that is referred to", () => {
    const expansion = createExpansion(30);
    expansion.enter("blurred", false);
    expansion.spend(10);
    expansion.leave();
    expansion.refer("blurred");
    expansion.refer("blurred");
    expect(expansion.isOver()).toBe(false);
    expansion.refer("blurred");
    expect(expansion.isOver()).toBe(true);
  });
});
