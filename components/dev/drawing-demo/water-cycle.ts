/** A good drawing, as a model would send it: words around a fence, 12 labels, sheets and timed animations. */
export const WATER_CYCLE = `Here is the water cycle as one landscape, from the sea to the mountains and back:

${"```"}svg
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 800 500" role="img">
  <title>The water cycle</title>
  <desc>The sun warms the sea. Water rises as vapour, cools into clouds, drifts to the mountains, falls as rain and snow, and returns to the sea as a river and under the ground.</desc>
  <style>
    text { font-size: 16px; font-weight: 600; fill: #17384c; animation: arrive .7s ease-out both }
    .small { font-size: 14px; font-weight: 500; fill: #23465a }
    .light { fill: #f4fbff }
    .rays { transform-origin: 668px 86px; animation: turn 48s linear infinite }
    .drift { animation: drift 8s ease-in-out infinite alternate }
    .near { animation-duration: 6s }
    .drop { stroke: #3f86b5; stroke-width: 2.4; stroke-linecap: round; animation: fall 1.1s linear infinite }
    .late { animation-delay: -.37s }
    .later { animation-delay: -.74s }
    .flow { fill: none; stroke-linecap: round; stroke-dasharray: 1 9; animation: flow 1.4s linear infinite }
    .waves { animation: sway 5s ease-in-out infinite alternate }
    @keyframes arrive { from { opacity: 0 } to { opacity: 1 } }
    @keyframes turn { to { transform: rotate(360deg) } }
    @keyframes drift { from { transform: translateX(-7px) } to { transform: translateX(9px) } }
    @keyframes fall { from { transform: translate(0, -6px); opacity: 0 } 30% { opacity: 1 } to { transform: translate(-5px, 30px); opacity: 0 } }
    @keyframes flow { to { stroke-dashoffset: -20 } }
    @keyframes sway { from { transform: translateX(-12px) } to { transform: translateX(10px) } }
  </style>
  <defs>
    <linearGradient id="sky" x1="0" y1="0" x2="0" y2="1">
      <stop offset="0" stop-color="#cfe8f6"/>
      <stop offset=".72" stop-color="#fbf3df"/>
    </linearGradient>
    <linearGradient id="sea" x1="0" y1="0" x2="0" y2="1">
      <stop offset="0" stop-color="#3d8fbd"/>
      <stop offset="1" stop-color="#1b5478"/>
    </linearGradient>
    <linearGradient id="rock" x1="0" y1="0" x2="1" y2="1">
      <stop offset="0" stop-color="#90a6ae"/>
      <stop offset="1" stop-color="#64808a"/>
    </linearGradient>
    <linearGradient id="meadow" x1="0" y1="0" x2="0" y2="1">
      <stop offset="0" stop-color="#a9cb84"/>
      <stop offset="1" stop-color="#86ad68"/>
    </linearGradient>
    <radialGradient id="glow">
      <stop offset="0" stop-color="#ffe9a8" stop-opacity=".95"/>
      <stop offset="1" stop-color="#ffe9a8" stop-opacity="0"/>
    </radialGradient>
    <marker id="tip" viewBox="0 0 10 10" refX="6" refY="5" markerWidth="9" markerHeight="9" markerUnits="userSpaceOnUse" orient="auto">
      <path d="M1 1 L9 5 L1 9" fill="none" stroke="#c8643c" stroke-width="2" stroke-linecap="round" stroke-linejoin="round"/>
    </marker>
  </defs>
  <rect width="800" height="500" fill="url(#sky)"/>
  <g id="sun">
    <circle cx="668" cy="86" r="92" fill="url(#glow)">
      <animate attributeName="r" values="84;98;84" dur="5s" repeatCount="indefinite"/>
    </circle>
    <g class="rays" stroke="#f2b84b" stroke-width="4" stroke-linecap="round">
      <path d="M668 30V18M668 154V142M612 86H600M736 86H724M628.4 46.4L620 38M716 134L707.600 125.600M628.400 125.600L620 134M716 38L707.600 46.400"/>
    </g>
    <circle cx="668" cy="86" r="37" fill="#f8cd63"/>
  </g>
  <path d="M0 300L58 214L104 262L176 158L250 246L300 206L462 388H0Z" fill="#b9cbd1"/>
  <path d="M0 352L112 176L190 272L232 238L392 372H0Z" fill="url(#rock)"/>
  <path d="M112 176L84 220L98 216L110 229L124 214L138 222L147 219Z" fill="#fdfefe"/>
  <path d="M232 238L214 253L226 257L235 252L246 259L252 255Z" fill="#fdfefe"/>
  <rect x="440" y="390" width="360" height="110" fill="url(#sea)"/>
  <path class="waves" d="M420 392q14-8 28 0q14-8 28 0q14-8 28 0q14-8 28 0q14-8 28 0q14-8 28 0q14-8 28 0q14-8 28 0q14-8 28 0q14-8 28 0q14-8 28 0q14-8 28 0q14-8 28 0q14-8 28 0q14-8 28 0v14H420Z" fill="#4a9ac5"/>
  <path class="waves near" d="M430 418q18 7 36 0t36 0 36 0 36 0 36 0 36 0 36 0 36 0 36 0 36 0 36 0" fill="none" stroke="#8cc4e0" stroke-width="2" stroke-linecap="round" opacity=".7"/>
  <path d="M0 336C92 316 190 330 286 346S438 372 506 392C486 424 470 462 466 500H0Z" fill="url(#meadow)"/>
  <path d="M0 408C140 396 310 408 492 418C478 446 469 474 466 500H0Z" fill="#cbab80"/>
  <path d="M0 448C150 440 320 446 476 456C470 472 467 486 466 500H0Z" fill="#6fa5c4"/>
  <path d="M148 296C176 318 150 332 196 344S300 346 336 366S440 372 508 394" fill="none" stroke="#4f9ac6" stroke-width="9" stroke-linecap="round"/>
  <path class="flow" d="M148 296C176 318 150 332 196 344S300 346 336 366S440 372 508 394" stroke="#d8effa" stroke-width="2.5"/>
  <g id="trees" stroke-linecap="round">
    <path d="M318 352V330M352 356V330M384 362V342" stroke="#7a5b3c" stroke-width="5"/>
    <circle cx="318" cy="320" r="16" fill="#4f8652"/>
    <circle cx="352" cy="318" r="19" fill="#5f9659"/>
    <circle cx="384" cy="333" r="14" fill="#4f8652"/>
  </g>
  <g class="drift" fill="#ffffff">
    <ellipse cx="426" cy="92" rx="58" ry="22"/>
    <circle cx="402" cy="78" r="24"/>
    <circle cx="440" cy="70" r="31"/>
    <circle cx="468" cy="84" r="19"/>
  </g>
  <g class="drift near">
    <g fill="#c2d2dc">
      <ellipse cx="160" cy="102" rx="72" ry="24"/>
      <circle cx="126" cy="86" r="27"/>
      <circle cx="168" cy="74" r="35"/>
      <circle cx="206" cy="90" r="22"/>
    </g>
    <g>
      <path class="drop" d="M112 134l-3 12"/>
      <path class="drop late" d="M134 138l-3 12"/>
      <path class="drop later" d="M156 134l-3 12"/>
      <path class="drop" d="M178 138l-3 12"/>
      <path class="drop late" d="M200 134l-3 12"/>
      <path class="drop later" d="M218 138l-3 12"/>
    </g>
  </g>
  <g fill="none" stroke="#c8643c" stroke-width="2.600" stroke-linecap="round">
    <path d="M556 372c-12-18 12-32 0-50s12-32 0-52" marker-end="url(#tip)"/>
    <path d="M602 372c-12-18 12-32 0-50s12-32 0-52" marker-end="url(#tip)"/>
    <path d="M648 372c-12-18 12-32 0-50s12-32 0-52" marker-end="url(#tip)"/>
    <path d="M602 216C592 162 556 128 504 104" marker-end="url(#tip)"/>
    <path d="M356 84C322 66 284 64 250 74" marker-end="url(#tip)"/>
    <path d="M352 292c-8-10 8-18 0-28" marker-end="url(#tip)"/>
    <path d="M226 384c3 18-3 30 0 46" marker-end="url(#tip)"/>
    <path d="M404 474H452" marker-end="url(#tip)"/>
  </g>
  <circle r="6" fill="#2f7fb0" stroke="#ffffff" stroke-width="2">
    <animateMotion dur="14s" repeatCount="indefinite" path="M602 392C590 330 614 280 600 230S540 110 452 86S240 60 172 96L148 296C176 318 150 332 196 344S300 346 336 366S440 372 508 394Z"/>
  </circle>
  <text x="668" y="92" text-anchor="middle" class="small">Sun</text>
  <text x="672" y="312">Evaporation</text>
  <text x="672" y="331" class="small">warm water rises</text>
  <text x="436" y="164">Condensation</text>
  <text x="436" y="183" class="small">vapour cools</text>
  <text x="426" y="97" text-anchor="middle" class="small">Cloud</text>
  <text x="302" y="54" text-anchor="middle" class="small">wind carries it</text>
  <text x="30" y="160">Rain</text>
  <text x="20" y="206" class="small">Snow</text>
  <text x="398" y="284">Transpiration</text>
  <text x="398" y="303" class="small">leaves breathe out</text>
  <text x="60" y="372">River</text>
  <text x="242" y="414" class="small">Water seeps in</text>
  <text x="60" y="484">Groundwater</text>
  <text x="600" y="462" class="light">Sea</text>
</svg>
${"```"}

Follow one drop around: that is the whole story.`;
