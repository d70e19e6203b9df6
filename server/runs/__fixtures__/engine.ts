import { randomUUID } from "node:crypto";
import { type Caps, createBudget } from "../../budget/index.ts";
import type { JournalEvent } from "../../contracts/events.ts";
import type { RunSnapshot, RunStatus } from "../../contracts/run.ts";
import { openDatabase } from "../../db.ts";
import { createBus } from "../../kit/bus.ts";
import type { Gateway } from "../../llm/index.ts";
import {
  type AdmissionLimits,
  type AnyPipeline,
  createLiveBatches,
  createRuns,
  createWorker,
  type EventReader,
  type Observation,
  openRunQueue,
  type Runs,
} from "../index.ts";
import type { RunFlags } from "../types.ts";

/** A gateway for pipelines that call no model. */
const noModels: Gateway = {
  bind: () => {
    const refuse = () => {
      throw new Error("This pipeline calls no model.");
    };
    return { text: refuse, object: refuse, image: refuse, embed: refuse };
  },
};

/** Limits that no test reaches by chance. */
export const WIDE_LIMITS: AdmissionLimits = { queued: 10_000, perLearner: 10_000, perLearnerDay: 100_000 };

export interface EngineOptions {
  url: string;
  pipelines?: AnyPipeline[];
  gateway?: Gateway;
  caps?: Caps;
  limits?: AdmissionLimits;
  name?: string;
  concurrency?: number;
  /** Asked by the pipelines; without it, one that asks fails. */
  flags?: RunFlags;
}

const noFlags: RunFlags = {
  value() {
    throw new Error("These pipelines ask for no flag.");
  },
};

/** A web process's and a worker's halves of the engine, on a real database. */
export async function startEngine(options: EngineOptions) {
  const { url, pipelines, name = `worker-${randomUUID().slice(0, 8)}`, concurrency = 16 } = options;
  const troubles: unknown[] = [];
  const observations: Observation[] = [];
  const onTrouble = (error: unknown) => void troubles.push(error);
  const database = openDatabase(url);
  const { prisma } = database;
  const bus = createBus(url, onTrouble);
  const budget = createBudget(options.caps ?? { runUsd: undefined, learnerDayUsd: undefined });
  const queue = await openRunQueue({ url, concurrency: pipelines ? concurrency : 0, onTrouble });
  const runs = createRuns({
    prisma,
    bus,
    budget,
    queue,
    limits: options.limits ?? WIDE_LIMITS,
    isSample: false,
    isOpen: () => true,
  });
  const worker = pipelines
    ? createWorker({
        prisma,
        bus,
        budget,
        queue,
        pipelines,
        name,
        gateway: options.gateway ?? noModels,
        live: createLiveBatches(prisma, onTrouble),
        flags: options.flags ?? noFlags,
        observe: (observation) => void observations.push(observation),
        retentionDays: () => 0,
        onTrouble,
      })
    : undefined;
  await bus.ready();
  await worker?.start();
  return {
    prisma,
    runs,
    queue,
    bus,
    budget,
    name,
    worker,
    troubles,
    observations,
    async close() {
      await worker?.drain(0);
      runs.close();
      await queue.close();
      await bus.close();
      await database.close();
    },
  };
}
export type Engine = Awaited<ReturnType<typeof startEngine>>;

/** Reads a run's journal to its end, or until `until` says so. */
export async function readEvents(
  runs: Runs,
  learnerId: string,
  id: string,
  { after = 0, until = () => false }: { after?: number; until?: (event: JournalEvent) => boolean } = {},
): Promise<JournalEvent[]> {
  const reader: EventReader | null = await runs.openEvents(learnerId, id, after);
  const events: JournalEvent[] = [];
  if (!reader) return events;
  try {
    for (;;) {
      const batch = await reader.read();
      if (batch === null) return events;
      for (const event of batch) {
        events.push(event);
        if (until(event)) return events;
      }
    }
  } finally {
    reader.close();
  }
}

/** Waits until a run has one of these states. */
export async function untilStatus(
  runs: Runs,
  learnerId: string,
  id: string,
  ...statuses: RunStatus[]
): Promise<RunSnapshot> {
  for (;;) {
    const snapshot = await runs.snapshot(learnerId, id);
    if (statuses.includes(snapshot.status)) return snapshot;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

/** Asks again until the answer is neither null nor undefined nor false; the test's own timeout is the bound. */
export async function eventually<T>(ask: () => Promise<T | null | undefined | false>): Promise<T> {
  for (;;) {
    const answer = await ask();
    if (answer !== null && answer !== undefined && answer !== false) return answer;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

/** A promise with its handles outside. */
export function gate<T = void>() {
  return Promise.withResolvers<T>();
}
