import { readdirSync, readFileSync } from "node:fs";
import { findPackageJSON } from "node:module";
import { dirname, join } from "node:path";

export interface Drawing {
  /** `heart`, or with its set before it: `tabler/outline/abacus`. */
  name: string;
  text: string;
}

const FOLDERS = {
  spinners: ["svg-spinners", ["svg"]],
  loaders: ["svg-loaders", ["svg-css-loaders", "svg-smil-loaders"]],
  weather: ["@bybas/weather-icons", ["production/fill/all", "production/line/all"]],
  tabler: ["@tabler/icons", ["icons/outline", "icons/filled"]],
  openmoji: ["openmoji", ["color/svg"]],
} as const;

export type DrawingSet = keyof typeof FOLDERS;

/** The sets whose drawings move. */
export const MOVING_SETS = ["spinners", "loaders", "weather"] as const satisfies DrawingSet[];

/** The drawings of a set from npm in the order of their names; with `count`, that many, spread over the set. */
export function readDrawingSet(set: DrawingSet, count = Number.POSITIVE_INFINITY): Drawing[] {
  const [name, folders] = FOLDERS[set];
  const manifest = findPackageJSON(name, import.meta.url);
  if (manifest === undefined) throw new Error(`${name} is not installed.`);
  const root = dirname(manifest);
  const paths = folders.flatMap((folder) =>
    listDrawings(join(root, folder)).map((file) => join(folder, file)),
  );
  return spread(paths, count).map((path) => ({
    name: `${set}/${path.slice(0, -4)}`,
    text: readFileSync(join(root, path), "utf8"),
  }));
}

const WRITTEN = join(import.meta.dirname, "__fixtures__/drawings");

/** The drawings of `__fixtures__/drawings`, written as models write them. */
export function readWrittenDrawings(): Drawing[] {
  return listDrawings(WRITTEN).map((file) => ({
    name: file.slice(0, -4),
    text: readFileSync(join(WRITTEN, file), "utf8"),
  }));
}

function listDrawings(folder: string): string[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith(".svg"))
    .sort();
}

function spread<Item>(items: Item[], count: number): Item[] {
  if (count >= items.length) return items;
  return items.filter(
    (_, index) =>
      Math.floor((index * count) / items.length) !== Math.floor(((index - 1) * count) / items.length),
  );
}
