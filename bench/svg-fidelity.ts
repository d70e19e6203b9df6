import { createSvgStream } from "#server/svg/index.ts";
import { type Drawing, readDrawingSet, readWrittenDrawings } from "#server/svg/testing-drawings.ts";
import { createRenderer, samePixels } from "#server/svg/testing-render.ts";
import { report } from "./report.ts";
import { createRivals } from "./svg-rivals.ts";

/** Each set, at rest: the share of drawings that are the same after the engine, bit for bit. */
export async function measureFidelity(): Promise<void> {
  const render = createRenderer();
  const rivals = createRivals();
  const sets: Record<string, Drawing[]> = {
    written: readWrittenDrawings(),
    "svg-spinners": readDrawingSet("spinners"),
    "svg-loaders": readDrawingSet("loaders"),
    "weather-icons": readDrawingSet("weather"),
    "tabler icons": readDrawingSet("tabler", 1_500),
    openmoji: readDrawingSet("openmoji", 500),
  };
  const all = { drawings: 0, engine: 0, purified: 0 };
  for (const [set, drawings] of Object.entries(sets)) {
    let engine = 0;
    let purified = 0;
    const changed: string[] = [];
    for (const { name, text } of drawings) {
      const original = await render(text);
      if (samePixels(original, await render(throughEngine(text)))) engine += 1;
      else changed.push(name);
      if (samePixels(original, await render(rivals.repaired["jsdom + DOMPurify"](text)))) purified += 1;
    }
    figure(`${drawings.length} drawings of ${set} pixel-identical`, engine, purified, drawings.length);
    if (changed.length > 0) console.error(`changed: ${changed.slice(0, 40).join(" ")}`);
    all.drawings += drawings.length;
    all.engine += engine;
    all.purified += purified;
  }
  figure(`${all.drawings} drawings of all sets pixel-identical`, all.engine, all.purified, all.drawings);
}

function figure(name: string, engine: number, purified: number, count: number): void {
  const versus = { goal: 99.5, "jsdom + DOMPurify": (100 * purified) / count };
  report({ bench: "svg", figure: name, value: (100 * engine) / count, unit: "%", versus });
}

export function throughEngine(text: string): string {
  const stream = createSvgStream();
  stream.push(text);
  return stream.finish().svg;
}
