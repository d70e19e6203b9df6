/**
 * The one name among `names` that differs from `word` by one letter (added, missing, other, or two neighbours
 * swapped); undefined when there is none or more than one.
 */
export function nearestName(word: string, names: Iterable<string>): string | undefined {
  let found: string | undefined;
  for (const name of names) {
    if (!differsByOne(word, name)) continue;
    if (found !== undefined) return undefined;
    found = name;
  }
  return found;
}

function differsByOne(one: string, other: string): boolean {
  const more = one.length - other.length;
  if (more > 1 || more < -1) return false;
  let start = 0;
  const shorter = Math.min(one.length, other.length);
  while (start < shorter && one.charCodeAt(start) === other.charCodeAt(start)) start += 1;
  if (more === 1) return one.slice(start + 1) === other.slice(start);
  if (more === -1) return one.slice(start) === other.slice(start + 1);
  if (start === shorter) return false;
  if (one.slice(start + 1) === other.slice(start + 1)) return true;
  return (
    one.charCodeAt(start) === other.charCodeAt(start + 1) &&
    one.charCodeAt(start + 1) === other.charCodeAt(start) &&
    one.slice(start + 2) === other.slice(start + 2)
  );
}
