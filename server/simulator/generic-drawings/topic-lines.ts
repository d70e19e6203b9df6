/** A topic as it is written into a drawing: one or two lines, in user units of the canvas. */
export interface TopicLines {
  lines: string[];
  size: number;
  /** Whether the first letter that has a direction is written from right to left. */
  rightToLeft: boolean;
}

/** The place that a topic has: how wide its lines may be, and how large its letters. */
export interface Room {
  width: number;
  /** Of a single line. */
  largest: number;
  /** Of two lines. */
  largestOfTwo: number;
  smallest: number;
}

const segmentsOf = (text: string, granularity: "grapheme" | "word") => [
  ...new Intl.Segmenter(undefined, { granularity }).segment(text),
];

/** Without what XML or a line of text cannot hold, and with no more marks on a letter than a writing system has. */
export function cleanTopic(topic: string): string {
  return topic
    .toWellFormed()
    .normalize("NFC")
    .replaceAll(/[\p{Cc}\p{Zl}\p{Zp}\u200e\u200f\u202a-\u202e\u2066-\u2069\ufffe\uffff]/gu, " ")
    .replaceAll(/(\p{M}{3})\p{M}+/gu, "$1")
    .replaceAll(/\s+/g, " ")
    .trim();
}

/** Chooses the largest letters with which a topic fits; a topic that is too long for the smallest ends in “…”. */
export function fitTopic(topic: string, room: Room): TopicLines {
  const rightToLeft =
    /^[^\p{L}]*[\p{sc=Hebrew}\p{sc=Arabic}\p{sc=Syriac}\p{sc=Thaana}\p{sc=Nko}\p{sc=Adlam}]/u.test(topic);
  const one = Math.min(room.largest, room.width / widthOf(topic));
  const pair = inTwoLines(topic);
  const widest = Math.max(...pair.map(widthOf));
  const two = pair.length === 2 ? Math.min(room.largestOfTwo, room.width / widest) : 0;
  const size = Math.floor(Math.max(one, two));
  if (size >= room.smallest) return { lines: one >= two ? [topic] : pair, size, rightToLeft };
  return { lines: shortened(topic, room.width / room.smallest), size: room.smallest, rightToLeft };
}

/** The two lines that are most alike in width, or the topic alone where it cannot be broken. */
function inTwoLines(topic: string): string[] {
  let best = [topic];
  let least = Number.POSITIVE_INFINITY;
  for (const at of breaksOf(topic)) {
    const pair = [topic.slice(0, at).trimEnd(), topic.slice(at).trimStart()];
    const cost = Math.max(...pair.map(widthOf)) + (PARTICLE.test(pair[1] ?? "") ? 1 : 0);
    if (cost < least) [best, least] = [pair, cost];
  }
  return best;
}

/** A line that begins with a Japanese particle reads badly. */
const PARTICLE = /^[のはがをにでとへもやか]/;
/** What never begins a line, and what never ends one. */
const CLOSING =
  /^[\s\p{Pe}\p{Pf}\p{M}.,:;!?%…、。，．！？：；・ーゝゞ々ぁぃぅぇぉっゃゅょァィゥェォッャュョ]/u;
const OPENING = /[\p{Ps}\p{Pi}「『（]$/u;
/** Scripts that write their words without spaces between them. */
const UNSPACED = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}]/u;

/** Where a line may end: at spaces and hyphens, and between the words of scripts without spaces. */
function breaksOf(topic: string): number[] {
  return segmentsOf(topic, "word").flatMap(({ index, segment }) => {
    if (index === 0 || CLOSING.test(segment)) return [];
    const before = topic.slice(0, index);
    const free = /[\s-]$/.test(before) || (UNSPACED.test(segment[0] ?? "") && UNSPACED.test(before));
    return free && !OPENING.test(before) ? [index] : [];
  });
}

/** As much of a long topic as two lines of `width` em hold. */
function shortened(topic: string, width: number): string[] {
  const first = wholeWords(topic, width);
  const left = topic.slice(first.length).trim();
  if (left === "") return [first.trim()];
  const second = widthOf(left) <= width ? left : `${wholeWords(left, width - widthOf("…")).trimEnd()}…`;
  return [first.trim(), second];
}

/** The whole words of a text that fit into `width` em, or a part of the last one where it is very long. */
function wholeWords(text: string, width: number): string {
  const whole = beginning(text, width);
  const end = whole === text ? undefined : breaksOf(text).findLast((at) => at <= whole.length);
  return end !== undefined && end > whole.length * 0.4 ? text.slice(0, end) : whole;
}

/** The whole characters of a text that fit into `width` em; at least one. */
function beginning(text: string, width: number): string {
  let used = 0;
  let end = 0;
  for (const { index, segment } of segmentsOf(text, "grapheme")) {
    used += widthOf(segment);
    if (used > width && end > 0) break;
    end = index + segment.length;
  }
  return text.slice(0, end);
}

/** Widths of characters in em, bold, somewhat wider than most fonts have them; the first that matches counts. */
const WIDTHS: [RegExp, number][] = [
  [/[\p{Mn}\p{Me}\p{Cf}]/u, 0],
  [/[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}\u3000-\u303f\uff01-\uff60]/u, 1.04],
  [/\ufdfd/, 9],
  [/[\p{sc=Cuneiform}\p{sc=Egyptian_Hieroglyphs}\ufdf0-\ufdff]/u, 2.4],
  [/[iljtfrI.,:;'’|!()[\] -]/, 0.38],
  [/[mwMWœæŒÆ@%—…]/, 1],
  [/[\p{sc=Latin}\p{sc=Greek}\p{sc=Cyrillic}\p{sc=Arabic}\p{sc=Hebrew}\p{sc=Thai}]/u, 0.64],
  [/\p{Mc}/u, 0.4],
  [/\d/, 0.62],
];
const CAPITAL = 0.78;
const PICTURE = 1.35;
const UNKNOWN = 0.9;

/** The width of a text in em. An estimate: it is better to leave some room than to leave the place. */
function widthOf(text: string): number {
  let width = 0;
  for (const { segment } of segmentsOf(text, "grapheme")) {
    if (/[\p{Extended_Pictographic}\p{Regional_Indicator}]|\u20e3/u.test(segment)) width += PICTURE;
    else for (const character of segment) width += characterWidth(character);
  }
  return width;
}

function characterWidth(character: string): number {
  const width = WIDTHS.find(([pattern]) => pattern.test(character))?.[1] ?? UNKNOWN;
  return width < CAPITAL && /\p{Lu}/u.test(character) && character !== "I" ? CAPITAL : width;
}
