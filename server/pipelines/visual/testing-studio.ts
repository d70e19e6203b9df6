// Visual runs as the product makes them: its engine on a real database, its gateway over real HTTP, a simulated model.
import { randomUUID } from "node:crypto";
import { expect } from "vitest";
import { FLAGS, type FlagName, type FlagValues } from "../../contracts/flags.ts";
import type { RunSnapshot } from "../../contracts/run.ts";
import type { KeptDrawing, VisualEvent, VisualPlan } from "../../contracts/visual.ts";
import { openDatabase } from "../../db.ts";
import { createBus } from "../../kit/bus.ts";
import { createGateway, createLimiter, createReplies, resolveTiers, type Timeouts } from "../../llm/index.ts";
import { type Engine, readEvents, startEngine, untilStatus } from "../../runs/__fixtures__/engine.ts";
import { type NewRule, startSimulator } from "../../simulator/index.ts";
import { createSimulatorControl } from "../../simulator/testing-control.ts";
import { openTestDatabase } from "../../start/testing.ts";
import { type SvgOperation, settle } from "../../svg/index.ts";
import { createSafetyJudge } from "../../svg/testing-safety.ts";
import { visual } from "./index.ts";
import { libraryDrawing } from "./testing-drawings.ts";

const part = (id: string): VisualPlan["steps"][number] => ({
  id,
  tag: "concept",
  title: `About ${id}`,
  desc: `What ${id} is.`,
  alt: `A drawing of ${id}.`,
});

/** What the model plans, unless a test says otherwise. */
export const PLAN: VisualPlan = { title: "Three parts", steps: ["one", "two", "three"].map(part) };

/** A rule for the requests that draw this step of `PLAN`. */
export const drawing = (id: string, rule: Partial<NewRule>): Partial<NewRule> => ({
  also: `Step-id: ${id}\n`,
  ...rule,
});
export const continuing = (rule: Partial<NewRule>): Partial<NewRule> => ({
  also: "Task: continue-drawing",
  ...rule,
});

export interface StudioOptions {
  /** Instead of the tier's own. */
  timeouts?: Partial<Timeouts>;
  source?: "live" | "simulated";
  simulatorUrl?: string;
  databaseUrl?: string;
}

type Settings = { -readonly [N in FlagName]?: FlagValues[N] };

export interface Finished {
  id: string;
  snapshot: RunSnapshot;
  /** The whole journal with its live events, since the beginning of this run or redo. */
  events: VisualEvent[];
}

/** Opens a worker for visual runs. */
export async function openStudio(options: StudioOptions = {}) {
  const own = options.databaseUrl ? undefined : await openTestDatabase();
  const url = options.databaseUrl ?? own?.url ?? "";
  const simulator = options.simulatorUrl ? undefined : await startSimulator({ timing: "instant" });
  const simulatorUrl = options.simulatorUrl ?? simulator?.url ?? "";
  const control = createSimulatorControl(simulatorUrl);
  const { prisma, close: closeDatabase } = openDatabase(url);
  const troubles: unknown[] = [];
  const onTrouble = (error: unknown) => void troubles.push(error);
  const bus = createBus(url, onTrouble);
  const settings: Settings = {};
  const flag = <N extends FlagName>(name: N) => (settings[name] ?? FLAGS[name].default) as FlagValues[N];

  const none = { apiKey: undefined, baseUrl: undefined };
  const providers = {
    gemini: { apiKey: "test", baseUrl: simulatorUrl },
    openai: none,
    openrouter: none,
    jina: none,
  };
  const resolution = resolveTiers({ providers, tiers: {}, limits: {} });
  if (!resolution.ok) throw new Error(resolution.problems.join("\n"));
  const { svg, plan, ...tiers } = resolution.tiers;
  const limiter = createLimiter({ prisma, bus, onTrouble });
  const gateway = createGateway({
    tiers: {
      ...tiers,
      plan: { ...plan, backoffMs: 1 },
      svg: { ...svg, backoffMs: 1, timeouts: { ...svg.timeouts, ...options.timeouts } },
    },
    providers,
    limiter,
    replies: createReplies({
      prisma,
      source: options.source ?? "simulated",
      days: () => flag("reply_cache_days"),
      onTrouble,
    }),
  });
  const engine: Engine = await startEngine({
    url,
    pipelines: [visual],
    gateway,
    flags: { value: (name) => flag(name) },
  });
  const { runs } = engine;
  const learnerId = randomUUID();

  async function finish(id: string, after = 0): Promise<Finished> {
    const events = await readEvents(runs, learnerId, id, { after });
    const snapshot = await untilStatus(runs, learnerId, id, "succeeded", "partial", "failed", "cancelled");
    return { id, snapshot, events: events.map(({ event }) => event as unknown as VisualEvent) };
  }
  const ask = async (input: { topic: string; level?: string; language?: string }): Promise<string> =>
    (await runs.create({ learnerId, kind: "visual", input })).run.id;

  return {
    url,
    simulatorUrl,
    control,
    prisma,
    engine,
    runs,
    learnerId,
    settings,
    troubles,
    ask,
    finish,
    /** Rules for what is asked about one topic; what none of them is about gets `PLAN` and good drawings. */
    async prepare(...rules: Partial<NewRule>[]): Promise<string> {
      const marker = `topic ${randomUUID()}`;
      const usual: Partial<NewRule>[] = [
        { also: "Task: plan", text: JSON.stringify(PLAN) },
        { text: libraryDrawing("fractions/top-and-bottom") },
      ];
      await control.rules(...[...rules, ...usual].map((rule) => ({ ...rule, marker })));
      return marker;
    },
    async run(topic: string): Promise<Finished> {
      return finish(await ask({ topic }));
    },
    async redo({ id }: { id: string }, step: string, wish?: string): Promise<Finished> {
      const { seq } = await runs.snapshot(learnerId, id);
      await runs.redo(learnerId, id, step, wish);
      return finish(id, seq);
    },
    attempts: (id: string, step: string) =>
      prisma.attempt.findMany({
        where: { runId: id, step },
        orderBy: [{ generation: "asc" }, { number: "asc" }],
      }),
    notes: (id: string, name: string) =>
      engine.observations
        .filter(({ lease, name: told }) => lease.runId === id && told === name)
        .map(({ data }) => data),
    async kept(id: string, step: string): Promise<KeptDrawing> {
      const made = (await runs.outputs(learnerId, id)).get(`draw:${step}`);
      expect(made).toBeDefined();
      return made as KeptDrawing;
    },
    async close() {
      await engine.close();
      limiter.close();
      await bus.close();
      await closeDatabase();
      await simulator?.close();
      await own?.close();
    },
  };
}
export type Studio = Awaited<ReturnType<typeof openStudio>>;

export type Ready = Extract<VisualEvent, { type: "svg-ready" }>;

/** The event that ends the drawing of a step. */
export function readyOf({ events }: Pick<Finished, "events">, id: string): Ready | undefined {
  return events.find((event): event is Ready => event.type === "svg-ready" && event.step === `draw:${id}`);
}

/** What a page makes of all that was told of a step's drawing, each operation of which must be safe. */
export function judgeDrawing(
  { events }: Pick<Finished, "events">,
  id: string,
  place: number,
): SvgOperation[] {
  const told = events.flatMap((event) =>
    (event.type === "svg-ops" || event.type === "svg-ready") && event.step === `draw:${id}` ? event.ops : [],
  );
  const judge = createSafetyJudge(`d${place}_`);
  expect(told.flatMap((operation) => judge.judge(operation))).toEqual([]);
  return settle(told);
}
