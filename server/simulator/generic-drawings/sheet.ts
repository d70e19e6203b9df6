import type { Palette } from "./palettes.ts";
import { fitTopic, type Room } from "./topic-lines.ts";
import type { DrawingWords } from "./words.ts";

/** What each generic drawing is made of. */
export interface Subject {
  topic: string;
  words: DrawingWords;
  palette: Palette;
}

/** The parts of a drawing, each of them markup. */
export interface Sheet {
  defs: string;
  style: string;
  /** Three hills, from the farthest to the nearest: path data that begins and ends below the canvas. */
  hills: [string, string, string];
  body: string;
}

function escapeXml(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}

/** Writes a drawing, as a model would: description, definitions, the land, what stands on it, and what it is. */
export function writeSheet(
  { words, palette }: Subject,
  about: { title: string; desc: string },
  { defs, style, hills, body }: Sheet,
): string {
  const land = hills.map((path, index) => `<path d="${path}" fill="${palette.hills[index]}"/>`).join("\n");
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 400" role="img" aria-labelledby="t d">
<title id="t">${escapeXml(about.title)}</title>
<desc id="d">${escapeXml(about.desc)}</desc>
<defs>
<linearGradient id="sky" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="${palette.sky[0]}"/><stop offset="1" stop-color="${palette.sky[1]}"/></linearGradient>
<radialGradient id="plate" cx=".38" cy=".3" r=".8"><stop offset="0" stop-color="${palette.plate[0]}"/><stop offset="1" stop-color="${palette.plate[1]}"/></radialGradient>
${defs.trim()}
</defs>
<style>
text { font: 600 20px 'Source Sans 3', 'Helvetica Neue', Arial, 'Noto Sans JP', sans-serif; fill: ${palette.ink}; text-anchor: middle }
${style.trim()}
</style>
<rect width="640" height="400" fill="url(#sky)"/>
${land}
${body.trim()}
<text x="618" y="383" style="font-weight:400;text-anchor:end;fill:${palette.quiet}">${escapeXml(words.sample)}</text>
</svg>`;
}

/** The topic around the height `y`, in as large letters as its room allows. */
export function writeTopic({ topic, palette }: Subject, x: number, y: number, room: Room): string {
  const { lines, size, rightToLeft } = fitTopic(topic, room);
  const leading = Math.round(size * 1.16);
  // The middle of the letters of Latin capitals is about a third of their size above the line they stand on.
  const first = Math.round(y + size * 0.35 - ((lines.length - 1) * leading) / 2);
  const direction = rightToLeft ? ' direction="rtl"' : "";
  const spans = lines.map(
    (line, index) => `<tspan x="${x}" y="${first + index * leading}">${escapeXml(line)}</tspan>`,
  );
  return `<text style="font-size:${size}px;font-weight:700;fill:${palette.ink}"${direction}>${spans.join("")}</text>`;
}

/** Someone who wants to know, seen from aside; `x` and `y` are where the feet are, 80 units below the top of the head. */
export function drawLearner(palette: Palette, x: number, y: number, arms: string): string {
  const [coat, scarf, bag] = palette.accents;
  return `<g transform="translate(${x} ${y}) scale(1.2)">
<ellipse cy="1" rx="17" ry="4" fill="${palette.ink}" opacity=".18"/>
<path d="M-5 -20 L-6 0 M5 -20 L7 0" stroke="${palette.ink}" stroke-width="6" stroke-linecap="round"/>
<path d="M-9 -46 Q0 -52 9 -46 L15 -14 Q0 -8 -15 -14Z" fill="${coat}"/>
<path d="M-16 -22 Q-22 -40 -6 -47 L-10 -38 Q-14 -32 -16 -22Z" fill="${bag}"/>
${arms}
<circle cy="-57" r="10" fill="#d9a27c"/>
<path d="M7.5 -63.5 A10 10 0 1 0 -6 -49 Q-3 -58 7.5 -63.5Z" fill="${palette.ink}"/>
<path d="M-8 -48 Q0 -42 9 -48" fill="none" stroke="${scarf}" stroke-width="5" stroke-linecap="round"/>
</g>`;
}
