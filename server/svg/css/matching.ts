import type { SvgElement } from "../tree.ts";
import { parseAttributeTest, passesAttributeTest } from "./attribute-selectors.ts";
import { parseCount } from "./pseudo-classes.ts";
import type { Compound, Selector, SimpleSelector } from "./rules.ts";

/** Steps of one call: elements tried and siblings looked at. Beyond, a selector is taken not to match. */
const STEPS = 2_000;

interface Work {
  left: number;
}

/**
 * Whether a selector selects an element in the still drawing: pseudo-classes of state and of logic never do. For
 * the report; the page leaves matching to the browser. At most `STEPS` steps.
 */
export function matches({ compounds }: Selector, element: SvgElement): boolean {
  const work: Work = { left: STEPS };
  const last = compounds.length - 1;
  const subject = compounds[last];
  if (!subject || !matchesCompound(subject, element, work)) return false;
  if (last === 0) return true;

  /** For each compound found so far, from the last to the first: the element it was found on. */
  const found: SvgElement[] = [element];
  /** Where the search for the next compound goes on. */
  let candidate = firstCandidate(compounds[last] as Compound, element, work);
  for (;;) {
    const at = last - found.length;
    const link = compounds[at + 1] as Compound;
    while (candidate && !matchesCompound(compounds[at] as Compound, candidate, work)) {
      candidate = nextCandidate(link, candidate, work);
    }
    if (work.left <= 0) return false;
    if (candidate) {
      if (at === 0) return true;
      found.push(candidate);
      candidate = firstCandidate(compounds[at] as Compound, candidate, work);
      continue;
    }
    // No way on from here: back to the compound found last, and further along from where it was found.
    const back = found.pop() as SvgElement;
    if (found.length === 0) return false;
    candidate = nextCandidate(compounds[last - found.length + 1] as Compound, back, work);
  }
}

function firstCandidate({ combinator }: Compound, element: SvgElement, work: Work): SvgElement | undefined {
  if (combinator === "descendant" || combinator === "child") return element.parent ?? undefined;
  return previousElement(element, work);
}

function nextCandidate({ combinator }: Compound, element: SvgElement, work: Work): SvgElement | undefined {
  work.left -= 1;
  if (work.left <= 0) return undefined;
  if (combinator === "descendant") return element.parent ?? undefined;
  return combinator === "later" ? previousElement(element, work) : undefined;
}

function previousElement(element: SvgElement, work: Work): SvgElement | undefined {
  let previous: SvgElement | undefined;
  for (const child of element.parent?.children ?? []) {
    work.left -= 1;
    if (work.left <= 0) return undefined;
    if (child === element) return previous;
    if (typeof child === "object") previous = child;
  }
  return undefined;
}

function matchesCompound({ simple }: Compound, element: SvgElement, work: Work): boolean {
  for (const part of simple) {
    work.left -= 1;
    if (work.left <= 0 || !matchesSimple(part, element, work)) return false;
  }
  return true;
}

function matchesSimple(simple: SimpleSelector, element: SvgElement, work: Work): boolean {
  switch (simple.kind) {
    case "type":
      return simple.name === element.name;
    case "universal":
      return true;
    case "id":
      return simple.name === element.attributes.id;
    case "class":
      return hasWord(element.attributes.class, simple.name);
    case "attribute": {
      const test = parseAttributeTest(simple.text);
      return test !== undefined && passesAttributeTest(test, attributeOf(element, test.name));
    }
    case "pseudo":
      return matchesPseudo(simple.text, element, work);
  }
}

function attributeOf({ attributes }: SvgElement, name: string): string | undefined {
  return Object.hasOwn(attributes, name) ? attributes[name] : undefined;
}

function hasWord(words: string | undefined, word: string): boolean {
  if (words === undefined) return false;
  if (words === word) return true;
  return words.includes(word) && words.split(/\s+/).includes(word);
}

const NTH_CHILD = ":nth-child(";

function matchesPseudo(text: string, element: SvgElement, work: Work): boolean {
  switch (text) {
    case ":root":
      return element.parent === null;
    case ":first-child":
      return element.parent?.children.find(isElement) === element;
    case ":last-child":
      return element.parent?.children.findLast(isElement) === element;
  }
  if (!text.startsWith(NTH_CHILD)) return false;
  const count = parseCount(text.slice(NTH_CHILD.length, -1));
  const place = count && placeOf(element, work);
  if (!count || !place) return false;
  const beyond = place - count.offset;
  return count.step === 0 ? beyond === 0 : beyond % count.step === 0 && beyond / count.step >= 0;
}

function isElement(child: SvgElement | string): boolean {
  return typeof child === "object";
}

/** The place of an element among its siblings, from 1; 0 when it was not found in time. */
function placeOf(element: SvgElement, work: Work): number {
  let place = 0;
  for (const child of element.parent?.children ?? []) {
    work.left -= 1;
    if (work.left <= 0) return 0;
    if (typeof child === "object") place += 1;
    if (child === element) return place;
  }
  return 0;
}
