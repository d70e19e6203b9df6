import { fromPrisma, PgBoss } from "pg-boss";
import type { Transaction } from "./store.ts";

const QUEUE = "run";

/** The durable queue of runs: a job says "look at this run"; everything else stands in the run's own tables. */
export interface RunQueue {
  /** In the caller's transaction: run and job are born together. */
  send(tx: Transaction, runId: string): Promise<void>;
  /** Begins to take jobs; `handle` keeps one until it resolves. */
  work(handle: (runId: string, signal: AbortSignal) => Promise<void>): Promise<void>;
  /** Takes no further jobs; those that are held stay held. */
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
  await boss.createQueue(QUEUE, {
    policy: "singleton",
    notify: true,
    retryLimit: 5,
    retryDelay: 0,
    heartbeatSeconds: 10,
    expireInSeconds: 3600,
  });
  return {
    async send(tx, runId) {
      await boss.send(QUEUE, { id: runId }, { singletonKey: runId, db: fromPrisma(tx) });
    },
    async work(handle) {
      await boss.work<{ id: string }>(
        QUEUE,
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
    offWork: () => boss.offWork(QUEUE, { wait: false }),
    close: () => boss.stop({ graceful: false, close: true }),
  };
}
