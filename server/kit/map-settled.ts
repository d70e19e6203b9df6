export type Settled<T> = { ok: true; value: T } | { ok: false; error: unknown };

/**
 * Runs `fn` on all items and waits for all; one that fails does not disturb the others. Keeps the order.
 * @param atOnce how many at the same time, begun in their order; all of them unless given
 */
export async function mapSettled<T, R>(
  items: readonly T[],
  fn: (item: T, index: number) => Promise<R>,
  atOnce = items.length,
): Promise<Settled<R>[]> {
  const settled: Settled<R>[] = [];
  const waiting = items.entries();
  async function work() {
    for (const [index, item] of waiting) {
      try {
        settled[index] = { ok: true, value: await fn(item, index) };
      } catch (error) {
        settled[index] = { ok: false, error };
      }
    }
  }
  await Promise.all(Array.from({ length: Math.max(1, Math.min(atOnce, items.length)) }, work));
  return settled;
}
