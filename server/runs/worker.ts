import { z } from "zod";
import { AppError } from "../errors.ts";
import { sleep } from "../kit/abort.ts";
import type { Bus } from "../kit/bus.ts";
import { isConnectionError } from "../kit/database-errors.ts";
import type { AnyPipeline } from "./define-pipeline.ts";
import { type Execution, startExecution } from "./execution.ts";
import { CANCELLED, claimRun, releaseRun, renewLeases } from "./lease-store.ts";
import { compactJournals, expireRuns, reportPlaces, sweepRuns } from "./maintenance.ts";
import type { RunQueue } from "./queue.ts";
import type { StepServices } from "./run-step.ts";
import { CONTROL_CHANNEL, LeaseLost, persist, transact } from "./store.ts";

/** How often a worker looks after its runs and after those that nobody holds, in milliseconds. */
const LOOK_MS = 2_000;
const MAINTENANCE_MS = 5_000;
/** How long running steps may go on after a SIGTERM, in milliseconds. */
const GRACE_MS = 20_000;
/** How much longer giving the runs back may take, in milliseconds. */
const GIVING_BACK_MS = 5_000;

export interface WorkerOptions extends StepServices {
  /** Names this process in the runs that it holds. */
  name: string;
  bus: Bus;
  queue: RunQueue;
  pipelines: AnyPipeline[];
  /** Ended runs older than this many days are deleted; 0 keeps them. */
  retentionDays: () => number;
  onTrouble: (error: unknown) => void;
}

/** Takes runs from the queue and carries them out. */
export interface Worker {
  start(): Promise<void>;
  /** Takes no more runs, gives running steps `graceMs` (20 s), and leaves the rest to others. */
  drain(graceMs?: number): Promise<void>;
  /** Ids of the runs in hand. */
  held(): string[];
}

export function createWorker(options: WorkerOptions): Worker {
  const { prisma, budget, bus, queue, name, live, onTrouble } = options;
  const pipelines = new Map(options.pipelines.map((pipeline) => [pipeline.kind as string, pipeline]));
  const executions = new Map<string, Execution>();
  const holds = new Map<string, { claimed: Promise<void>; over: Promise<void> }>();
  const timers: NodeJS.Timeout[] = [];
  let grace: Promise<unknown> | null = null;

  /** A second job of a run that goes on here has nothing to do, and must not keep a place for it. */
  async function handle(runId: string, signal: AbortSignal): Promise<void> {
    for (let hold = holds.get(runId); hold; hold = holds.get(runId)) {
      await hold.claimed;
      if (await persist(() => goesOnHere(runId), signal)) return;
      await hold.over;
    }
    const claimed = Promise.withResolvers<void>();
    const over = carryOut(runId, signal, claimed.resolve).finally(() => {
      claimed.resolve();
      holds.delete(runId);
    });
    holds.set(runId, { claimed: claimed.promise, over: over.catch(() => {}) });
    return over;
  }

  async function goesOnHere(runId: string): Promise<boolean> {
    const execution = executions.get(runId);
    if (!execution) return false;
    const [row] = await renewLeases(prisma, [execution]);
    return row?.held === true && row.epoch === execution.epoch;
  }

  async function carryOut(runId: string, signal: AbortSignal, onClaimed: () => void): Promise<void> {
    if (grace) return transact(prisma, (tx) => queue.send(tx, runId));
    const claimed = await persist(() => claimRun(prisma, budget, runId, name), signal);
    if (!claimed) return;
    const { lease, kind } = claimed;
    if (claimed.isFirst) options.observe({ name: "run_started", lease, data: { kind } });
    const pipeline = pipelines.get(kind) ?? unknownKind(kind);
    const execution = startExecution(options, pipeline, claimed);
    executions.set(runId, execution);
    onClaimed();
    // A job that was taken away says nothing by itself: the run is ours as long as its epoch is.
    const look = () => void quietly(lookAfter([runId]));
    signal.addEventListener("abort", look, { once: true });
    try {
      if (grace) void execution.handOver(grace);
      await quietly(lookAfter([runId]));
      await execution.done;
    } finally {
      signal.removeEventListener("abort", look);
      executions.delete(runId);
    }
    if (grace) await releaseRun(prisma, queue, lease);
  }

  /** Renews the hold of runs in hand and learns what became of them: cancelled, taken by another worker, answered. */
  async function lookAfter(ids: string[]): Promise<void> {
    const held = ids.flatMap((id) => executions.get(id) ?? []);
    if (held.length === 0) return;
    const found = new Map((await renewLeases(prisma, held)).map((row) => [row.id, row]));
    for (const execution of held) {
      const row = found.get(execution.runId);
      if (!row || row.epoch !== execution.epoch) execution.stop(new LeaseLost(execution.runId));
      else if (row.cancelled) execution.stop(new AppError("CANCELLED", CANCELLED.message));
      else execution.poke();
    }
  }

  function every(ms: number, task: () => Promise<void>): NodeJS.Timeout {
    let isBusy = false;
    return setInterval(async () => {
      if (isBusy) return;
      isBusy = true;
      await quietly(task());
      isBusy = false;
    }, ms);
  }

  async function quietly(work: Promise<unknown>): Promise<void> {
    await work.catch((error) => {
      if (!isConnectionError(error)) onTrouble(error);
    });
  }

  return {
    async start() {
      const look = () => quietly(lookAfter([...executions.keys()]));
      bus.listen(
        CONTROL_CHANNEL,
        (runId) => void (executions.has(runId) && quietly(lookAfter([runId]))),
        look,
      );
      const maintain = async () => {
        if (grace) return;
        await reportPlaces(prisma);
        await compactJournals(prisma);
        await expireRuns(prisma, options.retentionDays());
      };
      const sweep = async () => {
        if (!grace) await sweepRuns(prisma, queue);
      };
      timers.push(every(LOOK_MS, look), every(LOOK_MS, sweep), every(MAINTENANCE_MS, maintain));
      await queue.work(handle);
    },
    async drain(graceMs = GRACE_MS) {
      const over = new AbortController();
      const upTo = (ms: number) => sleep(ms, over.signal).catch(() => {});
      grace = upTo(graceMs);
      const allGivenBack = quietly(queue.offWork());
      for (const execution of executions.values()) void execution.handOver(grace);
      // With the database away nothing can be given back: the leases run out by themselves.
      await Promise.race([allGivenBack, upTo(graceMs + GIVING_BACK_MS)]);
      over.abort();
      for (const timer of timers) clearInterval(timer);
      await live.flush();
    },
    held: () => [...executions.keys()],
  };
}

/** A run of a kind that this program does not know (any more) fails and says so. */
function unknownKind(kind: string): AnyPipeline {
  return {
    kind: kind as AnyPipeline["kind"],
    input: z.unknown(),
    event: z.unknown(),
    result: z.unknown(),
    run: async () => {
      throw new AppError("INVALID", `This version cannot make a run of the kind "${kind}".`);
    },
  };
}
