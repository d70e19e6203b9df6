// Damage of tags and of the quotes in them.
import {
  atOneSpot,
  attributes,
  attributesOf,
  closeTags,
  type Damage,
  type Dice,
  isEmpty,
  openTags,
  replace,
  writtenValue,
} from "./testing-damage-spots.ts";

const CONTAINERS = new Set([
  "g",
  "defs",
  "symbol",
  "clipPath",
  "mask",
  "marker",
  "pattern",
  "linearGradient",
  "radialGradient",
  "svg",
]);
const emptyTags = (source: string) => openTags(source).filter(isEmpty);

/** `<rect … >` instead of `<rect … />`: what follows lies in it. */
const emptyNotClosed = atOneSpot(emptyTags, ({ text }) => `${text.slice(0, -2).trimEnd()}>`);

/** `</text>`, `</linearGradient>` … left out. */
const closeLeftOut = atOneSpot(
  (source) => closeTags(source).filter(({ name }) => !["g", "svg"].includes(name)),
  () => "",
);

/** One `</g>` of several left out. */
const groupNotClosed = atOneSpot(
  (source) => {
    const groups = closeTags(source).filter(({ name }) => name === "g");
    return groups.length > 1 ? groups : [];
  },
  () => "",
);

/** `<rect … <circle`: no end of a tag, with or without its slash. */
const tagNotEnded = atOneSpot(
  openTags,
  ({ text }, dice) => `${text.slice(0, text.endsWith("/>") && dice.below(2) ? -2 : -1).trimEnd()}\n`,
);

const unquoted = atOneSpot(
  (source) => attributes(source).filter((one) => /^[\w#.(),%-]+$/.test(writtenValue(one))),
  (one) => `${one.name}=${writtenValue(one)}`,
);

const noClosingQuote = atOneSpot(attributes, ({ text }) => text.slice(0, -1));

const noOpeningQuote = atOneSpot(attributes, (one) => `${one.name}=${writtenValue(one)}"`);

/** The right number of closing tags, one with a wrong name. */
const wrongClose = atOneSpot(
  (source) => closeTags(source).slice(0, -1),
  ({ name }, dice) =>
    `</${dice.pick(["div", "path", "g", "text", "svgs"].filter((other) => other !== name))}>`,
);

const swappedCloses: Damage = (source, dice) => {
  const closes = closeTags(source).slice(0, -1);
  const pairs = closes.flatMap((first, index) => {
    const second = closes[index + 1];
    const between =
      second && source.slice(first.end, second.start).trim() === "" && second.name !== first.name;
    return between ? [{ first, second }] : [];
  });
  if (pairs.length === 0) return null;
  const { first, second } = dice.pick(pairs);
  const damaged = replace(replace(source, second, first.text), first, second.text);
  return { damaged, intended: source };
};

const doubledBracket = atOneSpot(openTags, ({ text }, dice) => (dice.below(2) ? `<${text}` : `${text}>`));

const noSpaceBetween = atOneSpot(
  (source) => openTags(source).filter((tag) => attributesOf(tag).length > 1),
  ({ text }) => text.replace(/(["'])\s+(?=[\w:-]+\s*=)/g, "$1"),
);

const strayInTag = atOneSpot(openTags, (tag, dice) => {
  const [first] = attributesOf(tag);
  if (!first) return null;
  const at = first.end - tag.start;
  return tag.text.slice(0, at) + dice.pick([",", ";", " \\", " '", ' "', " /", " ="]) + tag.text.slice(at);
});

const SMART = [
  ["“", "”"],
  ["”", "”"],
  ["‘", "’"],
  ["«", "»"],
] as const;

const smartQuotes = atOneSpot(openTags, ({ text }, dice) => {
  const [before, after] = dice.pick(SMART);
  return text.replace(/="([^"]*)"/g, `=${before}$1${after}`);
});

const smartQuotesThroughout: Damage = (source, dice) => {
  const [before, after] = dice.pick(SMART.slice(0, 2));
  return {
    damaged: source.replace(/<[a-zA-Z][^>]*>/g, (tag) => tag.replace(/="([^"]*)"/g, `=${before}$1${after}`)),
    intended: source,
  };
};

/** Misspelt at the beginning and, when it has one, at its end. */
const misspeltElement: Damage = (source, dice) => {
  const names = [...new Set(openTags(source).map(({ name }) => name))].filter((name) => name.length > 3);
  return names.length === 0
    ? null
    : renameElement(source, dice.pick(names), (name) => misspell(name, dice), dice);
};

const wrongCaseElement: Damage = (source, dice) => {
  const names = [...new Set(openTags(source).map(({ name }) => name))].filter((name) => name.length > 1);
  if (names.length === 0) return null;
  const name = dice.pick(names);
  const other = /[A-Z]/.test(name)
    ? name.toLowerCase()
    : dice.pick([name.toUpperCase(), name.replace(/^./, (c) => c.toUpperCase())]);
  return renameElement(source, name, () => other, dice);
};

/** One container or every shape of that name gets another name: as a model that is wrong once, or always. */
function renameElement(
  source: string,
  name: string,
  by: (name: string) => string,
  dice: Dice,
): ReturnType<Damage> {
  const other = by(name);
  const always =
    CONTAINERS.has(name) || dice.below(2) === 1 || closeTags(source).some((tag) => tag.name === name);
  const damaged = always
    ? source.replace(new RegExp(`(</?)${name}(?=[\\s/>])`, "g"), (_, bracket: string) => bracket + other)
    : source.replace(new RegExp(`<${name}(?=[\\s/>])`), `<${other}`);
  return name === "svg" ? null : { damaged, intended: source };
}

/** One letter doubled, left out, swapped with the next or replaced. */
export function misspell(name: string, dice: Dice): string {
  const at = 1 + dice.below(name.length - 2);
  const [before, letter, next, rest] = [
    name.slice(0, at),
    name.charAt(at),
    name.charAt(at + 1),
    name.slice(at + 2),
  ];
  const ways = [
    before + letter + letter + next + rest,
    before + next + rest,
    before + next + letter + rest,
    `${before}${letter === "e" ? "a" : "e"}${next}${rest}`,
  ];
  return dice.pick(ways.filter((way) => way !== name));
}

export const TAG_DAMAGE: Record<string, Damage> = {
  "empty element not closed": emptyNotClosed,
  "closing tag left out": closeLeftOut,
  "group not closed": groupNotClosed,
  "tag not ended": tagNotEnded,
  "attribute without quotes": unquoted,
  "closing quote missing": noClosingQuote,
  "opening quote missing": noOpeningQuote,
  "wrong closing tag": wrongClose,
  "closing tags swapped": swappedCloses,
  "bracket doubled": doubledBracket,
  "no space between attributes": noSpaceBetween,
  "stray character in a tag": strayInTag,
  "typographic quotes in a tag": smartQuotes,
  "typographic quotes throughout": smartQuotesThroughout,
  "element misspelt": misspeltElement,
  "element in the wrong case": wrongCaseElement,
};
