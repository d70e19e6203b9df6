import { makeDamaged, TOLERANCE } from "#server/svg/testing-damage.ts";
import { createRenderer, differingShare } from "#server/svg/testing-render.ts";
import { report } from "./report.ts";
import { throughEngine } from "./svg-fidelity.ts";
import { createRivals } from "./svg-rivals.ts";

const EACH = 12;

/** The share of damaged drawings in which less than 1 % of the pixels differ noticeably from what was meant. */
export async function measureRepair(): Promise<void> {
  const render = createRenderer();
  const ways = { engine: throughEngine, ...createRivals().repaired };
  const damaged = await makeDamaged(render, EACH);
  const right = Object.fromEntries(Object.keys(ways).map((way) => [way, new Map<string, number>()]));
  const wrong: string[] = [];
  for (const one of damaged)
    for (const [way, repair] of Object.entries(ways)) {
      const isRight = differingShare(one.picture, await render(repair(one.damaged))) < TOLERANCE;
      if (isRight) right[way]?.set(one.kind, (right[way].get(one.kind) ?? 0) + 1);
      else if (way === "engine") wrong.push(`${one.kind}: ${one.name}`);
    }
  const kinds = Map.groupBy(damaged, ({ kind }) => kind);
  for (const [kind, { length }] of kinds)
    figure(`${length} drawings repaired: ${kind}`, length, (way) => right[way]?.get(kind) ?? 0);
  const originals = new Set(damaged.map(({ name }) => name)).size;
  figure(`${damaged.length} damaged drawings of ${originals} repaired`, damaged.length, (way) =>
    [...(right[way]?.values() ?? [])].reduce((sum, count) => sum + count, 0),
  );
  if (wrong.length > 0) console.error(`not repaired: ${wrong.join(" · ")}`);
}

function figure(name: string, count: number, right: (way: string) => number): void {
  const share = (way: string) => (100 * right(way)) / count;
  const versus = {
    goal: 60,
    "jsdom + DOMPurify": share("jsdom + DOMPurify"),
    htmlparser2: share("htmlparser2"),
  };
  report({ bench: "svg", figure: name, value: share("engine"), unit: "%", versus });
}
