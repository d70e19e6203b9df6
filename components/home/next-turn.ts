/**
 * Who moves next: the first after the present one that can be seen, round in a circle; null when none can be.
 * `seen` are the places, counted from 0, in any order.
 */
export function nextTurn(present: number | null, seen: readonly number[]): number | null {
  if (seen.length === 0) return null;
  const later = seen.filter((place) => place > (present ?? -1));
  return Math.min(...(later.length > 0 ? later : seen));
}
