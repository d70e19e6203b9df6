// Damage of attributes' names and values, of ids and of namespaces.
import {
  atOneSpot,
  attributes,
  attributesOf,
  type Damage,
  openTags,
  replace,
  writtenValue,
} from "./testing-damage-spots.ts";
import { misspell } from "./testing-damage-tags.ts";

/** Names whose loss shows, and that are long enough for a misspelling to be one. */
const SPELT =
  /^(transform|stroke-width|stroke|fill|gradientTransform|points|width|height|radius|font-size|text-anchor|opacity|offset|stop-color|clip-path|filter|viewBox|style|class|stroke-dasharray|href|gradientUnits|patternUnits)$/;
const spelt = (source: string) =>
  attributes(source).filter(({ name }) => SPELT.test(name) && name.length > 3);

const misspeltAttribute = atOneSpot(
  spelt,
  (one, dice) => misspell(one.name, dice) + one.text.slice(one.name.length),
);

const wrongCaseAttribute = atOneSpot(spelt, (one, dice) => {
  const other = /[A-Z]/.test(one.name)
    ? one.name.toLowerCase()
    : dice.pick([one.name.toUpperCase(), one.name.replace(/^./, (letter) => letter.toUpperCase())]);
  return other + one.text.slice(one.name.length);
});

/** As in JSX: `strokeWidth`, `className`, `xlinkHref`. */
const camelCase: Damage = (source) => {
  const damaged = source.replace(
    /(\s)([a-z]+[-:][a-z-]+|class)(?=="|=')/g,
    (whole, space: string, name: string) =>
      name.startsWith("xmlns") || name.startsWith("aria")
        ? whole
        : space +
          (name === "class"
            ? "className"
            : name.replace(/[-:]([a-z])/g, (_, letter: string) => letter.toUpperCase())),
  );
  return damaged === source ? null : { damaged, intended: source };
};

const NUMERIC = /^(x|y|x1|y1|x2|y2|cx|cy|r|rx|ry|width|height|stroke-width|font-size|opacity)$/;

const strayInNumber = atOneSpot(
  (source) =>
    attributes(source).filter((one) => NUMERIC.test(one.name) && /^-?[\d.]+$/.test(writtenValue(one))),
  (one, dice) => {
    const value = writtenValue(one);
    const ways = [
      `${value};`,
      `${value},`,
      `${value} px`,
      `${value}px;`,
      `'${value}'`,
      `${value}}`,
      `{${value}}`,
      `${value}.`,
      `≈${value}`,
    ];
    return `${one.name}="${dice.pick(ways)}"`;
  },
);

const strayInColour = atOneSpot(
  (source) => attributes(source).filter((one) => /^#([\da-f]{3}|[\da-f]{6})$/i.test(writtenValue(one))),
  (one, dice) => {
    const hex = writtenValue(one).slice(1);
    const ways = [
      `#${hex};`,
      hex,
      `##${hex}`,
      `# ${hex}`,
      `#${hex},`,
      `'#${hex}'`,
      `#${hex})`,
      ` #${hex}!`,
      `＃${hex}`,
    ];
    return `${one.name}="${dice.pick(ways)}"`;
  },
);

const strayInPath = atOneSpot(
  (source) =>
    attributes(source).filter(
      (one) => (one.name === "d" || one.name === "points") && writtenValue(one).length > 12,
    ),
  (one, dice) => {
    const value = writtenValue(one);
    const gaps = [...value.matchAll(/\s/g)].map(({ index }) => index);
    const at = gaps.length > 0 ? dice.pick(gaps) : value.length;
    return `${one.name}="${value.slice(0, at)}${dice.pick([";", " ; ", "?", " …", "\\n", " , ,", " # ", "'", " | "])}${value.slice(at)}"`;
  },
);

const strayInReference = atOneSpot(
  (source) => attributes(source).filter((one) => /^url\(#[\w-]+\)$/.test(writtenValue(one))),
  (one, dice) => {
    const id = writtenValue(one).slice(5, -1);
    const ways = [
      `url(#${id}`,
      `url('#${id}')`,
      `url( #${id} )`,
      `#${id}`,
      `url(#${id});`,
      `url(${id})`,
      `URL(#${id})`,
    ];
    return `${one.name}="${dice.pick(ways)}"`;
  },
);

/** The same attribute a second time; the first one counts. */
const doubledAttribute = atOneSpot(
  (source) => openTags(source).filter((tag) => attributesOf(tag).length > 0),
  (tag, dice) => {
    const one = dice.pick(attributesOf(tag));
    const again = dice.below(2) && NUMERIC.test(one.name) ? `${one.name}="${dice.below(99)}"` : one.text;
    return replace(tag.text, { start: one.end - tag.start, end: one.end - tag.start }, ` ${again}`);
  },
);

/** A later element that nothing refers to bears the id of an earlier one; references mean the first. */
const doubledId: Damage = (source, dice) => {
  const tags = openTags(source);
  const ids = [...source.matchAll(/(?:url\(#|href="#)([\w-]+)/g)].map((match) => match[1] ?? "");
  const defined = tags.findIndex((tag) =>
    attributesOf(tag).some((one) => one.name === "id" && ids.includes(writtenValue(one))),
  );
  const first = tags[defined];
  const id = first && attributesOf(first).find(({ name }) => name === "id");
  const later = tags.slice(defined + 1).filter((tag) => !attributesOf(tag).some(({ name }) => name === "id"));
  if (!id || later.length === 0) return null;
  const target = dice.pick(later);
  const changed = target.text.replace(/^<[\w:-]+/, (start) => `${start} ${id.text}`);
  return { damaged: replace(source, target, changed), intended: source };
};

const noNamespace: Damage = (source) => ({
  damaged: source.replace(/\sxmlns=(?:"[^"]*"|'[^']*')/, ""),
  intended: source,
});

const wrongNamespace: Damage = (source, dice) => ({
  damaged: source.replace(
    /\sxmlns=(?:"[^"]*"|'[^']*')/,
    dice.pick([
      ' xmlns="http://www.w3.org/2000/SVG"',
      ' xmlns="https://www.w3.org/2000/svg"',
      ' xmlns="http://www.w3.org/2000/svg/"',
      ' xmlns="www.w3.org/2000/svg"',
    ]),
  ),
  intended: source,
});

const undeclaredXlink: Damage = (source) => {
  const damaged = source
    .replace(/\sxmlns:xlink="[^"]*"/g, "")
    .replace(/\s(?:xlink:)?href="#/g, ' xlink:href="#');
  return damaged.includes("xlink:") ? { damaged, intended: source } : null;
};

const undeclaredPrefix: Damage = (source) => ({
  damaged: source.replace(/\sxmlns=(?:"[^"]*"|'[^']*')/, "").replace(/<(\/?)(?=[a-zA-Z])/g, "<$1svg:"),
  intended: source,
});

const STRINGS = /(["'])/g;

/** The drawing as a string in JSON, pasted with its escapes. */
const escaped: Damage = (source) => ({
  damaged: source.replace(STRINGS, (quote) => (quote === '"' ? '\\"' : quote)).replaceAll("\n", "\\n"),
  intended: source,
});

export const VALUE_DAMAGE: Record<string, Damage> = {
  "attribute misspelt": misspeltAttribute,
  "attribute in the wrong case": wrongCaseAttribute,
  "attributes in camel case": camelCase,
  "stray character in a number": strayInNumber,
  "stray character in a colour": strayInColour,
  "stray character in path data": strayInPath,
  "reference badly written": strayInReference,
  "attribute twice": doubledAttribute,
  "id twice": doubledId,
  "namespace missing": noNamespace,
  "namespace wrong": wrongNamespace,
  "xlink not declared": undeclaredXlink,
  "svg prefix not declared": undeclaredPrefix,
  "escaped as a string": escaped,
};
