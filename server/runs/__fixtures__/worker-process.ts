// A worker in a process of its own, for tests that kill, stop and restart it. Its models and its barriers are one HTTP
// server in the test: a request may be held there, so that the process stands at a known point when the signal comes.
import { z } from "zod";
import { mapSettled } from "../../kit/map-settled.ts";
import type { Gateway } from "../../llm/index.ts";
import { definePipeline } from "../index.ts";
import { startEngine } from "./engine.ts";
import { createPaidCalls, type ScriptedCall } from "./paid-calls.ts";

const {
  DATABASE_URL = "",
  MODEL_URL = "",
  WORKER_NAME = "",
  CONCURRENCY = "16",
  GRACE_MS = "20000",
} = process.env;

async function ask(path: string, signal?: AbortSignal): Promise<void> {
  const response = await fetch(`${MODEL_URL}${path}&worker=${WORKER_NAME}`, signal ? { signal } : {});
  await response.text();
}

const ofStep = { step: z.string(), generation: z.int(), attempt: z.int() };
const Made = z.object({ type: z.literal("text-ready"), text: z.string(), ...ofStep });

/** Every call and every point is a request that names its run by the topic. */
const pipeline = definePipeline({
  kind: "visual",
  input: z.object({ topic: z.string() }),
  event: Made,
  result: z.array(z.string()),
  async run({ topic }, run) {
    const reach = (point: string) => ask(`/reach?topic=${topic}&point=${point}`, run.signal);
    const make = (key: string, dependsOn: string[] = []) =>
      run.step(key, { dependsOn, attempts: 3 }, async (step) => {
        await step.llm.image({ tier: "image", prompt: `${topic} ${key}` });
        await ask(`/reach?topic=${topic}&point=end:${key}`, step.signal);
        step.emit({ type: "text-ready", text: key });
        return key;
      });
    const whole = async (key: string, dependsOn?: string[]) => {
      await reach(`before:${key}`);
      const made = await make(key, dependsOn);
      await reach(`after:${key}`);
      return made;
    };
    const plan = await whole("plan");
    run.background("picture", async (step) => {
      await step.llm.image({ tier: "image", prompt: `${topic} picture` });
      await ask(`/reach?topic=${topic}&point=end:picture`, step.signal);
    });
    const drawn = await mapSettled(["draw0", "draw1", "draw2"], (key) => whole(key, ["plan"]));
    const finish = await whole("finish", ["draw0", "draw1", "draw2"]);
    return [plan, ...drawn.map((one) => (one.ok ? one.value : "failed")), finish];
  },
});

const calls: Gateway = {
  bind(scope) {
    const scripts = {
      get: (prompt: string): ScriptedCall => {
        const [topic, key] = prompt.split(" ");
        return {
          reserveUsd: 0.5,
          usd: 0.25,
          during: () => ask(`/call?topic=${topic}&point=${key}`, scope.signal),
        };
      },
    };
    return createPaidCalls(scripts).bind(scope);
  },
};

const engine = await startEngine({
  url: DATABASE_URL,
  pipelines: [pipeline],
  gateway: calls,
  name: WORKER_NAME,
  concurrency: Number(CONCURRENCY),
});
process.once("SIGTERM", async () => {
  await engine.worker?.drain(Number(GRACE_MS));
  await engine.close();
  process.exit(0);
});
console.log("ready");
