import { createDice } from "./testing-dice.ts";

/**
 * A drawing of about `size` characters: a poster of small teaching panels (cells of a periodic table, a plotted
 * wave, a star map, bars, a network), each element with about five attributes, as models write long drawings.
 * The same size gives the same text. It is well formed, and its size differs from `size` by less than 3 %.
 */
export function makeAtlas(size: number): string {
  const dice = createDice(size);
  const panels: string[] = [];
  let length = HEAD.length + 400;
  for (let index = 0; length < size - 60; index += 1) {
    const shape = SHAPES[index % SHAPES.length] ?? cells;
    const room = size - length;
    const panel = place(index, fillPanel(shape, dice, room));
    panels.push(panel);
    length += panel.length;
  }
  const rows = Math.ceil(panels.length / COLUMNS);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${COLUMNS * WIDTH} ${rows * HEIGHT + 60}" role="img">`,
    "<title>A poster of small pictures</title><desc>Elements, waves, stars, bars and networks.</desc>",
    HEAD,
    `<rect width="100%" height="100%" fill="#fbfaf6"/>`,
    `<text x="24" y="40" font-family="Georgia, serif" font-size="28" fill="#222">A poster of small pictures</text>`,
    ...panels,
    "</svg>\n",
  ].join("\n");
}

const COLUMNS = 4;
const WIDTH = 240;
const HEIGHT = 200;

const HEAD = `<defs>
  <linearGradient id="warm" x1="0" y1="0" x2="0" y2="1"><stop offset="0%" stop-color="#ffd9a0"/><stop offset="100%" stop-color="#f08a5d"/></linearGradient>
  <radialGradient id="night" cx="50%" cy="40%" r="80%"><stop offset="0" stop-color="#28325e"/><stop offset="1" stop-color="#0b1026"/></radialGradient>
  <marker id="tip" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="6" markerHeight="6" orient="auto"><path d="M0 0L10 5L0 10z" fill="#33507a"/></marker>
</defs>
<style>
  .frame { fill: none; stroke: #d8d2c4; stroke-width: 1.5 }
  .name { font: 600 13px "Segoe UI", Arial, sans-serif; fill: #3a3a3a }
  .sign { font-family: Georgia, serif; font-size: 15px; text-anchor: middle }
  .tiny { font-size: 7px; fill: #555; text-anchor: middle }
  .twinkle { animation: twinkle 3s ease-in-out infinite alternate }
  @keyframes twinkle { from { opacity: .4 } to { opacity: 1 } }
</style>`;

type Dice = ReturnType<typeof createDice>;
type Shape = (dice: Dice, steps: number) => string;

const SHAPES: Shape[] = [cells, wave, stars, bars, network];

/** The panel with as many steps as there is room for. */
function fillPanel(shape: Shape, dice: Dice, room: number): string {
  const panel = shape(dice, 18);
  if (panel.length <= room) return panel;
  const each = panel.length / 18;
  return shape(dice, Math.max(1, Math.floor((room - 90) / each)));
}

function place(index: number, content: string): string {
  const x = (index % COLUMNS) * WIDTH + 10;
  const y = Math.floor(index / COLUMNS) * HEIGHT + 60;
  return `<g id="panel-${index}" transform="translate(${x} ${y})">\n<rect class="frame" x="0" y="0" width="220" height="180" rx="8"/>\n${content}</g>`;
}

const SIGNS = "H He Li Be B C N O F Ne Na Mg Al Si P S Cl Ar".split(" ");
const PAINTS = ["#8ecae6", "#ffb703", "#90be6d", "#f4a3a8", "#cdb4db", "#bde0fe"];

function cells(dice: Dice, steps: number): string {
  let text = `<text class="name" x="12" y="20">Elements</text>\n`;
  for (let step = 0; step < steps; step += 1) {
    const x = 10 + (step % 6) * 34;
    const y = 30 + Math.floor(step / 6) * 48;
    text += `<g><rect x="${x}" y="${y}" width="32" height="44" rx="3" fill="${dice.pick(PAINTS)}" stroke="#666" stroke-width="0.8"/><text class="sign" x="${x + 16}" y="${y + 22}" fill="#1f2937">${SIGNS[step % SIGNS.length]}</text><text class="tiny" x="${x + 16}" y="${y + 36}">${step + 1}</text></g>\n`;
  }
  return text;
}

function wave(dice: Dice, steps: number): string {
  const tall = 20 + dice.below(40);
  let line = "M10 100";
  for (let step = 0; step < steps * 6; step += 1)
    line += ` L${(10 + ((step + 1) * 200) / (steps * 6)).toFixed(1)} ${(100 - tall * Math.sin(step / 6)).toFixed(2)}`;
  return `<text class="name" x="12" y="20">A wave, amplitude ${tall}</text>\n<path d="M10 100H212M10 170V34" fill="none" stroke="#33507a" stroke-width="1.5" marker-end="url(#tip)"/>\n<path d="${line}" fill="none" stroke="#d1495b" stroke-width="2.5" stroke-linejoin="round"/>\n`;
}

function stars(dice: Dice, steps: number): string {
  let text = `<rect x="6" y="28" width="208" height="146" rx="6" fill="url(#night)"/>\n<text class="name" x="12" y="20">Stars</text>\n`;
  for (let step = 0; step < steps * 2; step += 1)
    text += `<circle class="twinkle" cx="${12 + dice.below(196)}" cy="${34 + dice.below(134)}" r="${(0.6 + dice.below(20) / 10).toFixed(1)}" fill="#fff" opacity="0.${3 + dice.below(6)}"/>\n`;
  return text;
}

function bars(dice: Dice, steps: number): string {
  let text = `<text class="name" x="12" y="20">Rain by month</text>\n<line x1="10" y1="160" x2="212" y2="160" stroke="#444" stroke-width="1.5"/>\n`;
  for (let step = 0; step < steps; step += 1) {
    const tall = 10 + dice.below(110);
    const x = (14 + (step * 196) / steps).toFixed(1);
    text += `<rect x="${x}" y="${160 - tall}" width="8" height="${tall}" fill="url(#warm)" style="stroke:#a3562f;stroke-width:0.6"><title>${tall} mm</title></rect>\n`;
  }
  return text;
}

function network(dice: Dice, steps: number): string {
  let text = `<text class="name" x="12" y="20">A network</text>\n`;
  const spots = Array.from({ length: steps }, () => [20 + dice.below(180), 40 + dice.below(124)] as const);
  for (let step = 1; step < steps; step += 1) {
    const [x1, y1] = spots[step] ?? [0, 0];
    const [x2, y2] = spots[dice.below(step)] ?? [0, 0];
    text += `<line x1="${x1}" y1="${y1}" x2="${x2}" y2="${y2}" stroke="#8aa1c1" stroke-width="1.4" opacity=".8"/>\n`;
  }
  for (const [x, y] of spots)
    text += `<circle cx="${x}" cy="${y}" r="7" fill="${dice.pick(PAINTS)}" stroke="#33507a" stroke-width="1.5"/>\n`;
  return text;
}
