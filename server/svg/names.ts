import { ATTRIBUTE_NAMES } from "./attributes.ts";
import { ELEMENT_NAMES, type ElementRule, findElement, isRefused } from "./elements.ts";

/** From this length of a known name on, one wrong letter leaves no doubt; from the second on, two. */
const LENGTH_FOR_ONE = 4;
const LENGTH_FOR_TWO = 7;
/** Longer names are no slips of the pen. */
const LONGEST = 40;
/** Answers kept, found or not: a drawing that repeats a slip a thousand times asks once. */
const MEMORY = 500;

/** Names that models give to groups. */
const GROUPS: ReadonlySet<string> = new Set(["group", "layer"]);

/** What marks words in a page, and in a text of a drawing stands for a part of it: `H<sub>2</sub>O`. */
const MARKS_WORDS: ReadonlySet<string> = new Set(
  "a b strong i em u s small big sub sup span code mark font tt".split(" "),
);

/**
 * The allowed element of a tag's name: itself, also with the prefix `svg:`; a link is a group, or part of the text it
 * is in, as is what marks words there; else what it was meant to be.
 */
export function elementOf(written: string, isInText: boolean): ElementRule | undefined {
  const name = written.startsWith("svg:") ? written.slice(4) : written;
  const rule = findElement(name);
  if (rule) return rule;
  if (isInText && MARKS_WORDS.has(name)) return findElement("tspan");
  if (name === "a") return findElement("g");
  if (isRefused(name)) return undefined;
  return findElement(GROUPS.has(name) ? "g" : (meantElement(name) ?? ""));
}

/** Whether a tag's name was a slip for that of its element. */
export function isSlip(written: string, { name }: ElementRule): boolean {
  return written !== name && !MARKS_WORDS.has(written) && !written.startsWith("svg:");
}

/** The allowed element that a name was meant to be. */
export const meantElement = createSpelling(ELEMENT_NAMES);

/** The allowed attribute that a name was meant to be; never for handlers, namespaces and data. */
export const meantAttribute = createSpelling(ATTRIBUTE_NAMES, /^on|^data-|^xmlns|:/i);

/**
 * The name in `known` that a misspelt one was meant to be: the same but for case, hyphens and underscores
 * (`viewbox`, `strokeWidth`, `className`), else the nearest at a Damerau–Levenshtein distance (optimal string
 * alignment) of one, or two in longer names, when there is only one at that distance.
 */
function createSpelling(
  known: readonly string[],
  never: RegExp = /[^\w-]/,
): (name: string) => string | undefined {
  const byLetters = new Map<string, string>();
  for (const name of known) byLetters.set(lettersOf(name), name);
  byLetters.set("classname", "class");
  byLetters.set("xlinkhref", "href");
  const candidates = [...byLetters]
    .filter(([other]) => other.length >= LENGTH_FOR_ONE)
    .map(([other, original]) => ({ other, original, set: setOf(other) }));
  const answers = new Map<string, string | undefined>();

  const look = (name: string): string | undefined => {
    if (name.length > LONGEST || never.test(name)) return undefined;
    const letters = lettersOf(name);
    const same = byLetters.get(letters);
    if (same !== undefined) return known.includes(same) ? same : undefined;
    const most = letters.length >= LENGTH_FOR_TWO ? 2 : letters.length >= LENGTH_FOR_ONE - 1 ? 1 : 0;
    let best: string | undefined;
    let least = most + 1;
    let several = false;
    const set = setOf(letters);
    for (const { other, original, set: otherSet } of candidates) {
      if (Math.abs(other.length - letters.length) > most) continue;
      // One edit changes which letters there are by two at the most: this spares nearly all names the table below.
      if (countBits(set ^ otherSet) > 2 * most) continue;
      const distance = distanceWithin(letters, other, most);
      if (distance > most || distance > least) continue;
      several = distance === least && original !== best;
      if (distance < least || !several) best = original;
      least = distance;
    }
    return several ? undefined : best;
  };

  return (name) => {
    if (answers.has(name)) return answers.get(name);
    if (answers.size >= MEMORY) answers.clear();
    const answer = look(name);
    answers.set(name, answer);
    return answer;
  };
}

/** Which letters a word has, as bits; letters that share a bit make words look more alike, never less. */
function setOf(word: string): number {
  let set = 0;
  for (let index = 0; index < word.length; index += 1) set |= 1 << (word.charCodeAt(index) & 31);
  return set;
}

function countBits(bits: number): number {
  let count = 0;
  for (let rest = bits; rest !== 0; rest &= rest - 1) count += 1;
  return count;
}

/** A name without what slips change most: case, hyphens and underscores. */
export function lettersOf(name: string): string {
  return name.replace(/[-_]/g, "").toLowerCase();
}

/** The optimal string alignment distance of two words (insert, delete, replace, swap of neighbours), or more than `most`. */
export function distanceWithin(one: string, other: string, most: number): number {
  let before: number[] = [];
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let i = 1; i <= one.length; i += 1) {
    const next = [i];
    let least = i;
    for (let j = 1; j <= other.length; j += 1) {
      const replaced = at(row, j - 1) + (one[i - 1] === other[j - 1] ? 0 : 1);
      let cost = Math.min(replaced, at(row, j) + 1, at(next, j - 1) + 1);
      if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]) {
        cost = Math.min(cost, at(before, j - 2) + 1);
      }
      next.push(cost);
      least = Math.min(least, cost);
    }
    if (least > most) return most + 1;
    before = row;
    row = next;
  }
  return at(row, other.length);
}

function at(row: readonly number[], index: number): number {
  return row[index] ?? Number.POSITIVE_INFINITY;
}
