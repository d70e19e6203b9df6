import { drawPlanet } from "./planet.ts";
import { drawLearner, type Sheet, type Subject, writeTopic } from "./sheet.ts";

const ROWS = [196, 240, 284];

/** The topic on a card with three lines that are ticked, and the next question on the horizon. */
export function drawRecap(subject: Subject): Sheet {
  const { words, palette } = subject;
  const [first, second, third] = palette.accents;
  const planet = drawPlanet(palette, 524, 128, 72, 98);
  const arms = `<path d="M4 -42 Q14 -40 20 -46" fill="none" stroke="${first}" stroke-width="6" stroke-linecap="round"/>
<g transform="rotate(14 22 -40)"><path d="M17 -104 H27 V-8 L22 6 L17 -8Z" fill="${second}"/><path d="M17 -8 L22 6 L27 -8Z" fill="#f3d9b8"/><path d="M20 0 L22 6 L24 0Z" fill="${palette.ink}"/><path d="M17 -104 H27 V-96 H17Z" fill="${palette.ink}"/></g>
<circle cx="21" cy="-46" r="4" fill="#d9a27c"/>`;
  const rows = ROWS.map(
    (y, index) => `<g><circle cx="112" cy="${y}" r="16" fill="none" stroke="${third}" stroke-width="3"/>
<path d="M104 ${y} l6 7 l11 -15" class="tick" style="animation-delay:${index * 0.5}s"/>
<text x="142" y="${y + 7}" style="text-anchor:start">${words.kept[index]}</text>
<path d="M142 ${y + 20} H376" stroke="${palette.plate[1]}" stroke-width="2" stroke-linecap="round"/></g>`,
  );
  return {
    defs: `
<linearGradient id="paper" x1="0" y1="0" x2="1" y2="1"><stop offset="0" stop-color="#fffefb"/><stop offset="1" stop-color="${palette.plate[0]}"/></linearGradient>
${planet.defs}`,
    style: `
.tick { fill: none; stroke: ${first}; stroke-width: 5; stroke-linecap: round; stroke-linejoin: round; stroke-dasharray: 30; animation: tick 9s ease-in-out infinite }
@keyframes tick { 0%, 70% { stroke-dashoffset: 0 } 76% { stroke-dashoffset: 30px } 80% { stroke-dashoffset: 30px } 90%, 100% { stroke-dashoffset: 0 } }`,
    hills: [
      "M0 306 C110 280 230 318 350 300 S540 262 640 284 V400 H0Z",
      "M0 346 C110 322 250 352 380 338 S560 318 640 330 V400 H0Z",
      "M0 356 C90 346 200 366 320 364 S520 350 640 360 V400 H0Z",
    ],
    body: `
${planet.behind}
${planet.ball}
${planet.before}
<text x="524" y="126">${words.next}</text>
<g transform="rotate(-1.5 230 190)">
<rect x="68" y="44" width="336" height="288" rx="16" fill="${palette.ink}" opacity=".14" transform="translate(6 9)"/>
<rect x="68" y="44" width="336" height="288" rx="16" fill="url(#paper)"/>
<path d="M356 34 H384 V96 L370 84 L356 96Z" fill="${first}"/>
<text x="96" y="82" style="font-weight:400;text-anchor:start">${words.keep}</text>
${writeTopic(subject, 236, 124, { width: 284, largest: 36, largestOfTwo: 26, smallest: 21 })}
<path d="M96 166 H376" stroke="${palette.plate[1]}" stroke-width="3" stroke-linecap="round"/>
${rows.join("\n")}
</g>
${drawLearner(palette, 486, 356, arms)}`,
  };
}
