import { nearestName } from "../values/nearest.ts";
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

const SHORTEST = 4;
const KNOWN: ReadonlySet<string> = new Set(PROPERTY_NAMES);
const CANDIDATES = PROPERTY_NAMES.filter(({ length }) => length >= SHORTEST);
const LONGEST = Math.max(...PROPERTY_NAMES.map(({ length }) => length)) + 1;

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
  if (KNOWN.has(dashed)) return dashed;
  const lower = written.toLowerCase();
  return OTHER_PROPERTIES.has(lower) ? undefined : nearestName(lower, CANDIDATES);
}
