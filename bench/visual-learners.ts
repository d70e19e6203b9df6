import { quantile } from "./figures.ts";
import { report } from "./report.ts";
import { type Cost, familyOf, measureCost } from "./visual-cost.ts";
import { type Lesson, readLessons, TOPICS } from "./visual-lessons.ts";
import { follow, type Heard } from "./visual-lines.ts";
import type { Product } from "./visual-product.ts";
import { measureRelay } from "./visual-relay.ts";

const LEARNERS = Number(process.env.VISUAL_LEARNERS ?? 50);
/** What one worker carries out at the same time (server/runs/admission.ts). */
const RUNS_PER_WORKER = 16;
/** All come within this time, in milliseconds. */
const COME_WITHIN_MS = 1_000;

/** A learner: what is asked, and when. */
interface Comer {
  topic: string;
  lesson: Lesson;
  /** Milliseconds after the first one. */
  after: number;
}

/** Many learners, each with a run of their own that draws all its steps at once, at the model's natural pace. */
export async function measureLearners(product: Product): Promise<void> {
  const lessons = await readLessons(product);
  const comers = Array.from({ length: LEARNERS }, (_, n): Comer => {
    const topic = TOPICS[n % TOPICS.length] ?? "";
    const lesson = lessons.get(topic);
    if (!lesson) throw new Error(`There is no lesson on ${topic}.`);
    // What stands in brackets makes it another question, with the same answer.
    return { topic: `${topic} [learner-${n}]`, lesson, after: (n * COME_WITHIN_MS) / LEARNERS };
  });
  while ((1 + product.workers.length) * RUNS_PER_WORKER < LEARNERS) await product.addWorker();
  // What is compiled and opened with the first use does not count.
  await Promise.all(TOPICS.map((topic) => learn(product, `${topic} [warm]`)));
  await product.control.clearCalls();

  const begun = performance.now();
  const ours = measureCost(partsOf(product));
  const seen = await Promise.all(
    comers.map(async ({ topic, after }) => {
      await new Promise((resolve) => setTimeout(resolve, after));
      return learn(product, topic);
    }),
  );
  const heard = seen.map((one) => one.heard);
  const seconds = (performance.now() - begun) / 1000;
  const costs = ours.end();
  const delays = await delaysOf(product, comers, heard);
  const relayed = await measureRelay(product, comers);

  const bench = "visual";
  const all = `${LEARNERS} learners at once`;
  const relay = (value: number) => ({ "bare relay of the same streams": value });
  for (const [name, share] of [
    ["median", 0.5],
    ["p95", 0.95],
    ["p99", 0.99],
  ] as const)
    report({
      bench,
      figure: `${all}: chunk leaves the model to its element at the learner, ${name}`,
      value: quantile(delays, share),
      unit: "ms",
      versus: relay(quantile(relayed.delays, share)),
    });
  report({
    bench,
    figure: `${all}: until everything is drawn`,
    value: seconds,
    unit: "s",
    versus: relay(relayed.seconds),
  });
  const parts: [string, Cost][] = Object.entries(costs);
  const sum = (of: keyof Cost) => parts.reduce((before, [, one]) => before + one[of], 0);
  const everything: Cost = { cpu: sum("cpu"), memory: sum("memory") };
  for (const [name, { cpu, memory }] of [...parts, ["all of them", everything] as const]) {
    const versus = (of: keyof Cost) => (name === "all of them" ? relay(relayed.cost[of]) : {});
    report({ bench, figure: `${all}: CPU, ${name}`, value: cpu, unit: "% of a core", versus: versus("cpu") });
    report({
      bench,
      figure: `${all}: most memory, ${name}`,
      value: memory,
      unit: "MB",
      versus: versus("memory"),
    });
  }
  const events = heard.flat().map(({ event }) => event);
  const faults = events.filter(({ type }) => type === "step-retry" || type === "step-failed");
  if (faults.length > 0)
    console.error(faults.map(({ type, step, code }) => `${type} ${step} ${code}`).join("\n"));
  report({
    bench,
    figure: `${all}: drawings finished`,
    value: events.filter(({ type }) => type === "svg-ready").length,
    unit: "drawings",
    versus: {
      "asked for": comers.reduce((before, { lesson }) => before + lesson.steps.length, 0),
      "runs that succeeded": events.filter(({ type, status }) => type === "run-end" && status === "succeeded")
        .length,
      "tries that failed": events.filter(({ type }) => type === "step-retry" || type === "step-failed")
        .length,
    },
  });
}

/** The processes that serve learners; the model is none of them. */
function partsOf(product: Product) {
  const program = (name: RegExp) => () =>
    familyOf([product.supervisor, ...product.workers])
      .filter(({ command }) => name.test(command))
      .map(({ pid }) => pid);
  return {
    web: program(/server\/start\/web\.ts|^next-server/),
    [`${1 + product.workers.length} workers`]: program(/server\/worker\.ts/),
    database: () => familyOf([product.postmaster]).map(({ pid }) => pid),
  };
}

/** What a learner saw, and how often the server had no time for them. */
interface Seen {
  heard: Heard[];
  refusals: number;
}

/** Somebody new asks, and watches until the end; who is told that the server is busy comes again. */
async function learn({ address }: Product, topic: string): Promise<Seen> {
  for (let refusals = 0; ; refusals++) {
    const response = await fetch(`${address}/api/runs`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ kind: "visual", input: { topic } }),
    });
    if (response.status === 503) {
      await response.body?.cancel();
      await new Promise((resolve) => setTimeout(resolve, 1_000));
      continue;
    }
    if (response.status !== 201)
      throw new Error(`A run was refused: ${response.status} ${await response.text()}`);
    const cookie = response.headers
      .getSetCookie()
      .map((one) => one.split(";")[0])
      .join("; ");
    const { eventsUrl } = (await response.json()) as { eventsUrl: string };
    const { heard, lines } = await follow(new URL(eventsUrl, address).href, cookie);
    return { heard, refusals: refusals + lines - 1 };
  }
}

/**
 * For each element of each drawing: from the chunk with which it can be drawn to its arrival, in milliseconds. A
 * drawing that took more than one try is among the faults instead.
 */
async function delaysOf({ control }: Product, comers: Comer[], heard: Heard[][]): Promise<number[]> {
  const calls = await control.calls();
  return comers.flatMap(({ topic, lesson }, n) =>
    lesson.steps.flatMap(({ id }) => {
      const [call, again] = calls.filter(
        ({ prompt }) => prompt.includes(`Topic: ${topic}\n`) && prompt.includes(`Step-id: ${id}\n`),
      );
      const arrivals = arrivalsOf(heard[n] ?? [], `draw:${id}`);
      if (!call || again || arrivals.whole === null) return [];
      return [...(lesson.chunkOf.get(id) ?? [])].map(([node, chunk]) => {
        const arrived = arrivals.live.get(node) ?? arrivals.whole ?? Number.NaN;
        return arrived - (call.chunksAt[chunk] ?? Number.NaN);
      });
    }),
  );
}

/** When the elements of a drawing arrived; what was still on its way when it was whole came with the whole. */
function arrivalsOf(
  heard: readonly Heard[],
  key: string,
): { live: Map<number, number>; whole: number | null } {
  const live = new Map<number, number>();
  let whole: number | null = null;
  for (const { at, event } of heard) {
    if (event.step !== key) continue;
    if (event.type === "svg-ready") whole = at;
    if (event.type !== "svg-ops") continue;
    for (const { op, node } of event.ops as { op: string; node: number }[])
      if (op === "open" && !live.has(node)) live.set(node, at);
  }
  return { live, whole };
}
