import { z } from "zod";
import { AppError } from "../errors.ts";
import type { Bus } from "../kit/bus.ts";
import { isConnectionError } from "../kit/database-errors.ts";
import type { AnyPipeline } from "./define-pipeline.ts";
import { type Execution, startExecution } from "./execution.ts";
import { CANCELLED, claimRun } from "./lease-store.ts";
import { compactJournals, expireRuns, reportPlaces, sweepRuns } from "./maintenance.ts";
import type { RunQueue } from "./queue.ts";
import type { StepServices } from "./run-step.ts";
import { CONTROL_CHANNEL, EVENTS_CHANNEL, LeaseLost, persist, transact } from "./store.ts";

/** How often a worker looks after its runs and after those that nobody holds, in milliseconds. */
const LOOK_MS = 2_000;
const MAINTENANCE_MS = 5_000;
/** How long running steps may go on after a SIGTERM, in milliseconds. */
const GRACE_MS = 20_000;

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
  const timers: NodeJS.Timeout[] = [];
  let isDraining = false;

  async function handle(runId: string, signal: AbortSignal): Promise<void> {
    // A job that came back while its run is still in this process: the former hold of it is void.
    const former = executions.get(runId);
    former?.stop(new LeaseLost(runId));
    await former?.done;
    if (isDraining) return releaseRun(runId);
    const claimed = await persist(() => claimRun(prisma, budget, runId, name), signal);
    if (!claimed) return;
    const { lease, kind } = claimed;
    if (claimed.isFirst) options.observe({ name: "run_started", lease, data: { kind } });
    const pipeline = pipelines.get(kind) ?? unknownKind(kind);
    const execution = startExecution(options, pipeline, claimed);
    executions.set(runId, execution);
    const onLost = () => execution.stop(new LeaseLost(runId));
    signal.addEventListener("abort", onLost, { once: true });
    try {
      await quietly(lookAfter([runId]));
      await execution.done;
    } finally {
      signal.removeEventListener("abort", onLost);
      if (executions.get(runId) === execution) executions.delete(runId);
    }
    if (isDraining) await releaseRun(runId, lease.epoch);
  }

  /** Learns from the database what became of runs in hand: cancelled, taken by another worker, answered. */
  async function lookAfter(ids: string[]): Promise<void> {
    if (ids.length === 0) return;
    const rows = await prisma.$queryRaw<{ id: string; epoch: number; cancelled: boolean }[]>`
      select id::text, epoch, "cancelRequestedAt" is not null as cancelled from "Run" where id = any(${ids}::uuid[])`;
    const found = new Map(rows.map((row) => [row.id, row]));
    for (const id of ids) {
      const execution = executions.get(id);
      const row = found.get(id);
      if (!execution) continue;
      if (row?.epoch !== execution.epoch) execution.stop(new LeaseLost(id));
      else if (row.cancelled) execution.stop(new AppError("CANCELLED", CANCELLED.message));
      else execution.poke();
    }
  }

  /** Gives a run back: queued again for any other worker, or parked when it waits for a person. */
  async function releaseRun(runId: string, epoch?: number): Promise<void> {
    await transact(prisma, async (tx) => {
      const [run] = await tx.$queryRaw<{ status: string }[]>`
        update "Run" set owner = null, "updatedAt" = clock_timestamp(),
          status = case when status = 'running' then 'queued' else status end
        where id = ${runId}::uuid and status in ('queued', 'running', 'waiting')
          and (${epoch ?? null}::int is null or epoch = ${epoch ?? null}::int)
        returning status::text`;
      if (run?.status !== "queued") return;
      await queue.send(tx, runId);
      await tx.$queryRaw`select pg_notify(${EVENTS_CHANNEL}, ${runId})::text`;
    });
  }

  function every(ms: number, task: () => Promise<void>) {
    let isBusy = false;
    const timer = setInterval(async () => {
      if (isBusy) return;
      isBusy = true;
      await quietly(task());
      isBusy = false;
    }, ms);
    timers.push(timer);
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
      every(LOOK_MS, look);
      every(MAINTENANCE_MS, async () => {
        await sweepRuns(prisma, queue);
        await reportPlaces(prisma);
        await compactJournals(prisma);
        await expireRuns(prisma, options.retentionDays());
      });
      await queue.work(handle);
    },
    async drain(graceMs = GRACE_MS) {
      isDraining = true;
      await quietly(queue.offWork());
      for (const timer of timers) clearInterval(timer);
      let over = () => {};
      const grace = new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, graceMs);
        over = () => {
          clearTimeout(timer);
          resolve();
        };
      });
      await Promise.all([...executions.values()].map((execution) => execution.handOver(grace)));
      over();
      await live.flush();
      // The handlers of the queue still have to give their runs back.
      while (executions.size > 0) await new Promise((resolve) => setTimeout(resolve, 5));
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
