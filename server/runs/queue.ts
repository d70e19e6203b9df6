import { fromPrisma, PgBoss } from "pg-boss";
import type { Transaction } from "./store.ts";

/** Several jobs for one run are harmless: a claim refuses a run that a living worker holds. */
export const RUN_QUEUE = "runs";

/** The durable queue of runs: a job says "look at this run"; everything else stands in the run's own tables. */
export interface RunQueue {
  /** In the caller's transaction: run and job are born together. */
  send(tx: Transaction, runId: string): Promise<void>;
  /** Begins to take jobs; `handle` keeps one until it resolves. */
  work(handle: (runId: string, signal: AbortSignal) => Promise<void>): Promise<void>;
  /** Takes no further jobs, at once; resolves when those that are held were given back. */
  offWork(): Promise<void>;
  close(): Promise<void>;
}

export interface QueueOptions {
  url: string;
  /** How many runs this process holds at once; 0 for a process that only sends. */
  concurrency: number;
  onTrouble: (error: unknown) => void;
}

export async function openRunQueue({ url, concurrency, onTrouble }: QueueOptions): Promise<RunQueue> {
  const isWorker = concurrency > 0;
  const boss = new PgBoss({
    connectionString: url,
    max: isWorker ? 4 : 2,
    useListenNotify: isWorker,
    schedule: false,
    supervise: isWorker,
    superviseIntervalSeconds: 2,
    monitorIntervalSeconds: 2,
  });
  boss.on("error", onTrouble);
  await boss.start();
  await boss.createQueue(RUN_QUEUE, {
    policy: "standard",
    notify: true,
    retryLimit: 5,
    retryDelay: 0,
    heartbeatSeconds: 10,
    expireInSeconds: 3600,
  });
  return {
    async send(tx, runId) {
      await boss.send(RUN_QUEUE, { id: runId }, { singletonKey: runId, db: fromPrisma(tx) });
    },
    async work(handle) {
      await boss.work<{ id: string }>(
        RUN_QUEUE,
        {
          localConcurrency: concurrency,
          pollingIntervalSeconds: 2,
          notifyPollingIntervalSeconds: 2,
          heartbeatRefreshSeconds: 3,
        },
        async ([job]) => {
          if (job) await handle(job.data.id, job.signal);
        },
      );
    },
    offWork: () => boss.offWork(RUN_QUEUE, { wait: true }),
    close: () => boss.stop({ graceful: false, close: true }),
  };
}
