import type { createDice } from "./testing-dice.ts";

export type Dice = ReturnType<typeof createDice>;

/** A damaged drawing and the drawing that was meant; `null` when there is nothing in it to damage so. */
export type Damage = (source: string, dice: Dice) => Damaged | null;

export interface Damaged {
  damaged: string;
  intended: string;
}

/** A place in a well-formed drawing: from its first character to after its last. */
export interface Spot {
  start: number;
  end: number;
  text: string;
  /** Of a tag or an attribute, its name. */
  name: string;
}

const OPEN = /<([a-zA-Z][\w:-]*)(?:\s+[\w:-]+\s*=\s*(?:"[^"]*"|'[^']*'))*\s*\/?>/g;
const CLOSE = /<\/([a-zA-Z][\w:-]*)\s*>/g;
const ATTRIBUTE = /([\w:-]+)\s*=\s*(?:"[^"]*"|'[^']*')/g;
const TEXT = /<(text|tspan)\b[^>]*>([^<]*[\p{L}\p{N}][^<]*)</gu;

/** Opening tags but the root's. */
export const openTags = (source: string) => spots(source, OPEN).slice(1);
export const closeTags = (source: string) => spots(source, CLOSE);
export const isEmpty = (tag: Spot) => tag.text.endsWith("/>");

/** The attributes of all opening tags but the root's. */
export const attributes = (source: string) => openTags(source).flatMap((tag) => attributesOf(tag));

export function attributesOf(tag: Spot): Spot[] {
  return spots(tag.text, ATTRIBUTE).map((spot) => ({
    ...spot,
    start: spot.start + tag.start,
    end: spot.end + tag.start,
  }));
}

/** An attribute's value, without quotes. */
export const writtenValue = (attribute: Spot) => attribute.text.slice(attribute.text.search(/["']/) + 1, -1);

/** The words of labels. */
export function labels(source: string): Spot[] {
  return [...source.matchAll(TEXT)].map((match) => {
    const end = match.index + match[0].length - 1;
    const text = match[2] ?? "";
    return { start: end - text.length, end, text, name: match[1] ?? "" };
  });
}

function spots(source: string, pattern: RegExp): Spot[] {
  return [...source.matchAll(pattern)].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
    text: match[0],
    name: match[1] ?? "",
  }));
}

export const replace = (source: string, spot: Pick<Spot, "start" | "end">, by: string) =>
  source.slice(0, spot.start) + by + source.slice(spot.end);

/** A damage of one spot, chosen among those that `find` gives; `change` gives the spot's new text. */
export function atOneSpot(
  find: (source: string) => Spot[],
  change: (spot: Spot, dice: Dice) => string | null,
): Damage {
  return (source, dice) => {
    const found = find(source);
    if (found.length === 0) return null;
    const spot = dice.pick(found);
    const changed = change(spot, dice);
    return changed === null || changed === spot.text
      ? null
      : { damaged: replace(source, spot, changed), intended: source };
  };
}
