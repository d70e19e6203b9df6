import { drawPlanet } from "./planet.ts";
import { drawLearner, type Sheet, type Subject, writeTopic } from "./sheet.ts";

/** The topic as a planet over the horizon; someone looks up at it, and questions go round it. */
export function drawQuestion(subject: Subject): Sheet {
  const { words, palette } = subject;
  const [first, second, third] = palette.accents;
  const [what, why, how] = words.questions;
  const planet = drawPlanet(palette, 330, 170, 134, 248);
  const telescope = `<path d="M3 -40 Q10 -36 17 -42" fill="none" stroke="${palette.ink}" stroke-width="5" stroke-linecap="round"/>
<path d="M30 -48 L22 0 M30 -48 L40 0" stroke="${palette.quiet}" stroke-width="3" stroke-linecap="round"/>
<path d="M11 -52 L47 -70 L51 -62 L15 -44Z" fill="${second}"/><path d="M45 -71 L52 -74 L57 -63 L50 -60Z" fill="${palette.ink}"/>`;
  return {
    defs: `
<radialGradient id="halo"><stop offset=".6" stop-color="${palette.plate[1]}" stop-opacity=".9"/><stop offset="1" stop-color="${palette.plate[1]}" stop-opacity="0"/></radialGradient>
<linearGradient id="beam" x1="0" y1="1" x2="1" y2="0"><stop offset="0" stop-color="#fff" stop-opacity=".9"/><stop offset="1" stop-color="#fff" stop-opacity=".15"/></linearGradient>
${planet.defs}
<path id="star" d="M0 -7 Q1 -1 7 0 Q1 1 0 7 Q-1 1 -7 0 Q-1 -1 0 -7Z" fill="${palette.line}"/>`,
    style: `
.asks { font-size: 28px; font-weight: 700; fill: #fff }
.star { animation: twinkle 6s ease-in-out infinite alternate }
@keyframes twinkle { from { opacity: 1 } to { opacity: .35 } }`,
    hills: [
      "M0 330 C90 300 180 326 270 318 S470 296 640 322 V400 H0Z",
      "M0 352 C120 330 250 360 380 344 S560 330 640 346 V400 H0Z",
      "M0 346 C60 330 130 336 190 362 S420 374 640 362 V400 H0Z",
    ],
    body: `
<g><use href="#star" class="star" x="122" y="44"/><use href="#star" class="star" x="560" y="58" style="animation-delay:-3s"/><use href="#star" class="star" x="596" y="128" style="animation-delay:-5s"/><use href="#star" class="star" x="138" y="216" style="animation-delay:-2s"/><use href="#star" class="star" x="470" y="36" style="animation-delay:-4s"/></g>
<circle cx="330" cy="170" r="168" fill="url(#halo)"><animate attributeName="r" values="168;176;168" dur="8s" repeatCount="indefinite"/></circle>
<path d="M146 274 L226 92 L300 290Z" fill="url(#beam)"/>
${planet.behind}
${mark(190, 84, 14, third, 20, "0 0 q14 -6 28 -8", 11)}
${mark(512, 176, 19, third, 26, "0 0 q18 22 16 40", 9)}
${planet.ball}
${writeTopic(subject, 330, 152, { width: 236, largest: 46, largestOfTwo: 34, smallest: 22 })}
${planet.before}
${mark(92, 140, 25, first, 34, "0 0 q10 26 44 44", 10)}
${mark(436, 262, 25, second, 34, "0 0 q-34 -8 -66 -18", 12)}
<text x="62" y="92">${what}</text>
<text x="544" y="160" style="text-anchor:start">${why}</text>
<text x="472" y="300" style="text-anchor:start">${how}</text>
${drawLearner(palette, 92, 352, telescope)}`,
  };
}

/** A question mark on a moon, which goes a little way along its orbit and back. */
function mark(
  x: number,
  y: number,
  radius: number,
  colour: string,
  size: number,
  way: string,
  seconds: number,
): string {
  return `<g><circle cx="${x}" cy="${y}" r="${radius}" fill="${colour}"/><text x="${x}" y="${Math.round(y + size * 0.35)}" class="asks" style="font-size:${size}px">?</text><animateMotion path="M${way}" keyPoints="0;1;0" keyTimes="0;.5;1" calcMode="spline" keySplines=".45 0 .55 1;.45 0 .55 1" dur="${seconds}s" repeatCount="indefinite"/></g>`;
}
