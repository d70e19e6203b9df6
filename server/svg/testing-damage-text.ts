// Damage of what lies between tags, and of the whole reply.
import {
  atOneSpot,
  closeTags,
  type Damage,
  type Dice,
  labels,
  openTags,
  replace,
} from "./testing-damage-spots.ts";

/** A damage of one label, whose intended text XML can say. */
function inLabel(insertion: (dice: Dice) => readonly [damaged: string, intended: string]): Damage {
  return (source, dice) => {
    const found = labels(source);
    if (found.length === 0) return null;
    const { start } = dice.pick(found);
    const [damaged, intended] = insertion(dice);
    return {
      damaged: replace(source, { start, end: start }, damaged),
      intended: replace(source, { start, end: start }, intended),
    };
  };
}

const htmlEntity = inLabel((dice) =>
  dice.pick([
    ["&nbsp;", "\u00a0"],
    ["&eacute;", "é"],
    ["&rarr;", "→"],
    ["&times;", "×"],
    ["&deg;", "°"],
    ["&mdash;", "—"],
  ]),
);
const unknownEntity = inLabel((dice) => {
  const text = dice.pick(["&foo;", "&xyz123;", "&svg;"]);
  return [text, text.replace("&", "&amp;")];
});
const bareAmpersand = inLabel((dice) => {
  const text = dice.pick(["R & D ", "AT&T ", "&", "a && b "]);
  return [text, text.replaceAll("&", "&amp;")];
});
const badCharacter = inLabel((dice) => {
  const text = dice.pick(["&#xZZ;", "&#;", "&#x;", "&#12x;"]);
  return [text, text.replace("&", "&amp;")];
});
const strayBracket = inLabel((dice) => {
  const text = dice.pick(["a < b ", "x <= 3 ", "1 <2 ", "<- ", "<3 "]);
  return [text, text.replaceAll("<", "&lt;")];
});
const controlCharacter = inLabel((dice) => [dice.pick(["\u0000", "\u0008", "\u001b", "\ufffe"]), ""]);

/** Between two tags of the drawing, outside labels and sheets. */
function between(source: string, dice: Dice, text: string): ReturnType<Damage> {
  const gaps = openTags(source)
    .map(({ start }) => start)
    .filter(
      (start) =>
        /[>\s]/.test(source.charAt(start - 1)) &&
        !/<(text|style|title|desc)\b[^>]*>[^<]*$/.test(source.slice(0, start)),
    );
  if (gaps.length === 0) return null;
  const start = dice.pick(gaps);
  return { damaged: replace(source, { start, end: start }, text), intended: source };
}

const proseWithin: Damage = (source, dice) =>
  between(
    source,
    dice,
    dice.pick([
      "\nHere is the rest (sizes < 20 & colours as before):\n",
      "\n... (lines & labels continue) ...\n",
      "\n```\nContinuing where I stopped <as asked>:\n```svg\n",
    ]),
  );

const badComment: Damage = (source, dice) =>
  between(
    source,
    dice,
    dice.pick([
      "<!-- Axis ->\n",
      "<! -- Labels -->\n",
      "<!-- a -- b -->\n",
      "<!-- Ticks --- -->\n",
      "<!- Legend ->\n",
      "// Background\n<!-- x --->\n",
    ]),
  );

/** A comment that no one closes, on a line of its own. */
const openComment: Damage = (source, dice) =>
  between(source, dice, dice.pick(["<!-- Background\n", "<!-- The sun and its rays\n"]));

const fenced: Damage = (source, dice) => ({
  damaged: dice.pick([
    `Here is your drawing & its explanation:\n\n\`\`\`svg\n${source}\n\`\`\`\n\nIt shows <what you asked>. Enjoy!`,
    `<thinking>x < y</thinking>\n\`\`\`xml\n${source}\`\`\`\nI used the \`<defs>\` element.`,
    `Sure! An \`<svg>\` it is:\n${source}\nWould you like another?`,
    `{"svg": "see below"}\n\`\`\`html\n<!DOCTYPE html>\n<html><body>\n${source}\n</body></html>\n\`\`\``,
  ]),
  intended: source,
});

const prolog: Damage = (source) => ({
  damaged: `\n\n<?xml version="1.0" encoding="UTF-8" standalone="no"?>\n<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd" [ <!ENTITY ns "x"> ]>\n${source}`,
  intended: source,
});

const noEnd: Damage = (source) => ({ damaged: source.trimEnd().replace(/<\/svg>$/, ""), intended: source });

const twoEnds: Damage = (source, dice) => {
  const close = dice.pick(closeTags(source));
  return { damaged: replace(source, { start: close.end, end: close.end }, close.text), intended: source };
};

const oddSlash = atOneSpot(closeTags, ({ text, name }, dice) =>
  name === "svg"
    ? null
    : dice.pick([
        text.replace("/", "\\/"),
        text.replace("/", "/ "),
        text.replace("</", "< /"),
        text.replace(">", "/>"),
        text.replace(">", ""),
      ]),
);

/**
 * The reply ends at 60–98 % of the text. What was meant: all that had come up to the last whole tag, its open
 * elements closed.
 */
const cut: Damage = (source, dice) => {
  const damaged = source.slice(0, Math.floor((source.length * (60 + dice.below(39))) / 100));
  const open: string[] = [];
  const marks = damaged.matchAll(
    /<!--[\s\S]*?-->|<!\[CDATA\[[\s\S]*?\]\]>|<\?[\s\S]*?\?>|<(\/?)([a-zA-Z][\w:-]*)(?:"[^"]*"|'[^']*'|[^"'>])*>/g,
  );
  let end = 0;
  for (const { 0: text, 1: slash, 2: name, index } of marks) {
    end = index + text.length;
    if (name === undefined) continue;
    if (slash) open.pop();
    else if (!text.endsWith("/>")) open.push(name);
  }
  const closes = open.reverse().map((name) => `</${name}>`);
  return open.length === 0 ? null : { damaged, intended: damaged.slice(0, end) + closes.join("") };
};

export const TEXT_DAMAGE: Record<string, Damage> = {
  "cut off": cut,
  "HTML entity": htmlEntity,
  "unknown entity": unknownEntity,
  "bare ampersand": bareAmpersand,
  "bad character reference": badCharacter,
  "bare angle bracket": strayBracket,
  "control character": controlCharacter,
  "prose within": proseWithin,
  "comment badly written": badComment,
  "comment not closed": openComment,
  "fences and prose around": fenced,
  "prolog and entities": prolog,
  "no end": noEnd,
  "closing tag twice": twoEnds,
  "slash misplaced": oddSlash,
};
