import { quantile } from "./figures.ts";
import { end } from "./start.ts";
import { type Cost, measureCost } from "./visual-cost.ts";
import { hear } from "./visual-lines.ts";
import { line, type Product, start } from "./visual-product.ts";

export interface Relayed {
  /** From a chunk leaving the model to its arrival, in milliseconds. */
  delays: number[];
  cost: Cost;
  /** Until everybody has everything. */
  seconds: number;
}

/** The same streams to the same number of readers through a server that only passes them on. */
export async function measureRelay(
  { simulator, control }: Product,
  comers: readonly { topic: string; after: number }[],
): Promise<Relayed> {
  const child = start("bench/visual-relay-child.ts", {}, simulator);
  try {
    const relay = /http:\S+/.exec(await line(child, /relay at/))?.[0] ?? "";
    const read = (topic: string) => hear(`${relay}/?topic=${encodeURIComponent(topic)}`);
    await Promise.all(comers.slice(0, 6).map(({ topic }) => read(`${topic} warm`)));
    await control.clearCalls();
    const begun = performance.now();
    const cost = measureCost({ relay: () => [child.pid ?? 0] });
    const heard = await Promise.all(
      comers.map(async ({ topic, after }) => {
        await new Promise((resolve) => setTimeout(resolve, after));
        return read(topic);
      }),
    );
    const seconds = (performance.now() - begun) / 1000;
    const { relay: spent } = cost.end();
    const calls = await control.calls();
    const delays = comers.flatMap(({ topic }, n) => {
      const sofar = new Map<string, number>();
      return (heard[n] ?? []).map(({ at, event: { step = "" } }) => {
        const index = sofar.get(step) ?? 0;
        sofar.set(step, index + 1);
        const call = calls.find(({ prompt }) => prompt.includes(`Topic: ${topic}\nStep-id: ${step}\n`));
        return at - (call?.chunksAt[index] ?? Number.NaN);
      });
    });
    if (!Number.isFinite(quantile(delays, 1))) throw new Error("The relay brought what was never sent.");
    return { delays, cost: spent, seconds };
  } finally {
    await end(child, "SIGTERM");
  }
}
