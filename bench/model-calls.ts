import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { FLAGS, type FlagName, type FlagValues } from "#server/contracts/flags.ts";
import { openDatabase } from "#server/db.ts";
import { createBus } from "#server/kit/bus.ts";
import { createGateway, createLimiter, resolveTiers } from "#server/llm/index.ts";
import { visual } from "#server/pipelines/visual/index.ts";
import { readEvents, startEngine } from "#server/runs/__fixtures__/engine.ts";
import { createSimulatorControl } from "#server/simulator/testing-control.ts";
import { timed } from "./figures.ts";

/** A plan and five drawings. */
const STEPS = 6;
const FAST = { rpm: 100_000, tpm: 1_000_000_000 };

/**
 * What a whole `visual` run takes beyond its slowest path of model calls, in milliseconds, for each of `times` runs:
 * the real pipeline, gateway and SDKs, and a model server that tells how long it took by itself.
 */
export async function overModelCalls(
  databaseUrl: string,
  times: number,
): Promise<{ steps: number; values: number[] }> {
  const simulator = await startModelProcess();
  const control = createSimulatorControl(simulator.url);
  const gemini = { apiKey: "sample", baseUrl: simulator.url };
  const nobody = { apiKey: undefined, baseUrl: undefined };
  const providers = { gemini, openai: nobody, openrouter: nobody, jina: nobody };
  const limits = { GEMINI_3_5_FLASH: FAST, GEMINI_3_5_FLASH_LITE: FAST };
  const tiers = resolveTiers({ providers, tiers: {}, limits });
  if (!tiers.ok) throw new Error(tiers.problems.join("\n"));
  const { prisma, close } = openDatabase(databaseUrl);
  const onTrouble = (error: unknown) => console.error(error);
  const bus = createBus(databaseUrl, onTrouble);
  const limiter = createLimiter({ prisma, bus, onTrouble });
  const gateway = createGateway({ tiers: tiers.tiers, providers, limiter });
  await control.pace({ firstChunkMs: 100, chunkMs: 10, jitter: 0.3 });
  const engine = await startEngine({
    url: databaseUrl,
    pipelines: [visual],
    gateway,
    flags: { value: <N extends FlagName>(name: N) => FLAGS[name].default as FlagValues[N] },
  });
  const learnerId = randomUUID();
  const values: number[] = [];
  try {
    for (let n = -3; n < times; n++) {
      await control.clearCalls();
      const took = await timed(async () => {
        const { run } = await engine.runs.create({
          learnerId,
          kind: "visual",
          input: { topic: "photosynthesis" },
        });
        await readEvents(engine.runs, learnerId, run.id);
      });
      const [plan = 0, ...drawings] = (await control.calls())
        .sort((a, b) => a.startedAt - b.startedAt)
        .map((call) => (call.endedAt ?? call.startedAt) - call.startedAt);
      if (drawings.length !== STEPS - 1)
        throw new Error(`There were ${drawings.length} drawings instead of ${STEPS - 1}.`);
      if (n >= 0) values.push(took - plan - Math.max(...drawings)); // the first runs warm everything up
    }
    return { steps: STEPS, values };
  } finally {
    await engine.close();
    await bus.close();
    await close();
    simulator.end();
  }
}

/** The sample model as a process of its own, as `npm start` runs it: it must not take the engine's time. */
async function startModelProcess(): Promise<{ url: string; end(): void }> {
  const child = spawn(process.execPath, [join(import.meta.dirname, "../server/simulator/main.ts")], {
    env: { ...process.env, SIMULATOR_PORT: "0" },
    stdio: ["ignore", "pipe", "inherit"],
  });
  for await (const line of createInterface({ input: child.stdout })) {
    const [url] = /http:\S+/.exec(line) ?? [];
    if (url) return { url, end: () => void child.kill() };
  }
  throw new Error("The simulated model did not start.");
}
