import { createRandom } from "../pace.ts";

/** The colours of a set of drawings. All text is `ink` or `quiet`, or white on one of the three accents. */
export interface Palette {
  /** The sky from top to bottom. */
  sky: [string, string];
  /** Hills, from the farthest to the nearest. */
  hills: [string, string, string];
  ink: string;
  quiet: string;
  /** What a topic is written on, from its lit to its shaded side. */
  plate: [string, string];
  /** The shaded rim of what is round. */
  shade: string;
  accents: [string, string, string];
  /** Thin lines. */
  line: string;
}

const MEADOW: Palette = {
  sky: ["#dfeee8", "#fbf4e2"],
  hills: ["#d3e3c9", "#b9d2ae", "#9dc098"],
  ink: "#1f3a30",
  quiet: "#33533f",
  plate: ["#fffdf6", "#f6e6bf"],
  shade: "#dcc27c",
  accents: ["#c2532f", "#b6780f", "#2f7561"],
  line: "#7d9d86",
};
const SEA: Palette = {
  sky: ["#d9ebf3", "#fdf3e2"],
  hills: ["#cde3e8", "#a9d0d8", "#86bac6"],
  ink: "#15364b",
  quiet: "#1f4a5f",
  plate: ["#fffdf7", "#f8e2c0"],
  shade: "#e9b98a",
  accents: ["#c4533a", "#b97614", "#20708c"],
  line: "#7ba3b4",
};
const DUSK: Palette = {
  sky: ["#e3def2", "#fdece0"],
  hills: ["#dbd2ea", "#c4b8de", "#ac9fd0"],
  ink: "#2d2750",
  quiet: "#40386a",
  plate: ["#fffcf8", "#f9dfcb"],
  shade: "#e7ab9f",
  accents: ["#b4486b", "#b8701f", "#5d4fa0"],
  line: "#9a8dbb",
};
const CLAY: Palette = {
  sky: ["#f8e7d8", "#fff7e8"],
  hills: ["#efd8bd", "#e3c19c", "#d3a780"],
  ink: "#43291e",
  quiet: "#573626",
  plate: ["#fffdf8", "#f5dfc0"],
  shade: "#dfb27c",
  accents: ["#b24a31", "#b0720f", "#3f7471"],
  line: "#b9946f",
};
const PALETTES = [MEADOW, SEA, DUSK, CLAY] as const;

/** The palette of a topic: always the same one, for all its drawings. */
export function paletteOf(topic: string): Palette {
  const random = createRandom(topic.toLowerCase());
  return PALETTES[Math.floor(random() * PALETTES.length)] ?? MEADOW;
}
