import { type NumberReader, readNumber } from "./numbers.ts";

/** A colour in sRGB: 0–255 each, and how opaque it is, 0–1. */
export interface Color {
  red: number;
  green: number;
  blue: number;
  alpha: number;
}

/** The named colours of CSS Color 4, section 6.1: name and hex digits in turn. */
const NAMES = `
aliceblue f0f8ff antiquewhite faebd7 aqua 00ffff aquamarine 7fffd4 azure f0ffff beige f5f5dc bisque ffe4c4
black 000000 blanchedalmond ffebcd blue 0000ff blueviolet 8a2be2 brown a52a2a burlywood deb887
cadetblue 5f9ea0 chartreuse 7fff00 chocolate d2691e coral ff7f50 cornflowerblue 6495ed cornsilk fff8dc
crimson dc143c cyan 00ffff darkblue 00008b darkcyan 008b8b darkgoldenrod b8860b darkgray a9a9a9
darkgreen 006400 darkgrey a9a9a9 darkkhaki bdb76b darkmagenta 8b008b darkolivegreen 556b2f
darkorange ff8c00 darkorchid 9932cc darkred 8b0000 darksalmon e9967a darkseagreen 8fbc8f
darkslateblue 483d8b darkslategray 2f4f4f darkslategrey 2f4f4f darkturquoise 00ced1 darkviolet 9400d3
deeppink ff1493 deepskyblue 00bfff dimgray 696969 dimgrey 696969 dodgerblue 1e90ff firebrick b22222
floralwhite fffaf0 forestgreen 228b22 fuchsia ff00ff gainsboro dcdcdc ghostwhite f8f8ff gold ffd700
goldenrod daa520 gray 808080 green 008000 greenyellow adff2f grey 808080 honeydew f0fff0 hotpink ff69b4
indianred cd5c5c indigo 4b0082 ivory fffff0 khaki f0e68c lavender e6e6fa lavenderblush fff0f5
lawngreen 7cfc00 lemonchiffon fffacd lightblue add8e6 lightcoral f08080 lightcyan e0ffff
lightgoldenrodyellow fafad2 lightgray d3d3d3 lightgreen 90ee90 lightgrey d3d3d3 lightpink ffb6c1
lightsalmon ffa07a lightseagreen 20b2aa lightskyblue 87cefa lightslategray 778899 lightslategrey 778899
lightsteelblue b0c4de lightyellow ffffe0 lime 00ff00 limegreen 32cd32 linen faf0e6 magenta ff00ff
maroon 800000 mediumaquamarine 66cdaa mediumblue 0000cd mediumorchid ba55d3 mediumpurple 9370db
mediumseagreen 3cb371 mediumslateblue 7b68ee mediumspringgreen 00fa9a mediumturquoise 48d1cc
mediumvioletred c71585 midnightblue 191970 mintcream f5fffa mistyrose ffe4e1 moccasin ffe4b5
navajowhite ffdead navy 000080 oldlace fdf5e6 olive 808000 olivedrab 6b8e23 orange ffa500 orangered ff4500
orchid da70d6 palegoldenrod eee8aa palegreen 98fb98 paleturquoise afeeee palevioletred db7093
papayawhip ffefd5 peachpuff ffdab9 peru cd853f pink ffc0cb plum dda0dd powderblue b0e0e6 purple 800080
rebeccapurple 663399 red ff0000 rosybrown bc8f8f royalblue 4169e1 saddlebrown 8b4513 salmon fa8072
sandybrown f4a460 seagreen 2e8b57 seashell fff5ee sienna a0522d silver c0c0c0 skyblue 87ceeb
slateblue 6a5acd slategray 708090 slategrey 708090 snow fffafa springgreen 00ff7f steelblue 4682b4
tan d2b48c teal 008080 thistle d8bfd8 tomato ff6347 turquoise 40e0d0 violet ee82ee wheat f5deb3
white ffffff whitesmoke f5f5f5 yellow ffff00 yellowgreen 9acd32
`;

const named: ReadonlyMap<string, Color> = readNames();

function readNames(): Map<string, Color> {
  const colors = new Map<string, Color>();
  const words = NAMES.trim().split(/\s+/);
  for (let index = 0; index + 1 < words.length; index += 2) {
    const color = readHex(`#${words[index + 1]}`);
    if (color) colors.set(words[index] ?? "", color);
  }
  colors.set("transparent", { red: 0, green: 0, blue: 0, alpha: 0 });
  return colors;
}

const memo = new Map<string, Color | null>();
const MEMO_SIZE = 1000;

/** The colour that `text` names: hex digits, a name, `rgb()`, `hsl()` or `hwb()`; `null` for anything else. */
export function readColor(text: string): Color | null {
  const known = memo.get(text);
  if (known !== undefined) return known;
  const color = parseColor(text.trim().toLowerCase());
  if (text.length < 64) {
    if (memo.size >= MEMO_SIZE) memo.clear();
    memo.set(text, color);
  }
  return color;
}

function parseColor(text: string): Color | null {
  if (text.startsWith("#")) return readHex(text);
  const open = text.indexOf("(");
  if (open < 0) return named.get(text) ?? null;
  const parts = readParts(text, open + 1);
  if (parts === null) return null;
  const [first, second, third, fourth] = parts;
  if (!first || !second || !third) return null;
  const alpha = fourth ? within(fourth.percent ? fourth.value / 100 : fourth.value, 1) : 1;
  switch (text.slice(0, open)) {
    case "rgb":
    case "rgba": {
      const channel = (part: Part) => within(part.percent ? part.value * 2.55 : part.value, 255);
      return { red: channel(first), green: channel(second), blue: channel(third), alpha };
    }
    case "hsl":
    case "hsla":
      return fromHsl(first.value, within(second.value, 100) / 100, within(third.value, 100) / 100, alpha);
    case "hwb":
      return fromHwb(first.value, within(second.value, 100) / 100, within(third.value, 100) / 100, alpha);
    default:
      return null;
  }
}

interface Part {
  value: number;
  percent: boolean;
}

function readParts(text: string, from: number): Part[] | null {
  const reader: NumberReader = { text, at: from };
  const parts: Part[] = [];
  while (parts.length < 4) {
    while (text.charCodeAt(reader.at) === 47 || text.charCodeAt(reader.at) === 32) reader.at += 1;
    const value = readNumber(reader);
    if (value === null) break;
    const percent = text.charCodeAt(reader.at) === 37;
    if (percent) reader.at += 1;
    else if (text.startsWith("deg", reader.at)) reader.at += 3;
    else if (/[a-z]/.test(text.charAt(reader.at))) return null;
    parts.push({ value, percent });
  }
  return parts.length >= 3 ? parts : null;
}

function within(value: number, most: number): number {
  return value < 0 ? 0 : Math.min(value, most);
}

function readHex(text: string): Color | null {
  const digits = text.length - 1;
  if (digits !== 3 && digits !== 4 && digits !== 6 && digits !== 8) return null;
  const short = digits < 6;
  const channels = [0, 0, 0, 255];
  for (let index = 0; index < (short ? digits : digits / 2); index += 1) {
    const high = hexDigit(text.charCodeAt(1 + (short ? index : index * 2)));
    const low = short ? high : hexDigit(text.charCodeAt(2 + index * 2));
    if (high < 0 || low < 0) return null;
    channels[index] = high * 16 + low;
  }
  const [red = 0, green = 0, blue = 0, alpha = 255] = channels;
  return { red, green, blue, alpha: alpha / 255 };
}

function hexDigit(code: number): number {
  if (code >= 48 && code <= 57) return code - 48;
  const letter = code | 32;
  return letter >= 97 && letter <= 102 ? letter - 87 : -1;
}

/** CSS Color 4, section 7.1: hue in degrees, the others 0–1. */
function fromHsl(hue: number, saturation: number, lightness: number, alpha: number): Color {
  const reach = saturation * Math.min(lightness, 1 - lightness);
  const channel = (offset: number) => {
    const place = (((offset + hue / 30) % 12) + 12) % 12;
    return 255 * (lightness - reach * Math.max(-1, Math.min(place - 3, 9 - place, 1)));
  };
  return { red: channel(0), green: channel(8), blue: channel(4), alpha };
}

/** CSS Color 4, section 8.1. */
function fromHwb(hue: number, white: number, black: number, alpha: number): Color {
  if (white + black >= 1) {
    const grey = (255 * white) / (white + black);
    return { red: grey, green: grey, blue: grey, alpha };
  }
  const pure = fromHsl(hue, 1, 0.5, alpha);
  const channel = (value: number) => value * (1 - white - black) + 255 * white;
  return { red: channel(pure.red), green: channel(pure.green), blue: channel(pure.blue), alpha };
}

/** `top` painted over an opaque `below`. */
export function flatten(top: Color, below: Color): Color {
  const { alpha } = top;
  if (alpha >= 1) return top;
  return {
    red: top.red * alpha + below.red * (1 - alpha),
    green: top.green * alpha + below.green * (1 - alpha),
    blue: top.blue * alpha + below.blue * (1 - alpha),
    alpha: 1,
  };
}

export function fade(color: Color, opacity: number): Color {
  return opacity >= 1 ? color : { ...color, alpha: color.alpha * opacity };
}
