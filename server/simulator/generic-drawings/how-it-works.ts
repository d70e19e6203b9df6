import { drawLearner, type Sheet, type Subject, writeTopic } from "./sheet.ts";

/** From the left edge to the arrow's head, and its beginning: what flows along it waits there, out of sight. */
const BENDS =
  "c40 -22 66 -48 108 -54 c62 -10 84 50 148 38 c64 -12 84 -44 152 -44 c68 0 86 -16 140 -48 l68 -44";
const WAY = `M-20 322 ${BENDS}`;
const STAGES = [
  { x: 88, y: 268, label: 322 },
  { x: 236, y: 306, label: 360 },
  { x: 388, y: 262, label: 316 },
  { x: 528, y: 214, label: 274 },
];

/** The topic as a cloud over a way with four stages, along which something flows; each stage fills its circle more. */
export function drawHowItWorks(subject: Subject): Sheet {
  const { words, palette } = subject;
  const [first, second, third] = palette.accents;
  const stick = `<path d="M4 -42 Q12 -36 17 -32" fill="none" stroke="${first}" stroke-width="6" stroke-linecap="round"/><path d="M17 -40 L21 2" stroke="${palette.ink}" stroke-width="3" stroke-linecap="round"/>`;
  const stages = STAGES.map(
    ({ x, y, label }, index) => `<g><circle cx="${x}" cy="${y}" r="28" fill="${palette.plate[0]}"/>
<circle cx="${x}" cy="${y}" r="23" fill="none" stroke="${palette.plate[1]}" stroke-width="6"/>
<circle cx="${x}" cy="${y}" r="23" fill="none" stroke="${third}" stroke-width="6" pathLength="4" stroke-dasharray="${index + 1} 4" transform="rotate(-90 ${x} ${y})"/>
<text x="${x}" y="${y + 8}" style="font-size:24px;font-weight:700">${index + 1}</text>
<text x="${x}" y="${label}">${words.stages[index]}</text></g>`,
  );
  return {
    defs: `
<linearGradient id="flow" gradientUnits="userSpaceOnUse" x1="0" y1="0" x2="600" y2="0"><stop offset="0" stop-color="${second}" stop-opacity=".55"/><stop offset="1" stop-color="${first}"/></linearGradient>
<path id="way" d="${WAY}"/>`,
    style: `
.flows { fill: none; stroke: #fff; stroke-width: 3; stroke-linecap: round; stroke-dasharray: 1 19; animation: flow 2.4s linear infinite }
@keyframes flow { from { stroke-dashoffset: 0 } to { stroke-dashoffset: -40px } }
.cloud { animation: drift 9s ease-in-out infinite alternate }
@keyframes drift { from { transform: translate(-6px, 0) } to { transform: translate(6px, 0) } }`,
    hills: [
      "M0 268 C90 236 160 250 250 268 S450 214 640 196 V400 H0Z",
      "M0 312 C110 286 200 340 300 322 S520 282 640 262 V400 H0Z",
      "M0 372 C120 352 220 384 340 374 S540 352 640 356 V400 H0Z",
    ],
    body: `
<circle cx="540" cy="96" r="46" fill="${palette.plate[1]}"/>
<g class="cloud"><path d="M150 136 A40 40 0 0 1 140 58 A58 58 0 0 1 238 30 A74 74 0 0 1 368 28 A56 56 0 0 1 462 62 A38 38 0 0 1 456 136Z" fill="${palette.plate[0]}"/>
${writeTopic(subject, 302, 84, { width: 300, largest: 44, largestOfTwo: 32, smallest: 22 })}</g>
<use href="#way" fill="none" stroke="#fff" stroke-width="24" stroke-linecap="round" opacity=".8"/>
<use href="#way" fill="none" stroke="url(#flow)" stroke-width="16"/>
<path d="M620 154 L583 160 L600 186Z" fill="${first}" stroke="${first}" stroke-width="6" stroke-linejoin="round"/>
<path class="flows" d="${WAY}"/>
${drawLearner(palette, 312, 282, stick)}
<circle cx="-20" cy="322" r="7" fill="#fff" stroke="${first}" stroke-width="3"><animateMotion path="M0 0 ${BENDS}" dur="8s" repeatCount="indefinite"/></circle>
${stages.join("\n")}`,
  };
}
