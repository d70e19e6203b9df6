import { PROPERTY_NAMES } from "./properties.ts";

/** CSS knows these; they are not allowed, and not a slip of the pen for one that is. */
const OTHER_PROPERTIES = new Set(
  (
    "all bottom border clear clip columns contain content cue flex float gap grid left margin margin-top " +
    "marker-side mask-image mask-size order orphans outline padding page pause position quotes resize rest right " +
    "src tab-size top widows zoom z-index box-shadow offset-x scale-x text-box caret color-profile font-palette " +
    "mask-mode mask-clip mask-position inline-size"
  ).split(" "),
);

const BY_LENGTH = new Map<number, string[]>();
for (const name of PROPERTY_NAMES) {
  const same = BY_LENGTH.get(name.length);
  if (same) same.push(name);
  else BY_LENGTH.set(name.length, [name]);
}

const LONGEST = Math.max(...BY_LENGTH.keys()) + 1;
const SHORTEST = 4;

/**
 * The allowed property that a name was meant to be: the name as scripts write it (`strokeWidth`, `stroke_width`),
 * or the only one at a distance of one letter wrong, missing, too many or swapped with the next.
 */
export function intendedProperty(written: string): string | undefined {
  if (written.length > LONGEST || written.startsWith("-")) return undefined;
  const dashed = written
    .replace(/[A-Z]/g, (letter, at) => (at === 0 ? letter : `-${letter}`))
    .replaceAll("_", "-")
    .toLowerCase();
  if (BY_LENGTH.get(dashed.length)?.includes(dashed)) return dashed;
  const lower = written.toLowerCase();
  if (OTHER_PROPERTIES.has(lower)) return undefined;
  let found: string | undefined;
  for (let length = Math.max(SHORTEST, lower.length - 1); length <= lower.length + 1; length += 1) {
    for (const name of BY_LENGTH.get(length) ?? []) {
      if (!isOneSlipAway(lower, name)) continue;
      if (found !== undefined) return undefined;
      found = name;
    }
  }
  return found;
}

function isOneSlipAway(a: string, b: string): boolean {
  let start = 0;
  while (start < a.length && a.charCodeAt(start) === b.charCodeAt(start)) start += 1;
  let end = 0;
  const most = Math.min(a.length, b.length) - start;
  while (end < most && a.charCodeAt(a.length - 1 - end) === b.charCodeAt(b.length - 1 - end)) end += 1;
  const restA = a.length - start - end;
  const restB = b.length - start - end;
  if (restA <= 1 && restB <= 1) return true;
  return restA === 2 && restB === 2 && a[start] === b[start + 1] && a[start + 1] === b[start];
}
