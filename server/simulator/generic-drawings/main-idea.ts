import { drawLearner, type Sheet, type Subject, writeTopic } from "./sheet.ts";

/** The topic in the middle of a mobile: three parts hang from one wire, which keeps them in balance. */
export function drawMainIdea(subject: Subject): Sheet {
  const { words, palette } = subject;
  const [first, second, third] = palette.accents;
  const pointing = `<path d="M5 -42 Q14 -46 20 -58" fill="none" stroke="${first}" stroke-width="6" stroke-linecap="round"/><circle cx="20.5" cy="-60" r="3.5" fill="#d9a27c"/>`;
  return {
    defs: `
<radialGradient id="moon"><stop offset="0" stop-color="#fff" stop-opacity=".95"/><stop offset=".82" stop-color="#fff" stop-opacity=".55"/><stop offset="1" stop-color="#fff" stop-opacity="0"/></radialGradient>
${shade("one", first)}${shade("two", second)}${shade("three", third)}`,
    style: `
.wire { fill: none; stroke: ${palette.ink}; stroke-width: 2; stroke-linecap: round }
.sway { animation: sway 7s ease-in-out infinite alternate }
@keyframes sway { from { transform: rotate(-3.5deg) } to { transform: rotate(3.5deg) } }`,
    hills: [
      "M0 318 C110 296 200 322 320 326 S540 300 640 314 V400 H0Z",
      "M0 346 C100 326 210 352 330 350 S560 336 640 344 V400 H0Z",
      "M0 352 C80 344 150 362 260 366 S500 360 640 364 V400 H0Z",
    ],
    body: `
<circle cx="320" cy="170" r="176" fill="url(#moon)"/>
<g fill="${palette.ink}" opacity=".12"><ellipse cx="128" cy="332" rx="38" ry="5"/><ellipse cx="320" cy="362" rx="44" ry="5"/><ellipse cx="512" cy="330" rx="38" ry="5"/></g>
<path class="wire" d="M320 0 V36 M320 36 V106"/>
<path class="wire" style="stroke-width:3.5" d="M128 118 Q320 -46 512 118"/>
<g fill="${palette.ink}"><circle cx="128" cy="118" r="4"/><circle cx="320" cy="36" r="4"/><circle cx="512" cy="118" r="4"/></g>
<g class="sway" style="transform-origin:128px 118px"><path class="wire" d="M128 118 V166"/><circle cx="128" cy="208" r="43" fill="url(#one)"/><path d="M101 190 A32 32 0 0 1 126 177" fill="none" stroke="#fff" stroke-width="4" stroke-linecap="round" opacity=".6"/></g>
<g class="sway" style="transform-origin:512px 118px;animation-delay:-3s"><path class="wire" d="M512 118 V166"/><path d="M512 164 L562 250 Q512 262 462 250Z" fill="url(#two)" stroke-linejoin="round"/><path d="M507 186 L484 226" stroke="#fff" stroke-width="4" stroke-linecap="round" opacity=".6"/></g>
<g class="sway" style="transform-origin:320px 206px;animation-delay:-5s"><path class="wire" d="M320 206 V244"/><rect x="284" y="242" width="72" height="72" rx="10" fill="url(#three)"/><path d="M295 270 V255 H312" fill="none" stroke="#fff" stroke-width="4" stroke-linecap="round" opacity=".6"/></g>
<rect x="190" y="106" width="260" height="104" rx="52" fill="url(#plate)" stroke="#fff" stroke-width="3"/>
<text x="320" y="134" style="font-weight:400">${words.mainIdea}</text>
${writeTopic(subject, 320, 168, { width: 226, largest: 36, largestOfTwo: 24, smallest: 20 })}
<path d="M548 50 Q508 76 460 77" fill="none" stroke="${palette.quiet}" stroke-width="1.5"/><circle cx="456" cy="77" r="3.5" fill="${palette.quiet}"/>
<text x="622" y="40" style="text-anchor:end">${words.tie}</text>
<text x="128" y="284">${words.parts[0]}</text>
<text x="512" y="286">${words.parts[1]}</text>
<text x="320" y="344">${words.parts[2]}</text>
${drawLearner(palette, 46, 362, pointing)}`,
  };
}

function shade(id: string, colour: string): string {
  return `<radialGradient id="${id}" cx=".35" cy=".3" r=".9"><stop offset="0" stop-color="${colour}" stop-opacity=".8"/><stop offset=".7" stop-color="${colour}"/></radialGradient>`;
}
