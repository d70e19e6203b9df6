import { randomUUID } from "node:crypto";
import { z } from "zod";
import { type AnyPipeline, definePipeline, type RunContext, type Runs } from "../index.ts";

const ofStep = { step: z.string(), generation: z.int(), attempt: z.int() };
const Event = z.discriminatedUnion("type", [
  z.object({ type: z.literal("text-ready"), text: z.string(), ...ofStep }),
  z.object({ type: z.literal("text-delta"), text: z.string(), ...ofStep }),
]);
export type TestEvent = z.infer<typeof Event>;
export type TestRun = RunContext<TestEvent>;
export type Body = (run: TestRun, topic: string) => Promise<unknown>;

export interface Scripted {
  pipeline: AnyPipeline;
  /** Starts a run that does what `body` says. */
  start(runs: Runs, learnerId: string, body: Body): Promise<string>;
}

/** A pipeline whose runs each do what their test says. */
export function createScripted(): Scripted {
  const bodies = new Map<string, Body>();
  return {
    pipeline: definePipeline({
      kind: "visual",
      input: z.object({ topic: z.string() }),
      event: Event,
      result: z.unknown(),
      async run({ topic }, run) {
        const body = bodies.get(topic);
        if (!body) throw new Error(`no body for ${topic}`);
        return (await body(run, topic)) as object;
      },
    }),
    async start(runs, learnerId, body) {
      const topic = randomUUID();
      bodies.set(topic, body);
      const { run } = await runs.create({ learnerId, kind: "visual", input: { topic } });
      return run.id;
    },
  };
}

/** Counts by key. */
export function createCounter() {
  const counts = new Map<string, number>();
  return {
    add(key: string): number {
      const next = (counts.get(key) ?? 0) + 1;
      counts.set(key, next);
      return next;
    },
    get: (key: string) => counts.get(key) ?? 0,
  };
}
