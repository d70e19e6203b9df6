export type Settled<T> = { ok: true; value: T } | { ok: false; error: unknown };

/** Runs `fn` on all items at once and waits for all; one that fails does not disturb the others. Keeps the order. */
export async function mapSettled<T, R>(
  items: readonly T[],
  fn: (item: T, index: number) => Promise<R>,
): Promise<Settled<R>[]> {
  const settled = await Promise.allSettled(items.map(async (item, index) => fn(item, index)));
  return settled.map((one) =>
    one.status === "fulfilled" ? { ok: true, value: one.value } : { ok: false, error: one.reason },
  );
}
