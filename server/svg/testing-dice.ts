/**
 * Random choices that come out the same for the same seed, so that a failure can be run again.
 * The generator is mulberry32 (32 bits of state, public domain).
 */
export function createDice(seed: number) {
  let state = seed >>> 0;
  /** A whole number, at least 0 and less than `count`. */
  function below(count: number): number {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * count);
  }
  function pick<Item>(items: readonly Item[]): Item {
    const item = items[below(items.length)];
    if (item === undefined) throw new Error("There is nothing to pick from.");
    return item;
  }
  return { below, pick };
}
